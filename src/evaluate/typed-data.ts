/** Data that a program reads into types of its own, whose fields may be called otherwise than the keys. */
import type { Entry, Expr } from '../model/expr.ts';
import type { Facts } from '../model/facts.ts';
import { oncePer } from '../model/once.ts';

/** The fields that a key of data fills, by the key. */
const fieldsByKey = oncePer(({ program }: Facts): ReadonlyMap<string, readonly string[]> => {
  const found = new Map<string, string[]>();
  for (const [field, keys] of program?.dataKeys ?? [])
    for (const key of keys) if (key !== field) found.set(key, [...(found.get(key) ?? []), field]);
  return found;
});

/** So many entries of one file get the names of fields. */
const MAX_ENTRIES = 2_000;

const typed = new WeakMap<Facts, WeakMap<Expr, Expr>>();

/** The data with each entry under the names of the fields that it fills, too. Made once, as all made expressions are. */
export function asTyped(data: Expr, types: Facts): Expr {
  const fields = fieldsByKey(types);
  if (fields.size === 0) return data;
  const known = typed.get(types) ?? new WeakMap<Expr, Expr>();
  typed.set(types, known);
  const made = known.get(data) ?? renamed(data, fields, { left: MAX_ENTRIES });
  known.set(data, made);
  return made;
}

function renamed(data: Expr, fields: ReadonlyMap<string, readonly string[]>, budget: { left: number }): Expr {
  if (data.kind === 'list') return { ...data, items: data.items.map((item) => renamed(item, fields, budget)) };
  if (data.kind !== 'object' || budget.left <= 0) return data;
  budget.left -= data.entries.length;
  const entries = data.entries.flatMap((entry): readonly Entry[] => {
    const value = renamed(entry.value, fields, budget);
    const others = (fields.get(entry.key) ?? []).map((key) => ({ ...entry, key, value }));
    return [...others, { ...entry, value }];
  });
  return { ...data, entries };
}
