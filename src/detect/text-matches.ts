/**
 * Matchers over a file's own text, for the many small formats of mail programs whose whole grammar is a line: one
 * expression says where the host stands, others where port and user stand in the same block.
 */
import { moduleEnd } from '../evaluate/places.ts';
import type { Hop } from '../evaluate/value.ts';
import type { Expr, Range } from '../model/expr.ts';
import type { Facts } from '../model/facts.ts';
import { join } from '../read/reader.ts';
import { templated } from '../read/within/templated.ts';
import type { Need } from '../select/needs.ts';
import type { Extra } from './call-sites.ts';
import { type Matcher, needing, type TlsValue } from './detector.ts';

/** Expressions have a group `value`; flags `g`, `m` and `d` are added. */
export interface TextSpec extends Omit<Extra, 'implicit'> {
  readonly key: string;
  readonly host: RegExp;
  /** Starts a block of settings that belong together; without it the line is the block. */
  readonly block?: RegExp;
  /** The whole file is the block. */
  readonly whole?: boolean;
  /** The stretch around a host that belongs to it, where that is more than its line. */
  readonly near?: (text: string, host: Range) => Range;
  readonly port?: RegExp;
  readonly user?: RegExp;
  readonly password?: RegExp;
  readonly implicitTls?: RegExp;
  readonly startTls?: RegExp;
  /** Names that the file gives values to, which other values then use: groups `name` and `value`. */
  readonly macros?: RegExp;
  /** Looks at the file before anything in it counts. */
  readonly when?: (text: string) => boolean;
  /** Takes the host's expression apart further; undefined when there is none. */
  readonly refine?: (host: Expr) => Expr | undefined;
}

/** Expressions have flags `g` and `d`; letters' case does not matter in names. The last use of a variable counts. */
export interface VariableSpec extends Pick<Extra, 'strict'> {
  readonly key: string;
  /** Finds the names of variables that hold a host: a group `name` or `object`, and perhaps `port`. */
  readonly names: RegExp;
  /** Where a variable is given a text: groups `name` and `value`. */
  readonly given: RegExp;
  /** Where a variable is given a number, which `port` may name: groups `name` and `value`. */
  readonly numbers?: RegExp;
  /** What no file with such a variable goes without. */
  readonly needs?: readonly Need[];
}

/** The texts that a file gives to the variables that hold a host, of languages that no reader knows. */
export function inVariables({ key, names, given, numbers, needs, ...extra }: VariableSpec): Matcher {
  return needing(needs, function* (facts) {
    const { text } = facts.source;
    const nameOf = ({ groups = {} }: RegExpMatchArray): string => (groups.name ?? groups.object ?? '').toLowerCase();
    const known = new Map(
      Array.from(text.matchAll(names))
        .filter((found) => !isCommented(text, found.index))
        .map((found) => [nameOf(found), found]),
    );
    if (known.size === 0) return;
    const ports = numbers ? placesByName(text, numbers) : undefined;
    for (const found of text.matchAll(given)) {
      const at = found.indices?.groups?.value;
      const use = known.get(nameOf(found));
      if (!at || !use || isCommented(text, found.index)) continue;
      const host = literalAt(facts, { start: at[0], end: at[1] });
      const { name, object, port } = use.indices?.groups ?? {};
      const [start, end] = name ?? object ?? at;
      const portAt = port && (ports?.get(text.slice(...port).toLowerCase()) ?? { start: port[0], end: port[1] });
      yield {
        ...extra,
        host,
        place: { ...moduleEnd(facts), at: at[0] },
        key,
        anchor: { start, end },
        ...(portAt ? { port: literalAt(facts, portAt) } : {}),
      };
    }
  });
}

/** Where a file gives names their values, by the groups `name` and `value` of an expression. */
const placesByName = (text: string, where: RegExp): ReadonlyMap<string, Range> =>
  new Map(
    [...text.matchAll(where)].flatMap(({ groups, indices }): [string, Range][] => {
      const at = rangeOfGroup(indices?.groups?.value);
      return at && groups?.name !== undefined ? [[groups.name.toLowerCase(), at]] : [];
    }),
  );

