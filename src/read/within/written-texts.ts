/** Texts as a file writes them, put together so that each part keeps its place. */
import type { Expr, Piece, Range, TextExpr } from '../../model/expr.ts';
import { text } from '../reader.ts';

/** The text that an expression is, placeholders as they are written. */
export function asWritten(expr: Expr, source: string): TextExpr | undefined {
  if (expr.kind === 'text') return expr;
  if (expr.kind !== 'join') return undefined;
  return together(
    expr.parts.map((part) => (part.kind === 'text' ? part : placeholder(part.range, source))),
    '',
    expr.range,
  );
}

/** A placeholder with the signs around it, which some readers leave out of the expression's place: `${var.relay}` of HCL. */
function placeholder({ start, end }: Range, source: string): TextExpr {
  const before = /\$\{~?[ \t]{0,20}$/.exec(source.slice(Math.max(0, start - 23), start))?.[0].length;
  const behind = /^[ \t]{0,20}~?\}/.exec(source.slice(end, end + 22))?.[0].length;
  const at = before && behind ? { start: start - before, end: end + behind } : { start, end };
  return text(source.slice(at.start, at.end), at);
}

/** Texts one after another, each at its own place. */
export function together(texts: readonly TextExpr[], separator: string, range: Range): TextExpr {
  let value = '';
  const pieces: Piece[] = [];
  for (const [index, one] of texts.entries()) {
    if (index > 0) value += separator;
    const own = one.pieces ?? [{ at: 0, source: one.range.start }];
    for (const piece of own) pieces.push({ at: value.length + piece.at, source: piece.source });
    value += one.value;
  }
  return text(value, range, pieces);
}
