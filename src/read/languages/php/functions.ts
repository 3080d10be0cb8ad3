/** Functions, methods, closures. */
import type { Expr, FunctionExpr } from '../../../model/expr.ts';
import type { Parameter } from '../../../model/facts.ts';
import { childOf, declareFunction, field, type Language, type Lowering, member, ref } from '../../lower.ts';
import { type Node, parts, rangeOf } from '../../tree-sitter.ts';
import { autowired } from './autowired.ts';
import { type Declared, declaredBefore } from './docblocks.ts';
import { methodKey } from './expressions.ts';
import { typeOf, variableKey } from './names.ts';

export const functions: Language['statements'] = {
  function_definition: (node, to) => declareFunction(to, field(node, 'name'), lowerFunction(node, to)),
  method_declaration: (node, to) => void lowerFunction(node, to),
  return_statement(node, to) {
    const [value] = parts(node);
    if (value) to.builder.returns(to.expr(value), rangeOf(node));
  },
};

export const functionExpressions: Language['expressions'] = {
  anonymous_function: lowerFunction,
  arrow_function: lowerFunction,
};

function lowerFunction(node: Node, to: Lowering): FunctionExpr {
  to.walk(field(node, 'attributes'));
  const name = field(node, 'name');
  const key: Expr | undefined = name ? methodKey(name, to) : undefined;
  const nodes = parametersOf(node);
  const described = declaredBefore(node, 'param', to);
  const params = nodes.flatMap((param) => parameter(param, described, to));
  return to.builder.function({
    ...(key?.kind === 'text' ? { name: key.value } : {}),
    params,
    range: rangeOf(node),
    body() {
      for (const param of nodes) promote(param, to);
      const body = field(node, 'body');
      if (node.type === 'arrow_function' && body) to.builder.returns(to.expr(body), rangeOf(body));
      else to.walk(body);
    },
  });
}

function parametersOf(node: Node): Node[] {
  const list = field(node, 'parameters') ?? childOf(node, 'formal_parameters');
  return list ? parts(list) : [];
}

function parameter(node: Node, described: readonly Declared[], to: Lowering): Parameter[] {
  const variable = field(node, 'name');
  if (!variable) return [];
  const name = to.textOf(variable).replace(/^&?\$/, '');
  to.walk(field(node, 'attributes'));
  const standard = field(node, 'default_value');
  const fallback = autowired(field(node, 'attributes'), to) ?? (standard && to.expr(standard));
  const type = typeOf(field(node, 'type'), to) ?? described.find((one) => one.name === name)?.type;
  return [
    {
      name,
      ...(fallback ? { fallback } : {}),
      ...(type ? { type } : {}),
      ...(node.type === 'variadic_parameter' ? { rest: 'positional' as const } : {}),
    },
  ];
}

/** A constructor's parameter that is a property too. */
function promote(node: Node, to: Lowering): void {
  const name = field(node, 'name');
  if (node.type !== 'property_promotion_parameter' || !name) return;
  const key = variableKey(name, to);
  to.builder.assign(member(ref('this', key.range), key, key.range), ref(key.value, key.range), rangeOf(node));
}
