/**
 * VBScript, classic ASP and their like: CDO.Message and other mail components. No reader knows the language; its statements are
 * lines, a comment starts with an apostrophe. Visual Basic .NET has a reader of its own.
 */
import { detector } from '../../../src/detect/detector.ts';
import { inText, inVariables } from '../../../src/detect/text-matches.ts';

/** Before the host on its line: neither a comment nor the apostrophe of one. */
const CODE = String.raw`^(?![ \t]*rem\b)[^'\n]{0,500}?`;

/** Names that are given a client: `Set m = Server.CreateObject("Persits.MailSender")`. */
const CLIENT = /\b(?<name>\w+)[ \t]*=[ \t]*(?:Server\.)?CreateObject\([ \t]*"Persits\.MailSender"/gi;
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
  title: 'VBScript, classic ASP',
  docs: 'https://learn.microsoft.com/en-us/previous-versions/exchange-server/exchange-10/ms526318(v=exchg.10)',
  layer: 'application',
  format: 'lines',
  files: ['*.vbs', '*.vba', '*.bas', '*.frm', '*.cls', '*.asp', '*.asa', '*.wsf', '*.hta'],
  keywords: ['smtpserver', 'persits.mailsender', 'smtpsvc'],
  recognises: 'CDO’s `smtpserver` field, `Persits.MailSender`’s `Host`, the smart host of IIS’s SMTP service',
  settings: [
    // client.Host = "h", of names that the file makes a client
    inVariables({ key: 'MailSender.Host', names: CLIENT, given: HOST }),
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
