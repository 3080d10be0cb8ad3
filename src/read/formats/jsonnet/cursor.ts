/** A place in the tokens of Jsonnet or CUE, and the names that are known there. */
import type { Expr, Range } from '../../../model/expr.ts';
import { range } from '../../reader.ts';
import type { TokenCursor } from '../../token-cursor.ts';
import type { DataToken } from './tokens.ts';

/** A name that is looked up when the whole file has been read. */
export interface Named {
  readonly kind: 'env';
  readonly name: string;
  readonly range: Range;
  given?: readonly Expr[];
}

export interface Cursor extends TokenCursor<DataToken> {
  readonly isJsonnet: boolean;
  /** What names are given, by `local`, `let` and the fields at the top; `$` is the whole. */
  readonly names: Map<string, Expr[]>;
  readonly open: Named[];
}

/** A name is given few values: those of a field that is written again and again say the same. */
const MOST_VALUES = 50;

/** CUE's definitions have a hash before their names. */
const plainName = (name: string): string => name.replace(/^#/, '');

/** Says what a name is given. */
export const give = ({ names }: Cursor, written: string, value: Expr): void => {
  const name = plainName(written);
  const known = names.get(name);
  if (known && known.length < MOST_VALUES) known.push(value);
  else if (!known) names.set(name, [value]);
};

/** A name, which may be given its value further below. */
export function reference(cursor: Cursor, name: string, at: Range): Expr {
  const made: Named = { kind: 'env', name: name === 'self' ? '$' : plainName(name), range: at };
  cursor.open.push(made);
  return made;
}

/** A member of a name that stands for another file is one of that file. */
export function memberOf(cursor: Cursor, of: Expr, key: Expr): Expr {
  const given = of.kind === 'env' ? cursor.names.get(of.name)?.[0] : undefined;
  const file = given?.kind === 'call' && given.callee.kind === 'ref' && given.callee.name === 'require' ? given : of;
  return { kind: 'member', of: file, key, range: range(of.range.start, key.range.end) };
}
