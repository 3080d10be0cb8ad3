/** Routers, switches, firewalls, load balancers: the commands of their configuration. A row a vendor. */
import { type Detector, detector } from '../../src/detect/detector.ts';
import { inText, lineAround, type TextSpec } from '../../src/detect/text-matches.ts';
import type { Range } from '../../src/model/expr.ts';

const device = (
  id: string,
  title: string,
  docs: string,
  keywords: readonly (string | RegExp)[],
  recognises: string,
  ...settings: readonly TextSpec[]
): Detector =>
  detector({
    id,
    title,
    docs,
    layer: 'monitoring',
    keywords,
    recognises,
    settings: settings.map((spec) => inText(spec)),
  });

/** A name or address, in quotes or not, perhaps with credentials before it. */
const HOST = String.raw`["']?(?<value>(?:[^\s"'@]{0,100}@)?[\w$\{\}[\]:.-]*[\w\]\}])`;

/** Dell's and others' `mail-server h` opens a mode, in which `port` stands on a line of its own until `exit`. */
function modeAround(text: string, at: Range): Range {
  const line = lineAround(text, at);
  const mode = /^(?:\r?\n(?![ \t]*(?:exit|end|!|\S*mail-server)\b)[^\n]{0,200}){0,6}/.exec(
    text.slice(line.end, line.end + 800),
  );
  const isMode = /\n[ \t]*(?:exit|end|!)/.test(text.slice(line.end, line.end + 800));
  return { start: line.start, end: line.end + (isMode ? (mode?.[0].length ?? 0) : 0) };
}

