/** Functions, closures, and `impl` blocks, each of which makes a class named as its type. */
import type { FunctionExpr } from '../../../model/expr.ts';
import type { Parameter } from '../../../model/facts.ts';
import { declareFunction, field, type Language, type Lowering } from '../../lower.ts';
import { type Node, parts, rangeOf } from '../../tree-sitter.ts';
import { tailOf } from './control.ts';
import { givingBack } from './deserialized.ts';
import { leaving } from './statements.ts';
import { typeName, typeOf, withSelf } from './types.ts';

export const functions: Language['statements'] = {
  function_item: (node, to) => declareFunction(to, field(node, 'name'), lowerFunction(node, to)),
  function_signature_item: () => undefined,
  impl_item: (node, to) => implementation(typeName(field(node, 'type'), to), node, to),
  trait_item: (node, to) => implementation(typeName(field(node, 'name'), to), node, to),
};

export const functionExpressions: Language['expressions'] = { closure_expression: lowerFunction };

function implementation(name: string | undefined, node: Node, to: Lowering): void {
  const body = () => to.walk(field(node, 'body'));
  const within = name === undefined ? body : () => withSelf(to, name, body);
  to.builder.class({ ...(name === undefined ? {} : { name }), bases: [], range: rangeOf(node), body: within });
}

function lowerFunction(node: Node, to: Lowering): FunctionExpr {
  const list = field(node, 'parameters');
  const name = field(node, 'name');
  const body = field(node, 'body');
  return to.builder.function({
    ...(name ? { name: to.textOf(name) } : {}),
    params: (list ? parts(list) : []).flatMap((one) => parameter(one, to)),
    range: rangeOf(node),
    body: () => givingBack(field(node, 'return_type'), to, () => lowerBody(body, to)),
  });
}

function lowerBody(body: Node | null, to: Lowering): void {
  if (!body) return;
  const isBlock = body.type === 'block';
  const tail = isBlock ? tailOf(body) : body;
  if (isBlock) to.walkAll(tail ? parts(body).slice(0, -1) : parts(body));
  if (!tail) return;
  const value = leaving(to.expr(tail), tail.startIndex, to);
  if (tail.type !== 'return_expression') to.builder.returns(value, rangeOf(tail));
}

function parameter(node: Node, to: Lowering): Parameter[] {
  const name = node.type === 'parameter' ? field(node, 'pattern') : node;
  const type = typeOf(field(node, 'type'), to);
  if (name?.type !== 'identifier')
    return node.type === 'self_parameter' ? [] : [{ name: `(${node.startIndex})`, ...(type ? { type } : {}) }];
  return [{ name: to.textOf(name), ...(type ? { type } : {}) }];
}
