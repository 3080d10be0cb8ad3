/** Calls, and the scope functions (`apply`, `also`, `with`, `run`, `let`). */
import type { Argument, Entry, Expr } from '../../../model/expr.ts';
import {
  childOf,
  concat,
  type Language,
  type Lowering,
  literally,
  member,
  ref,
  call as register,
} from '../../lower.ts';
import { printf } from '../../lower-text.ts';
import { declareName, insideNames } from '../../members.ts';
import { object, unknown } from '../../reader.ts';
import { type Node, parts, rangeOf } from '../../tree-sitter.ts';
import { substituted } from '../../within/substitute.ts';
import { argumentsOf } from './arguments.ts';
import { destructured, isTakenApart, lambdaParameters } from './destructuring.ts';
import { lambdaValue, parameterNames } from './functions.ts';
import { bareCallee, withReceiver } from './receivers.ts';
import { typeIn, typeOf } from './types.ts';

export const calls: Language['expressions'] = { call_expression: call };

interface Shape {
  readonly name: string;
  readonly of: Node | undefined;
  readonly callee: Node | undefined;
  readonly list: Node | undefined;
  readonly types: Node | undefined;
  readonly lambda: Node | undefined;
}

/** `of.name(list) { lambda }`; the grammar makes a call of a call of it. */
function shapeOf(node: Node, to: Lowering): Shape {
  const holder = childOf(node, 'annotated_lambda');
  const lambda = holder && childOf(holder, 'lambda_literal');
  const [head] = parts(node);
  const inner = lambda && head?.type === 'call_expression' && !childOf(head, 'annotated_lambda') ? head : undefined;
  const list = childOf(inner ?? node, 'value_arguments');
  const callee = inner ? parts(inner)[0] : head;
  const [of, name] = callee?.type === 'navigation_expression' ? parts(callee) : [undefined, callee];
  const types = childOf(inner ?? node, 'type_arguments');
  return { name: name?.type === 'identifier' ? to.textOf(name) : '', of, callee, list, types, lambda };
}

const TAKES_THIS = new Set(['apply', 'run', 'with']);
const TAKES_IT = new Set(['also', 'let']);
const GIVES_RECEIVER = new Set(['apply', 'also']);
/** Methods whose lambda gives the value that is missing. */
const FALLBACKS = new Set(['getOrElse', 'ifBlank', 'ifEmpty', 'orElseGet', 'getOrPut']);
const MAPS = /^(mapOf|mutableMapOf|hashMapOf|linkedMapOf)$/;
const LISTS = /^(listOf|mutableListOf|arrayOf|setOf|arrayListOf|listOfNotNull)$/;

function call(node: Node, to: Lowering): Expr {
  const shape = shapeOf(node, to);
  const { name, of, callee, list, lambda } = shape;
  const at = rangeOf(node);
  if (lambda && isScoped(shape)) return scoped(shape, to);
  const receiver = of ? to.expr(of) : undefined;
  const args = argumentsOf(list, to);
  if (lambda) args.push({ value: FALLBACKS.has(name) ? lambdaValue(lambda, to) : to.expr(lambda) });
  const known = knownValue(receiver, name, args, at);
  if (known) return known;
  const key = of && callee ? parts(callee)[1] : undefined;
  const target =
    receiver && key
      ? member(receiver, literally(key, to), callee ? rangeOf(callee) : at)
      : callee?.type === 'identifier'
        ? bareCallee(callee, to)
        : to.expr(callee);
  return register(to, {
    callee: target,
    args: [...args, ...typed(shape, to)],
    construct: /^[A-Z]/.test(name),
    range: at,
  });
}

/** `loadConfig<Settings>()`: what a generic call is of stands as an argument of its own, which no parameter has the name of. */
function typed({ types }: Shape, to: Lowering): Argument[] {
  const [first] = types ? parts(types) : [];
  const type = first && (typeOf(first, to) ?? typeIn(first, to));
  return first && type ? [{ name: '<T>', value: { kind: 'instance', type, range: rangeOf(first) } }] : [];
}

const isScoped = ({ name, of, list }: Shape): boolean =>
  name === 'with'
    ? list !== undefined && of === undefined
    : of !== undefined && (TAKES_THIS.has(name) || TAKES_IT.has(name));

