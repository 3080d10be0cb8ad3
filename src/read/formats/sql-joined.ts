/** Texts that SQL puts together: `CONCAT('a', '.', @zone)`, `CONCAT_WS('.', 'a', 'b')`, `'a' || '.b'`, T-SQL's `'a' + '.b'`. */
import type { Expr } from '../../model/expr.ts';
import { interspersed } from '../../model/interspersed.ts';
import { range, text } from '../reader.ts';

const CONCAT = /concat(_ws)?\s{0,5}\(/iy;
const PIECE = /\s{0,20}(?:N?'(?<value>(?:[^'\\\n]|''){0,200})'|(?<name>[@:]?[\w.]{1,60}))\s{0,20}/dy;
const MAX_PIECES = 30;

interface Piece {
  readonly expr: Expr;
  readonly end: number;
}

function pieceAt(content: string, at: number): Piece | undefined {
  PIECE.lastIndex = at;
  const found = PIECE.exec(content);
  const literal = found?.indices?.groups?.value;
  const name = found?.indices?.groups?.name;
  if (literal) return { expr: text(found.groups?.value ?? '', range(literal[0], literal[1])), end: PIECE.lastIndex };
  if (!name) return undefined;
  const note = found.groups?.name ?? '';
  return { expr: { kind: 'unknown', note, range: range(name[0], name[1]) }, end: PIECE.lastIndex };
}

/** The text that is put together from an offset on; undefined where nothing is. */
export function joinedAt(content: string, at: number): Expr | undefined {
  CONCAT.lastIndex = at;
  const call = CONCAT.exec(content);
  const pieces: Expr[] = [];
  let end = call ? CONCAT.lastIndex : at;
  for (let count = 0; count < MAX_PIECES; count += 1) {
    const piece = pieceAt(content, end);
    if (!piece) return undefined;
    pieces.push(piece.expr);
    end = piece.end;
    const between = call ? content[end] === ',' && 1 : signAt(content, end);
    if (!between) break;
    end += between;
  }
  const isEnded = call ? content[end] === ')' : pieces.length > 1;
  if (!isEnded || !pieces.some(({ kind }) => kind === 'text')) return undefined;
  const [separator, ...others] = pieces;
  const parts = call?.[1] && separator ? interspersed(others, separator) : pieces;
  return { kind: 'join', parts, range: range(at, call ? end + 1 : (endOf(pieces.at(-1)) ?? end)) };
}

/** Behind the quote of a literal. */
const endOf = (piece: Expr | undefined): number | undefined =>
  piece && piece.range.end + (piece.kind === 'text' ? 1 : 0);

/** How long the sign is that puts two texts together. */
const signAt = (content: string, at: number): number =>
  content.startsWith('||', at) ? 2 : content[at] === '+' ? 1 : 0;
