/** Literal text in programs: escapes, interpolation and format strings, with the exact place of every part. */
import type { Expr, Piece, Range, TextExpr } from '../model/expr.ts';
import { join, text } from './reader.ts';
import { sliceOf } from './within/templated.ts';

/** The stretches of a literal that stand for other text. */
export interface Escapes {
  /** Global. */
  readonly pattern: RegExp;
  readonly value: (found: RegExpMatchArray) => string;
}

/** The literal between two offsets, decoded. */
export function decoded(source: string, at: Range, escapes?: Escapes): TextExpr {
  const raw = source.slice(at.start, at.end);
  if (!escapes || raw.search(escapes.pattern) < 0) return text(raw, at);
  const pieces: Piece[] = [];
  let value = '';
  let last = 0;
  const add = (part: string, from: number): void => {
    if (part === '') return;
    pieces.push({ at: value.length, source: at.start + from });
    value += part;
  };
  for (const found of raw.matchAll(escapes.pattern)) {
    add(raw.slice(last, found.index), last);
    add(escapes.value(found), found.index);
    last = found.index + found[0].length;
  }
  add(raw.slice(last), last);
  return text(value, at, pieces);
}

/** The character of a code point in digits; what no code point is becomes the replacement character. */
export function character(digits: string, radix: number): string {
  const code = Number.parseInt(digits, radix);
  return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
}

/** A part of a literal that is an expression. `range` is what is not literal, delimiters included. */
export interface Hole {
  readonly range: Range;
  readonly value: Expr;
}

/** A literal with holes; `literal` makes the text between them. */
export function interpolated(at: Range, holes: readonly Hole[], literal: (at: Range) => TextExpr): Expr {
  const found: Expr[] = [];
  let last = at.start;
  for (const hole of holes) {
    if (hole.range.start > last) found.push(literal({ start: last, end: hole.range.start }));
    found.push(hole.value);
    last = hole.range.end;
  }
  if (last < at.end || found.length === 0) found.push(literal({ start: last, end: at.end }));
  return join(found, at);
}

/**
 * A format string with its arguments filled in. `fill` gives the value of one placeholder, or the stretch of the match
 * that stands there literally (`%%`); when it gives undefined for any, the whole is.
 */
export function formatted(
  template: TextExpr,
  pattern: RegExp,
  fill: (found: RegExpMatchArray) => Expr | readonly [from: number, to: number] | undefined,
  at: Range,
): Expr | undefined {
  const found: Expr[] = [];
  let last = 0;
  for (const match of template.value.matchAll(pattern)) {
    const value = fill(match);
    if (value === undefined) return undefined;
    if (match.index > last) found.push(sliceOf(template, last, match.index));
    found.push('kind' in value ? value : sliceOf(template, match.index + value[0], match.index + value[1]));
    last = match.index + match[0].length;
  }
  if (last === 0) return template;
  if (last < template.value.length) found.push(sliceOf(template, last, template.value.length));
  return join(found, at);
}

const PERCENT = /%(?:\(([^)]*)\)|(\d+)\$)?[-+ #0]*(?:[1-9]\d*|\*)?(?:\.\d+)?[hlL]*([a-zA-Z%])/g;

/** `%s:%d`, `%2$s`, `%(host)s` of printf and its kin; `named` gives arguments by name. */
export function printf(
  template: TextExpr,
  positional: readonly Expr[],
  at: Range,
  named: (name: string) => Expr | undefined = () => undefined,
): Expr | undefined {
  let next = 0;
  const fill = ([whole, name, position, kind]: RegExpMatchArray): Expr | readonly [number, number] | undefined => {
    if (kind === '%') return [whole.length - 1, whole.length];
    if (name !== undefined) return named(name);
    if (position !== undefined) return positional[Number(position) - 1];
    next += 1;
    return positional[next - 1];
  };
  return formatted(template, PERCENT, fill, at);
}

const BRACES = /\{\{|\}\}|\{([\w.]*)(?:[!:,][^{}]*)?\}/g;

/** `{}:{}`, `{0}`, `{host!r:>8}` of Python, Rust and .NET; `named` gives arguments by name. */
export function braces(
  template: TextExpr,
  positional: readonly Expr[],
  at: Range,
  named: (name: string) => Expr | undefined = () => undefined,
): Expr | undefined {
  let next = 0;
  const fill = ([whole, name]: RegExpMatchArray): Expr | readonly [number, number] | undefined => {
    if (name === undefined) return [0, whole.length - 1];
    if (name !== '') return /^\d+$/.test(name) ? positional[Number(name)] : named(name);
    next += 1;
    return positional[next - 1];
  };
  return formatted(template, BRACES, fill, at);
}
