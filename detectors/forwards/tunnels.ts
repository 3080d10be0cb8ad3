/** Programs that carry one connection to another place: stunnel, socat, ssh, redirectors. */
import { asWritten, type Match, type Matcher } from '../../src/detect/detector.ts';
import { isCommented, rangeOfGroup } from '../../src/detect/text-matches.ts';
import type { Range } from '../../src/model/expr.ts';
import type { Facts } from '../../src/model/facts.ts';
import { forwardTo, splitAddress } from './forward-match.ts';
import { isMailPort } from './leads-out.ts';

const SECTION = /^[ \t]*\[(?<name>[^\]\n]+)\][^\n]*(?:\n(?![ \t]*\[)[^\n]*)*/gm;
const CLIENT = /^[ \t]*client[ \t]*=[ \t]*(?<value>yes|no)\b/im;
const CONNECT = /^[ \t]*connect[ \t]*=[ \t]*(?<value>[^\s#;]+)/dgim;
const ACCEPT = /^[ \t]*accept[ \t]*=[ \t]*(?<value>[^\s#;]+)/im;
const PROTOCOL = /^[ \t]*protocol[ \t]*=[ \t]*smtp\b/im;

/**
 * `client = yes`: stunnel wraps what programs of the machine send, and the other end is somebody else's server. Its default is
 * to be the server. https://www.stunnel.org/static/stunnel.html
 */
function* stunnelServices(facts: Facts): Generator<Match> {
  const { text } = facts.source;
  const global = CLIENT.exec(text.slice(0, text.search(/^[ \t]*\[/m)))?.groups?.value;
  for (const { 0: section, index, groups = {} } of text.matchAll(SECTION)) {
    if ((CLIENT.exec(section)?.groups?.value ?? global)?.toLowerCase() !== 'yes') continue;
    const accept = ACCEPT.exec(section)?.groups?.value;
    const talksSmtp = PROTOCOL.test(section);
    for (const { indices } of section.matchAll(CONNECT)) {
      const at = rangeOfGroup(indices?.groups?.value, index);
      if (!at) continue;
      const { port } = splitAddress(text.slice(at.start, at.end));
      // Whatever the service is called: the other end is the server of the two.
      const names = [...(talksSmtp || isMailPort(port) ? ['out'] : []), groups.name ?? ''];
      yield* forwardTo(
        facts,
        { key: `${groups.name ?? ''}.connect`, at, transport: talksSmtp ? 'starttls' : 'implicit' },
        { names, listens: accept === undefined ? [] : [accept] },
      );
    }
  }
}

export const stunnel: Matcher = asWritten([/^[ \t]*client[ \t]*=[ \t]*yes/im], stunnelServices);

const HOST = String.raw`(?:\[[\da-fA-F:]+\]|[\w.-]+|\$\{?\w+\}?|\{\{[^\n}]{0,300}\}\})`;
const PORT = String.raw`(?:\w+|\$\{?\w+\}?|\{\{[^\n}]{0,300}\}\})`;

/** Groups: `listen` the port that it waits at, `bind` the address there (or `options` that hold it), `target` where it leads, `port` if apart. */
const WAYS: readonly { readonly key: string; readonly pattern: RegExp; readonly local?: true }[] = [
  // http://www.dest-unreach.org/socat/doc/socat.html
  {
    key: 'socat',
    pattern: new RegExp(
      String.raw`\b(?:TCP[46]?|OPENSSL)-L(?:ISTEN)?:(?<listen>\w+)(?<options>(?:,[^,\s"']+)*)["']?[\s,]+["']?(?:TCP[46]?(?:-CONNECT)?|OPENSSL(?:-CONNECT)?|SSL):(?<target>${HOST}:${PORT}|\$\{?\w+\}?)`,
      'dgi',
    ),
  },
  // ssh(1), autossh(1), ssh_config(5): without an address it waits at the loopback interface.
  {
    key: 'ssh -L',
    pattern: new RegExp(
      String.raw`\b(?:auto)?ssh\b[^\n|;]{0,300}?[ \t]-[A-Za-z]*L[ \t]*["']?(?:(?<bind>${HOST}|\*):)?(?<listen>\d+):(?<target>${HOST}:${PORT})`,
      'dg',
    ),
    local: true,
  },
  {
    key: 'LocalForward',
    pattern: new RegExp(
      String.raw`^[ \t]*LocalForward[ \t=]+(?:(?<bind>${HOST}|\*):)?(?<listen>\d+)[ \t]+(?<target>${HOST}:${PORT})`,
      'dgim',
    ),
    local: true,
  },
  // systemd-socket-proxyd(8): the socket's unit says where it waits.
  {
    key: 'systemd-socket-proxyd',
    pattern: new RegExp(
      String.raw`\bsystemd-socket-proxyd\b[^\n]{0,200}?[ \t](?<target>${HOST}:${PORT})[ \t]*$`,
      'dgm',
    ),
  },
  // simpleproxy(1), redir(1)
  {
    key: 'simpleproxy -R',
    pattern: new RegExp(
      String.raw`\bsimpleproxy\b[^\n]{0,200}?-L[ \t]*(?:(?<bind>${HOST}):)?(?<listen>\d+)[^\n]{0,200}?-R[ \t]*(?<target>${HOST}:${PORT})`,
      'dg',
    ),
  },
  {
    key: 'redir',
    pattern: new RegExp(
      String.raw`\bredir[ \t][^\n]{0,100}?(?:(?<bind>${HOST}))?:(?<listen>\d+)[ \t]+(?<target>${HOST}:${PORT})`,
      'dg',
    ),
  },
  // https://gost.run/en/tutorials/port-forwarding/
  {
    key: 'gost -L',
    pattern: new RegExp(
      String.raw`-L[= \t]["']?(?:tcp|rtcp|tls)://(?<bind>${HOST})?:(?<listen>\d+)/(?<target>${HOST}:${PORT})`,
      'dg',
    ),
  },
  // https://github.com/erebe/wstunnel
  {
    key: 'wstunnel -L',
    pattern: new RegExp(
      String.raw`\bwstunnel\b[^\n|;]{0,300}?(?:-L|--local-to-remote)[= \t]["']?tcp://(?:(?<bind>${HOST}):)?(?<listen>\d+):(?<target>${HOST}:${PORT})`,
      'dg',
    ),
    local: true,
  },
  // https://github.com/ghostunnel/ghostunnel#client-mode
  {
    key: 'ghostunnel --target',
    pattern: new RegExp(
      String.raw`\bghostunnel[ \t]+client\b[^\n]{0,300}?--listen[= \t](?:(?<bind>${HOST}):)?(?<listen>\d+)[^\n]{0,300}?--target[= \t](?<target>${HOST}:${PORT})`,
      'dg',
    ),
  },
  // https://developers.cloudflare.com/cloudflare-one/connections/connect-networks/use-cases/: the port is that of the other end
  {
    key: 'cloudflared access',
    pattern: new RegExp(
      String.raw`\bcloudflared[ \t]+access[ \t]+tcp\b[^\n|;]{0,200}?--hostname[= \t](?<target>${HOST})[^\n|;]{0,200}?--(?:url|listener)[= \t](?:tcp://)?(?:(?<bind>${HOST}):)?(?<listen>\d+)`,
      'dg',
    ),
    local: true,
  },
  // https://github.com/jpillora/chisel#usage
  {
    key: 'chisel client',
    pattern: new RegExp(
      String.raw`\bchisel\b[^\n|;]{0,300}?[ \t]["']?(?:(?<bind>${HOST}):)?(?<listen>\d+):(?<target>${HOST}:\d+)`,
      'dg',
    ),
  },
  // https://nmap.org/ncat/guide/ncat-exec.html
  {
    key: 'ncat --sh-exec',
    pattern: new RegExp(
      String.raw`\bn?cat\b[^\n|;]{0,200}?[ \t]-(?:[a-z]*l|-listen)(?:[ \t]+(?<bind>(?=\D|[\d.]{7})${HOST}))?(?:[ \t]+-p)?[ \t]+(?<listen>\d+)[^\n|;]{0,200}?(?:--sh-exec|--exec|-c|-e)[ \t]+["']?n?cat[ \t]+(?<target>${HOST})[ \t]+(?<port>\d+)`,
      'dg',
    ),
  },
  // https://learn.microsoft.com/windows-server/administration/windows-commands/netsh-interface
  {
    key: 'netsh portproxy',
    pattern: new RegExp(
      String.raw`\bportproxy[ \t]+(?:add|set)[ \t]+v4tov[46][ \t](?=[^\n]{0,300}?\blistenport=(?<listen>\d+))(?=(?:[^\n]{0,300}?\blistenaddress=(?<bind>[\w.:*-]+))?)(?=(?:[^\n]{0,300}?\bconnectport=(?<port>\d+))?)[^\n]{0,300}?\bconnectaddress=(?<target>${HOST})`,
      'dgi',
    ),
  },
];

/** The address among socat's options. */
const BIND = /(?<=,)bind=([^,\s"']+)/;

function* carried(facts: Facts): Generator<Match> {
  const { text } = facts.source;
  for (const { key, pattern, local } of WAYS)
    for (const { index, indices, groups = {} } of text.matchAll(pattern)) {
      const at = rangeOfGroup(indices?.groups?.target);
      if (!at || isCommented(text, index)) continue;
      const { listen, options = '', bind = BIND.exec(options)?.[1] ?? (local ? '127.0.0.1' : '*') } = groups;
      const portAt = rangeOfGroup(indices?.groups?.port);
      const listens = listen === undefined ? [] : [`${bind}:${listen}`];
      yield* forwardTo(facts, { key, at, portAt }, { names: [], listens });
    }
}

export const tunnels: Matcher = asWritten(
  [
    /TCP[46]?-L(?:ISTEN)?:|OPENSSL-L(?:ISTEN)?:/i,
    /\b(?:auto)?ssh\b.{0,300}?-[A-Za-z]*L|LocalForward/i,
    /socket-proxyd|simpleproxy|wstunnel|ghostunnel|cloudflared|\bredir\b|-L[= \t]["']?(?:tcp|rtcp|tls):\/\/|\bchisel\b|\bn?cat\b.{0,300}?\bn?cat\b|\bportproxy\b/,
  ],
  carried,
);

/** `bindaddress bindport connectaddress connectport` of rinetd(8). */
const RINETD =
  /^[ \t]*(?<bind>[\w.:*]+)[ \t]+(?<listen>\w+)(?:\/tcp)?[ \t]+(?<host>[\w.-]+)[ \t]+(?<port>\w+)(?:\/tcp)?[ \t]*$/dgm;

export const rinetd: Matcher = function* (facts) {
  for (const { groups = {}, indices } of facts.source.text.matchAll(RINETD)) {
    const [host, port] = [rangeOfGroup(indices?.groups?.host), rangeOfGroup(indices?.groups?.port)];
    if (host && port)
      yield* forwardTo(
        facts,
        { key: 'connect', at: host, portAt: port },
        { names: [], listens: [`${groups.bind}:${groups.listen}`] },
      );
  }
};

const SERVICE = /^[ \t]*service[ \t]+(?<name>[^\s{]+)/;
const PAIR = /^[ \t]*(?<key>redirect|bind|port)[ \t]*=[ \t]*(?<first>\S+)(?:[ \t]+(?<second>\w+))?/d;

/** A service of xinetd: where it stands for what it says is told by the line. */
interface Service {
  readonly name: string;
  bind?: string;
  port?: string;
  readonly redirects: { readonly host: Range; readonly port: Range }[];
}

function servicesIn(text: string): readonly Service[] {
  const services: Service[] = [];
  for (const { 0: line, index } of text.matchAll(/[^\r\n]+/g)) {
    const name = SERVICE.exec(line)?.groups?.name;
    if (name !== undefined) services.push({ name, redirects: [] });
    const { groups: { key, first } = {}, indices } = PAIR.exec(line) ?? {};
    const service = services.at(-1);
    if (!service || key === undefined) continue;
    const [host, port] = [rangeOfGroup(indices?.groups?.first, index), rangeOfGroup(indices?.groups?.second, index)];
    if (key === 'bind') service.bind = first ?? '*';
    else if (key === 'port') service.port = first ?? '';
    else if (host && port) service.redirects.push({ host, port });
  }
  return services;
}

/** `redirect = h 25` of xinetd.conf(5). */
export const xinetd: Matcher = asWritten([/^[ \t]*redirect[ \t]*=/m], function* (facts) {
  for (const { name, bind = '*', port: listen = name, redirects } of servicesIn(facts.source.text))
    for (const { host, port } of redirects)
      yield* forwardTo(
        facts,
        { key: 'redirect', at: host, portAt: port },
        { names: [name], listens: [`${bind}:${listen}`] },
      );
});
