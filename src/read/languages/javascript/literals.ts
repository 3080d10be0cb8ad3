/** Literals and static keys, with the exact place of their content. */
import type { Node, NumericLiteral, StringLiteral, TemplateLiteral } from '@babel/types';
import type { Expr, Piece, Range, TextExpr } from '../../../model/expr.ts';
import { join, range, text } from '../../reader.ts';
import { at, atName, type Walk } from './walk.ts';

const ESCAPE =
  /\\(?:u\{([0-9a-fA-F]+)\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([0-3][0-7]{0,2}|[4-7][0-7]?)|(\r\n|[\n\r\u2028\u2029])|([\s\S]))|\r\n?/g;
const NAMED: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', v: '\v', f: '\f' };

/** The text between two offsets with its escapes decoded; in templates a line break is always LF. */
export function decoded(source: string, where: Range): TextExpr {
  const raw = source.slice(where.start, where.end);
  if (!/[\\\r]/.test(raw)) return text(raw, where);
  const pieces: Piece[] = [];
  let value = '';
  let last = 0;
  const add = (part: string, from: number): void => {
    if (part === '') return;
    pieces.push({ at: value.length, source: where.start + from });
    value += part;
  };
  for (const found of raw.matchAll(ESCAPE)) {
    add(raw.slice(last, found.index), last);
    add(unescaped(found), found.index);
    last = found.index + found[0].length;
  }
  add(raw.slice(last), last);
  return text(value, where, pieces);
}

function unescaped([whole, braced, four, two, octal, continuation, other]: RegExpMatchArray): string {
  const code = braced ?? four ?? two;
  if (code !== undefined) return character(Number.parseInt(code, 16));
  if (octal !== undefined) return character(Number.parseInt(octal, 8));
  if (continuation !== undefined) return '';
  return other === undefined ? whole.replace(/\r\n?/, '\n') : (NAMED[other] ?? other);
}

const character = (code: number): string => (code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd');

/** A quoted string; the range is what stands between the quotes. */
export const stringText = (walk: Walk, node: StringLiteral): TextExpr =>
  decoded(walk.text, range((node.start ?? 0) + 1, (node.end ?? 0) - 1));

/** A number as text: what it means (`0x19` is `25`), since ports are compared as text. */
export function numberText(walk: Walk, node: NumericLiteral): TextExpr {
  const where = at(node);
  const value = String(node.value);
  const same = walk.text.slice(where.start, where.end) === value;
  return text(value, where, same ? undefined : [{ at: 0, source: where.start }]);
}

/** A template: text when it has no holes, else its texts and holes in order. */
export function template(walk: Walk, node: TemplateLiteral): Expr {
  const texts = node.quasis.map((quasi) => decoded(walk.text, at(quasi)));
  const [only] = texts;
  if (only && texts.length === 1) return only;
  const parts = texts.flatMap((part, index): Expr[] => {
    const hole = node.expressions[index];
    return [...(part.value === '' ? [] : [part]), ...(hole ? [walk.expression(hole)] : [])];
  });
  return join(parts, at(node));
}

/** A property's or member's key as text, when it is static; undefined when it is computed at run time. */
export function staticKey(walk: Walk, key: Node, computed: boolean): TextExpr | undefined {
  switch (key.type) {
    case 'Identifier':
      return computed ? undefined : text(key.name, atName(key, key.name));
    case 'StringLiteral':
      return stringText(walk, key);
    case 'NumericLiteral':
      return numberText(walk, key);
    case 'PrivateName':
      return text(`#${key.id.name}`, at(key));
    case 'TemplateLiteral':
      return key.expressions.length === 0 && key.quasis[0] ? decoded(walk.text, at(key.quasis[0])) : undefined;
    default:
      return undefined;
  }
}
