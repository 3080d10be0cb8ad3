/**
 * `item` in a task of Ansible that is done for each of a list: `loop: "{{ relays }}"`, `with_items: [ … ]`.
 * https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_loops.html
 */
import { type Entry, type Expr, type ObjectExpr, type Range, textOf, valueAt } from '../../model/expr.ts';
import { memberOfAny, object } from '../reader.ts';

const LOOP = /^(?:loop|with_(?:items|list|flattened|dict))$/;

/** Deeper is no task. */
const DEEPEST = 30;

/** What is gone through: a list, or an object, of which each item is a pair of `key` and `value`. */
interface Loop {
  readonly of: Expr;
  readonly isOfPairs: boolean;
}

/** What a task goes through; undefined where it is done once, or what it goes through is made by other filters. */
export function loopOf({ entries }: ObjectExpr, source: string): Loop | undefined {
  const found = entries.find(({ key }) => LOOP.test(key));
  if (!found) return undefined;
  const { key, value } = found;
  const written = source.slice(value.range.start, value.range.end);
  const isOfPairs = key === 'with_dict' || OF_PAIRS.test(written);
  const isPlain = value.kind === (isOfPairs ? 'object' : 'list') || PLAIN.test(written);
  return isPlain ? { of: value, isOfPairs } : undefined;
}

/** A list, a part of a play's variables, by its name. */
const PLAIN = /^\{\{\s*[\w.]+\s*(?:\|\s*(?:default|list|flatten|unique|dict2items)\b[^|]*)?\}\}$/;

/** https://docs.ansible.com/ansible/latest/collections/ansible/builtin/dict2items_filter.html */
const OF_PAIRS = /\|\s*dict2items\s*\}\}$/;

/** The members of an item; undefined for the key of a pair, which no value gives. */
export function memberOfItem({ of, isOfPairs }: Loop, members: readonly string[], range: Range): Expr | undefined {
  if (!isOfPairs) return memberOfAny(of, members, range);
  const [first, ...rest] = members;
  return first === 'value' ? memberOfAny(of, rest, range) : undefined;
}

/** What a task calls what it goes through: `loop_control: { loop_var: relay }`. */
export const nameOfItem = (task: ObjectExpr): string => textOf(valueAt(task, 'loop_control', 'loop_var')) ?? 'item';

/** A playbook, or a role's tasks, with what `item` is in the place of its name; other documents as they are. */
export const withItems = (document: Expr, source: string): Expr =>
  /^[ \t]*(?:loop|with_\w+):/m.test(source) && document.kind === 'list'
    ? filled(document, source, undefined, 0)
    : document;

/** What is gone through, with what an item is called. */
interface Named extends Loop {
  readonly name: string;
}

function filled(expr: Expr, source: string, loop: Named | undefined, depth: number): Expr {
  if (depth > DEEPEST) return expr;
  const inner = (value: Expr): Expr => filled(value, source, loop, depth + 1);
  if (expr.kind === 'env' && loop && (expr.name === loop.name || expr.name.startsWith(`${loop.name}.`)))
    return memberOfItem(loop, expr.name.split('.').slice(1), expr.range) ?? expr;
  if (expr.kind === 'join') return { ...expr, parts: expr.parts.map(inner) };
  if (expr.kind === 'either') return { ...expr, options: expr.options.map(inner) };
  if (expr.kind === 'list') return { ...expr, items: expr.items.map(inner) };
  if (expr.kind !== 'object') return expr;
  const of = loopOf(expr, source);
  const own = of ? { ...of, name: nameOfItem(expr) } : loop;
  const entries = expr.entries.map(
    (entry): Entry => (LOOP.test(entry.key) ? entry : { ...entry, value: filled(entry.value, source, own, depth + 1) }),
  );
  return object(entries, expr.range);
}
