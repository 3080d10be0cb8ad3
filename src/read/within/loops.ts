/**
 * `item` in a task of Ansible that is done for each of a list: `loop: "{{ relays }}"`, `with_items: [ … ]`.
 * https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_loops.html
 */
import { type Entry, type Expr, type ObjectExpr, textOf, valueAt } from '../../model/expr.ts';
import { memberOfAny, object } from '../reader.ts';

const LOOP = /^(?:loop|with_(?:items|list|flattened))$/;

/** Deeper is no task. */
const DEEPEST = 30;

/** What a task goes through; undefined where it is done once, or what it goes through is made by filters. */
export function loopOf({ entries }: ObjectExpr, source: string): Expr | undefined {
  const value = entries.find(({ key }) => LOOP.test(key))?.value;
  if (value?.kind === 'list') return value;
  const written = value ? source.slice(value.range.start, value.range.end) : '';
  return /^\{\{\s*[\w.]+\s*(?:\|\s*(?:default|list|flatten|unique)\b[^|]*)?\}\}$/.test(written) ? value : undefined;
}

/** What a task calls what it goes through: `loop_control: { loop_var: relay }`. */
export const nameOfItem = (task: ObjectExpr): string => textOf(valueAt(task, 'loop_control', 'loop_var')) ?? 'item';

/** A playbook, or a role's tasks, with what `item` is in the place of its name; other documents as they are. */
export const withItems = (document: Expr, source: string): Expr =>
  /^[ \t]*(?:loop|with_\w+):/m.test(source) && document.kind === 'list'
    ? filled(document, source, undefined, 0)
    : document;

/** What is gone through, and its name. */
interface Loop {
  readonly of: Expr;
  readonly name: string;
}

function filled(expr: Expr, source: string, loop: Loop | undefined, depth: number): Expr {
  if (depth > DEEPEST) return expr;
  const inner = (value: Expr): Expr => filled(value, source, loop, depth + 1);
  if (expr.kind === 'env' && loop && (expr.name === loop.name || expr.name.startsWith(`${loop.name}.`)))
    return memberOfAny(loop.of, expr.name.split('.').slice(1), expr.range);
  if (expr.kind === 'join') return { ...expr, parts: expr.parts.map(inner) };
  if (expr.kind === 'either') return { ...expr, options: expr.options.map(inner) };
  if (expr.kind === 'list') return { ...expr, items: expr.items.map(inner) };
  if (expr.kind !== 'object') return expr;
  const of = loopOf(expr, source);
  const own = of ? { of, name: nameOfItem(expr) } : loop;
  const entries = expr.entries.map(
    (entry): Entry => (LOOP.test(entry.key) ? entry : { ...entry, value: filled(entry.value, source, own, depth + 1) }),
  );
  return object(entries, expr.range);
}
