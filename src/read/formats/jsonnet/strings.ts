/** Texts, with what is filled in. */
import type { Expr } from '../../../model/expr.ts';
import { decoded, type Escapes, interpolated } from '../../lower-text.ts';
import { range, text, unknown } from '../../reader.ts';
import { type Cursor, memberOf, reference } from './cursor.ts';
import type { DataToken } from './tokens.ts';

const ESCAPES: Escapes = {
  pattern: /\\(?:u[\da-fA-F]{4}|[^u(])/g,
  value: ([found]) => ({ n: '\n', r: '\r', t: '\t' })[found[1] ?? ''] ?? found.slice(1),
};

/** A text; in CUE's, `\(name)` is filled in. https://cuelang.org/docs/reference/spec/#interpolation */
export function textOf(cursor: Cursor, { content, start, end }: DataToken): Expr {
  if (!content) return text('', range(start, end));
  const at = range(content.start, content.end);
  if (content.isVerbatim) return decoded(cursor.source, at);
  if (cursor.isJsonnet) return decoded(cursor.source, at, ESCAPES);
  const holes = [...cursor.source.slice(at.start, at.end).matchAll(/\\\((?<code>[^()]{1,300})\)/g)].map((found) => {
    const from = at.start + found.index;
    const where = range(from, from + found[0].length);
    const name = /^[#_$]{0,2}[A-Za-z][\w$]*(?:\.[\w$]+)*$/.exec(found.groups?.code?.trim() ?? '')?.[0];
    const [first = '', ...members] = name?.split('.') ?? [];
    const of = name === undefined ? unknown(where) : reference(cursor, first, where);
    return { range: where, value: members.reduce<Expr>((value, key) => memberOf(cursor, value, text(key, where)), of) };
  });
  return interpolated(at, holes, (between) => decoded(cursor.source, between, ESCAPES));
}
