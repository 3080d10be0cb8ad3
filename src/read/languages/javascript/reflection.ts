/** Calls that call or read another way: `f.call(this, a)`, `Reflect.apply(f, null, [a])`, `Reflect.get(of, 'name')`. */
import type { CallExpression, Node } from '@babel/types';
import type { Argument, Expr } from '../../../model/expr.ts';
import { unknown, wholeLiteral } from '../../reader.ts';
import { at, type Walk } from './walk.ts';

/** The call or member that it comes to; undefined for any other call. */
export function reflectedCall(walk: Walk, node: CallExpression): Expr | undefined {
  const { callee } = node;
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier' || callee.computed) return undefined;
  const name = callee.property.name;
  if (name === 'defineProperty') defined(walk, node);
  if (callee.object.type === 'Identifier' && callee.object.name === 'Reflect') return ofReflect(walk, name, node);
  const [receiver, ...rest] = node.arguments;
  if (!receiver || !isReceiver(walk, receiver, callee.object)) return undefined;
  if (name === 'bind' && rest.length === 0) return walk.expression(callee.object);
  if (name === 'call') return calling(walk, callee.object, rest, node, false);
  const [list] = rest;
  return name === 'apply' && list ? calling(walk, callee.object, listed(list), node, false) : undefined;
}

/** What `this` is to be: nothing, this, or what the function is a member of. */
function isReceiver(walk: Walk, given: Node, fn: Node): boolean {
  if (given.type === 'NullLiteral' || given.type === 'ThisExpression') return true;
  const of = fn.type === 'MemberExpression' ? fn.object : undefined;
  if (given.type === 'Identifier' && given.name === 'undefined') return true;
  return of !== undefined && textOf(walk, given) === textOf(walk, of);
}

const textOf = (walk: Walk, node: Node): string => walk.text.slice(node.start ?? 0, node.end ?? 0);

/** The arguments that a list holds; any other value is all of them. */
const listed = (list: Node): readonly Node[] =>
  list.type === 'ArrayExpression' ? list.elements.filter((one) => one !== null) : [list];

/** `Object.defineProperty(of, 'name', { value })`. */
function defined(walk: Walk, { arguments: [of, key, how] }: CallExpression): void {
  const value =
    how?.type === 'ObjectExpression'
      ? how.properties.find(
          (one) => one.type === 'ObjectProperty' && one.key.type === 'Identifier' && one.key.name === 'value',
        )
      : undefined;
  if (of && key && value?.type === 'ObjectProperty') setMember(walk, [of, key, value.value], value);
}

/** `Reflect.set(of, 'name', value)` sets what a member would. */
function setMember(walk: Walk, [of, key, value]: readonly [Node, Node, Node], node: Node): void {
  const named = walk.expression(key);
  const target: Expr = { kind: 'member', of: walk.expression(of), key: wholeLiteral(named) ?? named, range: at(key) };
  walk.builder.assign(target, walk.expression(value), at(node));
}

function calling(walk: Walk, fn: Node, given: readonly Node[], node: CallExpression, construct: boolean): Expr {
  const args = given.map(
    (one): Argument =>
      one.type === 'SpreadElement'
        ? { value: walk.expression(one.argument), spread: true }
        : { value: walk.expression(one) },
  );
  return walk.builder.call({ kind: 'call', callee: walk.expression(fn), args, construct, range: at(node) });
}

function ofReflect(walk: Walk, name: string, node: CallExpression): Expr | undefined {
  const [first, second, third] = node.arguments;
  if (!first || !second) return undefined;
  if (name === 'apply' && third) return calling(walk, first, listed(third), node, false);
  if (name === 'construct') return calling(walk, first, listed(second), node, true);
  if (name === 'set' && third) setMember(walk, [first, second, third], node);
  if (name !== 'get') return undefined;
  const key = walk.expression(second);
  return {
    kind: 'member',
    of: walk.expression(first),
    key: wholeLiteral(key) ?? key ?? unknown(at(node)),
    range: at(node),
  };
}
