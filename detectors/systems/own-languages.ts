/** Products whose configuration is a program or a language of its own: where the host of their mail stands in it. */
import { type Detector, detector, MODEL } from '../../src/detect/detector.ts';
import { entriesWhere, entry } from '../../src/detect/matchers.ts';
import { inText } from '../../src/detect/text-matches.ts';
import type { Range } from '../../src/model/expr.ts';

const QUOTED = String.raw`["'](?<value>[^"'\n]+)["']`;

export const ownLanguages: readonly Detector[] = [
  // Kernel/Config/Files/XML/Framework.xml: SendmailModule::Host, ::Port, ::AuthUser; the same keys in Znuny and OTOBO.
  detector({
    id: 'otrs',
    title: 'OTRS, Znuny, OTOBO',
    docs: 'https://doc.znuny.org/znuny_lts/admin/installation/index.html',
    layer: 'application',
    keywords: ['sendmailmodule::host'],
    recognises: '`SendmailModule::Host` in `Kernel/Config.pm`, its exports in YAML, XML and SQL',
    settings: [
      entriesWhere(({ path }) => path.at(-1) === 'SendmailModule::Host', {}, [/SendmailModule::Host/]),
      inText({
        key: 'SendmailModule::Host',
        host: /<(?:ConfigItem|Setting)\s[^>]{0,200}\bName="SendmailModule::Host"[^>]{0,200}>(?:(?!<\/(?:ConfigItem|Setting)>)[\s\S]){0,2000}?<(?:String|Item)\b[^>]{0,200}>(?<value>[^<\s]+)</,
      }),
    ],
  }),
  // https://docs.bestpractical.com/rt/4.0.25/RT_Config.html: "SMTPServer", "MailParams" of Mail::Mailer
  detector({
    id: 'request-tracker',
    title: 'Request Tracker',
    docs: 'https://docs.bestpractical.com/rt/latest/RT_Config.html',
    layer: 'application',
    keywords: [/set\s*\(\s*[$@](?:smtpserver|mailparams|sendmail(?:bounce)?arguments)\b/],
    recognises:
      '`Set($SMTPServer, "h")`, `Set(@MailParams, Server => "h")`, `Set($SendmailArguments, "--host=h")` of `RT_SiteConfig.pm`',
    settings: [
      inText({
        key: 'SMTPServer',
        host: new RegExp(String.raw`^[^#\n]{0,200}\bSet\s*\(\s*\$SMTPServer\s*(?:,|=>)\s*${QUOTED}`),
      }),
      inText({
        key: 'MailParams.Server',
        host: new RegExp(
          String.raw`^[^#\n]{0,200}\bSet\s*\(\s*@MailParams\s*(?:,|=>)[^;]{0,400}?\bServer\s*=>\s*${QUOTED}`,
        ),
        port: /\bPort\s*=>\s*["']?(?<value>\d+)/,
      }),
      // https://docs.bestpractical.com/rt/latest/RT_Config.html#Sendmail-Configuration, for a program such as msmtp
      inText({
        key: 'SendmailArguments',
        host: /^[^#\n]{0,200}\bSet\s*\(\s*\$Sendmail(?:Bounce)?Arguments\s*(?:,|=>)[^\n;]{0,300}?--host(?:=|[ \t]+)(?<value>[\w.:[\]-]+)/,
        port: /--port(?:=|[ \t]+)(?<value>\d+)/,
      }),
    ],
  }),
  // Bugzilla/Config/MTA.pm "smtpserver"; until 5.0 data/params was a Perl hash: %param = (…)
  detector({
    id: 'bugzilla',
    title: 'Bugzilla',
    docs: 'https://bugzilla.readthedocs.io/en/latest/administering/parameters.html#email',
    layer: 'application',
    format: 'perl',
    files: [`checksetup_answers*`, `*answers.txt`, '**/data/params'],
    keywords: ['smtpserver'],
    recognises: '`smtpserver` of the answers to `checksetup.pl` and of `data/params`',
    settings: [entry(['answer.smtpserver', 'param.smtpserver', 'smtpserver'])],
  }),
  // *.mk of Checkmk are Python, too: "Synchronous delivery via SMTP" of the mail notifications.
  detector({
    id: 'checkmk',
    title: 'Checkmk',
    docs: 'https://docs.checkmk.com/latest/en/notifications_mail.html',
    layer: 'monitoring',
    format: 'python',
    files: ['**/conf.d/**/*.mk', '**/check_mk/**/*.mk', '**/checkmk/**/*.mk'],
    keywords: ['smarthosts'],
    recognises: '`smarthosts` of `smtp` in `*.mk`',
    settings: [entry(['smtp.smarthosts'])],
  }),
  // KDE's mailtransport: mailtransport.kcfg, "host", "identifier"
  detector({
    id: 'kmail',
    title: 'KMail',
    docs: 'https://docs.kde.org/stable5/en/kmail/kmail2/configure-accounts.html',
    layer: 'client',
    format: 'ini',
    files: ['mailtransports', 'mailtransports.*'],
    keywords: ['transport'],
    recognises: '`host` of `[Transport 1]` in `mailtransports`',
    settings: [entriesWhere(({ path }) => path.at(-1) === 'host' && /^Transport /.test(path.at(-2) ?? ''))],
  }),
  // README of mlmmj, "control/relayhost": nothing but the host; smtpport beside it is a file of its own.
  detector({
    id: 'mlmmj',
    title: 'mlmmj',
    docs: 'https://codeberg.org/mlmmj/mlmmj/src/branch/master/README.tunables.md',
    layer: 'server',
    format: 'lines',
    files: ['**/control/relayhost'],
    keywords: [],
    recognises: '`control/relayhost` of a list',
    settings: [inText({ key: 'relayhost', host: /^(?![^\n]*\s\S)(?<value>[\w.:[\]-]+)/ })],
  }),
  // lib/Foswiki.spec: $Foswiki::cfg{SMTP}{MAILHOST}; TWiki.spec
  detector({
    id: 'foswiki',
    title: 'Foswiki, TWiki',
    docs: 'https://foswiki.org/System/InstallationGuide#Configure_Email',
    layer: 'application',
    keywords: [/\{smtp\}\{mailhost\}/],
    recognises: '`$Foswiki::cfg{SMTP}{MAILHOST} = "h"` of `LocalSite.cfg`, `configure -set {SMTP}{MAILHOST}=h`',
    settings: [
      inText({
        key: 'SMTP.MAILHOST',
        whole: true,
        host: new RegExp(String.raw`\$(?:Foswiki|TWiki)::cfg\{SMTP\}\{MAILHOST\}[ \t]*=[ \t]*${QUOTED}`),
        user: new RegExp(String.raw`\{SMTP\}\{Username\}[ \t]*=[ \t]*${QUOTED}`),
        password: new RegExp(String.raw`\{SMTP\}\{Password\}[ \t]*=[ \t]*${QUOTED}`),
      }),
      inText({
        key: 'SMTP.MAILHOST',
        host: /\bconfigure\b(?:[^\n\\]|\\\r?\n|\\.){0,600}?-set[ \t]+["']?\{SMTP\}\{MAILHOST\}["']?=["']?(?<value>[\w.:-]+)/,
      }),
    ],
  }),
  // com.atlassian.mail.server.impl.SMTPMailServerImpl, as Confluence's bandana table holds it.
  detector({
    id: 'confluence',
    title: 'Confluence',
    docs: 'https://confluence.atlassian.com/doc/setting-up-a-mail-session-for-confluence-139477.html',
    layer: 'application',
    keywords: ['smtpmailserver'],
    recognises: '`<hostname>` of an `SMTPMailServerImpl` in dumps and site exports',
    settings: [
      inText({
        key: 'SMTPMailServerImpl.hostname',
        block: /<com\.atlassian\.mail\.server\.impl\.SMTPMailServer/,
        host: /<com\.atlassian\.mail\.server\.impl\.SMTPMailServer\w*>(?:(?!<\/com\.)[\s\S]){0,1500}?<hostname>(?<value>[^<\n]+)</,
        port: /<port>(?<value>\d+)</,
        user: /<username>(?<value>[^<\n]+)</,
      }),
    ],
  }),
  // https://www.movabletype.org/documentation/appendices/config-directives/smtpserver.html
  detector({
    id: 'movable-type',
    title: 'Movable Type',
    docs: 'https://www.movabletype.org/documentation/appendices/config-directives/smtpserver.html',
    layer: 'application',
    format: 'lines',
    files: [`mt-config.cgi${MODEL}`],
    keywords: ['smtpserver'],
    recognises: '`SMTPServer h` of `mt-config.cgi`',
    settings: [entry('SMTPServer')],
  }),
  // L-Soft, "Site Manager's Operations Manual for LISTSERV", appendix C: SMTP_FORWARD, SMTP_FORWARD_1 …
  detector({
    id: 'listserv',
    title: 'LISTSERV',
    docs: 'https://www.lsoft.com/manuals/17.0/sitemanager/AppendixC-SiteConfigurationVariables.html',
    layer: 'server',
    keywords: [/smtp_forward(?:_\d+)?["']?\s*=/],
    recognises: '`SMTP_FORWARD`, `SMTP_FORWARD_1` … of `site.cfg` and `go.user`',
    settings: [
      inText({
        key: 'SMTP_FORWARD',
        host: /^[ \t]*(?:export[ \t]+)?SMTP_FORWARD(?:_\d+)?[ \t]*=[ \t]*["']?(?:\d+\*)?(?<value>[\w.-]+\.[\w.-]+(?:[ \t]+[\w.-]+\.[\w.-]+)*)/,
        form: 'list',
        separators: /\s+/,
      }),
    ],
  }),
  // amavisd.conf-sample, section II: "smtp:[127.0.0.1]:10025"
  detector({
    id: 'amavis',
    title: 'amavis',
    docs: 'https://www.amavis.org/README.postfix.html',
    layer: 'server',
    keywords: [/\b(?:forward|notify|resend|requeue|release)_method\b/],
    recognises: '`$forward_method`, `$notify_method`, `$resend_method = "smtp:[h]:25"`, also in policy banks',
    settings: [
      inText({
        key: 'forward_method',
        host: /\b(?:forward|notify|resend|requeue|release)_method\b['"]?[ \t]*=>?[ \t]*["']e?smtp:(?<value>\[?[\w.:-]+\]?(?::\d+)?)/,
      }),
    ],
  }),
  // SAS system options EMAILHOST=, EMAILPORT=: a name, a text, or several with options of their own in brackets
  detector({
    id: 'sas',
    title: 'SAS',
    docs: 'https://documentation.sas.com/doc/en/lesysoptsref/9.4/n0yn85onwpz24kn1oxwkv4vqq67i.htm',
    layer: 'application',
    format: 'lines',
    files: ['*.sas', `sasv9*.cfg${MODEL}`],
    keywords: ['emailhost'],
    recognises: '`options emailhost="h" emailport=25`, `-EMAILHOST h` of `sasv9.cfg`',
    settings: [
      inText({
        key: 'emailhost',
        host: /(?<![\w&])-?emailhost\s*(?:=\s*)?(?:\(\s*)?["']?(?<value>[A-Za-z\d][\w.-]*)/i,
        port: /(?<!\w)(?:email)?port\s*(?:=\s*)?(?<value>\d+)/i,
        near: statementOf,
      }),
    ],
  }),
  // https://www.mathworks.com/help/matlab/ref/sendmail.html
  detector({
    id: 'matlab',
    title: 'MATLAB',
    docs: 'https://www.mathworks.com/help/matlab/ref/sendmail.html',
    layer: 'application',
    format: 'lines',
    files: ['*.m', '*.mlx'],
    keywords: ['smtp_server', 'mail.smtp.host'],
    recognises: '`setpref("Internet", "SMTP_Server", "h")`, `props.setProperty("mail.smtp.host", "h")`',
    settings: [
      inText({
        key: 'Internet.SMTP_Server',
        host: new RegExp(
          String.raw`^[^%\n]{0,200}?\bsetpref\s*\(\s*["']Internet["']\s*,\s*["']SMTP_Server["']\s*,\s*${QUOTED}`,
        ),
        port: /["']mail\.smtp\.port["']\s*,\s*["'](?<value>\d+)["']/,
        user: new RegExp(String.raw`["']SMTP_Username["']\s*,\s*${QUOTED}`),
        password: new RegExp(String.raw`["']SMTP_Password["']\s*,\s*${QUOTED}`),
        whole: true,
      }),
      inText({
        key: 'mail.smtp.host',
        host: new RegExp(String.raw`^[^%\n]{0,200}?\.setProperty\(\s*["']mail\.smtp\.host["']\s*,\s*${QUOTED}`),
        whole: true,
      }),
    ],
  }),
];

/** No statement is longer. */
const LONGEST_STATEMENT = 1_000;

/** The statement of SAS around a place, from one `;` to the next; of `sasv9.cfg` the lines after it. */
function statementOf(text: string, { start, end }: Range): Range {
  const before = text.slice(Math.max(0, start - LONGEST_STATEMENT), start);
  const after = text.slice(end, end + LONGEST_STATEMENT);
  const stop = after.indexOf(';');
  return { start: start - (before.length - 1 - before.lastIndexOf(';')), end: end + (stop < 0 ? after.length : stop) };
}
