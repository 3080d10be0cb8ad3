/** Classes, modules and methods. */
import { type Expr, type FunctionExpr, isNull } from '../../../model/expr.ts';
import type { Parameter } from '../../../model/facts.ts';
import { childOf, declareFunction, field, type Language, type Lowering } from '../../lower.ts';
import { unknown } from '../../reader.ts';
import { type Node, parts, rangeOf } from '../../tree-sitter.ts';
import { bodyValue } from './control.ts';
import { around, insideClass, insideMethod, type OpenClass } from './names.ts';

export const definitions: Language['expressions'] = {
  class: lowerClass,
  module: lowerClass,
  singleton_class(node, to) {
    to.walk(field(node, 'body'));
    return unknown(rangeOf(node));
  },
  method,
  singleton_method: method,
  lambda: lowerFunction,
  block: lowerFunction,
  do_block: lowerFunction,
};

function lowerClass(node: Node, to: Lowering): Expr {
  const name = field(node, 'name');
  const own = name && (field(name, 'name') ?? name);
  const body = field(node, 'body');
  const base = field(node, 'superclass');
  const bases = [...(base ? parts(base) : []), ...mixins(body, to)].filter((one) =>
    /^(constant|scope_resolution)$/.test(one.type),
  );
  const className = own ? to.textOf(own) : '';
  to.builder.class({
    ...(own ? { name: className } : {}),
    bases: bases.map((one) => to.expr(one)),
    range: rangeOf(node),
    body: () => insideClass(to, { name: className, ...membersOf(body, to) }, () => to.walk(body)),
  });
  return unknown(rangeOf(node));
}

/** `include X`, `extend X`. */
const mixins = (body: Node | null, to: Lowering): Node[] =>
  (body ? parts(body) : []).flatMap((one) => {
    const method = one.type === 'call' ? field(one, 'method') : null;
    const list = field(one, 'arguments');
    return method && list && /^(include|extend|prepend)$/.test(to.textOf(method)) ? parts(list) : [];
  });

/** The constants and methods that a class body defines itself. */
function membersOf(body: Node | null, to: Lowering): Omit<OpenClass, 'name'> {
  const constants = new Set<string>();
  const methods = new Set<string>();
  const attributes = new Set<string>();
  for (const one of body ? parts(body) : []) {
    const left = one.type === 'assignment' ? field(one, 'left') : null;
    if (left?.type === 'constant') constants.add(to.textOf(left));
    for (const name of attributesIn(one, to)) attributes.add(name);
    const inner = one.type === 'singleton_class' ? membersOf(field(one, 'body'), to).methods : [];
    for (const name of inner) methods.add(name);
    const defined = methodIn(one);
    const name = defined && field(defined, 'name');
    if (name) methods.add(to.textOf(name));
  }
  return { constants, methods, attributes };
}

/** `attr_reader :host, :port`. */
function attributesIn(node: Node, to: Lowering): readonly string[] {
  const method = node.type === 'call' ? field(node, 'method') : null;
  const list = field(node, 'arguments');
  if (!method || !list || !/^attr_(reader|accessor)$/.test(to.textOf(method))) return [];
  return parts(list).flatMap((one) => (one.type === 'simple_symbol' ? [to.textOf(one).slice(1)] : []));
}

/** A method, also as the argument of `private`. */
function methodIn(node: Node): Node | undefined {
  if (/^(singleton_)?method$/.test(node.type)) return node;
  const list = node.type === 'call' ? field(node, 'arguments') : null;
  return list ? childOf(list, 'method', 'singleton_method') : undefined;
}

function method(node: Node, to: Lowering): Expr {
  const made = lowerFunction(node, to);
  declareFunction(to, field(node, 'name'), made);
  return made;
}

function lowerFunction(node: Node, to: Lowering): FunctionExpr {
  const list = field(node, 'parameters');
  const name = field(node, 'name');
  const own = name ? to.textOf(name) : undefined;
  const called = own === 'initialize' ? 'constructor' : own;
  const params = (list ? parts(list) : []).flatMap((one, index) => parameter(one, index, to));
  const names = params.map((one) => one.name);
  const walk = (): void => {
    const body = field(node, 'body');
    const value =
      body && (body.type === 'block' || body.type === 'do_block')
        ? bodyValue(field(body, 'body'), to)
        : methodValue(body, to);
    if (called !== 'constructor' && !isNull(value)) to.builder.returns(value, value.range);
  };
  return to.builder.function({
    ...(called === undefined ? {} : { name: called }),
    params,
    range: rangeOf(node),
    body: () => (called === undefined ? insideBlock(names, walk, to) : insideMethod(to, called, names, walk)),
  });
}

/** The body of `def x = value` is the expression itself. */
const methodValue = (body: Node | null, to: Lowering): Expr =>
  body && body.type !== 'body_statement' && body.type !== 'block_body' ? to.expr(body) : bodyValue(body, to);

function insideBlock(names: readonly string[], walk: () => void, to: Lowering): void {
  for (const name of names) around(to).locals.add(name);
  walk();
}

const REST: Readonly<Record<string, Parameter['rest']>> = {
  splat_parameter: 'positional',
  hash_splat_parameter: 'named',
};

function parameter(node: Node, index: number, to: Lowering): Parameter[] {
  if (node.type === 'destructured_parameter') return [{ name: `(${index})` }];
  if (node.type === 'block_parameter') return [];
  const name = node.type === 'identifier' ? node : field(node, 'name');
  if (!name) return [];
  const standard = field(node, 'value');
  const rest = REST[node.type];
  return [{ name: to.textOf(name), ...(standard ? { fallback: to.expr(standard) } : {}), ...(rest ? { rest } : {}) }];
}