const compiled = new Map<RegExp, RegExp>();

function finding(pattern: RegExp): RegExp {
  let found = compiled.get(pattern);
  if (!found) {
    found = new RegExp(pattern.source, [...new Set(`${pattern.flags}gmd`)].join(''));
    compiled.set(pattern, found);
  }
  return found;
}

/** No line of such a file is longer; a bound keeps the cost of hostile ones linear. */
const FAR = 1000;

/** Whether the place stands in a comment that takes the whole line, or its end behind text without quotes. */
export function isCommented(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - FAR), at);
  const start = before.lastIndexOf('\n') + 1;
  if (start === 0 && at > FAR) return false;
  const line = before.slice(start);
  // `--mailhost=h` on a line of its own is an option of the command above.
  return /^\s*(#|\/\/|\/\*|;|\*|--(?![a-z][a-z-]*[= \t])|rem\b|<!--|dnl\b)|^[^'"`]*\s(#|\/\/)\s/i.test(line);
}

/** PowerShell's `<# … #>`, where commands give their examples. */
function isHelp({ format, source: { text } }: Facts, at: number): boolean {
  if (format !== 'powershell') return false;
  const open = text.lastIndexOf('<#', at);
  return open >= 0 && text.lastIndexOf('#>', at) < open;
}

/** What a file gives a name to: its value, and where the name stands there. */
export interface Macro {
  readonly value: Expr;
  readonly at: Range;
}

export type Macros = ReadonlyMap<string, Macro>;

const NO_MACROS: Macros = new Map();

/** A literal of the source text, its `$NAME` looked up among the script's own variables first. */
export function literalAt(facts: Facts, at: Range, macros: Macros = NO_MACROS): Expr {
  const written = facts.source.text.slice(at.start, at.end);
  const macro = macros.get(written);
  if (macro) return macro.value;
  const value = templated({ kind: 'text', value: written, range: at });
  const named = macros.size > 0 ? replaced(value, macros) : value;
  return facts.format === 'bash' ? scripted(named) : named;
}

function replaced(value: Expr, macros: Macros): Expr {
  if (value.kind === 'join')
    return join(
      value.parts.map((part) => replaced(part, macros)),
      value.range,
    );
  return value.kind === 'env' ? (macros.get(value.name)?.value ?? value) : value;
}

function scripted(value: Expr): Expr {
  if (value.kind === 'join') return join(value.parts.map(scripted), value.range);
  return value.kind === 'env' && !value.fallback ? { kind: 'ref', name: value.name, range: value.range } : value;
}

/** The range of the group `value` of a match. */
const valueRange = (found: RegExpExecArray | RegExpMatchArray): Range | undefined =>
  rangeOfGroup(found.indices?.groups?.value);

/** A setting that the text names, with what stands beside it. */
export function inText(spec: TextSpec): Matcher {
  const { host, block, whole, near, port, user, password, implicitTls, startTls, macros, when, refine, ...extra } =
    spec;
  return needing([new RegExp(host.source, [...new Set(`${host.flags}m`)].join(''))], function* (facts) {
    const { text } = facts.source;
    if (when && !when(text)) return;
    const names = macros ? macrosIn(facts, macros) : NO_MACROS;
    for (const around of block ? blocksOf(text, block) : [{ start: 0, end: text.length }]) {
      const inBlock = block || whole ? firstIn(facts, around, names) : undefined;
      for (const { value, at } of literals(facts, around, host, names)) {
        const named = refine ? refine(value) : value;
        if (!named) continue;
        const first = inBlock ?? firstIn(facts, (near ?? lineAround)(text, at), names);
        const tls = [presenceOf(first(implicitTls)), tlsOf(first(startTls), 'starttls')].flat();
        const place = { ...moduleEnd(facts), at: at.start };
        const via = macroHops(facts, at, names);
        yield {
          ...extra,
          ...(via.length > 0 ? { via } : {}),
          host: named,
          place,
          anchor: at,
          port: first(port),
          user: first(user),
          password: first(password),
          tls,
        };
      }
    }
  });
}

