/** Servers whose relay is a key of an ordinary format, or a command of their own. */
import { detector } from '../../src/detect/detector.ts';
import { anyBeside, entriesWhere, entry, textBeside } from '../../src/detect/matchers.ts';
import { beside } from '../../src/detect/neighbours.ts';
import { inText } from '../../src/detect/text-matches.ts';
import type { Range } from '../../src/model/expr.ts';

const isRoute = anyBeside(({ key }) => key === 'protocol' || key === 'implicitTls' || key === 'port');

/** Parameters of `sysmail_add_account_sp`; `DECLARE @h sysname = N'h'`, `SET @h = 'h'` and sqlcmd's `:setvar h "h"`. */
const SYSMAIL = {
  key: '@mailserver_name',
  macros:
    /(?:^[ \t]*:setvar[ \t]+|(?<![\w@]))(?<name>@?\w+)[ \t]*(?:(?:AS[ \t]+)?(?:sysname|n?(?:var)?char[ \t]*\([^)\n]{1,10}\))[ \t]*)?(?:[ \t]|=[ \t]*)N?["'](?<value>[^'"\n]{1,255})["']/i,
  block: /\bsysmail_(?:add|update)_account_sp\b/i,
  port: /@port[ \t]*=[ \t]*(?<value>\d+)/i,
  user: /@username[ \t]*=[ \t]*N?'(?<value>[^'\n]+)'/i,
  password: /@password[ \t]*=[ \t]*N?'(?<value>[^'\n]+)'/i,
  implicitTls: /@enable_ssl[ \t]*=[ \t]*(?<value>1)/i,
} as const;

