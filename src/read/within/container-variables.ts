/**
 * Variables of a container that are made of those before them: `SMTP_HOST: smtp.$(DOMAIN)`.
 * https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/
 */
import { type Entry, type Expr, textOf, valueAt } from '../../model/expr.ts';

/** Deeper is no manifest. */
const MAX_DEPTH = 40;

/** A manifest with such variables given to their names; other documents as they are. */
export const withContainerVariables = (document: Expr, source: string): Expr =>
  source.includes('$(') && valueAt(document, 'kind') ? resolved(document, 0) : document;

/** The same expression where nothing in it is given. */
function resolved(expr: Expr, depth: number): Expr {
  if (depth > MAX_DEPTH) return expr;
  if (expr.kind === 'list') {
    const items = expr.items.map((item) => resolved(item, depth + 1));
    return items.every((item, index) => item === expr.items[index]) ? expr : { ...expr, items };
  }
  if (expr.kind !== 'object') return expr;
  const entries = expr.entries.map((entry): Entry => {
    const { key, value: old } = entry;
    const value =
      key === 'env' && old.kind === 'list' ? { ...old, items: inOrder(old.items) } : resolved(old, depth + 1);
    return value === old ? entry : { ...entry, value };
  });
  return entries.every((entry, index) => entry === expr.entries[index]) ? expr : { ...expr, entries };
}

/** Each sees what stands before it. */
function inOrder(items: readonly Expr[]): readonly Expr[] {
  const known = new Map<string, Expr>();
  return items.map((item) => {
    const name = textOf(valueAt(item, 'name'));
    if (item.kind !== 'object' || name === undefined) return item;
    const entries = item.entries.map((entry) =>
      entry.key === 'value' ? { ...entry, value: filled(entry.value, known) } : entry,
    );
    const value = entries.find(({ key }) => key === 'value')?.value;
    if (value) known.set(name, value);
    return { ...item, entries };
  });
}

function filled(expr: Expr, known: ReadonlyMap<string, Expr>): Expr {
  if (expr.kind === 'join') return { ...expr, parts: expr.parts.map((part) => filled(part, known)) };
  const given = expr.kind === 'env' ? known.get(expr.name) : undefined;
  return expr.kind === 'env' && given ? { ...expr, given: [given] } : expr;
}
