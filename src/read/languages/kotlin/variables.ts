/** Properties and local variables. */
import type { Expr } from '../../../model/expr.ts';
import { childOf, type Lowering, ownMember, ref } from '../../lower.ts';
import { declareName, insideNames, withType } from '../../members.ts';
import { type Node, parts, rangeOf } from '../../tree-sitter.ts';
import { applied, unapplied } from './calls.ts';
import { destructured } from './destructuring.ts';
import { functionBody, lambdaValue } from './functions.ts';
import { injected, typeIn } from './types.ts';

const NO_VALUE =
  /^(modifiers|variable_declaration|multi_variable_declaration|getter|setter|property_delegate|type_parameters|type_constraints|user_type|nullable_type)$/;

/** A property: its initialiser, what is injected, what it computes, or else an instance of its declared class. */
export function property(node: Node, to: Lowering): void {
  const several = childOf(node, 'multi_variable_declaration');
  const given = parts(node).find((part) => !NO_VALUE.test(part.type));
  const variable = childOf(node, 'variable_declaration');
  const name = variable && childOf(variable, 'identifier');
  if (several && given) destructured(several, to.expr(given), rangeOf(node), to);
  if (!variable || !name) return;
  const inClass = to.builder.inClass();
  const type = typeIn(variable, to);
  const instance: Expr | undefined = type && { kind: 'instance', type, range: rangeOf(variable) };
  const { value: first, lambdas } = given ? unapplied(given, to) : { value: undefined, lambdas: [] };
  const made = first
    ? withType(to.expr(first), instance)
    : (injected(childOf(node, 'modifiers'), to) ?? computed(node, to) ?? instance);
  if (!inClass) declareName(to, to.textOf(name));
  const target = inClass ? ownMember(name, to) : ref(to.textOf(name), rangeOf(name));
  // The variable has its value when the lambdas of `apply` and `also` run on it.
  const at = { start: node.startIndex, end: first && lambdas.length > 0 ? first.endIndex : node.endIndex };
  if (made) to.builder.assign(target, made, at, { declares: true });
  else if (!inClass) to.builder.declare(to.textOf(name));
  for (const one of lambdas) applied(one.name, one.lambda, target, to);
  const setter = childOf(node, 'setter');
  const parameter = setter && childOf(setter, 'identifier');
  if (setter) insideNames(to, parameter ? [to.textOf(parameter)] : [], () => to.walk(childOf(setter, 'function_body')));
}

/** `by lazy { value }`, `get() = value`. */
function computed(node: Node, to: Lowering): Expr | undefined {
  const delegate = childOf(node, 'property_delegate');
  const call = delegate && childOf(delegate, 'call_expression');
  const holder = call && childOf(call, 'annotated_lambda');
  const lambda = holder && childOf(holder, 'lambda_literal');
  const [callee] = call ? parts(call) : [];
  if (lambda && callee && to.textOf(callee).startsWith('lazy')) {
    let value: Expr | undefined;
    to.builder.block(() =>
      insideNames(to, [], () => {
        value = lambdaValue(lambda, to);
      }),
    );
    return value;
  }
  if (delegate) to.walkAll(parts(delegate));
  const getter = childOf(node, 'getter');
  if (!getter) return undefined;
  const fn = to.builder.function({
    params: [],
    range: rangeOf(getter),
    body: () => insideNames(to, [], () => functionBody(childOf(getter, 'function_body'), to)),
  });
  return { kind: 'call', callee: fn, args: [], construct: false, range: fn.range };
}
