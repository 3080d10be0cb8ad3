/** Functions and methods. The methods of a type make a class of its name; the receiver is `this` in them. */
import type { FunctionExpr } from '../../../model/expr.ts';
import type { Parameter } from '../../../model/facts.ts';
import { childOf, declareFunction, field, fields, type Language, type Lowering, ref } from '../../lower.ts';
import { type Node, parts, rangeOf } from '../../tree-sitter.ts';
import { embeddedTypes } from './structs.ts';
import { instanceOf, typeOf } from './types.ts';

/** Receivers of the methods that are being walked. */
const receivers = new WeakMap<Lowering, string>();

/** What the method around calls its receiver. */
export const receiverName = (to: Lowering): string | undefined => receivers.get(to);

export const functions: Language['statements'] = {
  source_file: sourceFile,
  function_declaration: (node, to) => declareFunction(to, field(node, 'name'), lowerFunction(node, to)),
  method_declaration(node, to) {
    const receiver = receiverOf(node);
    const name = receiver && field(receiver, 'name');
    if (name) receivers.set(to, to.textOf(name));
    lowerFunction(node, to);
    receivers.delete(to);
  },
  return_statement(node, to) {
    const [first, ...others] = parts(childOf(node, 'expression_list') ?? node);
    if (first)
      to.builder.returns(
        to.expr(first),
        rangeOf(node),
        others.map((one) => to.expr(one)),
      );
  },
};

export const functionExpressions: Language['expressions'] = { func_literal: lowerFunction };

/** Methods may stand anywhere; a class is walked in one go. */
function sourceFile(node: Node, to: Lowering): void {
  const methods = new Map<string, Node[]>();
  for (const part of parts(node)) {
    const type = part.type === 'method_declaration' ? receiverType(part, to) : undefined;
    if (type === undefined) to.walk(part);
    else methods.set(type, [...(methods.get(type) ?? []), part]);
  }
  const embedding = embeddedTypes(node, to);
  for (const name of new Set([...methods.keys(), ...embedding.keys()])) {
    const own = methods.get(name) ?? [];
    const bases = embedding.get(name) ?? [];
    const [first] = own;
    const range = first ? rangeOf(first) : bases[0]?.range;
    if (range) to.builder.class({ name, bases, range, body: () => to.walkAll(own) });
  }
}

function receiverOf(method: Node): Node | undefined {
  const list = field(method, 'receiver');
  return list ? childOf(list, 'parameter_declaration') : undefined;
}

function receiverType(method: Node, to: Lowering): string | undefined {
  const receiver = receiverOf(method);
  const type = receiver && typeOf(field(receiver, 'type'), to);
  return type?.kind === 'ref' ? type.name : undefined;
}

function lowerFunction(node: Node, to: Lowering): FunctionExpr {
  const list = field(node, 'parameters');
  const name = field(node, 'name');
  const body = field(node, 'body');
  return to.builder.function({
    ...(name ? { name: to.textOf(name) } : {}),
    params: (list ? parts(list) : []).flatMap((one) => parameters(one, to)),
    range: rangeOf(node),
    body() {
      const results = namedResults(node, to);
      if (body) to.walkAll(parts(body));
      const [first, ...further] = results.map((name) => ref(to.textOf(name), rangeOf(name)));
      if (first && body && hasBareReturn(body)) to.builder.returns(first, rangeOf(body), further);
    },
  });
}

/** `host, port string` declares two. */
function parameters(node: Node, to: Lowering): Parameter[] {
  const type = typeOf(field(node, 'type'), to);
  const rest = node.type === 'variadic_parameter_declaration';
  return fields(node, 'name').map((name): Parameter => {
    return { name: to.textOf(name), ...(type ? { type } : {}), ...(rest ? { rest: 'positional' } : {}) };
  });
}

/** Declares the results that have names (`(c Config, err error)`). */
function namedResults(node: Node, to: Lowering): readonly Node[] {
  const list = field(node, 'result');
  const declared = list?.type === 'parameter_list' ? parts(list) : [];
  return declared.flatMap((one) =>
    fields(one, 'name').map((name) => {
      const value = instanceOf(field(one, 'type'), name, to);
      if (value) to.builder.assign(ref(to.textOf(name), rangeOf(name)), value, rangeOf(name), { declares: true });
      else to.builder.declare(to.textOf(name));
      return name;
    }),
  );
}

/** Functions with named results end with a bare `return`; one deeper within alone is rare. */
const hasBareReturn = (body: Node): boolean => {
  const last = parts(childOf(body, 'statement_list') ?? body).at(-1);
  return last?.type === 'return_statement' && last.namedChildCount === 0;
};
