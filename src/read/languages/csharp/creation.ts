/** `new`: constructor calls with their initialisers. */
import type { Argument, Entry, Expr, Range } from '../../../model/expr.ts';
import { childOf, field, type Lowering, literally, member, ref, call as register } from '../../lower.ts';
import { object, text, unknown } from '../../reader.ts';
import { type Node, parts, rangeOf } from '../../tree-sitter.ts';
import { argumentsOf } from './arguments.ts';
import { plainName, typeOf } from './types.ts';

interface Initial {
  readonly key: Expr;
  readonly value: Expr;
  readonly range: Range;
}

/** What the initialiser of a made object sets. */
const initials = new WeakMap<Expr, readonly Initial[]>();

/** `new T(…) { Host = "x" }`: what is set counts as named arguments, too. */
export function create(node: Node, to: Lowering, declared?: Expr): Expr {
  const at = rangeOf(node);
  const written = field(node, 'type');
  const type = typeOf(written, to) ?? declared ?? textClass(written, to);
  const args = argumentsOf(field(node, 'arguments') ?? childOf(node, 'argument_list'), to);
  const list = field(node, 'initializer') ?? childOf(node, 'initializer_expression');
  const entries = list ? keyedEntries(list, to) : undefined;
  if (entries && entries.length > 0) return object(entries, at);
  const set = list ? initialsOf(list, to) : [];
  if (!type) return set.length > 0 ? object(set.map(entryOf), at) : unknown(at);
  const named = set.flatMap(({ key, value }): Argument[] => (key.kind === 'text' ? [{ name: key.value, value }] : []));
  const made = register(to, { callee: type, args: [...args, ...named], construct: true, range: at });
  initials.set(made, set);
  return made;
}

/** `new string(characters)`, which makes a text. */
const textClass = (written: Node | null, to: Lowering): Expr | undefined =>
  written && /^[Ss]tring$/.test(to.textOf(written)) ? ref('string', rangeOf(written)) : undefined;

const entryOf = ({ key, value }: Initial): Entry => ({
  key: key.kind === 'text' ? key.value : '',
  keyRange: key.range,
  value,
});

function initialsOf(list: Node, to: Lowering): Initial[] {
  return parts(list).flatMap((part): Initial[] => {
    const left = part.type === 'assignment_expression' ? field(part, 'left') : null;
    if (left?.type !== 'identifier') {
      to.walk(part);
      return [];
    }
    const right = field(part, 'right');
    const value = right?.type === 'initializer_expression' ? nested(right, to) : to.expr(right);
    return [{ key: literally(left, to), value, range: rangeOf(part) }];
  });
}

const nested = (list: Node, to: Lowering): Expr => {
  const set = initialsOf(list, to);
  return set.length > 0 ? object(set.map(entryOf), rangeOf(list)) : unknown(rangeOf(list));
};

/** `{ ["a"] = "b", { "c", "d" } }` of dictionaries. */
function keyedEntries(list: Node, to: Lowering): Entry[] | undefined {
  const all = parts(list);
  const isKeyed = (part: Node): boolean =>
    part.type === 'initializer_expression'
      ? parts(part).length === 2
      : part.type === 'assignment_expression' && field(part, 'left')?.type === 'element_binding_expression';
  if (!all.every(isKeyed)) return undefined;
  return all.flatMap((part): Entry[] => {
    const binding = field(part, 'left');
    const argument = binding ? parts(binding)[0] : undefined;
    const [keyNode, valueNode] = binding ? [argument && parts(argument)[0], field(part, 'right')] : parts(part);
    const key = to.expr(keyNode);
    const value = to.expr(valueNode);
    return [{ key: key.kind === 'text' ? key.value : keyNode ? to.textOf(keyNode) : '', keyRange: key.range, value }];
  });
}

/** `new { Host = "x", other.Port }`. */
export function anonymous(node: Node, to: Lowering): Expr {
  const entries: Entry[] = [];
  const all = node.children.filter((child): child is Node => child !== null);
  for (const [index, child] of all.entries()) {
    if (!child.isNamed || all[index + 1]?.type === '=' || child.type.includes('comment')) continue;
    const key = all[index - 1]?.type === '=' ? all[index - 2] : (plainName(field(child, 'name')) ?? child);
    if (key) entries.push({ key: to.textOf(key), keyRange: rangeOf(key), value: to.expr(child) });
  }
  return object(entries, rangeOf(node));
}

/** Gives a value to a target and, of a made object, what its initialiser sets to the target's members. */
export function give(target: Expr, value: Expr, at: Range, to: Lowering, declares: boolean): void {
  to.builder.assign(target, value, at, declares ? { declares: true } : {});
  for (const { key, value: set, range } of initials.get(value) ?? []) {
    to.builder.assign(member(target, key.kind === 'text' ? text(key.value, key.range) : key, key.range), set, range);
  }
}
