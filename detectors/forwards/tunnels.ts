/** Programs that carry one connection to another place: stunnel, socat, ssh, redirectors. */
import { type Match, type Matcher, needing } from '../../src/detect/detector.ts';
import { isCommented, rangeOfGroup } from '../../src/detect/text-matches.ts';
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
      const names = [groups.name ?? '', ...(talksSmtp || isMailPort(port) ? ['out'] : [])];
      yield* forwardTo(
        facts,
        { key: `${groups.name ?? ''}.connect`, at, transport: talksSmtp ? 'starttls' : 'implicit' },
        { names, listens: accept === undefined ? [] : [accept] },
      );
    }
  }
}

export const stunnel: Matcher = needing([/^[ \t]*client[ \t]*=[ \t]*yes/im], stunnelServices);

const HOST = String.raw`(?:\[[\da-fA-F:]+\]|[\w.-]+|\$\{?\w+\}?|\{\{[^\n}]*\}\})`;
const PORT = String.raw`(?:\w+|\$\{?\w+\}?|\{\{[^\n}]*\}\})`;

/** Groups: `listen` the port that it waits at, `bind` the address there (or `options` that hold it), `target` where it leads. */
const WAYS: readonly { readonly key: string; readonly pattern: RegExp; readonly local?: true }[] = [
  // http://www.dest-unreach.org/socat/doc/socat.html
  {
    key: 'socat',
    pattern: new RegExp(
      String.raw`\b(?:TCP[46]?|OPENSSL)-L(?:ISTEN)?:(?<listen>\w+)(?<options>(?:,[^,\s"']+)*)["']?[\s,]+["']?(?:TCP[46]?(?:-CONNECT)?|OPENSSL(?:-CONNECT)?|SSL):(?<target>${HOST}:${PORT})`,
      'dgi',
    ),
  },
  // ssh(1), ssh_config(5): without an address it waits at the loopback interface.
  {
    key: 'ssh -L',
    pattern: new RegExp(
      String.raw`\bssh\b[^\n|;]{0,300}?[ \t]-[A-Za-z]*L[ \t]*["']?(?:(?<bind>${HOST}|\*):)?(?<listen>\d+):(?<target>${HOST}:${PORT})`,
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
      yield* forwardTo(facts, { key, at }, { names: [], listens: listen === undefined ? [] : [`${bind}:${listen}`] });
    }
}

export const tunnels: Matcher = needing(
  [
    /TCP[46]?-L(?:ISTEN)?:|OPENSSL-L(?:ISTEN)?:/i,
    /\bssh\b.{0,300}?-[A-Za-z]*L|LocalForward/i,
    /socket-proxyd|simpleproxy|\bredir\b/,
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

const SERVICE = /^[ \t]*service[ \t]+(?<name>\S+)[^{]{0,100}\{(?<body>[^}]{0,4000})\}/dgm;
const REDIRECT = /^[ \t]*redirect[ \t]*=[ \t]*(?<host>\S+)[ \t]+(?<port>\w+)/dm;

/** `redirect = h 25` of xinetd.conf(5). */
export const xinetd: Matcher = needing([/^[ \t]*redirect[ \t]*=/m], function* (facts) {
  for (const { groups = {}, indices } of facts.source.text.matchAll(SERVICE)) {
    const from = indices?.groups?.body?.[0] ?? 0;
    const body = groups.body ?? '';
    const found = REDIRECT.exec(body)?.indices?.groups;
    const [host, port] = [rangeOfGroup(found?.host, from), rangeOfGroup(found?.port, from)];
    const bind = /^[ \t]*bind[ \t]*=[ \t]*(\S+)/m.exec(body)?.[1] ?? '*';
    const listen = /^[ \t]*port[ \t]*=[ \t]*(\w+)/m.exec(body)?.[1] ?? groups.name ?? '';
    if (host && port)
      yield* forwardTo(
        facts,
        { key: 'redirect', at: host, portAt: port },
        { names: [groups.name ?? ''], listens: [`${bind}:${listen}`] },
      );
  }
});
