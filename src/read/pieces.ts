/** Aligns a value that escapes made different from its source text. */
import type { Piece } from '../model/expr.ts';

/**
 * Pieces for a text with backslash escapes: `raw` is the source from `start` on, `value` what it means. Linear: the search never
 * goes back.
 */
export function piecesOf(value: string, raw: string, start: number): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  let inStep = false;
  for (let at = 0; at < value.length; at += 1) {
    if (raw[from] === value[at] && raw[from] !== '\\') {
      if (!inStep) pieces.push({ at, source: start + from });
      inStep = true;
      from += 1;
      continue;
    }
    inStep = false;
    pieces.push({ at, source: start + Math.min(from, Math.max(0, raw.length - 1)) });
    from += raw[from] === '\\' ? escapeLength(raw, from) : 1;
  }
  return pieces;
}

const escapeLength = (raw: string, at: number): number => ({ x: 4, u: 6, U: 10 })[raw[at + 1] ?? ''] ?? 2;
