/**
 * Variables of CapRover's one-click applications: `$$cap_relay` is what a form is filled in with, whose fields and their defaults
 * stand in the same file. https://caprover.com/docs/one-click-apps.html
 */
import { type Entry, type Expr, valueAt } from '../../model/expr.ts';

/** Deeper is no application. */
const MAX_DEPTH = 40;

const VARIABLE = /^\$\$cap_[\w-]+$/;

/** An application with the defaults of its form behind its variables; other documents as they are. */
export function withOneClickVariables(document: Expr, source: string): Expr {
  const fields = source.includes('$$cap_') ? valueAt(document, 'caproverOneClickApp', 'variables') : undefined;
  if (document.kind !== 'object' || fields?.kind !== 'list') return document;
  const defaults = new Map<string, Expr>();
  for (const field of fields.items) {
    const [id, standard] = [valueAt(field, 'id'), valueAt(field, 'defaultValue')];
    if (id && standard) defaults.set(writtenAt(id, source), standard);
  }
  const entries = document.entries.map((entry): Entry => {
    if (entry.key === 'caproverOneClickApp') return entry;
    return { ...entry, value: filled(entry.value, defaults, source, 0) };
  });
  return { ...document, entries };
}

const writtenAt = ({ range: { start, end } }: Expr, source: string): string =>
  source.slice(start, end).replace(/^(["'])(.*)\1$/, '$2');

function filled(expr: Expr, defaults: ReadonlyMap<string, Expr>, source: string, depth: number): Expr {
  if (depth > MAX_DEPTH) return expr;
  const inner = (one: Expr): Expr => filled(one, defaults, source, depth + 1);
  if (expr.kind === 'object')
    return { ...expr, entries: expr.entries.map((entry): Entry => ({ ...entry, value: inner(entry.value) })) };
  if (expr.kind === 'list') return { ...expr, items: expr.items.map(inner) };
  const name = writtenAt(expr, source);
  const fallback = VARIABLE.test(name) ? defaults.get(name) : undefined;
  if (fallback) return { kind: 'env', name: name.slice(2), fallback, range: expr.range };
  return expr.kind === 'join' ? { ...expr, parts: expr.parts.map(inner) } : expr;
}
