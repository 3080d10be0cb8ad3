/** Calls, and those whose value is known from their arguments. */
import type { Argument, Entry, Expr } from '../../../model/expr.ts';
import { argument } from '../../../model/facts.ts';
import { interspersed } from '../../../model/interspersed.ts';
import { concat, field, type Lowering, literally, member, ref, call as register } from '../../lower.ts';
import { braces } from '../../lower-text.ts';
import { either, object, text, wholeLiteral } from '../../reader.ts';
import { type Node, parts, rangeOf } from '../../tree-sitter.ts';
import { behindPrefixes } from './prefixes.ts';
import { updated } from './updates.ts';

/** An argument, with where its keyword stands. */
export interface Given extends Argument {
  readonly nameRange: { readonly start: number; readonly end: number };
}

export function call(node: Node, to: Lowering): Expr {
  const fn = field(node, 'function');
  if (fn?.type === 'identifier' && to.textOf(fn) === 'super') return ref('super', rangeOf(node));
  const key = fn?.type === 'attribute' ? field(fn, 'attribute') : null;
  const of = key && fn ? to.expr(field(fn, 'object')) : undefined;
  const given = argumentsOf(field(node, 'arguments'), to);
  const isPartial = fn !== null && PARTIAL.test(to.textOf(fn));
  const known = of && key && !isPartial ? method(of, to.textOf(key), given, node) : fn && plain(fn, given, node, to);
  if (known) return known;
  if (of && key) updated(of, to.textOf(key), given, node, to);
  const callee = of && key && fn ? member(of, methodKey(key, to), rangeOf(fn)) : to.expr(fn);
  const args = given.map(({ nameRange, ...one }): Argument => one);
  const [name, ...others] = args;
  const receiver = fn ? to.textOf(of ? (field(fn, 'object') ?? fn) : fn) : '';
  const read = name && { ...name, value: behindPrefixes(name.value, receiver, node, to) };
  return register(to, { callee, args: read ? [read, ...others] : args, range: rangeOf(node) });
}

/** Constructors have the same name in every language. */
const methodKey = (key: Node, to: Lowering): Expr =>
  to.textOf(key) === '__init__' ? text('constructor', rangeOf(key)) : literally(key, to);

function argumentsOf(node: Node | null, to: Lowering): Given[] {
  if (node?.type !== 'argument_list') return node ? [{ value: to.expr(node), nameRange: rangeOf(node) }] : [];
  return parts(node).map((one): Given => {
    const nameRange = rangeOf(one);
    const name = one.type === 'keyword_argument' ? field(one, 'name') : null;
    if (name) return { name: to.textOf(name), value: to.expr(field(one, 'value')), nameRange: rangeOf(name) };
    const spread = one.type === 'dictionary_splat' ? 'named' : one.type === 'list_splat';
    return spread ? { value: to.expr(parts(one)[0]), spread, nameRange } : { value: to.expr(one), nameRange };
  });
}

/** functools', and the providers of containers: https://python-dependency-injector.ets-labs.org/providers/factory.html */
const PARTIAL =
  /^(?:(?:functools\.)?partial|providers\.(?:Factory|Singleton|ThreadSafeSingleton|ThreadLocalSingleton|Callable|Resource))$/;

/** `functools.partial(f, a)` calls `f` with `a` when it is called itself. */
function partial(given: readonly Given[], node: Node, to: Lowering): Expr | undefined {
  const [fn, ...args] = given;
  if (!fn || fn.name !== undefined) return undefined;
  const bound = args.map(({ nameRange, ...one }): Argument => one);
  return register(to, { callee: fn.value, args: bound, range: rangeOf(node) });
}

/** `dict(host='x', **more)` is a dictionary. */
function plain(fn: Node, given: readonly Given[], node: Node, to: Lowering): Expr | undefined {
  if (PARTIAL.test(to.textOf(fn))) return partial(given, node, to);
  const named = reflected(to.textOf(fn), given, node);
  if (named) return named;
  if (fn.type !== 'identifier' || to.textOf(fn) !== 'dict') return undefined;
  const entries = given.map(
    ({ name, value, nameRange }): Entry =>
      name === undefined
        ? { key: '', keyRange: nameRange, value, spread: true }
        : { key: name, keyRange: nameRange, value },
  );
  return object(entries, rangeOf(node));
}

/** `getattr(of, 'name', default)` is `of.name`, `__import__('module')` the module. */
function reflected(name: string, given: readonly Given[], node: Node): Expr | undefined {
  const [of, key, standard] = given.map(({ value }) => value);
  const at = rangeOf(node);
  if (/^(?:__import__|(?:importlib\.)?import_module)$/.test(name)) {
    const module = of && wholeLiteral(of);
    return module && ref(module.value, at);
  }
  if (name === 'vars' && of && given.length === 1) return of;
  if (name !== 'getattr' || !of || !key) return undefined;
  const found = member(of, key, at);
  return standard ? either([found, standard], at) : found;
}

/** `'{}:{}'.format(a, b)` and `':'.join([a, b])`. */
function method(of: Expr, name: string, given: readonly Given[], node: Node): Expr | undefined {
  if (of.kind !== 'text' || given.some((one) => one.spread)) return undefined;
  const at = rangeOf(node);
  const positional = given.filter((one) => one.name === undefined).map((one) => one.value);
  if (name === 'format') return braces(of, positional, at, (key) => argument(given, key, undefined));
  const [list] = positional;
  if (name !== 'join' || list?.kind !== 'list') return undefined;
  return concat(interspersed<Expr>(list.items, of), at);
}
