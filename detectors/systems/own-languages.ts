/** Products whose configuration is a program or a language of its own: where the host of their mail stands in it. */
import { type Detector, detector } from '../../src/detect/detector.ts';
import { entriesWhere, entry } from '../../src/detect/matchers.ts';
import { inText } from '../../src/detect/text-matches.ts';

/** Endings of models of a file. */
const MODEL = '?(.j2|.jinja|.jinja2|.erb|.epp|.tmpl|.tpl|.template|.in|.example|.sample|.dist|.default|.bak|.orig)';

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
    keywords: [/set\s*\(\s*[$@](?:smtpserver|mailparams)\b/],
    recognises: '`Set($SMTPServer, "h")`, `Set(@MailParams, Server => "h")` of `RT_SiteConfig.pm`',
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
  // lib/Foswiki.spec: $Foswiki::cfg{SMTP}{MAILHOST}; TWiki.spec
  detector({
    id: 'foswiki',
    title: 'Foswiki, TWiki',
    docs: 'https://foswiki.org/System/InstallationGuide#Configure_Email',
    layer: 'application',
    keywords: [/cfg\{smtp\}\{mailhost\}/, /\{smtp\}\{mailhost\}/],
    recognises: '`$Foswiki::cfg{SMTP}{MAILHOST} = "h"` of `LocalSite.cfg`, `-set {SMTP}{MAILHOST}=h`',
    settings: [
      inText({
        key: 'SMTP.MAILHOST',
        whole: true,
        host: new RegExp(String.raw`\{SMTP\}\{MAILHOST\}['"]?[ \t]*=[ \t]*${QUOTED}`),
        user: new RegExp(String.raw`\{SMTP\}\{Username\}[ \t]*=[ \t]*${QUOTED}`),
        password: new RegExp(String.raw`\{SMTP\}\{Password\}[ \t]*=[ \t]*${QUOTED}`),
      }),
      inText({ key: 'SMTP.MAILHOST', host: /-set[ \t]+["']?\{SMTP\}\{MAILHOST\}=["']?(?<value>[\w.:-]+)/ }),
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
];
