/** Mail clients on command lines: in shell scripts, Dockerfiles, CI files, crontabs. */
import { chainOf } from '../../../src/detect/building.ts';
import { argumentOf, callsOf, lastNamesOf } from '../../../src/detect/call-sites.ts';
import { detector, type Matcher, needing } from '../../../src/detect/detector.ts';
import { arg, call, exactEntry, named, options } from '../../../src/detect/matchers.ts';
import { inText } from '../../../src/detect/text-matches.ts';
import type { Expr } from '../../../src/model/expr.ts';

/** `$name = "text"`, `[string]$name = "text"` among parameters. */
const VARIABLE = /(?:^|[\s;(,\]])\$(?<name>\w+)\s*=\s*["'](?<value>[^"'\n$]+)["']/;

/**
 * PowerShell's own words for it. https://learn.microsoft.com/powershell/module/microsoft.powershell.utility/send-mailmessage
 * `-SmtpServer` may be shortened as far as it stays unambiguous; Send-EmailMessage is Mailozaurr's.
 */
const SENDING = ['=Send-MailMessage'];
const SERVER = named('SmtpServer', 'Smtp', 'SmtpS', 'SmtpSe', 'SmtpSer', 'SmtpServ', 'SmtpServe');

/** Without `-SmtpServer` the preference variable decides, if the script sets it. */
const byPreference: Matcher = needing([/PSEmailServer/i], function* (facts, tools) {
  const isSet = facts.program?.assignments.some(({ target }) => /^PSEmailServer$/i.test(chainOf(target)?.at(-1) ?? ''));
  if (!isSet) return;
  for (const { site, place } of callsOf(facts, tools, SENDING, lastNamesOf(SENDING))) {
    const { args, range } = site.call;
    if (argumentOf(site, SERVER) || args.some(({ spread }) => spread)) continue;
    yield { host: { kind: 'ref', name: 'PSEmailServer', range }, place, key: 'Send-MailMessage', anchor: range };
  }
});

