/** Postfix's parameters that take a relay, or a table of them. Parameters: postconf(5); tables: transport(5), DATABASE_README. */

import { join, sliceOf, templated } from '../../src/detect/building.ts';
import type { Match, Tools } from '../../src/detect/detector.ts';
import type { Place } from '../../src/evaluate/value.ts';
import type { Entry, Expr, Range, TextExpr } from '../../src/model/expr.ts';
import type { Facts } from '../../src/model/facts.ts';
import { nexthopOf, OF_THE_MACHINE } from './nexthop.ts';
import { answersIn, askedPaths, filterRows } from './postfix-answers.ts';
import { tableAt, tablePaths } from './tables.ts';

/** Take a host, or several. Outside brackets a name stands for its MX hosts. */
const RELAYS = /^(relayhost|smtp_fallback_relay|fallback_relay)$/;
/** Take `transport:nexthop`. */
const TRANSPORTS = /^(default_transport|relay_transport)$/;
/** Takes `transport:nexthop` of what looks at all mail; mostly a program of the same machine, which gives it back. */
const FILTER = /^content_filter$/;
/** Tables, which may be written in place: `static:…`, `inline:{ … }`. */
const TABLES = /^(transport_maps|sender_dependent_default_transport_maps|sender_dependent_relayhost_maps)$/;

/** Tables whose rows may send mail another way: `/pattern/ FILTER smtp:[h]:26` (header_checks(5)). */
const CHECKS = /^(header_checks|mime_header_checks|nested_header_checks|body_checks)$/;

/** All of them, as an expression. */
export const NAMES =
  'relayhost|smtp_fallback_relay|fallback_relay|content_filter|default_transport|relay_transport|transport_maps|sender_dependent_default_transport_maps|sender_dependent_relayhost_maps';

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
  const inTables = { value, place, tools };
  if (CHECKS.test(name)) yield* relaysIn(tablePaths(value), inTables, answers, filterRows);
  if (!TABLES.test(name)) return;
  const isForSenders = name === 'sender_dependent_relayhost_maps';
  // What a directory or database answers, where the host stands in the file that says how it is asked.
  yield* relaysIn(askedPaths(value), inTables, answers, answersIn(isForSenders));
  const rowsIn = isForSenders ? senderRows : transportRows;
  for (const match of relaysIn(tablePaths(value), inTables, rowsIn)) yield { ...match, ...extra, key: name };
}

/** A parameter's value, and where it stands. */
interface Parameter {
  readonly value: Expr;
  readonly place: Place;
  readonly tools: Tools;
}

/** The relays of the tables of some paths, as their rows say them. */
function* relaysIn(
  paths: readonly string[],
  { value, place, tools }: Parameter,
  rowsIn: (rows: readonly Entry[], place: Place) => Iterable<Match>,
  read?: (whole: TextExpr) => Entry[],
): Generator<Match> {
  for (const path of paths) {
    const table = tableAt(place.facts, path, tools, read);
    if (!table) continue;
    for (const match of rowsIn(table.rows, table.place))
      yield { ...match, anchor: namedAt(path, value.range, place), via: table.via };
  }
}

/** Rows that are read otherwise than line by line, each a list of hosts. */
const answers = (rows: readonly Entry[], place: Place): readonly Match[] =>
  rows.map(
    ({ key, value }): Match => ({
      ...{ host: value, place, key, anchor: value.range, form: 'list', separators: SEPARATORS },
      mxUnlessBracketed: true,
    }),
  );

