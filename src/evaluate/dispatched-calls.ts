/**
 * Calls of whichever function a table holds under a key that is known when the program runs: `builders[kind](options)`,
 * `HANDLERS.get(kind)(options)`, `(builders[kind] ?? builders.relay)(options)`. They may be of any function of that table.
 */
import { chainOf, type Expr, type Range } from '../model/expr.ts';
import type { CallSite, Facts } from '../model/facts.ts';
import { grouped } from '../model/grouped.ts';
import { oncePer } from '../model/once.ts';
import { isShort, lastName } from './call-index.ts';

/** The calls of a file through a table, by the table's name. */
export const dispatchedCalls = oncePer(
  ({ program }: Facts): ReadonlyMap<string, readonly CallSite[]> =>
    grouped(program?.calls ?? [], ({ call }) => tableOf(call.callee) ?? ''),
);

function tableOf(callee: Expr): string | undefined {
  if (callee.kind === 'either') return callee.options.map(tableOf).find((name) => name !== undefined);
  if (callee.kind === 'member') return callee.key.kind === 'text' ? undefined : chainOf(callee.of)?.at(-1);
  const isPicked = callee.kind === 'call' && callee.callee.kind === 'member' && lastName(callee.callee) === 'get';
  return isPicked ? chainOf(callee.callee.of)?.at(-1) : undefined;
}

/** The names of a file's tables that hold a function or class, by its name or, where it is written in place, by its range. */
export function tablesWith(facts: Facts, name: string | undefined, range: Range | undefined): readonly string[] {
  const held = heldIn(facts);
  const found = [range?.start, name].flatMap((of) => (of === undefined ? [] : (held.get(of) ?? [])));
  return found.length < 2 ? found : [...new Set(found)];
}

/** The tables of a file by what they hold: the offset of a function written in place, the name of another. */
const heldIn = oncePer(({ program }: Facts): ReadonlyMap<string | number, readonly string[]> => {
  const held = (program?.assignments ?? []).flatMap(({ target, value }) => {
    const table = chainOf(target)?.at(-1);
    const entries = value.kind === 'object' && table !== undefined && !isShort(table) ? value.entries : [];
    return entries.flatMap(({ value: item }) => {
      const of = item.kind === 'function' ? program?.functions[item.fn]?.range.start : chainOf(item)?.at(-1);
      return of === undefined ? [] : [{ of, table: table ?? '' }];
    });
  });
  return new Map([...grouped(held, ({ of }) => of)].map(([of, all]) => [of, all.map(({ table }) => table)]));
});
