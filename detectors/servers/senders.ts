/** Programs that hand mail on and do nothing else. Each keeps its host in a file of its own. */
import { type Detector, detector, MODEL } from '../../src/detect/detector.ts';
import { inText, type TextSpec } from '../../src/detect/text-matches.ts';

/** The word after `lead`; a placeholder of a template may hold blanks. */
const after = (lead: RegExp): RegExp =>
  new RegExp(`${lead.source}(?<value>(?:\\{\\{[^\\n}]{0,300}\\}\\}|<%[^\\n%]{0,300}%>|[^\\s"#])+)`, lead.flags);

const sender = (
  id: string,
  title: string,
  docs: string,
  files: readonly string[],
  recognises: string,
  ...settings: readonly TextSpec[]
): Detector =>
  detector({
    id,
    title,
    docs,
    layer: 'server',
    format: 'lines',
    keywords: [],
    files: files.map((file) => file + MODEL),
    recognises,
    settings: settings.map(inText),
  });

/** `$(exit) = tls://h:465`. https://maddy.email/reference/config-syntax/#macros */
const MADDY_MACRO = /^[ \t]*\$\((?<name>\w+)\)[ \t]*=[ \t]*(?<value>[^\n#]*[^\s#])/;

/** What stands after a host of nullmailer's `remotes` (nullmailer-send(8)); `tls` is TLS from the first byte. */
const REMOTE = {
  key: 'remotes',
  port: /port=(?<value>\d+|\{\{[^}\n]{1,200}\}\}|\$\{?\w+\}?|<%=[^%\n]{1,100}%>)/,
  user: /user=(?<value>\S+)/,
  password: /pass=(?<value>\S+)/,
  implicitTls: /[ \t](?:--)?(?<value>tls|ssl)(?=\s|$)/,
  startTls: /[ \t](?:--)?(?<value>starttls)(?=\s|$)/,
} as const;

export default [
  sender(
    'ssmtp',
    'sSMTP',
    'https://wiki.debian.org/sSMTP',
    ['ssmtp.conf', '*ssmtp*.conf', '**/ssmtp/*.conf'],
    '`mailhub=`',
    {
      key: 'mailhub',
      whole: true,
      host: after(/^[ \t]*mailhub[ \t]*=[ \t]*"?/i),
      user: /^[ \t]*AuthUser[ \t]*=[ \t]*(?<value>\S+)/i,
      password: /^[ \t]*AuthPass[ \t]*=[ \t]*(?<value>\S+)/i,
      implicitTls: /^[ \t]*UseTLS[ \t]*=[ \t]*(?<value>yes)/i,
      startTls: /^[ \t]*UseSTARTTLS[ \t]*=[ \t]*(?<value>yes)/i,
    },
  ),
  sender(
    'ssmtp-revaliases',
    'sSMTP reverse aliases',
    'https://wiki.debian.org/sSMTP',
    ['revaliases'],
    'the third field of `revaliases`',
    {
      key: 'mailhub',
      host: /^[^#:\s][^:\s]*:[^:\s]+@[^:\s]+:(?<value>\S+)/,
    },
  ),
  sender(
    'esmtp',
    'esmtp',
    'https://esmtp.sourceforge.net/',
    ['esmtprc', '.esmtprc', '*esmtprc'],
    '`hostname =` of each identity',
    {
      key: 'hostname',
      block: /^[ \t]*identity\b/,
      host: /^[ \t]*hostname[ \t]*(?:=[ \t]*)?"?(?<value>[^\s"#=]+)/,
      user: /^[ \t]*username[ \t]*(?:=[ \t]*)?"?(?<value>[^\s"#=]+)/,
      password: /^[ \t]*password[ \t]*(?:=[ \t]*)?"?(?<value>[^\s"#=]+)/,
      startTls: /^[ \t]*starttls[ \t]*(?:=[ \t]*)?"?(?<value>enabled|required)/,
    },
  ),
  sender(
    'dma',
    'DragonFly Mail Agent',
    'https://github.com/corecode/dma',
    ['dma.conf', '*dma.conf', '**/dma/*.conf'],
    '`SMARTHOST`',
    {
      key: 'SMARTHOST',
      whole: true,
      host: after(/^[ \t]*SMARTHOST[ \t]+/),
      port: /^[ \t]*PORT[ \t]+(?<value>\d+)/,
      startTls: /^[ \t]*(?<value>STARTTLS)\b/,
    },
  ),
  sender(
    'nullmailer',
    'nullmailer',
    'https://untroubled.org/nullmailer/',
    ['**/*nullmailer*/**/remotes', '*nullmailer*remotes*'],
    'every line of `remotes`',
    {
      ...REMOTE,
      host: /^[ \t]*["']?(?<value>\{\{[^\n}]{0,300}\}\}|<%=[^%\n]{1,200}%>|[^\s#;{<"'][^\s#"']*)/,
    },
  ),
  sender(
    'nullmailer-remotes',
    'nullmailer',
    'https://untroubled.org/nullmailer/',
    ['remotes'],
    '`host smtp` lines of `remotes`',
    {
      ...REMOTE,
      host: /^[ \t]*["']?(?<value>\{\{[^\n}]{0,300}\}\}|<%=[^%\n]{1,200}%>|[^\s#;{"'][^\s#"']*)["']?[ \t]+smtp(?=\s|$)/,
    },
  ),
  sender('qmail', 'qmail', 'https://cr.yp.to/qmail.html', ['smtproutes'], '`domain:relay:port` in `smtproutes`', {
    key: 'smtproutes',
    host: /^[^:#\s]*:(?<value>[^\s:]+(?::\d+)?)/,
  }),
  sender(
    'courier',
    'Courier',
    'https://www.courier-mta.org/courier.html',
    ['esmtproutes'],
    '`domain:relay,port` in `esmtproutes`',
    {
      key: 'esmtproutes',
      host: /^[^:#\s]*:[ \t]*(?<value>[^\s:/]+)/,
      startTls: /\/SECURITY=(?<value>STARTTLS|REQUIRED|SMTPS)/,
      mxUnlessBracketed: true,
    },
  ),
  sender(
    'maddy',
    'maddy',
    'https://maddy.email/reference/targets/smtp/',
    ['maddy.conf', '*maddy.conf', '**/maddy/*.conf'],
    '`targets` of `target.smtp`, `deliver_to smtp tcp://…`',
    {
      key: 'targets',
      host: /(?:\btarget\.smtp|[ \t]smtp(?:_downstream)?)(?:[ \t]+[\w$.()-]+)?[ \t]*\{(?:[^{}]|\{[^{}]*\}){0,2000}?\n[ \t]*targets[ \t]+(?<value>(?:[^\n{}]|\{env:\w+\})+)/,
      form: 'list',
      separators: /\s+/,
      macros: MADDY_MACRO,
    },
    {
      key: 'deliver_to smtp',
      host: /\b(?:deliver_to|reroute|relay_to)[ \t]+(?:target\.)?smtp[ \t]+(?<value>(?:(?:tcp|tls):\/\/|\$\()\S+(?:[ \t]+(?:(?:tcp|tls):\/\/|\$\()\S+)*)/,
      form: 'list',
      separators: /\s+/,
      macros: MADDY_MACRO,
    },
  ),
];