export const networkDevices: readonly Detector[] = [
  // "Configuring Call Home", "EEM action mail", ASA "smtp-server", NX-OS "transport email": one family of commands.
  device(
    'cisco',
    'Cisco IOS, NX-OS, ASA',
    'https://www.cisco.com/c/en/us/td/docs/ios-xml/ios/eem/command/eem-cr-book.html',
    [/mail-server\s/, 'set smtp', 'smtp-server', '_email_server', 'mail server'],
    '`mail-server h priority 1` of Call Home, `event manager environment _email_server h`, `action … mail server "h"`, `smtp-server h`, `transport email smtp-server h port 25`',
    {
      key: 'mail-server',
      near: modeAround,
      host: new RegExp(String.raw`^[ \t]*(?:transport email )?mail-server (?:ipv[46] |hostname |name )?${HOST}`),
      port: /\bport (?<value>\d+)/,
    },
    { key: '_email_server', host: new RegExp(String.raw`\bevent manager environment _?e?mail_?server ${HOST}`) },
    // An address may come with credentials: "user:password@host".
    {
      key: 'mail server',
      host: /\baction \S+ mail server "?(?<value>[^\s"]+)/,
      port: /\bport (?<value>\d+)/,
      strict: true,
    },
    {
      key: 'smtp-server',
      host: /^[ \t]*smtp-server (?<value>(?:[\w-]+[.:][\w.:-]+)(?: [\w-]+\.[\w.-]+)?)[ \t]*\r?$/,
      form: 'list',
      separators: /\s+/,
      strict: true,
    },
    // Unified Communications Manager's own shell: "set smtp"
    { key: 'set smtp', host: /^[ \t]*(?:admin:[ \t]*)?set smtp (?<value>[\w-]+(?:\.[\w-]+)+)[ \t]*\r?$/, strict: true },
    {
      key: 'transport email smtp-server',
      host: new RegExp(String.raw`\btransport email smtp-server ${HOST}`),
      port: /\bport (?<value>\d+)/,
    },
  ),
  // FortiOS CLI reference, "config system email-server"; FortiMail, "config mailsetting relay-host-list".
  device(
    'fortinet',
    'FortiGate, FortiMail and kin',
    'https://docs.fortinet.com/document/fortigate/latest/cli-reference/',
    ['email-server', 'relay-host-list', 'system mail'],
    '`config system email-server` / `set server`, `config mailsetting relay-host-list` / `set host-name`',
    {
      key: 'system email-server.server',
      host: /^[ \t]*config system (?:email-server|mail)\b[^\n]*\n(?:(?![ \t]*(?:end|config)\b)[^\n]*\n){0,20}?[ \t]*set (?:server|reply-server) "?(?<value>[^\s"]+)/,
      port: /^[ \t]*config system email-server\b[^\n]*\n(?:(?![ \t]*(?:end|config)\b)[^\n]*\n){0,20}?[ \t]*set port (?<value>\d+)/,
      whole: true,
    },
    {
      key: 'relay-host-list.host-name',
      host: /^[ \t]*config mailsetting relay-host-list\b[^\n]*\n(?:(?![ \t]*(?:end|config)\b)[^\n]*\n){0,20}?[ \t]*set host-name "?(?<value>[^\s"]+)/,
    },
  ),
  // RouterOS: https://help.mikrotik.com/docs/spaces/ROS/pages/24805377/E-mail ("address" until 7.11, "server" since).
  device(
    'mikrotik',
    'MikroTik RouterOS',
    'https://help.mikrotik.com/docs/spaces/ROS/pages/24805377/E-mail',
    [/tool[ /]e-mail/],
    '`/tool e-mail set address=h` or `server=h`, `/tool e-mail send server=h`',
    {
      key: '/tool e-mail',
      host: /\/tool[ /]e-mail(?:[ \t]|\r?\n)+(?:set|send)\b(?:[^\n\\]|\\\r?\n){0,300}?\b(?:address|server)=(?:\\?"|\\)?(?!0\.0\.0\.0)(?<value>\$?[\w.:[\]-]+)/,
      // A script's own variables, also within the quotes of `/system script add source=`.
      macros: /:(?:local|global|set)[ \t]+(?<name>\w+)[ \t]+\\?"(?<value>[\w.:-]+)\\?"/,
      port: /\bport=(?<value>\d+)/,
      user: /\buser=(?<value>\S+)/,
      startTls: /\b(?:start-)?tls=(?<value>yes|starttls)/,
      strict: true,
    },
  ),
  // PAN-OS: "set shared log-settings email"; Gaia: "set mail-notification server"; EOS: "email" / "server"; Junos Space has none.
  device(
    'firewalls-cli',
    'Palo Alto, Check Point, Arista, F5, Brocade, Stormshield',
    'https://docs.paloaltonetworks.com/pan-os/11-1/pan-os-cli-quick-start',
    [
      'log-settings email',
      'mail-notification',
      'outbound-smtp',
      'smtp-server-host-name',
      'relayconfig',
      'from-user',
      'communication smtp',
    ],
    '`set … log-settings email p server s gateway h`, `set mail-notification server h`, `sys smtp-server { smtp-server-host-name h }`, `relayconfig --config -rla_ip h`, `CONFIG COMMUNICATION SMTP server=h`',
    { key: 'log-settings email', host: new RegExp(String.raw`\blog-settings email \S+ server \S+ gateway ${HOST}`) },
    { key: 'mail-notification server', host: new RegExp(String.raw`\bset mail-notification server ${HOST}`) },
    {
      key: 'smtp-server-host-name',
      host: new RegExp(String.raw`\bsmtp-server-host-name ${HOST}`),
      block: /\bsmtp-server\b(?!-)/,
      port: /\bsmtp-server-port (?<value>\d+)/,
    },
    {
      key: 'outbound-smtp.mailhub',
      host: /\boutbound-smtp\b[\s{]{1,20}(?:from-line-override \w+\s+)?mailhub (?<value>[^\s}]+)/,
    },
    // Stormshield's NSRPC. https://documentation.stormshield.eu/SNS/v4/en/Content/CLI_Serverd_Commands_reference_Guide_v4/
    {
      key: 'CONFIG COMMUNICATION SMTP',
      host: new RegExp(String.raw`\bCONFIG COMMUNICATION SMTP\b[^\n]{0,200}?\bserver=${HOST}`, 'i'),
      port: /\bport=(?<value>\d+)/,
    },
    { key: 'relayconfig', host: new RegExp(String.raw`\brelayconfig\b[^\n]{0,80}?-rla_ip ${HOST}`) },
    {
      key: 'email.server',
      host: /^email[ \t]*\r?\n(?:[ \t][^\n]*\n){0,8}?[ \t]+server (?:vrf \S+ )?(?<value>[\w.:-]+)/,
      strict: true,
    },
  ),
];
