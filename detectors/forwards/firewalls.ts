/** Rules of firewalls that lead the connections which clients make to any mail server to the relay. */
import { isIP } from 'node:net';
import { textOf } from '../../src/detect/building.ts';
import { type Match, type Matcher, needing } from '../../src/detect/detector.ts';
import { isCommented, type Macros, macrosIn, rangeOfGroup } from '../../src/detect/text-matches.ts';
import type { Facts } from '../../src/model/facts.ts';
import { forwardTo, splitAddress } from './forward-match.ts';
import { isMailPort, PRIVATE } from './leads-out.ts';

/** How one program writes such a rule: a line each. */
interface Dialect {
  readonly key: string;
  /** What in a rule changes where a connection leads: the group `target`, and `port` if that stands apart. */
  readonly rule: RegExp;
  /** The ports that it is for: a group `ports`. */
  readonly ports: RegExp;
  /** It is for connections of this machine, or from a network within. */
  readonly inside: RegExp;
  /** It is for connections from outside, or to an address of one's own. */
  readonly outside: RegExp;
  /** Names that the file gives values to: groups `name` and `value`. */
  readonly macros?: RegExp;
}

/** What people call the interfaces and zones of their own networks, and those of the other side. */
const INNER = `["']?(?:lan|loc(?:al)?|int(?:ernal)?|inside|intern|dmz|docker|br-|virbr|lxdbr|lxcbr|cni|podman|wg|tun|tap|vlan|veth|guest|office|clients?|users?)`;
const OUTER = `["']?(?:wan|ext(?:ernal)?|net|outside|public|ppp|inet|internet|uplink|egress_?if)`;

const ADDRESS = String.raw`["']?(?<target>(?:[\w.-]+|\$\{?\w+\}?|\{\{[^\n}]{0,300}\}\})(?::\d+)?)`;

