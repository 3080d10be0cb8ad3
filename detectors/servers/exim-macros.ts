/** Macros of Exim: names that are replaced wherever they stand (specification, chapter 6.4). */

import { join, sliceOf, templated } from '../../src/detect/building.ts';
import type { Expr, Piece, Range, TextExpr } from '../../src/model/expr.ts';

export type Macros = ReadonlyMap<string, TextExpr>;

/** Macros that are made of macros that are made of … */
const DEEPEST = 6;
/** No option is longer, whatever its macros hold. */
const LONGEST = 4000;

const NAME = /(?<![\w.$\\-])[A-Z][A-Za-z0-9_]*(?![\w.-])/g;
/** A name that the file defines is replaced beside dots and hyphens, too. */
const DEFINED = /(?<![\w$\\])[A-Z][A-Za-z0-9_]*/g;

/** A text with its macros replaced; every character keeps the place where it is written, which may be a macro's. */
export function expanded(value: TextExpr, macros: Macros, depth = 0): TextExpr {
  const pieces: Piece[] = [];
  let text = '';
  let last = 0;
  const add = (part: TextExpr): void => {
    pieces.push(
      ...(part.pieces ?? [{ at: 0, source: part.range.start }]).map((piece) => ({
        ...piece,
        at: piece.at + text.length,
      })),
    );
    text += part.value;
  };
  for (const found of value.value.matchAll(DEFINED)) {
    const macro = macros.get(found[0]);
    if (!macro || depth >= DEEPEST || text.length + macro.value.length > LONGEST) continue;
    if (found.index > last) add(sliceOf(value, last, found.index));
    add(expanded(macro, macros, depth + 1));
    last = found.index + found[0].length;
  }
  if (last === 0) return value;
  if (last < value.value.length) add(sliceOf(value, last, value.value.length));
  return { kind: 'text', value: text, range: value.range, pieces };
}

/** A text as what stands together in the file; the whole is where it is used. */
export function asExpr(value: TextExpr, use: Range): Expr {
  const borders = (value.pieces ?? []).filter(({ at, source }, index) => {
    const before = value.pieces?.[index - 1];
    return before !== undefined && source !== before.source + at - before.at;
  });
  const starts = [0, ...borders.map(({ at }) => at)];
  const parts = starts.map((start, index) =>
    withUnknownMacros(sliceOf(value, start, starts[index + 1] ?? value.value.length)),
  );
  return join(parts, use);
}

/**
 * A name in the manner of macros that the file does not define is defined in another one, as Debian's conf.d/main does for
 * conf.d/router: only its value is a host.
 */
function withUnknownMacros(value: TextExpr): Expr {
  const parts: Expr[] = [];
  let last = 0;
  for (const found of value.value.matchAll(NAME)) {
    const name = found[0];
    if (!/^(DC[a-z]\w*|[A-Z0-9]*_[A-Z0-9_]*)$/.test(name)) continue;
    const end = found.index + name.length;
    if (found.index > last) parts.push(templated(sliceOf(value, last, found.index)));
    parts.push({ kind: 'env', name, range: sliceOf(value, found.index, end).range });
    last = end;
  }
  if (last === 0) return templated(value);
  if (last < value.value.length) parts.push(templated(sliceOf(value, last, value.value.length)));
  return join(parts, value.range);
}