/** `$hub = 'h'`, `$hubs = @('a', 'b')`. */
const POWERSHELL_VARIABLE =
  /^[ \t]*\$(?<name>\w+)[ \t]*=[ \t]*(?:@\([ \t]*)?(?<value>(?:"[^"$\n]*"|'[^'\n]*')(?:[ \t]*,[ \t]*(?:"[^"$\n]*"|'[^'\n]*'))*)/i;

/** As far as one command or table may reach. */
const LONGEST = 2000;

/** A stretch of text and what stands before and behind it, by expressions that end and begin at it. */
const stretchedBy =
  (before: RegExp, behind: RegExp) =>
  (text: string, { start, end }: Range): Range => ({
    start: start - (before.exec(text.slice(Math.max(0, start - LONGEST), start))?.[0].length ?? 0),
    end: end + (behind.exec(text.slice(end, end + LONGEST))?.[0].length ?? 0),
  });

/** The lines of a command: one that ends in a backtick goes on. */
const continuedAround = stretchedBy(/(?:[^\n]*`[ \t]*\r?\n)*[^\n]*$/, /^[^\n]*(?:(?<=`[ \t]*\r?)\n[^\n]*)*/);

/** What stands within the same braces. */
const bracesAround = stretchedBy(/[^{}]*$/, /^[^{}]*/);

/** A table and its column. */
const RELAY_COLUMN = /^(?:relayhosts\.hostname|transports?\.nexthop|sender_relayhosts?\.relayhost)$/;

/** A plugin registers for the hook, or has a function of its name. https://haraka.github.io/core/Plugins */
const ANSWERS_GET_MX = /register_hook\(\s{0,20}["']get_mx["']|hook_get_mx/;

export default [
  detector({
    id: 'haraka',
    title: 'Haraka',
    docs: 'https://haraka.github.io/plugins/queue/smtp_forward',
    layer: 'server',
    format: 'ini',
    files: ['smtp_forward.ini', 'smtp_proxy.ini', 'smtp_bridge.ini', 'smtp_forward.ini.*', 'smtp_proxy.ini.*'],
    keywords: ['host'],
    recognises: '`host` in `smtp_forward.ini`, `smtp_proxy.ini`, `smtp_bridge.ini`',
    settings: [entry(['host'])],
  }),
  // The hook that says where a message goes: the answer may be a text or an object.
  detector({
    id: 'haraka-plugin',
    title: 'Haraka plugins',
    docs: 'https://haraka.github.io/core/Outbound#the-get_mx-hook',
    layer: 'server',
    formats: ['javascript'],
    keywords: ['get_mx'],
    recognises: '`{ exchange: "h", port: 587 }` in a plugin that answers `get_mx`',
    settings: [
      entriesWhere(
        ({ path }, { source }) => path.at(-1) === 'exchange' && ANSWERS_GET_MX.test(source.text),
        { strict: true },
        [ANSWERS_GET_MX],
      ),
    ],
  }),
  // A list: each gateway may have a port, for the others there is gatewayPort.
  detector({
    id: 'james',
    title: 'Apache James',
    docs: 'https://james.apache.org/server/config-mailetcontainer.html',
    layer: 'server',
    formats: ['xml'],
    keywords: ['remotedelivery'],
    recognises: '`<gateway>` and `<gatewayPort>` of a mailet of class `RemoteDelivery`',
    settings: [
      beside({
        says: ['@class'],
        is: /^(?:[\w.]*\.)?RemoteDelivery$/,
        host: ['gateway'],
        port: ['gatewayPort'],
        form: 'list',
        separators: /[\s,;]+/,
      }),
    ],
  }),
  detector({
    id: 'stalwart',
    title: 'Stalwart',
    docs: 'https://stalw.art/docs/mta/outbound/routing',
    layer: 'server',
    formats: ['toml', 'json', 'yaml'],
    keywords: [/protocol['"]?\s*[:=]\s*['"]smtp/, 'mtaroute', 'queue.route'],
    recognises: '`address` of `[remote."…"]`, of `queue.route` and `MtaRoute` objects that relay',
    settings: [
      entriesWhere(({ path, siblings }) => {
        if (path.at(-1) !== 'address') return false;
        const said = (key: string): string => textBeside(siblings, key);
        if (said('protocol') === 'lmtp') return false;
        const old = path.at(-3) === 'remote' && said('protocol') === 'smtp';
        const route = path.at(-3) === 'route' && path.at(-4) === 'queue' && said('type') === 'relay';
        return old || route || (said('@type') === 'relay' && isRoute(siblings));
      }),
    ],
  }),
  // mailcow's web interface and iRedMail keep them in tables that Postfix looks up.
  detector({
    id: 'relay-tables',
    title: 'Relays in a mail server’s database',
    docs: 'https://docs.mailcow.email/manual-guides/Postfix/u_e-postfix-relayhost/',
    layer: 'server',
    formats: ['sql'],
    keywords: ['relayhost', 'nexthop'],
    recognises: '`relayhosts.hostname`, `transports.nexthop`, `sender_relayhost.relayhost` in rows of SQL',
    settings: [entriesWhere(({ path }) => RELAY_COLUMN.test(path.slice(-2).join('.')), { strict: true })],
  }),
  detector({
    id: 'exchange',
    title: 'Exchange connectors',
    docs: 'https://learn.microsoft.com/powershell/module/exchange/new-sendconnector',
    layer: 'server',
    keywords: ['smarthosts'],
    recognises: '`-SmartHosts` of `New-SendConnector`, `Set-OutboundConnector`; `SmartHosts` of DSC resources',
    settings: [
      inText({
        key: 'SmartHosts',
        host: /-SmartHosts[ \t:]+(?:@[({](?:[ \t]*Add[ \t]*=)?[ \t]*)?(?<value>(?:"[^"\n]*"|'[^'\n]*'|[\w.$:[\]-]+)(?:[ \t]*,[ \t]*(?:"[^"\n]*"|'[^'\n]*'|[\w.$:[\]-]+))*)/i,
        form: 'list',
        separators: /[\s,;"']+/,
        port: /-Port[ \t:]+(?<value>\d+)/i,
        near: continuedAround,
        macros: POWERSHELL_VARIABLE,
      }),
      inText({
        key: 'SmartHosts',
        host: /^[ \t]*SmartHosts[ \t]*=[ \t]*(?:@\([ \t]*)?(?<value>(?:"[^"\n]*"|'[^'\n]*'|\$\w+)(?:[ \t]*,[ \t]*(?:"[^"\n]*"|'[^'\n]*'|\$\w+))*)/i,
        form: 'list',
        separators: /[\s,;"']+/,
        port: /^[ \t]*Port[ \t]*=[ \t]*["']?(?<value>\d+)/i,
        near: bracesAround,
        macros: POWERSHELL_VARIABLE,
      }),
    ],
  }),
  detector({
    id: 'zimbra',
    title: 'Zimbra',
    docs: 'https://wiki.zimbra.com/wiki/Outgoing_SMTP_Authentication',
    layer: 'server',
    keywords: ['zimbramta'],
    recognises: '`zimbraMtaRelayHost`, `zimbraMtaFallbackRelayHost`, by `zmprov` and in LDIF',
    settings: [
      inText({
        key: 'zimbraMtaRelayHost',
        host: /\bzimbraMta(?:Fallback)?RelayHost(?::[ \t]*|[ \t]*=[ \t]*|["']?[ \t]*,[ \t]*|[ \t]+)["']?(?<value>[\w.[\]:${}-]*[\w\]}])/,
        mxUnlessBracketed: true,
      }),
    ],
  }),
  detector({
    id: 'rspamd',
    title: 'Rspamd',
    docs: 'https://docs.rspamd.com/modules/dmarc#reporting-configuration',
    layer: 'server',
    format: 'lines',
    files: ['dmarc.conf', 'metadata_exporter.conf'].flatMap((name) => [
      `**/*rspamd*/**/${name}?(.*)`,
      `**/{local,override}.d/${name}?(.*)`,
    ]),
    keywords: [/\bsmtp\s*=/],
    recognises: '`smtp` of the DMARC reports and of `metadata_exporter`',
    settings: [
      inText({
        key: 'smtp',
        block: /^[ \t]*[\w-]+[ \t]*\{/,
        host: /^[ \t]*smtp[ \t]*=[ \t]*(?<quote>["']?)(?<value>[^"'\s;#]+(?:[ \t]+[^"'\s;#]+)*)\k<quote>[ \t]*(?:;[ \t]*)?(?:#.*)?\r?$/,
        port: /^[ \t]*smtp_port[ \t]*=[ \t]*(?<value>\d+)/,
      }),
    ],
  }),
  detector({
    id: 'sql-server-mail',
    title: 'SQL Server Database Mail',
    docs: 'https://learn.microsoft.com/sql/relational-databases/system-stored-procedures/sysmail-add-account-sp-transact-sql',
    layer: 'application',
    keywords: [/sysmail_(?:add|update)_account_sp/],
    recognises:
      '`@mailserver_name` of `sysmail_add_account_sp` and `sysmail_update_account_sp`, in scripts and programs',
    settings: [
      inText({ ...SYSMAIL, host: /@mailserver_name[ \t]*=[ \t]*N?(?<quote>['"])(?<value>[^'"\n]+)\k<quote>/i }),
      inText({ ...SYSMAIL, host: /@mailserver_name[ \t]*=[ \t]*(?<value>@\w+)/i, strict: true }),
    ],
  }),
  detector({
    id: 'sogo',
    title: 'SOGo',
    docs: 'https://www.sogo.nu/files/docs/SOGoInstallationGuide.html',
    layer: 'application',
    keywords: ['sogosmtpserver'],
    recognises: '`SOGoSMTPServer` in `sogo.conf` and in property lists',
    settings: [
      inText({ key: 'SOGoSMTPServer', host: /\bSOGoSMTPServer"?[ \t]*=[ \t]*"?(?<value>[^\s";]+)/ }),
      inText({ key: 'SOGoSMTPServer', host: /<key>SOGoSMTPServer<\/key>\s*<string>(?<value>[^<]+)<\/string>/ }),
    ],
  }),
  detector({
    id: 'proxmox-mail-gateway',
    title: 'Proxmox Mail Gateway',
    docs: 'https://pmg.proxmox.com/pmg-docs/pmg-admin-guide.html',
    layer: 'server',
    format: 'lines',
    files: ['pmg.conf', 'pmg.conf.*'],
    keywords: [],
    recognises: '`smarthost` of `section: mail`',
    settings: [
      inText({
        key: 'smarthost',
        whole: true,
        host: /^[ \t]+smarthost[ \t]+(?<value>\S+)/,
        port: /^[ \t]+smarthostport[ \t]+(?<value>\d+)/,
        mxUnlessBracketed: true,
      }),
    ],
  }),
  // config/config.go of mox: "Transports", each with one of Submissions, Submission, SMTP, Socks, Direct
  detector({
    id: 'mox',
    title: 'mox',
    docs: 'https://www.xmox.nl/config/',
    layer: 'server',
    format: 'lines',
    files: ['mox.conf'],
    keywords: ['host:'],
    recognises: '`Host` of `Submissions`, `Submission` and `SMTP` under `Transports` in `mox.conf`',
    settings: [
      inText({
        key: 'Transports.Host',
        block: /^[ \t]+(?:Submissions?|SMTP|Socks|Direct):/,
        host: /^[ \t]+(?:Submissions?|SMTP):[ \t]*\r?\n(?:(?![ \t]*(?:Host:|\w+:[ \t]*\r?\n[ \t]+Enabled:))[ \t][^\n]*\n){0,12}?[ \t]+Host:[ \t]*(?<value>\S+)/,
        port: /^[ \t]+Port:[ \t]*(?<value>\d+)/,
        user: /^[ \t]+Username:[ \t]*(?<value>\S+)/,
        password: /^[ \t]+Password:[ \t]*(?<value>\S+)/,
        implicitTls: /^[ \t]+(?<value>Submissions):/,
      }),
    ],
  }),
];