export const powershell = detector({
  id: 'powershell-mail',
  title: 'PowerShell mail',
  docs: 'https://learn.microsoft.com/powershell/module/microsoft.powershell.utility/send-mailmessage',
  layer: 'deployment',
  keywords: ['smtp', 'send-emailmessage', 'psemailserver', 'dbadbmailaccount', 'updatemailsettings', 'mailserver'],
  formats: ['powershell', 'bash', 'yaml', 'csharp'],
  recognises:
    '`Send-MailMessage -SmtpServer`, also splatted, `New-Object Net.Mail.SmtpClient`, `$PSEmailServer`, `New-DbaDbMailAccount -MailServer`, `mailSettings` of IIS by `Set-WebConfigurationProperty` and `appcmd`',
  settings: [
    options({
      of: ['=Send-MailMessage', '=Send-EmailMessage'],
      host: ['SmtpServer', 'Smtp', 'SmtpS', 'SmtpSe', 'Server'],
      port: ['Port'],
      user: ['Credential'],
      startTls: ['UseSsl'],
    }),
    exactEntry(['PSEmailServer']),
    byPreference,
    // Inside of other files the script is text.
    inText({
      key: 'Send-MailMessage',
      macros: VARIABLE,
      host: /\bSend-(?:Mail|Email|MailKit)Message\b(?:[^\n|;`]|`\r?\n|`){0,400}?-(?:SmtpServer|Smtp|Server)[ \t]+["']?(?<value>(?:\$\([\w.]+\)|[\w.$:{}-])+)/i,
      port: /-Port[ \t]+["']?(?<value>\d+)/i,
    }),
    inText({
      key: 'Send-MailMessage:SmtpServer',
      host: /["']Send-MailMessage:SmtpServer["']\s*(?:\]\s*)?=\s*["'](?<value>[^"'\n]+)["']/i,
    }),
    inText({
      key: 'SmtpClient',
      macros: VARIABLE,
      host: /\bNet\.Mail\.SmtpClient\]::new\(\s*["']?(?<value>[^"'\s,)]+)/i,
    }),
    inText({
      key: 'SmtpClient.Host',
      macros: VARIABLE,
      host: /\$(?<client>\w+)\s*=\s*(?:New-Object\s+(?:-TypeName\s+)?["']?|\[)(?:System\.)?Net\.Mail\.SmtpClient\b[^$]{0,40}(?:[^$]|\$(?!\k<client>\.Host\b)){0,2000}?\$\k<client>\.Host\s*=\s*["']?(?<value>[^"'\s;]+)/i,
    }),
    inText({
      key: 'SmtpClient',
      host: /New-Object\s+(?:-TypeName\s+)?["']?(?:System\.)?Net\.Mail\.SmtpClient["']?\s*(?:-ArgumentList\s*)?(?:\(\s*)?["'](?<value>[^"'\n]+)["']/i,
    }),
    // Veeam's: https://helpcenter.veeam.com/docs/backup/powershell/set-vbrmailnotification.html
    options({
      of: ['=Set-VBRMailNotification', '=New-VBRMailNotification', '=Set-VBRMailNotificationConfiguration'],
      host: ['SMTPServer', 'SmtpServer'],
      port: ['Port'],
      startTls: ['EnableSSL'],
    }),
    // SharePoint: https://learn.microsoft.com/sharepoint/administration/outgoing-email-configuration, stsadm -o email
    inText({ key: 'UpdateMailSettings', host: /\.UpdateMailSettings\(\s*["'](?<value>[^"'\n]+)["']/i }),
    inText({ key: '-outsmtpserver', host: /\bstsadm\b[^\n]{0,200}?-outsmtpserver[ \t]+["']?(?<value>[\w.-]+)/i }),
    // dbatools' own commands. https://docs.dbatools.io/New-DbaDbMailAccount
    inText({
      key: 'New-DbaDbMailAccount',
      host: /\b(?:New|Set)-DbaDbMailAccount\b[^\n|;]{0,400}?-(?:New)?MailServer(?:Name)?[ \t]+["']?(?<value>[\w.$:{}-]+)/i,
    }),
    inText({
      key: 'MailServer',
      host: /(?:^|[\s;{])["']?(?:New)?MailServer(?:Name)?["']?\s*=\s*["'](?<value>[^"'\n$]+)["']/i,
      strict: true,
      when: (text) => /-DbaDbMailAccount\b/i.test(text),
    }),
    // IIS keeps the host of ASP.NET's mail in its configuration.
    inText({
      key: 'mailSettings/smtp/network.host',
      host: /mailSettings\/smtp\/network["']?[^\n]{0,200}?(?:-Name[ \t]+["']?(?:network\.)?host["']?[^\n]{0,100}?-Value[ \t]+["']?|\bhost=["']?)(?<value>[\w.$:{}-]+)/i,
    }),
    inText({
      key: 'mailSettings/smtp/network.host',
      host: /<network\b[^>\n]{0,200}?\shost=["'](?<value>[\w.$:{}-]+)["']/i,
      strict: true,
      when: (text) => /mailSettings|<smtp/i.test(text),
    }),
    inText({
      key: 'appcmd network.host',
      host: /section:(?:["']?system\.net\/)?(?:mailSettings\/)?smtp\b[^\n]{0,200}?\/network\.host:["']?(?<value>[\w.$:{}-]+)/i,
    }),
    inText({ key: 'PSEmailServer', host: /\$PSEmailServer\s*=\s*["'](?<value>[^"'\n]+)["']/i }),
    inText({
      key: 'SmtpServer',
      host: /(?:^|[\s;{$])["']?smtp_?(?:server|host)["']?\s*=\s*["'](?<value>[^"'\n$]+)["']/i,
      strict: true,
      when: (text) => /Send-MailMessage|(?:New-Object\b[^\n]{0,40}|\[(?:System\.)?)Net\.Mail/i.test(text),
    }),
    // Any cmdlet that is given a server for mail: Set-SPWebApplication, Set-NAVServerConfiguration's own modules.
    inText({
      key: '-SmtpServer',
      host: /(?<![\w-])-(?:Smtp(?:Server|Host|Relay|SmartHost)|MailServer|Smart_?Host)(?:Name|Address)?(?:[ \t]+|:)["']?(?<value>[\w-]+(?:\.[\w-]+)+)(?![\w.(])/i,
      strict: true,
    }),
  ],
});

/** `smtp://h`, `"smtps://$host:465"`. */
const isMailUrl = (value: Expr | undefined): boolean => {
  const first = value?.kind === 'join' ? value.parts[0] : value;
  return first?.kind === 'text' && /^smtps?:/.test(first.value);
};

export default detector({
  id: 'command-line',
  title: 'Mail on the command line',
  docs: 'https://curl.se/docs/manpage.html',
  layer: 'deployment',
  formats: ['bash'],
  keywords: [
    'smtp',
    'swaks',
    'sendemail',
    /send[_-]e?mail\b.{0,200}--server/,
    /-S\s*["']?mta=/,
    'mail_host',
    'mail_server',
  ],
  recognises:
    '`curl smtp://…`, `--url smtp://…`, `swaks --server`, `SWAKS_OPT_server`, `sendemail -s`, `mailx -S smtp=`, `msmtp --host`, `git send-email --smtp-server`',
  settings: [
    // An installer fills a template in: sed -i "s|^MAIL_HOST=.*|MAIL_HOST=$host|" .env
    inText({
      key: 'sed',
      host: /\bsed\b[^\n]{0,80}?\b(?:[A-Z]+_)?(?:SMTP|E?MAIL)_?(?:HOST|SERVER)\b[^\n]{0,60}?(?<value>\$\{?\w+\}?)/,
    }),
    // swaks takes its options from the environment, too. https://jetmore.org/john/code/swaks/latest/doc/ref.txt
    exactEntry(['SWAKS_OPT_server', 'SWAKS_OPT_s']),
    call({
      of: ['=swaks'],
      host: named('server', 's'),
      port: named('port', 'p'),
      implicitTls: named('tls-on-connect', 'tlsc'),
    }),
    // Functions that scripts wrap such commands in have their options.
    call({
      of: ['=send_email', '=_send_email', '=send-email', '=send_mail', '=_send_mail', '=send-mail'],
      host: named('server', 'smtp-server', 'smtp-host'),
      port: named('port', 'smtp-port'),
      certainty: 'likely',
    }),
    inText({
      key: '-S mta',
      host: /(?:^|[\s;|&(`])(?:s-nail|(?:heirloom-)?mailx?|nail)\b(?:[^\n;|&]|\\\n){0,300}?[ \t]-S[ \t]*["']?(?:mta|smtp)=["']?(?<value>[^\s"'`)]+)/,
    }),
    call({ of: ['=sendemail', '=sendEmail'], host: named('s') }),
    call({ of: ['=msmtp'], host: named('host') }),
    call({ of: ['=git'], host: named('smtp-server') }),
    // Arguments for curl that are collected first: set -- --url "smtp://$host:25", opts+=(--url smtp://…)
    inText({
      key: '--url',
      host: /(?<!\bcurl\b(?:[^\n;|&]|\\\n){0,300})(?<![\w-])--url[ =]["']?(?<value>smtps?:\/\/[^\s"')]+)/,
    }),
    call({
      of: ['=curl'],
      host: named('url', 'u'),
      when: ({ call: { args } }) => args.some(({ name, value }) => name !== undefined && isMailUrl(value)),
    }),
    call({
      of: ['=curl'],
      host: arg(0),
      when: ({ call: { args } }) => isMailUrl(args.find(({ name }) => name === undefined)?.value),
    }),
  ],
});
