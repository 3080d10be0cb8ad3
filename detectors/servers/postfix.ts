/** Postfix. Parameters: postconf(5); their precedence: ADDRESS_REWRITING_README, trivial-rewrite(8). */

import {
  atCall,
  heredocsOf,
  join,
  moduleEnd,
  parameters,
  rows,
  sliceOf,
  templated,
} from '../../src/detect/building.ts';
import {
  type Detector,
  detector,
  inPrograms,
  type Match,
  type Matcher,
  needing,
  type Tools,
} from '../../src/detect/detector.ts';
import { entriesOf } from '../../src/detect/entries.ts';
import { isCommented } from '../../src/detect/text-matches.ts';
import type { Place } from '../../src/evaluate/value.ts';
import type { Entry, Expr, TextExpr } from '../../src/model/expr.ts';
import type { Facts } from '../../src/model/facts.ts';
import { commandMatches } from './commands.ts';
import { nexthopOf } from './nexthop.ts';
import { tableAt, tablePaths } from './tables.ts';

/** Take a host, or several. Outside brackets a name stands for its MX hosts. */
const RELAYS = /^(relayhost|smtp_fallback_relay|fallback_relay)$/;
/** Take `transport:nexthop`. */
const TRANSPORTS = /^(default_transport|relay_transport)$/;
/** Tables, which may be written in place: `static:…`, `inline:{ … }`. */
const TABLES = /^(transport_maps|sender_dependent_default_transport_maps|sender_dependent_relayhost_maps)$/;

const NAMES =
  'relayhost|smtp_fallback_relay|fallback_relay|default_transport|relay_transport|transport_maps|sender_dependent_default_transport_maps|sender_dependent_relayhost_maps';

const SEPARATORS = /[,\s]+/;

/** The relays that one parameter names, also in the tables that it names. */
export function* relaysOf(
  name: string,
  value: Expr,
  place: Place,
  tools: Tools,
  extra: Partial<Match> = {},
): Generator<Match> {
  yield* relaysInPlace(name, value, place, extra);
  if (!TABLES.test(name)) return;
  const rowsIn = name === 'sender_dependent_relayhost_maps' ? senderRows : transportRows;
  for (const path of tablePaths(value)) {
    const table = tableAt(place.facts, path, tools);
    if (!table) continue;
    for (const match of rowsIn(table.rows, table.place))
      yield { ...match, ...extra, key: name, anchor: value.range, via: table.via };
  }
}

function* relaysInPlace(name: string, value: Expr, place: Place, extra: Partial<Match>): Generator<Match> {
  const base = {
    place,
    key: name,
    anchor: value.range,
    form: 'list',
    separators: SEPARATORS,
    mxUnlessBracketed: true,
    ...extra,
  } as const;
  if (RELAYS.test(name)) yield { ...base, host: value };
  else if (TRANSPORTS.test(name)) {
    const host = nexthopOf(value);
    if (host) yield { ...base, host };
  } else if (TABLES.test(name)) {
    for (const inline of inlineOf(value)) {
      const host = name === 'sender_dependent_relayhost_maps' ? inline : nexthopOf(inline);
      if (host) yield { ...base, host, anchor: inline.range };
    }
  }
}

/** Something computed within a value, by its length: what is in it is no sign of the table. */
const COMPUTED = '\uE000';

/** `static:smtp:[h]` and the right-hand sides of `inline:{ { key = value }, key=value }` (DATABASE_README). */
function inlineOf(whole: Expr): Expr[] {
  if (whole.kind === 'text') return inlineIn(whole);
  if (whole.kind !== 'join') return [];
  // A shell may fill in a part: inline:{{fax.example=smtp:[${GATEWAY:-h}]:2526}}
  const starts: number[] = [];
  let laid = '';
  for (const part of whole.parts) {
    starts.push(laid.length);
    laid += part.kind === 'text' ? part.value : COMPUTED;
  }
  const among = (from: number, to: number): Expr[] =>
    whole.parts.flatMap((part, index): Expr[] => {
      const start = starts[index] ?? 0;
      if (part.kind !== 'text') return start >= from && start < to ? [part] : [];
      const [first, last] = [Math.max(from - start, 0), Math.min(to - start, part.value.length)];
      return first < last ? [sliceOf(part, first, last)] : [];
    });
  return inlineIn({ kind: 'text', value: laid, range: { start: 0, end: laid.length } }).map((found) => {
    const parts = among(found.range.start, found.range.end);
    return join(parts, { start: parts[0]?.range.start ?? 0, end: parts.at(-1)?.range.end ?? 0 });
  });
}

