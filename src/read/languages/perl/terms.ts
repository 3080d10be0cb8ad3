/** What stands between operators: variables, literals, names, and what is in brackets. */
import type { Expr } from '../../../model/expr.ts';
import { ref } from '../../lower.ts';
import { object, range, text, unknown } from '../../reader.ts';
import type { Context } from './context.ts';
import { endOf, isNext, peek, startOf, take } from './cursor.ts';
import { itemsUntil } from './items.ts';
import { entriesOf } from './lists.ts';
import { stringOf, wordsOf } from './strings.ts';
import { named } from './words.ts';

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** A term without what may follow it. */
export function primary(context: Context): Expr {
  const { cursor } = context;
  const token = peek(cursor);
  if (!token) return unknown(range(cursor.source.length, cursor.source.length));
  if (token.kind === 'name') return named(context);
  if (token.kind === 'sign') return bracketed(context);
  const at = range(token.start, token.end);
  cursor.at += 1;
  switch (token.kind) {
    case 'variable': {
      // `$_` is what is at hand, `$_[0]` what a subroutine is passed.
      const isPassed = token.word === '_' && isNext(cursor, '[');
      if (/^\d+$|^_$/.test(token.word) && !isPassed) return unknown(at, cursor.source.slice(token.start, token.end));
      const isReceiver = /^(?:self|this)$/.test(token.word) && context.statements.packageOfMethod() !== undefined;
      const found = ref(isReceiver ? 'this' : token.word, at);
      context.sigils.set(found, token.sigil ?? '$');
      return found;
    }
    case 'string':
      return stringOf(cursor.source, token);
    case 'words':
      return flattened(context, token.content ? wordsOf(cursor.source, token.content) : [], at);
    case 'number':
      return text(token.word, at);
    case 'pattern':
      return unknown(at);
  }
}

function bracketed(context: Context): Expr {
  const { cursor, flat, isHash } = context;
  const start = startOf(cursor);
  const open = peek(cursor)?.word ?? '';
  const close = CLOSING[open];
  if (close === undefined) {
    // What ends an expression is left to whoever reads around it.
    if (!/^[;)\]}:]$/.test(open)) cursor.at += 1;
    return unknown(range(start, endOf(cursor)));
  }
  cursor.at += 1;
  const items = itemsUntil(context, close);
  take(cursor, close);
  const at = range(start, endOf(cursor));
  const values = items.flatMap(({ value }) => (value.kind === 'list' && flat.has(value) ? value.items : [value]));
  if (open === '{' || (open === '(' && items.some(({ isKey }) => isKey))) return object(entriesOf(values, isHash), at);
  const [only, second] = values;
  if (open === '[') return { kind: 'list', items: values, range: at };
  return only && !second && !isNext(cursor, '=') ? only : flattened(context, values, at);
}

/** A list that becomes part of the one around it. */
function flattened({ flat }: Context, items: readonly Expr[], at: Expr['range']): Expr {
  const list: Expr = { kind: 'list', items, range: at };
  flat.add(list);
  return list;
}
