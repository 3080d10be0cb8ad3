/** Functions, methods, lambdas, decorators. */
import type { FunctionExpr } from '../../../model/expr.ts';
import type { Parameter } from '../../../model/facts.ts';
import { declareFunction, field, type Language, type Lowering, ownMember } from '../../lower.ts';
import { type Node, parts, rangeOf } from '../../tree-sitter.ts';
import { isReceiver, typeOf } from './names.ts';

export const functions: Language['statements'] = {
  function_definition: (node, to) => declareFunction(to, field(node, 'name'), lowerFunction(node, to)),
  decorated_definition: decorated,
  return_statement(node, to) {
    const [value] = parts(node);
    if (value) to.builder.returns(to.expr(value), rangeOf(node));
  },
};

export const functionExpressions: Language['expressions'] = { lambda: lowerFunction };

function lowerFunction(node: Node, to: Lowering): FunctionExpr {
  const list = field(node, 'parameters');
  const params = (list ? parts(list) : []).flatMap((param, index) => parameter(param, index, to));
  const name = field(node, 'name');
  const body = field(node, 'body');
  return to.builder.function({
    ...(name ? { name: to.textOf(name) === '__init__' ? 'constructor' : to.textOf(name) } : {}),
    params,
    range: rangeOf(node),
    body() {
      if (node.type === 'lambda' && body) to.builder.returns(to.expr(body), rangeOf(body));
      else to.walk(body);
    },
  });
}

const REST: Readonly<Record<string, Parameter['rest']>> = {
  list_splat_pattern: 'positional',
  dictionary_splat_pattern: 'named',
};

function parameter(node: Node, index: number, to: Lowering): Parameter[] {
  const named = field(node, 'name') ?? (node.type === 'typed_parameter' ? parts(node)[0] : node);
  const rest = named && REST[named.type];
  const name = rest && named ? parts(named)[0] : named;
  if (name?.type !== 'identifier') return [];
  if (index === 0 && isReceiver(to.textOf(name))) return [];
  const standard = field(node, 'value');
  const type = typeOf(field(node, 'type'), to);
  return [
    {
      name: to.textOf(name),
      ...(standard ? { fallback: to.expr(standard) } : {}),
      ...(type ? { type } : {}),
      ...(rest ? { rest } : {}),
    },
  ];
}

/** A property is read like a field: its value is what its function gives back. */
function decorated(node: Node, to: Lowering): void {
  const decorators = parts(node).filter((part) => part.type === 'decorator');
  to.walkAll(decorators);
  const definition = field(node, 'definition');
  const name = definition && field(definition, 'name');
  const isProperty = decorators.some((one) => /^@\s*(functools\.)?(cached_)?property$/.test(to.textOf(one)));
  if (definition?.type !== 'function_definition' || !name || !isProperty || !to.builder.inClass()) {
    to.walk(definition);
    return;
  }
  const callee = lowerFunction(definition, to);
  const value = { kind: 'call', callee, args: [], construct: false, range: callee.range } as const;
  to.builder.assign(ownMember(name, to), value, callee.range, { declares: true });
}