const DIALECTS: readonly Dialect[] = [
  // iptables-extensions(8), DNAT
  {
    key: 'DNAT --to-destination',
    rule: new RegExp(String.raw`-j[ \t]+DNAT\b[^\n]{0,400}?--to(?:-destination)?[ \t]+${ADDRESS}`, 'dg'),
    ports: /--d(?:estination-)?ports?[ \t]+(?<ports>[\w,:]+)/,
    inside: new RegExp(
      String.raw`(?:-A|-I)[ \t]+OUTPUT\b|(?:-i|--in-interface)[ \t]+${INNER}|[ \t](?:-s|--source)[ \t]+\S|![ \t]+(?:-d|--destination)[ \t]|[ \t](?:-d|--destination)[ \t]+![ \t]`,
      'i',
    ),
    outside: new RegExp(
      String.raw`(?:-i|--in-interface)[ \t]+${OUTER}|(?<!![ \t])(?:-d|--destination)[ \t]+(?!!)\S`,
      'i',
    ),
  },
  // nft(8), "NAT statements"
  {
    key: 'dnat to',
    rule: new RegExp(String.raw`\bdnat[ \t]+(?:ip6?[ \t]+)?to[ \t]+${ADDRESS}`, 'dg'),
    ports:
      /\bdport[ \t]+(?:\{[ \t]*)?(?<ports>[\w,-](?:[\w,\- \t]*?[\w,-])??)(?=[ \t]*\}|[ \t]+(?:counter|log|ct|dnat|ip|meta|limit)\b)/,
    inside: new RegExp(
      String.raw`\boutput\b|\biif(?:name)?[ \t]+(?:\{[ \t]*)?${INNER}|\bsaddr[ \t]+(?!!)\S|\bdaddr[ \t]+!=|\boif(?:name)?[ \t]`,
      'i',
    ),
    outside: new RegExp(String.raw`\biif(?:name)?[ \t]+(?:\{[ \t]*)?${OUTER}|\bdaddr[ \t]+(?!!)\S`, 'i'),
    macros: /^[ \t]*define[ \t]+(?<name>\w+)[ \t]*=[ \t]*["']?(?<value>[\w.:-]+)/,
  },
  // nft(8), "MAPS": the port is the key of where the connection leads.
  {
    key: 'dnat to map',
    rule: new RegExp(
      String.raw`\bdnat[ \t][^\n{]{0,100}\bmap[ \t]+\{[^\n}]{0,200}?(?<![\w.])(?:25|465|587|smtps?|submissions?)[ \t]*:[ \t]*${ADDRESS}`,
      'dg',
    ),
    ports: /\bmap[ \t]+\{[^\n}]{0,200}?(?<![\w.])(?<ports>25|465|587|smtps?|submissions?)[ \t]*:/,
    inside: /\boutput\b/i,
    outside: new RegExp(String.raw`\biif(?:name)?[ \t]+(?:\{[ \t]*)?${OUTER}`, 'i'),
  },
  // pf.conf(5): OpenBSD's rdr-to, the older rdr of FreeBSD
  {
    key: 'rdr-to',
    rule: new RegExp(
      String.raw`\b(?:rdr-to[ \t]+|rdr\b[^\n]{0,400}?->[ \t]*)${ADDRESS}(?:[ \t]+port[ \t]+(?<port>\w+))?`,
      'dg',
    ),
    ports:
      /\bto\b[^\n]{0,300}?\bport[ \t]+(?:=[ \t]*)?(?:\{[ \t]*)?(?<ports>[\w, \t]+?)(?=[ \t]*\}|[ \t]+(?:rdr-to|->|tag))/,
    inside: new RegExp(String.raw`\bon[ \t]+\$?${INNER}|\bfrom[ \t]+(?!any\b)\S|\bto[ \t]+!`, 'i'),
    outside: new RegExp(String.raw`\bon[ \t]+(?:\$?${OUTER}|egress)|\bto[ \t]+(?!any\b|!|port\b)\S`, 'i'),
    macros: /^[ \t]*(?<name>\w+)[ \t]*=[ \t]*"(?<value>[\w.:-]+)"/,
  },
  // https://shorewall.org/manpages/shorewall-rules.html
  {
    key: 'DNAT',
    rule: /^[ \t]*DNAT-?[ \t]+\S+[ \t]+[\w-]+:(?<target>[\w.-]+(?::\d+)?)[ \t]+tcp[ \t]/dgm,
    ports: /[ \t]tcp[ \t]+(?<ports>[\w,]+)/,
    inside: new RegExp(String.raw`^[ \t]*DNAT-?[ \t]+(?:${INNER}|\$?fw)`, 'i'),
    outside: new RegExp(String.raw`^[ \t]*DNAT-?[ \t]+${OUTER}`, 'i'),
  },
  // https://help.mikrotik.com/docs/spaces/ROS/pages/3211299/NAT
  {
    key: 'to-addresses',
    rule: new RegExp(String.raw`\bto-addresses=${ADDRESS}(?:[^\n]{0,400}?\bto-ports=(?<port>\d+))?`, 'dg'),
    ports: /^(?=.*action=dst-nat).*\bdst-port="?(?<ports>[\d,]+)/,
    inside: new RegExp(String.raw`\bin-interface(?:-list)?=${INNER}|\bsrc-address(?:-list)?=|\bdst-address=!`, 'i'),
    outside: new RegExp(String.raw`\bin-interface(?:-list)?=${OUTER}|\bdst-address=(?!!)`, 'i'),
  },
  // https://firewalld.org/documentation/man-pages/firewall-cmd.html
  {
    key: '--add-forward-port',
    rule: new RegExp(String.raw`\bport=[\w-]+:proto=tcp(?::toport=(?<port>\d+))?:toaddr=${ADDRESS}`, 'dg'),
    ports: /\bport=(?<ports>[\w-]+):proto=tcp/,
    inside: new RegExp(`--zone=(?:trusted|home|work|${INNER})`, 'i'),
    outside: new RegExp(`--zone=${OUTER}`, 'i'),
  },
  // ipvsadm(8)
  {
    key: 'ipvsadm -r',
    rule: new RegExp(String.raw`-a[ \t][^\n]{0,400}?[ \t](?:-r|--real-server)[ \t]+${ADDRESS}`, 'dg'),
    ports: /[ \t](?:-t|--tcp-service)[ \t]+\S+?:(?<ports>\d+)/,
    inside: /[ \t](?:-t|--tcp-service)[ \t]+127\./,
    outside: /(?!)/,
  },
];

/** The line of a rule; of a longer one so much on both sides of where it leads. */
const MOST_OF_LINE = 4000;

function lineAt(text: string, start: number, end: number): string {
  const before = text.slice(Math.max(0, start - MOST_OF_LINE), start);
  const behind = text.slice(end, end + MOST_OF_LINE);
  const stop = behind.search(/[\r\n]/);
  return `${before.slice(before.lastIndexOf('\n') + 1)}${text.slice(start, end)}${stop < 0 ? behind : behind.slice(0, stop)}`;
}

/** Nobody's own server has a public address behind a firewall of its own that translates addresses. */
const isPublic = (host: string): boolean => isIP(host) !== 0 && !PRIVATE.test(host);

function* rulesOf(facts: Facts): Generator<Match> {
  const { text } = facts.source;
  for (const { key, rule, ports, inside, outside, macros } of DIALECTS) {
    const names: Macros = macros ? macrosIn(facts, macros) : new Map();
    for (const { 0: found, index, indices } of text.matchAll(rule)) {
      const line = lineAt(text, index, index + found.length);
      const at = rangeOfGroup(indices?.groups?.target);
      const listed = ports.exec(line)?.groups?.ports?.split(/[,\s:]+/) ?? [];
      const listens = listed.filter(isMailPort);
      if (!at || listens.length === 0 || isCommented(text, index)) continue;
      const { host } = splitAddress(text.slice(at.start, at.end));
      const name = /^\$\{?(\w+)\}?$/.exec(host)?.[1];
      const known = (name !== undefined ? textOf(names.get(name)?.value) : host) ?? host;
      const fromInside = inside.test(line) || (isPublic(known) && !outside.test(line));
      const isIn = !inside.test(line) && outside.test(line);
      yield* forwardTo(
        facts,
        { key, at, portAt: rangeOfGroup(indices?.groups?.port), macros: names },
        { names: [], listens: listens.map((port) => `*:${port}`), fromInside, toOwnServer: isIn },
      );
    }
  }
}

export const firewalls: Matcher = needing(
  [/\bDNAT\b|\bdnat[ \t]|\brdr\b|rdr-to|action=dst-nat|forward-port|ipvsadm/],
  rulesOf,
);