/** Where a value of several lines names a table. */
function namedAt(path: string, { start, end }: Range, { facts }: Place): Range {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const at = facts.source.text.slice(start, end).lastIndexOf(name);
  return at < 0 ? { start, end } : { start: start + at, end: start + at + name.length };
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
  if (FILTER.test(name) && value.kind === 'text' && OF_THE_MACHINE.test(value.value)) return;
  if (RELAYS.test(name)) yield { ...base, host: value };
  else if (TRANSPORTS.test(name) || FILTER.test(name)) {
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

/** `static:smtp:[h]` and the results of `inline:{ { key = value }, key=value }`, `pcre:{{/./ value}}` (DATABASE_README). */
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
    /\bstatic:(?:\{\s*((?:[^{}\s](?:[^{}]*[^{}\s])?)?)\s*\}|([^\s,{}]+))|\binline:\{((?:[^{}]|\{[^{}]*\})*)\}|\b(?:regexp|pcre):\{((?:[^{}]|\{[^{}]*\})*)\}/g,
  )) {
    const [, braced, plain, pairs, rows] = table;
    const body = braced ?? plain ?? pairs ?? rows ?? '';
    const from = table.index + table[0].indexOf(body, table[0].indexOf(':') + 1);
    if (pairs === undefined && rows === undefined) found.push(templated(sliceOf(value, from, from + body.length)));
    // The last word of `{ /expression/ result }`, DATABASE_README.
    else
      for (const pair of body.matchAll(rows === undefined ? /=\s*([^\s{},=]+)/g : /\s([^\s{},]+)(?=\s*\})/g)) {
        const at = from + pair.index + pair[0].length - (pair[1]?.length ?? 0);
        found.push(templated(sliceOf(value, at, at + (pair[1]?.length ?? 0))));
      }
  }
  return found;
}

/** The relays of a main.cf's parameters, with what they say of TLS. */
export function* entriesRelays(entries: readonly Entry[], place: Place, tools: Tools): Generator<Match> {
  const extra = tlsOf(entries.map(({ key, value }) => ({ name: key, value })));
  for (const { key, keyRange, value } of entries)
    for (const match of relaysOf(key, value, place, tools, extra))
      yield { ...match, ...fromParameter(keyRange, match) };
}

const WRAPPED = 'smtp_tls_wrappermode';

/** They ask for STARTTLS, or allow it. https://www.postfix.org/TLS_README.html#client_tls_levels */
export const STARTTLS_NAMES = 'smtp_tls_security_level|smtp_use_tls|smtp_enforce_tls';
const STARTTLS = new RegExp(`^(?:${STARTTLS_NAMES})$`);

/** What parameters say of TLS. A level must be set for the wrapper too, so that the wrapper is asked first. */
export function tlsOf(
  parameters: Iterable<{ readonly name: string; readonly value: Expr }>,
): Pick<Match, 'tls'> | undefined {
  const all = [...parameters];
  const wrapped = all.filter(({ name }) => name === WRAPPED);
  const levels = all.filter(({ name }) => STARTTLS.test(name));
  const tls = [
    ...wrapped.map(({ value }) => ({ value, whenTrue: 'implicit' as const })),
    ...levels.map(({ value }) => ({ value, whenTrue: 'starttls' as const })),
  ];
  return tls.length > 0 ? { tls } : undefined;
}

/** `relayhost = $exit`: the use is where the parameter stands, and the value stands at another one. */
function fromParameter(keyRange: Range, { anchor, host, place, via }: Match): Partial<Match> {
  const isOwn =
    anchor.start >= keyRange.start && place.facts.source.text.slice(keyRange.end, anchor.start).search(/\n\S/) < 0;
  if (isOwn || via || !host) return {};
  const { facts } = place;
  return {
    anchor: keyRange,
    via: [{ facts, range: host.range, kind: 'defined', name: parameterAt(facts, host.range) }],
  };
}

/** No value that others refer to is longer. */
const FAR = 2000;

/** The parameter in whose value a place stands. */
const parameterAt = ({ source: { text } }: Facts, { start }: Range): string =>
  [...text.slice(Math.max(0, start - FAR), start).matchAll(/^([A-Za-z_][\w.-]*)[ \t]*=/gm)].at(-1)?.[1] ?? '';

/** `DUNNO` stops the look-up (postconf(5)). */
const isDunno = (value: Expr): boolean => value.kind === 'text' && /^dunno$/i.test(value.value);

/** `@domain [host]:587` */
export function* senderRows(entries: readonly Entry[], place: Place): Generator<Match> {
  for (const { key, value } of entries)
    if (!isDunno(value)) yield { host: value, place, key, anchor: value.range, mxUnlessBracketed: true };
}

/** `domain smtp:[host]:587` */
export function* transportRows(entries: readonly Entry[], place: Place): Generator<Match> {
  for (const { key, value } of entries) {
    const host = nexthopOf(value);
    if (host)
      yield { host, place, key, anchor: value.range, form: 'list', separators: SEPARATORS, mxUnlessBracketed: true };
  }
}
