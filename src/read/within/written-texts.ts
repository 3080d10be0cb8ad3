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
function placeholder(part: Range, source: string): TextExpr {
  const at = SIGNS.map((signs) => within(part, signs, source)).find((found) => found !== undefined) ?? part;
  return text(source.slice(at.start, at.end), at);
}

/** What opens a placeholder and what closes it: nothing but white space, or what a template does with the value. */
const SIGNS = [
  { before: /\$\{~?[ \t]{0,20}$/, behind: /^[ \t]{0,20}~?\}/, longest: 23 },
  { before: /\{\{[^{}]{0,200}$/, behind: /^[^{}]{0,200}\}\}/, longest: 202 },
] as const;

function within({ start, end }: Range, signs: (typeof SIGNS)[number], source: string): Range | undefined {
  const before = signs.before.exec(source.slice(Math.max(0, start - signs.longest), start))?.[0].length;
  const behind = signs.behind.exec(source.slice(end, end + signs.longest))?.[0].length;
  return before && behind ? { start: start - before, end: end + behind } : undefined;
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