function inlineIn(value: TextExpr): Expr[] {
  const found: Expr[] = [];
  for (const table of value.value.matchAll(
    /\bstatic:(?:\{\s*([^{}]*?)\s*\}|([^\s,{}]+))|\binline:\{((?:[^{}]|\{[^{}]*\})*)\}/g,
  )) {
    const body = table[1] ?? table[2] ?? table[3] ?? '';
    const from = table.index + table[0].indexOf(body, table[0].indexOf(':') + 1);
    if (table[3] === undefined) found.push(templated(sliceOf(value, from, from + body.length)));
    else
      for (const pair of body.matchAll(/=\s*([^\s{},=]+)/g)) {
        const at = from + pair.index + pair[0].length - (pair[1]?.length ?? 0);
        found.push(templated(sliceOf(value, at, at + (pair[1]?.length ?? 0))));
      }
  }
  return found;
}

function* entriesRelays(entries: readonly Entry[], place: Place, tools: Tools): Generator<Match> {
  const tls = entries
    .filter(({ key }) => key === 'smtp_tls_wrappermode')
    .map(({ value }) => ({ value, whenTrue: 'implicit' as const }));
  for (const { key, value } of entries) yield* relaysOf(key, value, place, tools, tls.length > 0 ? { tls } : {});
}

const mainCf: Matcher = function* (facts, tools) {
  for (const document of facts.documents)
    if (document.kind === 'object') yield* entriesRelays(document.entries, moduleEnd(facts), tools);
};

/** Options of the smtp client's own services reach it; where mail is routed, only trivial-rewrite is asked (trivial-rewrite(8)). */
const masterCf: Matcher = function* (facts, tools) {
  for (const document of facts.documents) {
    for (const service of document.kind === 'object' ? document.entries : []) {
      for (const { key, value } of service.value.kind === 'object' ? service.value.entries : []) {
        const reaches = key === 'smtp_fallback_relay' || key === 'fallback_relay' || service.key === 'trivial-rewrite';
        yield* relaysOf(key, value, moduleEnd(facts), tools, {
          key: `${service.key}.${key}`,
          ...(reaches ? {} : { certainty: 'likely' as const }),
        });
      }
    }
  }
};

/** `DUNNO` stops the look-up (postconf(5)). */
const isDunno = (value: Expr): boolean => value.kind === 'text' && /^dunno$/i.test(value.value);

function* senderRows(entries: readonly Entry[], place: Place): Generator<Match> {
  for (const { key, value } of entries)
    if (!isDunno(value)) yield { host: value, place, key, anchor: value.range, mxUnlessBracketed: true };
}

function* transportRows(entries: readonly Entry[], place: Place): Generator<Match> {
  for (const { key, value } of entries) {
    const host = nexthopOf(value);
    if (host)
      yield { host, place, key, anchor: value.range, form: 'list', separators: SEPARATORS, mxUnlessBracketed: true };
  }
}

const senderMap: Matcher = (facts) => senderRows(rowsOf(facts), moduleEnd(facts));
const transportMap: Matcher = (facts) => transportRows(rowsOf(facts), moduleEnd(facts));

const rowsOf = (facts: Facts): readonly Entry[] =>
  facts.documents.flatMap((document) => (document.kind === 'object' ? document.entries : []));

