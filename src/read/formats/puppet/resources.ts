/** Resources: `type { 'title': attribute => value; 'other': … }`, defaults and overrides. https://www.puppet.com/docs/puppet/8/lang_resources */
import type { Entry, Expr } from '../../../model/expr.ts';
import { object, range } from '../../reader.ts';
import { isSign, passBrackets } from '../../token-cursor.ts';
import { type Cursor, entryOf, expressionAt, hashAt, type Scope } from './expressions.ts';

/** The resources that begin at the cursor, which is left behind them; undefined, and nothing read, where none do. */
export function resourceAt(cursor: Cursor, scope: Scope): readonly Entry[] | undefined {
  if (cursor.again < 0) return undefined;
  const start = cursor.at;
  while (isSign(cursor.tokens[cursor.at], '@')) cursor.at += 1;
  const type = cursor.tokens[cursor.at];
  if (type?.kind !== 'name') return reset(cursor, start);
  cursor.at += 1;
  if (isSign(cursor.tokens[cursor.at], '[')) return overriding(cursor, scope, start);
  if (!isSign(cursor.tokens[cursor.at], '{')) return reset(cursor, start);
  const bodies = bodiesAt(cursor, scope, type.word);
  if (!bodies) return reset(cursor, start);
  const end = cursor.tokens[cursor.at - 1]?.end ?? type.end;
  return [{ key: type.word, keyRange: range(type.start, type.end), value: object(bodies, range(type.start, end)) }];
}

function reset(cursor: Cursor, start: number): undefined {
  cursor.again -= cursor.at - start;
  cursor.at = start;
}

/** `File['/etc/x'] { mode => … }` changes what another resource says. */
function overriding(cursor: Cursor, scope: Scope, start: number): readonly Entry[] | undefined {
  const type = cursor.tokens[start];
  passBrackets(cursor);
  if (!type || !/^[A-Z]/.test(type.word) || !isSign(cursor.tokens[cursor.at], '{')) return reset(cursor, start);
  const value = hashAt(cursor, scope);
  return [{ key: type.word, keyRange: range(type.start, type.end), value }];
}

/** The bodies in braces; of `Type { … }` the attributes alone. Undefined where what stands there is no resource. */
function bodiesAt(cursor: Cursor, scope: Scope, type: string): readonly Entry[] | undefined {
  if (/^[A-Z]/.test(type)) return hashAt(cursor, scope).entries;
  const found: Entry[] = [];
  cursor.at += 1;
  for (let token = cursor.tokens[cursor.at]; token && !isSign(token, '}'); token = cursor.tokens[cursor.at]) {
    const title = expressionAt(cursor, scope);
    if (!title || !isSign(cursor.tokens[cursor.at], ':')) return undefined;
    cursor.at += 1;
    found.push(...bodyOf(cursor, scope, type, title));
  }
  if (found.length === 0) return undefined;
  cursor.at += 1;
  return found;
}

/** The attributes of one body, up to `;` or the closing brace, for each of its titles. */
function bodyOf(cursor: Cursor, scope: Scope, type: string, title: Expr): readonly Entry[] {
  const attributes: Entry[] = [];
  const start = title.range.start;
  for (let token = cursor.tokens[cursor.at]; token && !isSign(token, '}'); token = cursor.tokens[cursor.at]) {
    cursor.at += 1;
    if (isSign(token, ';')) break;
    if (!isSign(cursor.tokens[cursor.at], '=>') && !isSign(cursor.tokens[cursor.at], '+>')) continue;
    cursor.at += 1;
    const value = expressionAt(cursor, scope);
    if (value) attributes.push({ key: token.word, keyRange: range(token.start, token.end), value });
  }
  const end = cursor.tokens[cursor.at - 1]?.end ?? title.range.end;
  const titles = title.kind === 'list' ? title.items : [title];
  offer(cursor, type, titles, attributes);
  return titles.map((one) => entryOf(one, object(withPath(type, one, attributes), range(start, end))));
}

/** A file is called by its path, unless it says another. https://www.puppet.com/docs/puppet/8/types/file#file-attribute-path */
const withPath = (type: string, title: Expr, attributes: readonly Entry[]): readonly Entry[] =>
  type !== 'file' || attributes.some(({ key }) => key === 'path')
    ? attributes
    : [...attributes, { key: 'path', keyRange: title.range, value: title }];

/** What a class, or a defined type, is given is a value of its parameter. */
function offer(cursor: Cursor, type: string, titles: readonly Expr[], attributes: readonly Entry[]): void {
  const names =
    type === 'class' ? titles.flatMap((one) => (one.kind === 'text' ? [one.value.replace(/^::/, '')] : [])) : [type];
  for (const name of names.filter((one) => type === 'class' || one.includes('::')))
    cursor.root.push(...attributes.map((one) => ({ ...one, key: `${name}::${one.key}` })));
}
