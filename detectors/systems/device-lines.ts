/**
 * Lines of commands that no row knows: switches, storage systems, server boards, appliances. What a line and the lines around it
 * say is read as the path of a key (`call-home` / `mail-server h`, `system smtp server add h`, `alerts { smtp-server h; }`),
 * and counts where that path says by itself that it is the relay. A guess by name, so its word is `likely`.
 */
import { moduleEnd } from '../../src/detect/building.ts';
import { detector, type Match, type Matcher, needing } from '../../src/detect/detector.ts';
import { isCommented, literalAt } from '../../src/detect/text-matches.ts';
import type { Range } from '../../src/model/expr.ts';
import type { Facts } from '../../src/model/facts.ts';
import { isRelayKey } from '../by-name/generic.ts';
import { wordsOf } from '../by-name/words.ts';

/** What begins a line without being a part of the command: a prompt, the name of the machine before it. */
const PROMPT = /^(?:[\w.:~/@()[\]-]{1,60}[#>$]|admin:)[ \t]+/;

/** A word of a line, or a text in quotes. */
const WORD = /"[^"\n]{0,300}"|'[^'\n]{0,300}'|[^\s"';,={}]{1,300}/g;

/** More words, or deeper blocks, no such command has. */
const MOST_WORDS = 24;
const DEEPEST = 8;
const LONGEST_LINE = 400;

/** What only does something with a key, or says which of several it is. */
const VERB =
  /^(?:set|add|create|modify|config(?:ure)?|edit|update|define|delete|new|enable|name|ip|ipv4|ipv6|ip-?addr(?:ess)?|primary|secondary|default|system|global|to|=|:|\d+)$/i;

/** Commands about networks, names and what is looked at, in which the same words say where something leads. */
const OTHER_COMMAND =
  /^(?:object(?:-group)?|network-object|access-list|acl|permit|deny|nat|static|pool|interface|vlan|dhcp|vpn|router|ltm|gtm|virtual(?:-server)?|vip|address-book|address-object|route|zone|polic(?:y|ies)|firewall|rule|service-group|backend|frontend|listen|upstream|probe|sla|track|dns|inspect|match|destination|source|src|dst|no|undo|unset|show|display|ping|telnet|traceroute|nslookup|dig|test|get|remark|description|banner|comment)$/i;

/** What else a line is about, unless its last word says mail. */
const OTHER_THING =
  /^(?:network|monitor|host-name|hosts?|hostname|ntp|snmp(?:-server)?|syslog|logging|radius|tacacs|ldap|imap|pop3?)$/i;

/** Files of commands; those of programs with a format of their own have other endings. */
const OF_COMMANDS =
  /\.(?:txt|cli|ios|eos|nxos|junos|tmsh|xsf|dat|set|cfg|confg|config)$|-confg$|(?:^|\/)(?:running|startup)-config/i;

/** Where these stand below `host`, `address` and the like, the line is about mail all the same. */
const isMail = (word: string): boolean => /smtp|mail/i.test(word);

const HOST = /^(?:\[?(?:[a-z\d](?:[\w-]{0,62}\.)){1,8}[a-z]{2,24}\]?|\d{1,3}(?:\.\d{1,3}){3})(?::\d{1,5})?\.?$/i;

interface Word {
  readonly text: string;
  readonly at: Range;
}

interface Line {
  readonly words: readonly Word[];
  /** The words of the lines that it stands under. */
  readonly parents: readonly string[];
  /** Of the block that it stands in, to find what belongs together. */
  readonly block: string;
}

interface Open {
  readonly indent: number;
  readonly words: readonly string[];
  readonly byBrace: boolean;
  readonly id: number;
}

/** The lines of a text with what stands around them, by indentation and braces. */
function* linesOf({ source: { text } }: Facts): Generator<Line> {
  let open: readonly Open[] = [];
  let id = 0;
  for (const found of text.matchAll(/[^\r\n]+/g)) {
    const [line] = found;
    if (line.length > LONGEST_LINE || /^[ \t]*[#!;]/.test(line)) continue;
    const indent = /^[ \t]*/.exec(line)?.[0].length ?? 0;
    const prompt = PROMPT.exec(line)?.[0].length ?? 0;
    const words = [...line.slice(prompt).matchAll(WORD)].slice(0, MOST_WORDS).map(({ 0: word, index }): Word => {
      const start = found.index + prompt + index;
      const quoted = /^["']/.test(word) ? 1 : 0;
      return {
        text: quoted ? word.slice(1, -1) : word,
        at: { start: start + quoted, end: start + word.length - quoted },
      };
    });
    open = open.filter((one) => one.byBrace || one.indent < indent);
    for (const _ of line.matchAll(/\}/g)) open = withoutLastBrace(open);
    if (words.length === 0) continue;
    yield { words, parents: open.flatMap((one) => one.words), block: String(open.at(-1)?.id ?? 0) };
    id += 1;
    if (open.length < DEEPEST)
      open = [...open, { indent, words: words.map((word) => word.text), byBrace: /\{[ \t]*$/.test(line), id }];
  }
}

/** What is still open behind a closing brace. */
const withoutLastBrace = (open: readonly Open[]): readonly Open[] => {
  const last = open.findLastIndex((one) => one.byBrace);
  return open.slice(0, Math.max(0, last));
};

/** The words before a value as the keys of a path, without what only does something. */
const pathOf = (words: readonly string[]): readonly string[] =>
  words.map((word) => word.replace(/^-+|[:=]+$/g, '')).filter((word) => word !== '' && !VERB.test(word));

/** What follows a host on its line, and what stands before it as an option with a value, is no part of the key. */
function keyBefore({ words, parents }: Line, at: number): readonly string[] | undefined {
  const before = words.slice(0, at).map(({ text }) => text);
  const key = pathOf([...parents, ...before]);
  const last = key.at(-1) ?? '';
  if (key.some((word) => OTHER_COMMAND.test(word))) return undefined;
  if (key.some((word) => OTHER_THING.test(word)) && !isMail(last)) return undefined;
  if (/^(?:ip|name|host)$/i.test(before[0] ?? '')) return undefined;
  return key;
}

const isRelay = (key: readonly string[]): boolean => {
  const last = wordsOf(key.at(-1) ?? '');
  const isBare =
    last.length === 1 &&
    /^e?smtps?$/.test(last[0] ?? '') &&
    key.length > 1 &&
    !/^(?:starttls|protocol|proto|type|service)$/.test(key.at(-2) ?? '');
  return (
    isBare || isRelayKey(key) || (key.length > 1 && isRelayKey([...key.slice(0, -2), `${key.at(-2)}-${key.at(-1)}`]))
  );
};

/** The words of a key up to its last one. */
const stemOf = (key: readonly string[]): string =>
  key
    .flatMap(wordsOf)
    .filter((word) => !/^(?:server|host|hostname|relay|gateway|address|addr|port|smarthost|name)$/.test(word))
    .join(' ');

interface PortLine {
  readonly stem: string;
  readonly port: Word;
}

/** The port that a line gives, and whose it is by the words before it. */
function portIn({ words, parents }: Line, from = 0): PortLine | undefined {
  const index = words.findIndex(
    ({ text }, at) =>
      at >= from && /(?:^|[-_./])(?:smtp|mail)?_?port[:=]?$/i.test(text) && /^\d{2,5}$/.test(words[at + 1]?.text ?? ''),
  );
  const port = words[index + 1];
  return index >= 0 && port
    ? { port, stem: stemOf(pathOf([...parents, ...words.slice(0, index + 1).map(({ text }) => text)])) }
    : undefined;
}

/** On the same line, or on one of the block whose words are the same but for the last. */
function portOf(
  facts: Facts,
  line: Line,
  at: number,
  key: readonly string[],
  beside: readonly PortLine[],
): Match['port'] {
  const stem = stemOf(key);
  const found = portIn(line, at + 1) ?? beside.find((one) => one.stem === stem);
  return found && literalAt(facts, found.port.at);
}

/** Fortinet's products save their commands as `.conf`: `config …`, `set …`, `end`. */
const OF_FORTINET = /^config [a-z][\w-]*(?: [\w-]+)*[ \t]*\r?\n(?:[^\n]*\n){0,40}?[ \t]+set [\w-]+ [^\n]*\n/m;

const lines: Matcher = needing([/smtp|mail/i], function* (facts): Generator<Match> {
  const name = facts.name ?? facts.path;
  if (!OF_COMMANDS.test(name) && !(/\.conf$/i.test(name) && OF_FORTINET.test(facts.source.text))) return;
  const all = [...linesOf(facts)];
  const ports = new Map<string, PortLine[]>();
  for (const line of all) {
    const port = portIn(line);
    if (!port) continue;
    const known = ports.get(line.block);
    if (known) known.push(port);
    else ports.set(line.block, [port]);
  }
  for (const line of all) {
    if (![...line.parents, ...line.words.map(({ text }) => text)].some(isMail)) continue;
    for (const [at, word] of line.words.entries()) {
      if (at === 0 || !HOST.test(word.text) || isCommented(facts.source.text, word.at.start)) continue;
      const key = keyBefore(line, at);
      if (!key || !isRelay(key)) continue;
      const host = literalAt(facts, word.at);
      yield {
        host,
        place: { ...moduleEnd(facts), at: word.at.start },
        key: key.slice(-3).join('.'),
        anchor: word.at,
        strict: true,
        certainty: 'likely',
        port: portOf(facts, line, at, key, ports.get(line.block) ?? []),
      };
    }
  }
});

export default detector({
  id: 'device-lines',
  title: 'Commands of devices and appliances',
  docs: 'https://www.rfc-editor.org/rfc/rfc6409',
  layer: 'monitoring',
  formats: ['lines', 'ini'],
  keywords: [/smtp|mail[\w-]{0,20}(?:server|host|relay|gateway)|(?:server|relay|gateway)[\w-]{0,8}mail|e?mail\b/],
  recognises:
    '`smtp server add h`, `call-home` / `mail-server h`, `system { smtp-server h; }` and any other command whose words name a relay, in saved configurations and command files',
  settings: [lines],
});