/** The first value of each expression within a stretch, looked for once. */
function firstIn(facts: Facts, near: Range, names: Macros): (where: RegExp | undefined) => Expr | undefined {
  const known = new Map<RegExp, Expr | undefined>();
  return (where) => {
    if (where && !known.has(where)) known.set(where, literals(facts, near, where, names).next().value?.value);
    return where && known.get(where);
  };
}

const tlsOf = (value: Expr | undefined, whenTrue: TlsValue['whenTrue']): TlsValue[] =>
  value ? [{ value, whenTrue }] : [];

/** An expression for TLS from the first byte matches only where it is on, whatever the word: `tls` alone would mean STARTTLS. */
const presenceOf = (value: Expr | undefined): TlsValue[] =>
  tlsOf(value && { kind: 'text', value: 'true', range: value.range }, 'implicit');

function* literals(
  facts: Facts,
  within: Range,
  where: RegExp,
  macros: Macros,
): Generator<{ readonly value: Expr; readonly at: Range }, undefined> {
  // What stands beyond is of no use, and would be searched anew for each stretch.
  const text = facts.source.text.slice(0, within.end + FAR);
  const pattern = finding(where);
  pattern.lastIndex = within.start;
  for (let found = pattern.exec(text); found && found.index < within.end; found = pattern.exec(text)) {
    const next = Math.max(pattern.lastIndex, found.index + 1);
    const at = valueRange(found);
    if (at && at.start < within.end && !isCommented(text, at.start) && !isHelp(facts, at.start))
      yield { value: literalAt(facts, at, macros), at };
    pattern.lastIndex = next;
  }
  return undefined;
}

/** What a file gives names to, by the groups `name` and `value` of an expression. */
export function macrosIn(facts: Facts, where: RegExp): Macros {
  const macros = new Map<string, Macro>();
  for (const found of facts.source.text.matchAll(finding(where))) {
    if (isCommented(facts.source.text, found.index)) continue;
    const at = valueRange(found);
    const [start, end] = found.indices?.groups?.name ?? [0, 0];
    const name = found.groups?.name;
    if (!at || name === undefined) continue;
    const value = templated({ kind: 'text', value: facts.source.text.slice(at.start, at.end), range: at });
    macros.set(name, { value, at: { start, end } });
  }
  return macros;
}

/** The way from a use to the macros that it names. */
export function macroHops(facts: Facts, use: Range, macros: Macros): readonly Hop[] {
  if (macros.size === 0) return [];
  const written = facts.source.text.slice(use.start, use.end);
  return [...written.matchAll(/\$[{(]?(\w+)/g)].flatMap(([, name = '']): readonly Hop[] => {
    const macro = macros.get(name);
    return macro ? [{ facts, range: macro.at, kind: 'defined', name }] : [];
  });
}

export function lineAround(text: string, at: Range): Range {
  const from = Math.max(0, at.start - FAR);
  const before = text.slice(from, at.start).lastIndexOf('\n');
  const after = text.slice(at.end, at.end + FAR).indexOf('\n');
  return { start: from + before + 1, end: after < 0 ? Math.min(text.length, at.end + FAR) : at.end + after };
}

function blocksOf(text: string, block: RegExp): Range[] {
  const starts = [0, ...Array.from(text.matchAll(finding(block)), (found) => found.index)];
  return starts.map((start, index) => ({ start, end: starts[index + 1] ?? text.length }));
}

/** Where a group of an expression with the flag `d` stands in a text of which the searched part begins at `from`. */
export const rangeOfGroup = (pair: readonly [number, number] | undefined, from = 0): Range | undefined =>
  pair && { start: from + pair[0], end: from + pair[1] };
