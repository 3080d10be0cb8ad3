/**
 * Visual Basic in its three forms: VB.NET's SmtpClient, VBScript's and classic ASP's CDO.Message, and the mail components of
 * classic ASP. No reader knows the language; its statements are lines, a comment starts with an apostrophe.
 */
import { detector } from '../../../src/detect/detector.ts';
import { inText, inVariables } from '../../../src/detect/text-matches.ts';

/** Before the host on its line: neither a comment nor the apostrophe of one. */
const CODE = String.raw`^(?![ \t]*rem\b)[^'\n]{0,500}?`;

/** Names that are given a client: `Dim c As New SmtpClient`, `c = New Net.Mail.SmtpClient`, `Set m = Server.CreateObject("Persits.MailSender")`. */
const CLIENT =
  /\b(?<name>\w+)(?:[ \t]+As(?:[ \t]+New)?|[ \t]*=[ \t]*New)[ \t]+(?:\w+\.){0,3}SmtpClient\b|\b(?<object>\w+)[ \t]*=[ \t]*(?:Server\.)?CreateObject\([ \t]*"Persits\.MailSender"/gi;
const HOST = new RegExp(String.raw`${CODE}(?<![\w.])(?<name>\w+)\.Host[ \t]*=[ \t]*"(?<value>[^"\n]+)"`, 'gimd');

/** CDO's field, and what it is set to. https://learn.microsoft.com/en-us/previous-versions/exchange-server/exchange-10/ms526318(v=exchg.10) */
const cdoField = (value: string): RegExp =>
  new RegExp(
    String.raw`${CODE}(?:cdo/configuration/|[ \t]&[ \t]*")smtpserver"[ \t]*\)(?:\.Value)?[ \t]*=[ \t]*${value}`,
    'i',
  );

const CDO = {
  key: 'cdo.smtpserver',
  port: /smtpserverport"[ \t]*\)(?:\.Value)?[ \t]*=[ \t]*"?(?<value>\d+)/i,
  implicitTls: /smtpusessl"[ \t]*\)(?:\.Value)?[ \t]*=[ \t]*(?<value>True|1)\b/i,
  block: /CreateObject\([ \t]*"CDO\.(?:Message|Configuration)"/i,
} as const;

/** `Const RELAY = "h"`, `relay = "h"`. */
const NAMED_TEXT =
  /^[ \t]*(?:(?:(?:Public|Private|Dim)[ \t]+)?Const[ \t]+)?(?<name>[a-z]\w*)(?:[ \t]+As[ \t]+String)?[ \t]*=[ \t]*"(?<value>[^"\n]+)"/i;

export default detector({
  id: 'visual-basic-mail',
  title: 'Visual Basic, VBScript',
  docs: 'https://learn.microsoft.com/en-us/dotnet/api/system.net.mail.smtpclient',
  layer: 'application',
  format: 'lines',
  files: ['*.vb', '*.vbs', '*.vba', '*.bas', '*.frm', '*.cls', '*.asp', '*.asa', '*.wsf', '*.hta'],
  keywords: ['smtpclient', 'smtpserver', 'persits.mailsender', 'smtpsvc'],
  recognises:
    '`New SmtpClient("h")`, its `Host`, `SmtpMail.SmtpServer`, CDO’s `smtpserver` field, `Persits.MailSender`’s `Host`',
  settings: [
    inText({
      key: 'SmtpClient',
      host: new RegExp(String.raw`${CODE}\bNew[ \t]+(?:\w+\.){0,3}SmtpClient\([ \t]*"(?<value>[^"\n]+)"`, 'i'),
      port: /\bSmtpClient\([ \t]*"[^"\n]+"[ \t]*,[ \t]*(?<value>\d+)/i,
    }),
    // client.Host = "h", of names that the file makes a client
    inVariables({ key: 'SmtpClient.Host', names: CLIENT, given: HOST }),
    // System.Web.Mail, before .NET 2.0
    inText({
      key: 'SmtpMail.SmtpServer',
      host: new RegExp(String.raw`${CODE}\bSmtpMail\.SmtpServer[ \t]*=[ \t]*"(?<value>[^"\n]+)"`, 'i'),
    }),
    inText({ ...CDO, host: cdoField(String.raw`"(?<value>[^"\n]+)"`) }),
    inText({
      ...CDO,
      host: cdoField(String.raw`(?<value>[a-z]\w*)[ \t]*(?:'[^\n]*)?\r?$`),
      macros: NAMED_TEXT,
      strict: true,
    }),
    // IIS’s SMTP service by ADSI: https://learn.microsoft.com/previous-versions/iis/6.0-sdk/ms525943(v=vs.90)
    inText({
      key: 'SmtpSvc.SmartHost',
      host: new RegExp(String.raw`${CODE}(?<!\w)\w+\.SmartHost[ \t]*=[ \t]*"(?<value>[^"\n]+)"`, 'i'),
      when: (text) => /SmtpSvc/i.test(text),
    }),
  ],
});
