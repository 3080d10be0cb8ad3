/** Texts as a file writes them, put together so that each part keeps its place. */
import type { Expr, Piece, Range, TextExpr } from '../../model/expr.ts';
import { text } from '../reader.ts';

/** The text that an expression is, placeholders as they are written. */
export function asWritten(expr: Expr, source: string): TextExpr | undefined {
  if (expr.kind === 'text') return expr;
  if (expr.kind !== 'join') return undefined;
  return together(
    expr.parts.map((part) =>
      part.kind === 'text' ? part : text(source.slice(part.range.start, part.range.end), part.range),
    ),
    '',
    expr.range,
  );
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