/** The value that `apply` and `also` are called on, with their lambdas from the first on. */
export function unapplied(
  node: Node,
  to: Lowering,
): { readonly value: Node; readonly lambdas: readonly { readonly name: string; readonly lambda: Node }[] } {
  const lambdas: { name: string; lambda: Node }[] = [];
  let value = node;
  while (value.type === 'call_expression') {
    const { name, of, lambda } = shapeOf(value, to);
    if (!lambda || !of || !GIVES_RECEIVER.has(name)) break;
    lambdas.unshift({ name, lambda });
    value = of;
  }
  return { value, lambdas };
}

function scoped({ name, of, list, lambda }: Shape, to: Lowering): Expr {
  const [argument] = list ? parts(list) : [];
  const receiver = to.expr(name === 'with' ? argument && parts(argument).at(-1) : of);
  let value: Expr = receiver;
  to.builder.block(() =>
    insideNames(to, [], () => {
      const named = nameable(receiver, to);
      const result = lambda ? applied(name, lambda, named, to) : receiver;
      const isMade = named !== receiver && named.kind === 'ref';
      if (!GIVES_RECEIVER.has(name)) value = isMade ? substituted(result, named.name, receiver) : result;
    }),
  );
  return value;
}

/** A receiver that is no name gets one: that of what makes it. */
function nameable(receiver: Expr, to: Lowering): Expr {
  if (receiver.kind === 'ref' || receiver.kind === 'member') return receiver;
  const callee = receiver.kind === 'call' ? receiver.callee : undefined;
  const made =
    callee?.kind === 'ref'
      ? callee.name
      : callee?.kind === 'member' && callee.key.kind === 'text'
        ? callee.key.value
        : 'it';
  const name = made.slice(0, 1).toLowerCase() + made.slice(1);
  const target = ref(name, receiver.range);
  to.builder.assign(target, receiver, receiver.range, { declares: true });
  return target;
}

/** Walks the lambda of a scope function on a receiver; gives its last value. */
export function applied(name: string, lambda: Node, receiver: Expr, to: Lowering): Expr {
  let value: Expr = unknown(rangeOf(lambda));
  to.builder.block(() =>
    insideNames(to, [], () => {
      if (TAKES_THIS.has(name)) {
        withReceiver(to, receiver, () => {
          value = lambdaValue(lambda, to);
        });
        return;
      }
      const [first] = lambdaParameters(lambda);
      if (first && isTakenApart(first)) {
        const named = destructured(first, receiver, { start: lambda.startIndex, end: lambda.startIndex }, to);
        value = named.reduce((made, one) => substituted(made, one.name, one.item), lambdaValue(lambda, to));
        return;
      }
      const [it = 'it'] = parameterNames(lambda, to);
      declareName(to, it);
      to.builder.assign(
        ref(it, receiver.range),
        receiver,
        { start: lambda.startIndex, end: lambda.startIndex },
        { declares: true },
      );
      // Its own name is none where the value goes.
      value = substituted(lambdaValue(lambda, to), it, receiver);
    }),
  );
  return value;
}

/** Collections, and text made of text. */
function knownValue(
  of: Expr | undefined,
  name: string,
  args: readonly Argument[],
  at: { start: number; end: number },
): Expr | undefined {
  const values = args.map((one) => one.value);
  const [first, ...rest] = values;
  if (!of && MAPS.test(name)) return object(values.flatMap(pair), at);
  if (!of && LISTS.test(name)) return { kind: 'list', items: values, range: at };
  if ((of?.kind === 'text' || of?.kind === 'join') && /^(trimIndent|trimMargin|trim)$/.test(name)) return of;
  if (of?.kind === 'text' && name === 'format') return printf(of, values, at);
  if (of?.kind === 'ref' && of.name === 'String' && name === 'format' && first?.kind === 'text')
    return printf(first, rest, at);
  return of?.kind === 'text' && name === 'plus' && first ? concat([of, first], at) : undefined;
}

/** `"a" to b`. */
function pair(value: Expr): Entry[] {
  const [key, given] = value.kind === 'list' ? value.items : [];
  if (!key || !given) return [{ key: '', keyRange: value.range, value, spread: true }];
  return [{ key: key.kind === 'text' ? key.value : '', keyRange: key.range, value: given }];
}
