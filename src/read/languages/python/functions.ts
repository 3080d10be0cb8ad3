/** Functions, methods, lambdas, decorators. */
import { type CallExpr, chainOf, type Expr, type FunctionExpr } from '../../../model/expr.ts';
import type { Parameter } from '../../../model/facts.ts';
import { declareFunction, field, type Language, type Lowering, ownMember } from '../../lower.ts';
import { text } from '../../reader.ts';
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
  const value = standard ? to.expr(standard) : undefined;
  const fallback = describedBy(field(node, 'type'), value, to) ?? value;
  return [
    {
      name: to.textOf(name),
      ...(fallback ? { fallback: isOption(fallback) ? ofParameter(fallback, name, to) : fallback } : {}),
      ...(type ? { type } : {}),
      ...(rest ? { rest } : {}),
    },
  ];
}

const OPTION = /(?:^|\.)(?:Option|Argument)$/;

const isOption = (value: Expr): value is CallExpr =>
  value.kind === 'call' && OPTION.test(chainOf(value.callee)?.join('.') ?? '');

/** `relay: Annotated[str, typer.Option(envvar="RELAY")] = "h"` is `relay = typer.Option(envvar="RELAY", default="h")`. */
function describedBy(type: Node | null, standard: Expr | undefined, to: Lowering): Expr | undefined {
  if (!type || !/^Annotated\[[^\n]*(?:Option|Argument)\(/.test(to.textOf(type).replace(/^\w+\./, ''))) return undefined;
  const described = callsIn(type, MOST_DEEP)
    .map((call) => to.expr(call))
    .find(isOption);
  return described && standard
    ? { ...described, args: [...described.args, { name: 'default', value: standard }] }
    : described;
}

/** A type is hardly ever nested deeper. */
const MOST_DEEP = 8;

const callsIn = (node: Node, depth: number): readonly Node[] =>
  node.type === 'call' ? [node] : depth === 0 ? [] : parts(node).flatMap((part) => callsIn(part, depth - 1));

/** An option that says no flag is called like its parameter. */
const ofParameter = (option: CallExpr, name: Node, to: Lowering): CallExpr => ({
  ...option,
  args: [...option.args, { name: 'dest', value: text(to.textOf(name), rangeOf(name)) }],
});

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
