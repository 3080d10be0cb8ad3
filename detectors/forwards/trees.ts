/** Members of YAML, JSON and TOML, as they are written. */
import { textOf, valueAt } from '../../src/detect/building.ts';
import type { Entry, Expr } from '../../src/model/expr.ts';

export const entriesOfObject = (expr: Expr | undefined): readonly Entry[] =>
  expr?.kind === 'object' ? expr.entries : [];

export const itemsOf = (expr: Expr | undefined): readonly Expr[] => (expr?.kind === 'list' ? expr.items : []);

export const textAt = (expr: Expr | undefined, ...path: readonly string[]): string =>
  textOf(valueAt(expr, ...path)) ?? '';

/** The texts of a list, or a text alone. */
export const textsIn = (expr: Expr | undefined): readonly string[] =>
  (expr?.kind === 'list' ? expr.items : expr ? [expr] : []).flatMap((item) =>
    item.kind === 'text' ? [item.value] : [],
  );

/** The values under a key, however deep. */
export function* valuesUnder(expr: Expr | undefined, key: string, depth = 0): Generator<Expr> {
  if (!expr || depth > 12) return;
  if (expr.kind === 'list') for (const item of expr.items) yield* valuesUnder(item, key, depth + 1);
  for (const entry of entriesOfObject(expr))
    if (entry.key === key) yield entry.value;
    else yield* valuesUnder(entry.value, key, depth + 1);
}
