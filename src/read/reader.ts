/** The interface of a reader, and the small constructors that all of them use. */
import type {
  Chosen,
  EitherExpr,
  Entry,
  Expr,
  ObjectExpr,
  Piece,
  Range,
  TextExpr,
  UnknownExpr,
} from '../model/expr.ts';
import type { Facts } from '../model/facts.ts';
import type { SourceText } from '../text/source-text.ts';

export interface ReadInput {
  /** Relative to the scan root, with `/`. */
  readonly path: string;
  readonly source: SourceText;
}

/**
 * Reads one file. Never throws for what stands in the file: what cannot be parsed becomes a problem in the Facts, and
 * the readable rest is returned. Asynchronous because parsers and grammars are loaded when first needed.
 */
export type Reader = (input: ReadInput) => Promise<Facts>;

export const range = (start: number, end: number): Range => ({ start, end });

/** Literal text; `pieces` only when the value differs from the source text at `at`. */
export function text(value: string, at: Range, pieces?: readonly Piece[]): TextExpr {
  return pieces ? { kind: 'text', value, range: at, pieces } : { kind: 'text', value, range: at };
}

/** Texts that stand beside each other in pieces, as one text: `'Ho' . 'st'`. Undefined for anything else. */
export function wholeLiteral(expr: Expr): TextExpr | undefined {
  if (expr.kind === 'text') return expr;
  if (expr.kind !== 'join' || expr.parts.length > MAX_PIECES) return undefined;
  const parts = expr.parts.map(wholeLiteral);
  if (!parts.every((part) => part !== undefined)) return undefined;
  const pieces: Piece[] = [];
  let value = '';
  for (const part of parts) {
    if (part.value === '') continue;
    const own = part.pieces ?? [{ at: 0, source: part.range.start }];
    pieces.push(...own.map(({ at, source }) => ({ at: at + value.length, source })));
    value += part.value;
  }
  return text(value, expr.range, pieces);
}

/** No name is written in more pieces. */
const MAX_PIECES = 100;

export const unknown = (at: Range, note?: string): UnknownExpr => ({
  kind: 'unknown',
  range: at,
  ...(note ? { note } : {}),
});

export const object = (entries: readonly Entry[], at: Range): ObjectExpr => ({ kind: 'object', entries, range: at });

/** Joins parts to one expression: none is the empty text, a single one is itself, neighbouring texts stay apart. */
export function join(parts: readonly Expr[], at: Range): Expr {
  const [first, second] = parts;
  if (first === undefined) return text('', at);
  return second === undefined ? first : { kind: 'join', parts, range: at };
}

/** The alternatives as one expression; a single one is itself. Nested alternatives are flattened. */
export function either(options: readonly Expr[], at: Range): Expr {
  return chosenAmong(
    options.map((option) => ({ option, way: [] })),
    at,
  );
}

/** The one value where a condition holds, the other where it does not. */
export const chosenBy = (condition: Range, yes: Expr, no: Expr, at: Range): Expr =>
  chosenAmong(
    [
      { option: yes, way: [{ by: condition, holds: true }] },
      { option: no, way: [{ by: condition, holds: false }] },
    ],
    at,
  );

interface Option {
  readonly option: Expr;
  readonly way: readonly Chosen[];
}

/** An inner choice of more options stays one of its own: laid out anew at each of many levels they would be copied each time. */
const MOST_LAID_OUT = 100;

/** Any of the options, each in its way. */
export function chosenAmong(options: readonly Option[], at: Range): Expr {
  const flat = options.flatMap((one) =>
    one.option.kind === 'either' && one.option.options.length <= MOST_LAID_OUT ? optionsOf(one.option, one.way) : [one],
  );
  const [first, second] = flat;
  if (first === undefined) return unknown(at);
  if (second === undefined) return first.option;
  const ways = flat.some(({ way }) => way.length > 0) ? { ways: flat.map(({ way }) => way) } : {};
  return { kind: 'either', options: flat.map(({ option }) => option), ...ways, range: at };
}

const optionsOf = ({ options, ways }: EitherExpr, outer: readonly Chosen[]): readonly Option[] =>
  options.map((option, index) => ({ option, way: [...outer, ...(ways?.[index] ?? [])] }));

/** Members, one of the other, of any item or entry of what a value holds. */
export function memberOfAny(of: Expr, members: readonly string[], at: Range): Expr {
  const each: Expr = { kind: 'member', of, key: unknown(at), range: at };
  return members.reduce<Expr>((outer, key) => ({ kind: 'member', of: outer, key: text(key, at), range: at }), each);
}

/** What a file holds that a text names, as the function that programs have for it. */
export const contentsOf = (file: Expr, at: Range): Expr => ({
  kind: 'call',
  callee: { kind: 'ref', name: 'file_get_contents', range: at },
  args: [{ value: file }],
  construct: false,
  range: at,
});

/** The word that a text consists of; undefined where there are more, or none. */
export function onlyWord(content: string): TextExpr | undefined {
  const value = content.trim();
  if (value === '' || /\s/.test(value)) return undefined;
  const start = content.indexOf(value);
  return text(value, range(start, start + value.length));
}

/** What is taken off the front or the end: the shortest or the longest that a pattern matches (POSIX 2.6.2). */
export const CUTTING: Readonly<Record<string, string>> = {
  '#': 'withoutFront',
  '##': 'withoutLongestFront',
  '%': 'withoutEnd',
  '%%': 'withoutLongestEnd',
};
