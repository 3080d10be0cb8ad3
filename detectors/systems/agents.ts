/** Daemons and agents that send alerts themselves, each with lines of its own. */
import { type Detector, detector, MODEL } from '../../src/detect/detector.ts';
import { entry } from '../../src/detect/matchers.ts';
import { inText, type TextSpec } from '../../src/detect/text-matches.ts';

/** keepalived.conf(5), "Global definitions": the host, and the port behind it. */
const KEEPALIVED: TextSpec = {
  key: 'smtp_server',
  host: /^[ \t]*smtp_server[ \t]+(?<value>[^\s#!;]+)/,
  port: /^[ \t]*smtp_server[ \t]+[^\s#!;]+[ \t]+(?<value>\d+)/,
};

/** HAProxy configuration manual, "mailers": `mailer NAME HOST:PORT`. */
const MAILER: TextSpec = { key: 'mailer', host: /^[ \t]*mailer[ \t]+[\w.-]+[ \t]+(?<value>[^\s#:]+:[^\s:]+)/ };

/** bsmtp(1): `-h mailhost:port`, of Bacula and Bareos. */
const BSMTP: TextSpec = {
  key: 'bsmtp -h',
  host: /\bbsmtp\b[^\n|;]{0,200}?[ \t](?:-h|--mailhost)[= \t]+\\?["']?(?<value>[^\s"'\\]+)/,
};

/** apcupsd's own smtp(8), which its event scripts call by a variable: `| $MAIL -h $SMTPSERVER`. */
const APC_SMTP: TextSpec = {
  key: 'smtp -h',
  host: /(?:\/smtp|\$\{?MAIL\}?)["']?[ \t](?:[^\n|;]{0,120}?[ \t])?-h[ \t]+["']?(?<value>\$\{?\w+\}?|[\w.-]+\w)/,
};

/** rsyslog's ommail: https://www.rsyslog.com/doc/reference/parameters/ommail-server.html */
const OMMAIL: TextSpec = {
  key: 'ommail.server',
  block: /\baction[ \t]*\(/,
  host: /\baction\s*\((?=[^()]{0,2000}?\btype\s*=\s*"ommail")[^()]{0,2000}?\bserver\s*=\s*"(?<value>[^"\n]+)"/,
  port: /\bport\s*=\s*"(?<value>\d+)"/,
};

/** Fluentd's outputs say their type in a line: https://github.com/u-ichi/fluent-plugin-mail */
const FLUENTD = /^[ \t]*@?type[ \t]+mail[ \t]*\r?\n(?:(?![ \t]*<\/(?:match|store)>)[^\n]*\n){0,40}?[ \t]*/;

/** `busybox sendmail --help`: `-S HOST[:PORT]`; Mailpit's has it, too. */
const SENDMAIL_S: TextSpec = {
  key: 'sendmail -S',
  host: /\bsendmail[ \t][^\n|;]{0,200}?(?<![\w-])(?:-S|--smtp-addr)[= \t]*["']?(?<value>(?:\d[\d.]+|[A-Za-z][\w-]*\.[\w.-]+|[A-Za-z][\w-]*(?=:\d)|localhost|\$\{?\w+\}?)(?::\w+)?)/,
};

/** pve-manager, "Notifications": `smtp: NAME`, and lines that go on with a margin. */
const PVE = /^smtp:[^\n]*\n(?:[ \t][^\n]*\n){0,30}?[ \t]+/;

export const agents: readonly Detector[] = [
  detector({
    id: 'keepalived',
    title: 'keepalived',
    docs: 'https://www.keepalived.org/manpage.html',
    layer: 'monitoring',
    keywords: [/^\s*smtp_server\s+\S/, 'global_defs'],
    formats: ['ini', 'lines', 'yaml', 'bash'],
    recognises: '`smtp_server h p` in `global_defs`',
    settings: [inText({ ...KEEPALIVED, when: (text) => /\bglobal_defs\b|\bvrrp_/.test(text) })],
  }),
  detector({
    id: 'haproxy',
    title: 'HAProxy',
    docs: 'https://docs.haproxy.org/3.0/configuration.html#3.6',
    layer: 'monitoring',
    keywords: [/\bmailers?\s+\S/, '<mailservers>'],
    recognises: '`mailer name h:p` of a `mailers` section, `<mailservers>` of OPNsense',
    settings: [
      inText({ ...MAILER, when: (text) => /^[ \t]*mailers[ \t]+\S/m.test(text) }),
      // src/opnsense/mvc/app/models/OPNsense/HAProxy/HAProxy.xml of opnsense/plugins
      entry('mailer.mailservers', { form: 'list', separators: /[,\s]+/ }),
    ],
  }),
  detector({
    id: 'bacula',
    title: 'Bacula, Bareos',
    docs: 'https://docs.bareos.org/Configuration/Messages.html',
    layer: 'monitoring',
    keywords: ['bsmtp'],
    recognises: '`bsmtp -h h:p` of `mailcommand` and `operatorcommand`, and anywhere else',
    settings: [inText(BSMTP)],
  }),
  detector({
    id: 'apcupsd',
    title: 'apcupsd',
    docs: 'http://www.apcupsd.org/manual/manual.html#customizing-event-handling',
    layer: 'monitoring',
    formats: ['bash'],
    keywords: [/(?:\/smtp|\$\{?mail\}?)["']?\s(?:.{0,120}\s)?-h\s/],
    recognises: '`smtp -h h`, `$MAIL -h $SMTPSERVER` of its event scripts',
    settings: [inText({ ...APC_SMTP, when: (text) => /\/smtp\b/.test(text) })],
  }),
  detector({
    id: 'rsyslog',
    title: 'rsyslog',
    docs: 'https://www.rsyslog.com/doc/configuration/modules/ommail.html',
    layer: 'monitoring',
    keywords: ['ommail'],
    recognises: '`action(type="ommail" server="h" port="25")`',
    settings: [inText(OMMAIL)],
  }),
  detector({
    id: 'fluentd',
    title: 'Fluentd',
    docs: 'https://github.com/u-ichi/fluent-plugin-mail',
    layer: 'monitoring',
    // with elements first it looks like XML
    formats: ['ini', 'lines', 'yaml', 'xml'],
    keywords: [/type[ \t]+mail\b/],
    recognises: '`host` and `port` of `<match>` and `<store>` with `@type mail`',
    settings: [
      inText({
        key: 'match.host',
        block: /^[ \t]*<(?:match|store)\b/,
        host: new RegExp(`${FLUENTD.source}host[ \\t]+["']?(?<value>[^\\s"'#]+)`),
        port: new RegExp(`${FLUENTD.source}port[ \\t]+["']?(?<value>\\d+)`),
        user: new RegExp(`${FLUENTD.source}user[ \\t]+["']?(?<value>[^\\s"'#]+)`),
        password: new RegExp(`${FLUENTD.source}password[ \\t]+["']?(?<value>[^\\s"'#]+)`),
        startTls: new RegExp(`${FLUENTD.source}enable_starttls_auto[ \\t]+(?<value>true)\\b`),
      }),
    ],
  }),
  detector({
    id: 'sendmail-options',
    title: 'sendmail of BusyBox and Mailpit',
    docs: 'https://busybox.net/downloads/BusyBox.html#sendmail',
    layer: 'client',
    keywords: [/sendmail\s.{0,200}(?:-S|--smtp-addr)/],
    recognises: '`sendmail -S h:p`, also as `sendmail_path` of PHP',
    settings: [inText(SENDMAIL_S)],
  }),
  detector({
    id: 'proxmox',
    title: 'Proxmox VE and Backup Server',
    docs: 'https://pve.proxmox.com/pve-docs/chapter-notifications.html',
    layer: 'monitoring',
    format: 'lines',
    files: [`notifications.cfg${MODEL}`, `*notifications.cfg${MODEL}`],
    keywords: [],
    recognises: '`server` and `port` of `smtp:` targets in `notifications.cfg`',
    settings: [
      inText({
        key: 'smtp.server',
        block: /^[\w-]+:/,
        host: new RegExp(`${PVE.source}server[ \\t]+(?<value>\\S+)`),
        port: new RegExp(`${PVE.source}port[ \\t]+(?<value>\\d+)`),
        user: new RegExp(`${PVE.source}username[ \\t]+(?<value>\\S+)`),
        implicitTls: new RegExp(`${PVE.source}mode[ \\t]+(?<value>tls)\\b`),
        startTls: new RegExp(`${PVE.source}mode[ \\t]+(?<value>starttls)\\b`),
      }),
    ],
  }),
  detector({
    id: 'smokeping',
    title: 'SmokePing',
    docs: 'https://oss.oetiker.ch/smokeping/doc/smokeping_config.en.html',
    layer: 'monitoring',
    format: 'ini',
    files: ['**/*smokeping*/**/@(General|Alerts|config|config.d)?(.*)', '*smokeping*config*', 'smokeping?(.*)'],
    keywords: ['mailhost'],
    recognises: '`mailhost =` of the section General',
    settings: [entry('mailhost')],
  }),
  detector({
    id: 'reportbug',
    title: 'reportbug',
    docs: 'https://manpages.debian.org/stable/reportbug/reportbug.conf.5.en.html',
    layer: 'client',
    format: 'lines',
    files: ['.reportbugrc', 'dot_reportbugrc', 'reportbugrc', `reportbug.conf${MODEL}`],
    keywords: [],
    recognises: '`smtphost h:p`',
    settings: [
      inText({
        key: 'smtphost',
        whole: true,
        host: /^[ \t]*smtphost[ \t]+["']?(?<value>[^\s"'#]+)/,
        user: /^[ \t]*smtpuser[ \t]+["']?(?<value>[^\s"'#]+)/,
        password: /^[ \t]*smtppasswd[ \t]+["']?(?<value>[^\s"'#]+)/,
        startTls: /^[ \t]*(?<value>smtptls)\b/,
      }),
    ],
  }),
  // HestiaCP's exim template looks both keys up by lsearch: install/deb/exim/exim4.conf.template
  detector({
    id: 'hestia',
    title: 'HestiaCP',
    docs: 'https://hestiacp.com/docs/server-administration/email.html',
    layer: 'server',
    format: 'lines',
    files: ['smtp_relay.conf'],
    keywords: [],
    recognises: '`host:` and `port:` of `smtp_relay.conf`',
    settings: [
      inText({
        key: 'host',
        whole: true,
        host: /^[ \t]*host:[ \t]*(?<value>[^\s#]+)/,
        port: /^[ \t]*port:[ \t]*(?<value>\d+)/,
        user: /^[ \t]*user:[ \t]*(?<value>[^\s#]+)/,
        password: /^[ \t]*pass:[ \t]*(?<value>[^\s#]+)/,
      }),
    ],
  }),
  detector({
    id: 'graylog-appliance',
    title: 'Graylog',
    docs: 'https://go2docs.graylog.org/current/setting_up_graylog/server.conf.html',
    layer: 'monitoring',
    keywords: ['set-email-config', 'transport_email_hostname', 'graylog_smtp_server'],
    recognises:
      '`graylog-ctl set-email-config h`, `transport_email_hostname` of `server.conf`, `GRAYLOG_SMTP_SERVER="h --port=25"`',
    settings: [
      inText({
        key: 'graylog-ctl set-email-config',
        host: /\bgraylog-ctl[ \t]+set-email-config[ \t]+(?:--\S+[ \t]+)*["']?(?<value>[^\s"'-][^\s"']*)/,
        port: /--port[= \t]+(?<value>\d+)/,
      }),
      inText({
        key: 'GRAYLOG_SMTP_SERVER',
        host: /\bGRAYLOG_SMTP_SERVER["']?[ \t]*[=:][ \t]*["']?(?<value>[^\s"'$]+)(?=[ \t]+--)/,
        port: /--port[= \t]+(?<value>\d+)/,
      }),
      entry('transport_email_hostname'),
    ],
  }),
];