/** `main.cf: |` in a ConfigMap, `content:` of a write_files item whose `path` is a main.cf. */
const inBlocks: Matcher = needing([/main\.cf/], function* (facts, tools) {
  for (const { path, value, siblings, place } of entriesOf(facts)) {
    if (value.kind !== 'text' || !value.value.includes('=')) continue;
    const named = path.at(-1) === 'cf' && /main$/.test(path.at(-2) ?? '');
    const placed = siblings.some(
      (one) =>
        /^(path|dest|file|target)$/.test(one.key) && one.value.kind === 'text' && /main\.cf$/.test(one.value.value),
    );
    if (named || (placed && path.at(-1) === 'content')) yield* entriesRelays(parameters(value), place, tools);
  }
});

/** Names of the tables that the text gives to parameters, by what the parameter takes. */
function namedTables(text: string): ReadonlyMap<string, 'senders' | 'transports'> {
  const found = new Map<string, 'senders' | 'transports'>();
  for (const { groups = {} } of text.matchAll(NAMED_TABLE))
    found.set(groups.name ?? '', groups.parameter?.endsWith('relayhost_maps') ? 'senders' : 'transports');
  return found;
}

const NAMED_TABLE =
  /\b(?<parameter>transport_maps|sender_dependent_(?:default_transport|relayhost)_maps)\s*=\s*["']?(?:proxy:)?(?:hash|btree|lmdb|texthash|cdb|dbm|regexp|pcre):\S*?(?<name>[\w.-]+)(?=["'\s,]|$)/gm;

/** `cat > /etc/postfix/main.cf <<EOF`, and the same for maps. */
const inHeredocs: Matcher = needing(
  [/<<.*(?:main\.cf|relay|transport)|(?:main\.cf|relay|transport).*<<|_maps\s*=/i],
  function* (facts, tools) {
    const place = moduleEnd(facts);
    const tables = namedTables(facts.source.text);
    for (const { head, body, indent } of heredocsOf(facts.source.text)) {
      const table = tables.get(
        /[/>=]\s*["']?(?:[^\s"'/]*\/)*(?<name>[\w.-]+)["']?\s*$/.exec(head.trimEnd())?.groups?.name ?? '',
      );
      if (/main\.cf\b/.test(head)) yield* entriesRelays(parameters(body, indent), place, tools);
      else if (table === 'senders') yield* senderRows(rows(body, indent), place);
      else if (table === 'transports') yield* transportRows(rows(body, indent), place);
      else if (/(relay(host)?_?maps?|sender_dependent_relayhost|sender_relay\w*)\b/i.test(head))
        yield* senderRows(rows(body, indent), place);
      else if (/postfix\/transport(_maps)?\b/.test(head)) yield* transportRows(rows(body, indent), place);
    }
  },
);

/** `postconf -e 'relayhost = [h]:587'`, in any language; scripts wrap it in functions of like name. */
const postconf: Matcher = needing([/postconf\b/], function* (facts, tools) {
  for (const { name, value, place } of commandMatches(facts, /postconf\b/g, NAMES))
    yield* relaysOf(name, value, place, tools);
});

/** `set_option relayhost "[h]:587"`, where the script itself says that `set_option` hands both to Postfix. */
const wrapped: Matcher = inPrograms([new RegExp(`\\b(?:${NAMES})\\b`)], function* (facts, tools) {
  if (facts.format !== 'bash' || !facts.program) return;
  const { calls, functions } = facts.program;
  const { text } = facts.source;
  const setters = new Set(
    functions.flatMap(({ name, range }) =>
      name && /\bpostconf\b|\bmain\.cf\b/.test(text.slice(range.start, range.end)) ? [name] : [],
    ),
  );
  for (const site of calls) {
    const { call } = site;
    if (call.callee.kind !== 'ref' || !setters.has(call.callee.name)) continue;
    const [name, value, more] = call.args.filter((one) => one.name === undefined);
    if (name?.value.kind !== 'text' || !value || more) continue;
    yield* relaysOf(name.value.value, value.value, atCall(facts, site), tools);
  }
});

/** debconf: `postfix postfix/relayhost string h`. */
const debconf: Matcher = needing([/postfix\/relayhost/], function* (facts) {
  const { text } = facts.source;
  for (const found of text.matchAll(/\bpostfix\/relayhost[ \t]+(?:string[ \t]+|select[ \t]+)?(["']?)([^\s"'|;]+)/g)) {
    if (isCommented(text, found.index)) continue;
    const host = found[2] ?? '';
    const end = found.index + found[0].length;
    const value = templated({ kind: 'text', value: host, range: { start: end - host.length, end } });
    yield {
      ...{ host: value, place: moduleEnd(facts), key: 'postfix/relayhost', anchor: value.range },
      mxUnlessBracketed: true,
    };
  }
});

const base = { docs: 'https://www.postfix.org/postconf.5.html', layer: 'server', keywords: [] } as const;
/** Endings of maps and of their templates; `.cf` is a database query, `.db` a compiled map. */
const MAP =
  '?(.map|.regexp|.pcre|.hash|.texthash)?(.j2|.jinja2|.erb|.epp|.tmpl|.tpl|.template|.in|.example|.sample|.dist|.default)';
const MODELS = '!(md|rst|html|py|sh|rb|php|go|pm|md5|sha*|db|lmdb)';

const postfix: readonly Detector[] = [
  detector({
    ...base,
    id: 'postfix-master',
    title: 'Postfix services',
    docs: 'https://www.postfix.org/master.5.html',
    format: 'postfix',
    formats: ['postfix'],
    files: ['master.cf', '*master.cf', `*master.cf.${MODELS}`],
    recognises: '`-o relayhost=`, `-o smtp_fallback_relay=` in `master.cf`',
    settings: [masterCf],
  }),
  detector({
    ...base,
    id: 'postfix-relay-map',
    title: 'Postfix sender-dependent relays',
    remake: 'postmap on the table unless its type is texthash, regexp or pcre',
    docs: 'https://www.postfix.org/SASL_README.html#client_sasl_sender',
    format: 'table',
    formats: ['table'],
    files: [
      'sender_dependent_relayhost',
      'sender-dependent-relayhost',
      'sender_relay',
      'sender_relay@(host|hosts|map|maps)',
      'relayhost@(_|-)map?(s)',
      'relay-map',
      'relaymap',
    ]
      .map((name) => name + MAP)
      .concat('postfix-relaymap.cf'),
    recognises:
      '`@domain [host]:587` in files named `sender_dependent_relayhost`, `relayhost_map`, `postfix-relaymap.cf`',
    settings: [senderMap],
  }),
  detector({
    ...base,
    id: 'postfix-transport',
    title: 'Postfix transport maps',
    remake: 'postmap on the table unless its type is texthash, regexp or pcre',
    docs: 'https://www.postfix.org/transport.5.html',
    format: 'table',
    formats: ['table'],
    files: ['transport', 'transport@(_|-)map?(s)', '**/postfix*/**/*transport'].map((name) => name + MAP),
    recognises: '`pattern smtp:[host]:587` in files named `transport`, `transport_maps`',
    settings: [transportMap],
  }),
  detector({
    ...base,
    id: 'postfix',
    title: 'Postfix',
    format: 'postfix',
    formats: ['postfix'],
    files: [
      'main.cf',
      '*main.cf',
      'main.cf-*',
      `*main.cf.${MODELS}`,
      '**/postfix*/**/*.cf',
      `**/postfix*/**/*.cf.${MODELS}`,
    ],
    recognises:
      '`relayhost`, `smtp_fallback_relay`, `default_transport`, maps written in place, in `main.cf` and its templates',
    settings: [mainCf],
  }),
  detector({
    ...base,
    id: 'postfix-embedded',
    title: 'Postfix, set up from elsewhere',
    keywords: ['postconf', 'postfix/relayhost', 'main.cf', /<<.{0,99}(?:relay|transport)|(?:relay|transport).{0,99}<</],
    recognises:
      '`postconf -e relayhost=…`, debconf’s `postfix/relayhost`, `main.cf` in ConfigMaps, cloud-init and heredocs',
    settings: [postconf, wrapped, debconf, inBlocks, inHeredocs],
  }),
];

export default postfix;
