/** Mail clients on command lines: in shell scripts, Dockerfiles, CI files, crontabs. */
import { detector } from '../src/detect/detector.ts';
import { arg, call, exactEntry, named, options } from '../src/detect/matchers.ts';
import { inText } from '../src/detect/text-matches.ts';

/**
 * PowerShell's own words for it. https://learn.microsoft.com/powershell/module/microsoft.powershell.utility/send-mailmessage
 * `-SmtpServer` may be shortened as far as it stays unambiguous; Send-EmailMessage is Mailozaurr's.
 */
export const powershell = detector({
  id: 'powershell-mail',
  title: 'PowerShell mail',
  docs: 'https://learn.microsoft.com/powershell/module/microsoft.powershell.utility/send-mailmessage',
  layer: 'deployment',
  keywords: ['smtp', 'psemailserver'],
  formats: ['powershell', 'bash', 'yaml', 'csharp'],
  recognises:
    '`Send-MailMessage -SmtpServer`, also splatted, `$PSEmailServer`, `New-Object Net.Mail.SmtpClient`, in scripts and in the steps of pipelines',
  settings: [
    options({
      of: ['=Send-MailMessage', '=Send-EmailMessage'],
      host: ['SmtpServer', 'Smtp', 'SmtpS', 'SmtpSe', 'Server'],
      port: ['Port'],
      user: ['Credential'],
      startTls: ['UseSsl'],
    }),
    exactEntry(['PSEmailServer']),
    // Inside of other files the script is text.
    inText({
      key: 'Send-MailMessage',
      host: /\bSend-(?:Mail|Email)Message\b[^\n|;]{0,400}?-(?:SmtpServer|Smtp|Server)[ \t]+["']?(?<value>[\w.-]+)/i,
    }),
    inText({
      key: 'SmtpClient',
      host: /New-Object\s+(?:-TypeName\s+)?["']?(?:System\.)?Net\.Mail\.SmtpClient["']?\s*(?:-ArgumentList\s*)?\(?\s*["'](?<value>[^"'\n$]+)["']/i,
    }),
  ],
});

export default detector({
  id: 'command-line',
  title: 'Mail on the command line',
  docs: 'https://curl.se/docs/manpage.html',
  layer: 'deployment',
  formats: ['bash'],
  keywords: ['smtp', 'swaks', 'sendemail', 'mail_host', 'mail_server'],
  recognises: '`curl smtp://…`, `swaks --server`, `sendemail -s`, `msmtp --host`, `git send-email --smtp-server`',
  settings: [
    // An installer fills a template in: sed -i "s|^MAIL_HOST=.*|MAIL_HOST=$host|" .env
    inText({
      key: 'sed',
      host: /\bsed\b[^\n]{0,80}?\b(?:[A-Z]+_)?(?:SMTP|E?MAIL)_?(?:HOST|SERVER)\b[^\n]{0,60}?(?<value>\$\{?\w+\}?)/,
    }),
    call({ of: ['=swaks'], host: named('server', 's') }),
    call({ of: ['=sendemail', '=sendEmail'], host: named('s') }),
    call({ of: ['=msmtp'], host: named('host') }),
    call({ of: ['=git'], host: named('smtp-server') }),
    call({
      of: ['=curl'],
      host: named('url', 'u'),
      when: (site) =>
        site.call.args.some((argument) => argument.value.kind === 'text' && /^smtps?:/.test(argument.value.value)),
    }),
    call({
      of: ['=curl'],
      host: arg(0),
      when: (site) => {
        const url = site.call.args.find((argument) => argument.name === undefined)?.value;
        return url?.kind === 'text' && /^smtps?:/.test(url.value);
      },
    }),
  ],
});
