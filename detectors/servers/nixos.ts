/** NixOS options. https://search.nixos.org/options: services.postfix, programs.msmtp, services.nullmailer. */
import { sliceOf } from '../../src/detect/building.ts';
import { detector, type Matcher, needing } from '../../src/detect/detector.ts';
import { entriesOf } from '../../src/detect/entries.ts';
import { entry } from '../../src/detect/matchers.ts';
import { inText } from '../../src/detect/text-matches.ts';
import { splitAddress } from '../forwards/forward-match.ts';
import { isMailPort, leadsOut } from '../forwards/leads-out.ts';

/** `relayHost` is put in brackets unless `lookupMX` is true; the port is `relayPort`. */
const relayHost: Matcher = function* (facts) {
  for (const { path, value, siblings, place } of entriesOf(facts)) {
    if (path.at(-1) !== 'relayHost' || value.kind === 'object') continue;
    const port = siblings.find(({ key }) => key.split('.').at(-1) === 'relayPort')?.value;
    const byMx = /\blookupMX\s*=\s*true\b/.test(facts.source.text);
    yield {
      host: value,
      place,
      key: path.join('.'),
      anchor: value.range,
      port,
      route: byMx ? 'mx' : 'relay',
      strict: true,
      literalOnly: true,
    };
  }
};

const accounts = entry(['msmtp.accounts.*.host', 'accounts.*.host', 'msmtp.defaults.host'], { strict: true });

/** `programs.msmtp.defaults` holds for each of the accounts that says nothing else. */
const withDefaults: Matcher = needing(accounts.needs, function* (facts, tools) {
  const port = entriesOf(facts).find(({ path }) => path.slice(-2).join('.') === 'defaults.port')?.value;
  for (const match of accounts(facts, tools)) yield match.port || !port ? match : { ...match, port };
});

/** `services.nullmailer.config.remotes = "${out} smtp --port=587 …"`, whose host is an option or a name. */
const nullmailerRemotes: Matcher = needing([/remotes\s*=/], function* (facts) {
  for (const { path, value, place } of entriesOf(facts)) {
    if (path.at(-1) !== 'remotes' || !path.includes('nullmailer')) continue;
    const [first, second] = value.kind === 'join' ? value.parts : [value];
    if (!first || second?.kind !== 'text' || !/^\s+smtp\b/.test(second.value)) continue;
    const port = /\bport=(?<port>\d+)/.exec(second.value);
    const at = port ? port.index + 'port='.length : 0;
    yield {
      host: first,
      place,
      key: path.join('.'),
      anchor: first.range,
      strict: true,
      ...(port ? { port: sliceOf(second, at, port.index + port[0].length) } : {}),
      ...(/--starttls\b/.test(second.value) ? { transport: 'starttls' as const } : {}),
      ...(/--(?:ssl|tls)\b/.test(second.value) ? { transport: 'implicit' as const } : {}),
    };
  }
});

/** The same where it is written out: lines of the file of that name, nullmailer-send(8). */
const plainRemotes = inText({
  key: 'nullmailer.config.remotes',
  host: /^[ \t]*(?:services\.)?(?:nullmailer\.)?(?:config\.)?remotes[ \t]*=[ \t]*(?:"|''\s*)(?<value>[\w.-]+)[ \t]+smtp\b/,
  port: /\bport=(?<value>\d+)/,
  implicitTls: /--(?<value>ssl|tls)\b/,
  startTls: /--(?<value>starttls)\b/,
});

/** `services.stunnel.clients.NAME = { accept = …; connect = "h:465"; }`. */
const stunnelClients: Matcher = function* (facts) {
  for (const { path, value, siblings, place } of entriesOf(facts)) {
    if (path.at(-1) !== 'connect' || path.at(-3) !== 'clients' || value.kind !== 'text') continue;
    const { host, port } = splitAddress(value.value);
    if (!isMailPort(port) || !leadsOut({ names: [path.at(-2) ?? ''], listens: ['127.0.0.1:25'], host, port })) continue;
    const talksSmtp = siblings.some(
      ({ key, value: said }) => key === 'protocol' && said.kind === 'text' && said.value === 'smtp',
    );
    yield {
      host: value,
      place,
      key: path.join('.'),
      anchor: value.range,
      transport: talksSmtp ? 'starttls' : 'implicit',
    };
  }
};

export default [
  detector({
    id: 'nixos',
    title: 'NixOS mail options',
    docs: 'https://search.nixos.org/options?query=services.postfix',
    layer: 'server',
    formats: ['nix'],
    keywords: ['relayhost', 'msmtp', 'nullmailer', 'postfix', 'stunnel', 'ssmtp'],
    recognises:
      '`services.postfix.relayHost`, `programs.msmtp.accounts.….host`, `services.nullmailer.remotesConfig`, `services.stunnel.clients.….connect`, `services.ssmtp.hostName`',
    settings: [
      relayHost,
      withDefaults,
      entry(['nullmailer.remotesConfig']),
      nullmailerRemotes,
      plainRemotes,
      // Its name is that of the hub: https://search.nixos.org/options?channel=22.11&query=services.ssmtp
      entry(['services.ssmtp.hostName', 'networking.defaultMailServer.hostName']),
      stunnelClients,
    ],
  }),
];
