/** Functions and lambdas. */
import type { Expr, FunctionExpr } from '../../../model/expr.ts';
import type { Parameter } from '../../../model/facts.ts';
import {
  childOf,
  declareFunction,
  field,
  type Language,
  type Lowering,
  member,
  ref,
  call as register,
} from '../../lower.ts';
import { declareName, functionOf } from '../../members.ts';
import { text, unknown } from '../../reader.ts';
import { type Node, parts, rangeOf } from '../../tree-sitter.ts';
import { argumentsOf } from './arguments.ts';
import { destructured, isTakenApart, lambdaParameters } from './destructuring.ts';
import { withExtension, withReceiver } from './receivers.ts';
import { injected, typeIn, typeOf } from './types.ts';

export const functions: Language['statements'] = {
  function_declaration(node, to) {
    const name = field(node, 'name');
    declareFunction(to, name, lowerFunction(node, name ? to.textOf(name) : undefined, to));
  },
  secondary_constructor: (node, to) => void lowerFunction(node, 'constructor', to),
};

export const functionExpressions: Language['expressions'] = {
  lambda_literal(node, to) {
    const given = lambdaParameters(node);
    const names = given.map((one, index) => (isTakenApart(one) ? `(${index})` : nameOf(one, to)));
    const params = (names.length > 0 ? names : ['it']).map((name) => ({ name }));
    return functionOf(to, {
      params,
      range: rangeOf(node),
      body: () => {
        for (const [index, one] of given.entries())
          if (isTakenApart(one)) destructured(one, ref(`(${index})`, rangeOf(one)), rangeOf(one), to);
        const value = lambdaValue(node, to);
        to.builder.returns(value, value.range);
      },
    });
  },
  anonymous_function: (node, to) => lowerFunction(node, undefined, to),
};

function lowerFunction(node: Node, name: string | undefined, to: Lowering): FunctionExpr {
  const list = childOf(node, 'function_value_parameters');
  const params = list ? parametersOf(list, to) : [];
  const delegation = childOf(node, 'constructor_delegation_call');
  const receiver = receiverOf(node, to);
  return functionOf(to, {
    ...(name === undefined ? {} : { name }),
    params: receiver ? [...params, receiver] : params,
    range: rangeOf(node),
    body: () =>
      withReceiver(to, undefined, () =>
        withExtension(to, name, receiver, () => {
          if (delegation) delegate(delegation, /^\s*super/.test(to.textOf(delegation)) ? 'super' : 'this', to);
          functionBody(childOf(node, 'function_body', 'block'), to);
        }),
      ),
  });
}

/** `fun MailProps.toSender()`: an object of the type before the name. */
function receiverOf(node: Node, to: Lowering): Parameter | undefined {
  const name = field(node, 'name');
  const before = childOf(node, 'user_type', 'nullable_type');
  const type = name && before && before.startIndex < name.startIndex ? typeOf(before, to) : undefined;
  return type && name ? { name: `this@${to.textOf(name)}`, type, receiver: true } : undefined;
}

/** `this(…)` and `super(…)` of constructors, `: Base(…)` of classes. */
export function delegate(node: Node, of: 'super' | 'this', to: Lowering): void {
  const at = rangeOf(node);
  const callee = member(ref(of, at), text('constructor', at), at);
  register(to, { callee, args: argumentsOf(childOf(node, 'value_arguments'), to), range: at });
}

/** `= value` gives the value back. */
export function functionBody(body: Node | undefined, to: Lowering): void {
  const inner = body?.type === 'function_body' ? parts(body)[0] : body;
  if (!inner) return;
  if (inner.type === 'block') to.walk(inner);
  else to.builder.returns(to.expr(inner), rangeOf(inner));
}

/** Defaults and modifiers stand beside their parameter. */
function parametersOf(list: Node, to: Lowering): Parameter[] {
  const found: { -readonly [K in keyof Parameter]: Parameter[K] }[] = [];
  let modifiers: Node | undefined;
  for (const part of parts(list)) {
    if (part.type === 'parameter_modifiers') modifiers = part;
    else if (part.type === 'parameter') {
      const name = childOf(part, 'identifier');
      const type = typeIn(part, to);
      const fallback = injected(modifiers, to);
      const rest = modifiers && /\bvararg\b/.test(to.textOf(modifiers));
      if (name)
        found.push({
          name: to.textOf(name),
          ...(type ? { type } : {}),
          ...(fallback ? { fallback } : {}),
          ...(rest ? { rest: 'positional' } : {}),
        });
      modifiers = undefined;
    } else {
      const last = found.at(-1);
      const fallback = to.expr(part);
      if (last && fallback.kind !== 'unknown') last.fallback = fallback;
    }
  }
  return found;
}

export const parameterNames = (lambda: Node, to: Lowering): string[] =>
  lambdaParameters(lambda).flatMap((one) => (isTakenApart(one) ? [] : [nameOf(one, to)]));

const nameOf = (declaration: Node, to: Lowering): string => {
  const name = childOf(declaration, 'identifier');
  return name ? to.textOf(name) : '';
};

/** Walks the statements of a lambda; its value is the last one's. */
export function lambdaValue(lambda: Node, to: Lowering): Expr {
  for (const name of parameterNames(lambda, to)) declareName(to, name);
  const all = parts(lambda).filter((part) => part.type !== 'lambda_parameters');
  to.walkAll(all.slice(0, -1));
  const last = all.at(-1);
  return last ? to.expr(last) : unknown(rangeOf(lambda), 'null');
}
