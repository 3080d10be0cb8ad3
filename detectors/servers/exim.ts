/** Exim: chapters 18 to 20 and 30 of its specification; Debian: update-exim4.conf(8). */

import { moduleEnd, sliceOf } from '../../src/detect/building.ts';
import type { Match, Matcher, Tools } from '../../src/detect/detector.ts';
import { detector } from '../../src/detect/detector.ts';
import { entriesOf } from '../../src/detect/entries.ts';
import { inText } from '../../src/detect/text-matches.ts';
import type { TextExpr } from '../../src/model/expr.ts';
import type { Facts } from '../../src/model/facts.ts';
import { type Block, blocksOf } from './exim-blocks.ts';
import { asExpr, expanded, type Macros } from './exim-macros.ts';
import { tableAt } from './tables.ts';

/** A colon ends a host, two stand for one (the port's). */
const COLON = /\s*(?<!:):(?!:)\s*/;

/** What an option is looked at with: the file's macros, and where it stands. */
interface Option {
  readonly key: string;
  readonly macros: Macros;
  readonly facts: Facts;
  readonly tools: Tools;
  /** The option as it is written, before its macros are replaced. */
  readonly use: TextExpr;
}

/** Hosts that a router or transport names; the recipient's own domain is none. */
function* hostsOf(value: TextExpr, option: Option): Generator<Match> {
  const { key, facts, use } = option;
  const lead = /^\s*<(?!%=)(\S)\s*/.exec(value.value);
  const separators = lead?.[1] ? new RegExp(`\\s*[${lead[1].replace(/[\]\\^-]/g, '\\$&')}]\\s*`) : COLON;
  const body = sliceOf(value, lead?.[0].length ?? 0, value.value.length);
  const own = isOwn(body, use) ? body.range : use.range;
  const base = { place: moduleEnd(facts), key, anchor: own, form: 'list', separators } as const;
  const results = resultsOf(body);
  for (const host of results)
    yield { ...base, host: asExpr(host, use.range), anchor: isOwn(host, use) ? host.range : use.range, strict: true };
  const rows = [...tableRows(body, option)];
  yield* rows;
  if (results.length > 0 || rows.length > 0 || body.value.trim() === '') return;
  if (/\$\{?(domain|local_part|host|h_\w+|sender_address_domain)\b/.test(body.value)) return;
  if (/^\s*\$\{/.test(body.value)) {
    yield {
      ...{ place: moduleEnd(facts), key, anchor: own },
      host: { kind: 'unknown', range: own, note: body.value.slice(0, 60) },
    };
    return;
  }
  yield { ...base, host: asExpr(body, own) };
}

/** Whether a text stands in the option itself, as against a macro. */
const isOwn = ({ range }: TextExpr, use: TextExpr): boolean =>
  range.start >= use.range.start && range.end <= use.range.end && range.start <= range.end;

/** `${lookup{$domain}lsearch{/etc/exim4/routes}}` and its like with `*`, `wild` or `partial` (chapter 9.3). */
const LOOKUP =
  /\$\{lookup\b[^\n]{0,400}?(?:partial\d*(?:\([^)]*\))?-)?n?(?:wild)?(?:lsearch|iplsearch)\*?@?[ \t]*\{(?<path>[^{}\n]+)\}/g;

/** Hosts in the tables that are looked up, one list a row. */
function* tableRows(body: TextExpr, option: Option): Generator<Match> {
  const paths = [...body.value.matchAll(LOOKUP)].flatMap(({ groups }) => groups?.path?.trim() ?? []);
  for (const path of paths) yield* rowsOfTable(path, option);
}

function* rowsOfTable(path: string, option: Option): Generator<Match> {
  const table = tableAt(option.facts, path, option.tools);
  for (const { value } of table?.rows ?? []) {
    if (!table || value.kind !== 'text') continue;
    const list = firstWord(value);
    const found = hostsOf(list, { ...option, facts: table.place.facts, use: list, macros: NO_MACROS });
    for (const match of found) yield { ...match, anchor: option.use.range, via: table.via };
  }
}

const NO_MACROS: Macros = new Map();

/** Conditions of two strings, and those of none; the rest have one (chapter 11.7). */
const TWO = /^(?:eqi?|gei?|gti?|lei?|lti?|match\w*|inlisti?|[<>]?=|[<>])\b|^[<>=]/;
const NONE = /^(?:def:|first_delivery|queue_running)/;

/** What an expansion gives: `${if eq{a}{b}{yes}{no}}`, `${lookup{key}lsearch{file}{$value}{otherwise}}`; results alone, and literal. */
function resultsOf(value: TextExpr): TextExpr[] {
  const head = /^\s*\$\{(if|lookup)\s*!?\s*/.exec(value.value);
  if (!head) return [];
  const rest = value.value.slice(head[0].length);
  const operands = head[1] === 'lookup' ? 2 : TWO.test(rest) ? 2 : NONE.test(rest) ? 0 : 1;
  const groups: TextExpr[] = [];
  let level = 0;
  let start = 0;
  for (let at = head[0].length; at < value.value.length && level >= 0; at += 1) {
    if (value.value[at] === '{') {
      if (level === 0) start = at + 1;
      level += 1;
    } else if (value.value[at] === '}') {
      level -= 1;
      if (level === 0) groups.push(sliceOf(value, start, at));
    }
  }
  return groups.slice(operands).filter(({ value: text }) => text.trim() !== '' && !text.includes('$'));
}

/** What a template engine fills in is one word, whatever blanks it holds. */
const FILLED = String.raw`<%=[^\n]*?%>|\{\{[^\n]*?\}\}`;
const ENTRY = new RegExp(
  String.raw`(?:^|;)\s*(?:<(?!%=)\S\s*)?(?:"[^"]*"|(?:${FILLED}|[^\s;])+)[ \t\n]+("[^"]*"|\$\{[^\n]*\}|(?:${FILLED}|[^\s;"])+)`,
  'g',
);

/** `pattern hosts options; pattern hosts options`: the second word of each entry. */
function routeList(value: TextExpr): TextExpr[] {
  const found: TextExpr[] = [];
  for (const entry of value.value.matchAll(ENTRY)) {
    const hosts = entry[1] ?? '';
    const quoted = hosts.startsWith('"') ? 1 : 0;
    const end = entry.index + entry[0].length - quoted;
    found.push(sliceOf(value, entry.index + entry[0].length - hosts.length + quoted, end));
  }
  return found;
}

const unquoted = (value: TextExpr): TextExpr =>
  /^".*"$/s.test(value.value) ? sliceOf(value, 1, value.value.length - 1) : value;

const saidIn = (block: Block | undefined, name: string): TextExpr | undefined =>
  block?.options.findLast((option) => option.name === name)?.value;

const wordIn = (block: Block | undefined, name: string): string => saidIn(block, name)?.value ?? '';

/** Port and TLS of a transport (chapter 30): a host's own port comes first. */
function beside(transport: Block | undefined, macros: Macros): Partial<Match> {
  const port = saidIn(transport, 'port');
  const protocol = saidIn(transport, 'protocol');
  return {
    ...(port ? { port: asExpr(unquoted(expanded(port, macros)), port.range) } : {}),
    ...(protocol ? { tls: [{ value: protocol, whenTrue: 'implicit' as const }] } : {}),
  };
}

/** Chapter 24 and those after it; the other drivers are routers'. */
const TRANSPORT_DRIVERS = /^(smtp|lmtp|pipe|appendfile|autoreply)$/;

/** LMTP and the local drivers put mail into mailboxes. */
const delivers = (transport: Block | undefined): boolean =>
  transport !== undefined && (wordIn(transport, 'driver') !== 'smtp' || wordIn(transport, 'protocol') === 'lmtp');

function* blockMatches(block: Block, transports: readonly Block[], shared: Shared): Generator<Match> {
  const { macros } = shared;
  const transport = transports.includes(block)
    ? block
    : transports.find(({ name }) => name === wordIn(block, 'transport'));
  if (delivers(transport)) return;
  const extra = beside(transport, macros);
  for (const { name, value: use } of block.options) {
    const option: Option = { ...shared, key: `${block.name}.${name}`, use };
    const value = expanded(use, macros);
    // The row that the router's own condition has found (chapter 15, domains).
    if (name === 'route_data' && /^\$\{?domain_data\b/.test(value.value.trim())) {
      const domains = saidIn(block, 'domains');
      const path = domains && DOMAINS.exec(expanded(domains, macros).value)?.groups?.path;
      const rows = path === undefined ? [] : [...rowsOfTable(path, option)];
      for (const match of rows) yield { ...match, ...extra };
      if (rows.length > 0) continue;
    }
    const lists =
      name === 'route_list'
        ? routeList(unquoted(value))
        : name === 'route_data' || name === 'fallback_hosts'
          ? [firstWord(value)]
          : block === transport && /^hosts(_override)?$/.test(name)
            ? [unquoted(value)]
            : [];
    for (const list of lists) for (const match of hostsOf(list, option)) yield { ...match, ...extra };
  }
}

/** Options may follow the hosts, which are in quotes when they hold blanks; those of an expansion do not end it. */
function firstWord(value: TextExpr): TextExpr {
  const quoted = /^"([^"]*)"/.exec(value.value)?.[1];
  if (quoted !== undefined) return sliceOf(value, 1, 1 + quoted.length);
  if (value.value.includes('$')) return value;
  return sliceOf(value, 0, value.value.replace(/\s+(byname|bydns|randomize|no_randomize)\b.*$/s, '').length);
}

/** `domains = partial-lsearch;/etc/exim4/routes` */
const DOMAINS = /\b(?:partial\d*-)?n?(?:wild)?lsearch\*?@?;[ \t]*(?<path>[^\s:;]+)/;

type Shared = Pick<Option, 'macros' | 'facts' | 'tools'>;

const blocks: Matcher = function* (facts, tools) {
  const { blocks, macros } = blocksOf(facts.source.text);
  const transports = blocks.filter((block) => TRANSPORT_DRIVERS.test(wordIn(block, 'driver')));
  const shared = { macros, facts, tools };
  for (const block of blocks) yield* blockMatches(block, transports, shared);
  for (const [name, value] of macros)
    if (/^(DC)?smart_?host$|_SMART_?HOSTS?$/i.test(name))
      yield* hostsOf(unquoted(expanded(value, macros)), { ...shared, key: name, use: value });
};

/** The other kinds of set-up do not look at it. */
const usesSmarthost = (text: string): boolean =>
  !/^[ \t]*dc_eximconfig_configtype=["']?(internet|local|none)\b/m.test(text);

const base = {
  docs: 'https://www.exim.org/exim-html-current/doc/html/spec_html/',
  layer: 'server',
  keywords: [],
} as const;
const MODEL = '?(.j2|.jinja2|.erb|.epp|.tmpl|.tpl|.template|.in|.example|.sample|.dist|.default|.bak|.orig|.local)';

const FILES = [
  `exim*.conf${MODEL}`,
  'exim.conf.*',
  'exim4.conf.*',
  `*exim4?(-)*.conf${MODEL}`,
  '*exim.conf',
  '**/exim*/**/router/*',
  '**/exim*/**/transport/*',
  '**/exim*/**/*.conf',
  'exim*.localmacros',
  '**/exim*/**/*_localmacros*',
  '**/exim*/conf.d/**',
  'exim.*.conf',
];

/** The parts of a configuration begin so, each on a line of its own (chapter 6.1). */
const SECTIONS = /^begin[ \t]+routers[ \t]*$/m;

export default [
  detector({
    ...base,
    id: 'exim-debian',
    title: 'Exim on Debian',
    docs: 'https://manpages.debian.org/stable/exim4-config/update-exim4.conf.8.en.html',
    remake: 'update-exim4.conf, then systemctl reload exim4',
    format: 'lines',
    files: [`*update-exim4.conf.conf${MODEL}`, `update-exim4.conf${MODEL}`],
    recognises: '`dc_smarthost`, where `dc_eximconfig_configtype` is smarthost or satellite',
    settings: [
      inText({
        key: 'dc_smarthost',
        when: usesSmarthost,
        // Debian's script of the same name computes it.
        host: /^[ \t]*dc_smarthost=(?!["']?\$\()(?<quote>["']?)(?<value>[^\n]*?)\k<quote>[ \t]*\r?$/,
        form: 'list',
        separators: /\s*;\s*/,
      }),
    ],
  }),
  detector({
    ...base,
    id: 'exim-hubbed',
    title: 'Exim hubbed hosts',
    format: 'table',
    files: [`hubbed_hosts${MODEL}`],
    recognises: '`domain: host` in `hubbed_hosts`',
    settings: [
      function* (facts, tools) {
        for (const { value, path } of entriesOf(facts)) {
          if (value.kind !== 'text') continue;
          const list = firstWord(value);
          yield* hostsOf(list, { key: path.join('.'), macros: NO_MACROS, facts, tools, use: list });
        }
      },
    ],
  }),
  detector({
    ...base,
    id: 'exim',
    title: 'Exim',
    format: 'lines',
    formats: ['lines'],
    files: FILES,
    recognises: '`route_list`, `route_data` of routers, `hosts` of smtp transports, `fallback_hosts`, smarthost macros',
    settings: [blocks],
  }),
  detector({
    ...base,
    id: 'exim-sections',
    title: 'Exim, by its sections',
    formats: ['lines'],
    keywords: [/\bbegin[ \t]+routers\b/],
    recognises: 'the same in files of any name that have `begin routers`',
    settings: [
      function* (facts, tools) {
        if (SECTIONS.test(facts.source.text) && !tools.isFile(FILES)) yield* blocks(facts, tools);
      },
    ],
  }),
  detector({
    ...base,
    id: 'exim-embedded',
    title: 'Exim, set up from elsewhere',
    keywords: ['dc_smarthost', 'exim4/dc_smarthost'],
    recognises: '`dc_smarthost=`, `dc_smarthost "…"` in scripts, debconf’s `exim4/dc_smarthost`',
    settings: [
      inText({
        key: 'exim4/dc_smarthost',
        host: /exim4\/dc_smarthost[ \t]+(?:string[ \t]+)?(?<value>(?!string\b)[^\s"'|]+)/,
        form: 'list',
        separators: /\s*;\s*/,
      }),
      inText({
        key: 'dc_smarthost',
        when: usesSmarthost,
        host: /\bdc_smarthost=(?!["']?\$\()\\?(?<quote>["']?)(?<value>[^\n"'\\]+)\k<quote>/,
        form: 'list',
        separators: /\s*;\s*/,
        strict: true,
      }),
      inText({
        key: 'dc_smarthost',
        when: usesSmarthost,
        host: /\bdc_smarthost[ \t]+(?<quote>["'])(?<value>[^\n"'\\]+)\k<quote>/,
        form: 'list',
        separators: /\s*;\s*/,
        strict: true,
      }),
    ],
  }),
];
