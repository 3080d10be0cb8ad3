/** Members of YAML, JSON and TOML, as they are written. */
import type { Entry, Expr } from '../../src/model/expr.ts';

export const entriesOfObject = (expr: Expr | undefined): readonly Entry[] =>
  expr?.kind === 'object' ? expr.entries : [];

export const itemsOf = (expr: Expr | undefined): readonly Expr[] => (expr?.kind === 'list' ? expr.items : []);

/** What stands under a path of keys; `a.b` may also be one key. */
export const memberOf = (expr: Expr | undefined, ...path: readonly string[]): Expr | undefined =>
  path.reduce<Expr | undefined>((of, key) => entriesOfObject(of).findLast((entry) => entry.key === key)?.value, expr);

export const textAt = (expr: Expr | undefined, ...path: readonly string[]): string => {
  const value = memberOf(expr, ...path);
  return value?.kind === 'text' ? value.value : '';
};

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
