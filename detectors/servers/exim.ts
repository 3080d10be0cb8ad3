/** Exim: chapters 18 to 20 and 30 of its specification; Debian: update-exim4.conf(8). */

import { sliceOf } from '../../src/detect/building.ts';
import type { Match, Matcher, Tools } from '../../src/detect/detector.ts';
import { detector } from '../../src/detect/detector.ts';
import { entriesOf } from '../../src/detect/entries.ts';
import { inText } from '../../src/detect/text-matches.ts';
import type { Expr, TextExpr } from '../../src/model/expr.ts';
import type { Block } from './exim-blocks.ts';
import { type Configuration, configurationOf, isIncluded, type Part } from './exim-configuration.ts';
import {
  bodyOf,
  DEEPEST,
  definedElsewhere,
  firstWord,
  hostsOf,
  NO_MACROS,
  NO_OTHERS,
  type Option,
  rowsOfTable,
  unquoted,
  within,
} from './exim-hosts.ts';
import { asExpr, expanded } from './exim-macros.ts';

/** What a template engine fills in is one word, whatever blanks it holds. */
const FILLED = String.raw`<%=[^\n]{0,300}?%>|\{\{[^\n]{0,300}?\}\}`;
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

const saidIn = (block: Block | undefined, name: string): TextExpr | undefined =>
  block?.options.findLast((option) => option.name === name)?.value;

const wordIn = (block: Block | undefined, name: string): string => saidIn(block, name)?.value ?? '';

/** Port and TLS of a transport (chapter 30): a host's own port comes first. */
function beside(transport: InPart | undefined, { macros }: Configuration, { host, place }: Match): Partial<Match> {
  if (!transport || !host) return {};
  const { block, part } = transport;
  const isHere = part.facts === place.facts;
  const written = (value: TextExpr): Expr => {
    const whole = unquoted(expanded(value, part.macros));
    if (isHere && !macros.has(whole.value)) return asExpr(whole, value.range);
    const said = macros.get(whole.value)?.value.value ?? whole.value;
    return { kind: 'text', value: said, range: host.range, computed: true };
  };
  const port = saidIn(block, 'port');
  const protocol = saidIn(block, 'protocol');
  return {
    ...(port ? { port: written(port) } : {}),
    ...(protocol ? { tls: [{ value: written(protocol), whenTrue: 'implicit' as const }] } : {}),
  };
}

/** Chapter 24 and those after it; the other drivers are routers'. */
const TRANSPORT_DRIVERS = /^(smtp|lmtp|pipe|appendfile|autoreply)$/;

/** LMTP and the local drivers put mail into mailboxes. */
const delivers = (transport: Block | undefined): boolean =>
  transport !== undefined && (wordIn(transport, 'driver') !== 'smtp' || wordIn(transport, 'protocol') === 'lmtp');

/** A block, and the part of the configuration that it stands in. */
interface InPart {
  readonly block: Block;
  readonly part: Part;
}

function* blockMatches({ block, part }: InPart, transports: readonly InPart[], shared: Shared): Generator<Match> {
  const { configuration, tools } = shared;
  const { macros, facts, anchor, via } = part;
  const transport =
    transports.find((one) => one.block === block) ??
    transports.find((one) => one.block.name === wordIn(block, 'transport'));
  if (delivers(transport?.block)) return;
  const from = anchor && { anchor, via };
  for (const { name, value: use } of block.options) {
    const option: Option = { macros, facts, tools, from, all: configuration.macros, key: `${block.name}.${name}`, use };
    const value = expanded(use, macros);
    for (const match of optionMatches(name, value, option, { block, transport: transport?.block }))
      yield { ...beside(transport, configuration, match), ...match };
  }
}

interface Around {
  readonly block: Block;
  readonly transport: Block | undefined;
}

function* optionMatches(name: string, value: TextExpr, option: Option, { block, transport }: Around): Generator<Match> {
  // The row that the router's own condition has found (chapter 15, domains).
  if (name === 'route_data' && /^\$\{?domain_data\b/.test(value.value.trim())) {
    const domains = saidIn(block, 'domains');
    const path = domains && DOMAINS.exec(expanded(domains, option.macros).value)?.groups?.path;
    const rows = path === undefined ? [] : [...rowsOfTable(path, option)];
    yield* rows;
    if (rows.length > 0) return;
  }
  if (name === 'route_list') yield* routeMatches(value, option);
  else if (name === 'route_data' || name === 'fallback_hosts') yield* hostsOf(firstWord(value), option);
  else if (block === transport && /^hosts(_override)?$/.test(name)) yield* hostsOf(unquoted(value), option);
}

/** A list of routes, which may be a macro of another file as a whole. */
function* routeMatches(value: TextExpr, option: Option, depth = 0): Generator<Match> {
  const whole = definedElsewhere(value.value.trim(), option);
  if (!whole) for (const list of routeList(unquoted(value))) yield* hostsOf(list, option);
  else if (depth < DEEPEST) yield* routeMatches(bodyOf(whole), within(whole, option), depth + 1);
}

/** `domains = partial-lsearch;/etc/exim4/routes` */
const DOMAINS = /\b(?:partial\d*-)?n?(?:wild)?lsearch\*?@?;[ \t]*(?<path>[^\s:;]+)/;

interface Shared {
  readonly configuration: Configuration;
  readonly tools: Tools;
}

/** Macros that name the smarthost, used or not. */
const SMARTHOST = /^(DC)?smart_?host$|_SMART_?HOSTS?$/i;

const blocks: Matcher = function* (facts, tools) {
  if (!BEGIN.test(facts.source.text) && isIncluded(facts, tools)) return;
  const configuration = configurationOf(facts, tools);
  const all = configuration.parts.flatMap((part) => part.blocks.map((block): InPart => ({ block, part })));
  const transports = all.filter(({ block }) => TRANSPORT_DRIVERS.test(wordIn(block, 'driver')));
  for (const one of all)
    if (configuration.own.includes(one.part)) yield* blockMatches(one, transports, { configuration, tools });
  for (const { macros, facts, anchor, via } of configuration.own)
    for (const [name, use] of macros)
      if (SMARTHOST.test(name))
        yield* hostsOf(unquoted(expanded(use, macros)), {
          ...{ macros, facts, tools, use, all: configuration.macros },
          key: name,
          from: anchor && { anchor, via },
        });
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
  '**/conf.d/@(main|router|transport)/*',
  'exim.*.conf',
];

/** The parts of a configuration begin so, each on a line of its own (chapter 6.1). */
const SECTIONS = /^begin[ \t]+routers[ \t]*$/m;
const BEGIN = /^begin[ \t]/m;

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
        separators: /(?<!\s)\s*;\s*/,
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
          yield* hostsOf(list, { key: path.join('.'), macros: NO_MACROS, all: NO_OTHERS, facts, tools, use: list });
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
        separators: /(?<!\s)\s*;\s*/,
      }),
      inText({
        key: 'dc_smarthost',
        when: usesSmarthost,
        host: /\bdc_smarthost=(?!["']?\$\()\\?(?<quote>["']?)(?<value>[^\n"'\\]+)\k<quote>/,
        form: 'list',
        separators: /(?<!\s)\s*;\s*/,
        strict: true,
      }),
      inText({
        key: 'dc_smarthost',
        when: usesSmarthost,
        host: /\bdc_smarthost[ \t]+(?<quote>["'])(?<value>[^\n"'\\]+)\k<quote>/,
        form: 'list',
        separators: /(?<!\s)\s*;\s*/,
        strict: true,
      }),
    ],
  }),
];
