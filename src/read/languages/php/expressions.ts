/** Expressions: one row for each node type. */
import { type Argument, chainOf, type Entry, type Expr, isNull } from '../../../model/expr.ts';
import { interspersed } from '../../../model/interspersed.ts';
import {
  binary,
  call,
  concat,
  conditional,
  field,
  fields,
  inner,
  type Language,
  type Lowering,
  literally,
  member,
  nothing,
  operatorOf,
  orElse,
  ref,
  unary,
} from '../../lower.ts';
import { printf } from '../../lower-text.ts';
import { choosing, valueOfWays } from '../../matched-arms.ts';
import { either, object, range, text, unknown, wholeLiteral } from '../../reader.ts';
import { type Node, parts, rangeOf } from '../../tree-sitter.ts';
import { sliceOf } from '../../within/templated.ts';
import { array, destructure, union } from './arrays.ts';
import { keyOf, named, variable, variableKey } from './names.ts';
import { double, heredoc, single } from './strings.ts';

export const expressions: Language['expressions'] = {
  string: single,
  encapsed_string: double,
  heredoc,
  nowdoc: heredoc,
  integer: (node, to) => literally(node, to),
  float: (node, to) => literally(node, to),
  boolean: (node, to) => text(to.textOf(node).toLowerCase(), rangeOf(node)),
  null: nothing,
  name: named,
  qualified_name: named,
  relative_name: named,
  relative_scope: named,
  variable_name: variable,
  dynamic_variable_name: dynamicVariable,
  array_creation_expression: array,
  array_element_initializer: (node, to) => to.expr(parts(node).at(-1)),
  by_ref: inner,
  parenthesized_expression: inner,
  error_suppression_expression: inner,
  clone_expression: inner,
  cast_expression: (node, to) => to.expr(field(node, 'value')),
  binary_expression: (node, to) =>
    binary({
      concat: '.',
      or: ['||', 'or'],
      and: ['&&', 'and'],
      other: (operator, left, right) => phpOperation(operator, left, right, node),
    })(node, to),
  unary_op_expression: unary('argument'),
  conditional_expression: ternary,
  match_expression: match,
  assignment_expression: assignment,
  reference_assignment_expression: assignment,
  augmented_assignment_expression: augmented,
  subscript_expression: subscript,
  member_access_expression: property,
  nullsafe_member_access_expression: property,
  scoped_property_access_expression: staticProperty,
  class_constant_access_expression: classConstant,
  function_call_expression: functionCall,
  member_call_expression: methodCall,
  nullsafe_member_call_expression: methodCall,
  scoped_call_expression: staticCall,
};

/** `${name}` within a string is `$name`; `$$name` is not followed. */
function dynamicVariable(node: Node, to: Lowering): Expr {
  const [name] = parts(node);
  return name?.type === 'name' ? ref(to.textOf(name), rangeOf(node)) : unknown(rangeOf(node));
}

function phpOperation(operator: string, left: Expr, right: Expr, node: Node): Expr {
  if (operator === '??') return isNull(left) ? right : either([left, right], rangeOf(node));
  return operator === '+' ? union(left, right, node) : unknown(rangeOf(node));
}

/** `a ? b : c`, and `a ?: c`. */
function ternary(node: Node, to: Lowering): Expr {
  const asked = field(node, 'condition');
  const condition = to.expr(asked);
  const body = field(node, 'body');
  const otherwise = (): Expr => to.expr(field(node, 'alternative'));
  if (!body) return orElse(condition, otherwise(), rangeOf(node));
  return conditional(condition, rangeOf(asked ?? node), to.expr(body), otherwise(), rangeOf(node));
}

function match(node: Node, to: Lowering): Expr {
  to.walk(field(node, 'condition'));
  const body = field(node, 'body');
  const options: Expr[] = [];
  const arms = body ? parts(body) : [];
  const ways = choosing(
    node,
    field(node, 'condition'),
    arms.map((arm) => fields(arm, 'conditional_expressions')),
    to,
  );
  for (const [index, arm] of arms.entries()) {
    to.walk(field(arm, 'conditional_expressions'));
    to.builder.branch(node.startIndex, index, () => options.push(to.expr(field(arm, 'return_expression'))));
  }
  return valueOfWays(options, ways, rangeOf(node));
}

/** Gives a value to a variable, a member, or each part of a list. */
export function assign(target: Node | null, value: Expr, node: Node, to: Lowering): void {
  if (!target || target.type === 'dynamic_variable_name') return;
  if (target.type === 'list_literal' || target.type === 'array_creation_expression') {
    destructure(target, value, to, (part, given) => assign(part, given, node, to));
  } else {
    to.builder.assign(to.expr(target), value, rangeOf(node));
  }
}

function assignment(node: Node, to: Lowering): Expr {
  const value = to.expr(field(node, 'right'));
  assign(field(node, 'left'), value, node, to);
  return value;
}

function augmented(node: Node, to: Lowering): Expr {
  const old = to.expr(field(node, 'left'));
  const added = to.expr(field(node, 'right'));
  const value = combined(operatorOf(node), old, added, node);
  to.builder.assign(old, value, rangeOf(node));
  return value;
}

function combined(operator: string, old: Expr, added: Expr, node: Node): Expr {
  if (operator === '.=') return concat([old, added], rangeOf(node));
  if (operator === '??=') return either([old, added], rangeOf(node));
  return operator === '+=' ? union(old, added, node) : unknown(rangeOf(node));
}

/** `$of[key]`; `$of[] = …` adds under a key that is not known. */
function subscript(node: Node, to: Lowering): Expr {
  const [of, key] = parts(node);
  return member(to.expr(of), key ? to.expr(key) : unknown(rangeOf(node)), rangeOf(node));
}

function property(node: Node, to: Lowering): Expr {
  const name = field(node, 'name');
  const of = field(node, 'object');
  // What a case of a backed enum is: https://www.php.net/manual/en/language.enumerations.backed.php
  if (of?.type === 'class_constant_access_expression' && name && to.textOf(name) === 'value') return to.expr(of);
  return member(to.expr(of), name ? keyOf(name, to) : unknown(rangeOf(node)), rangeOf(node));
}

function staticProperty(node: Node, to: Lowering): Expr {
  const name = field(node, 'name');
  const key = name?.type === 'variable_name' ? variableKey(name, to) : to.expr(name);
  return member(to.expr(field(node, 'scope')), key, rangeOf(node));
}

/** `X::NAME`; `X::class` stands for the class. */
function classConstant(node: Node, to: Lowering): Expr {
  const [scope, name] = parts(node);
  if (!name) return to.expr(scope);
  return to.textOf(name) === 'class' ? to.expr(scope) : member(to.expr(scope), keyOf(name, to), rangeOf(node));
}

/** The arguments of a call; undefined for `f(...)`, which makes a closure. */
export function argumentsOf(node: Node | null | undefined, to: Lowering): Argument[] | undefined {
  const found = node ? parts(node) : [];
  if (found.some((one) => one.type === 'variadic_placeholder')) return undefined;
  return found.map((one): Argument => {
    const name = field(one, 'name');
    const value = parts(one).at(-1);
    if (value?.type === 'variadic_unpacking') {
      const unpacked = to.expr(parts(value)[0]);
      return { value: unpacked, spread: unpacked.kind === 'object' ? 'named' : true };
    }
    return name ? { name: to.textOf(name), value: to.expr(value) } : { value: to.expr(value) };
  });
}

function called(callee: Expr, node: Node, to: Lowering): Expr {
  const args = argumentsOf(field(node, 'arguments'), to);
  if (!args) return callee;
  setByName(callee, args, node, to);
  return call(to, { callee, args, range: rangeOf(node) });
}

function functionCall(node: Node, to: Lowering): Expr {
  const callee = to.expr(field(node, 'function'));
  const args = argumentsOf(field(node, 'arguments'), to);
  if (!args) return callee;
  const known =
    callee.kind === 'ref' && field(node, 'function')?.type !== 'variable_name' ? callee.name.toLowerCase() : '';
  const value = Object.hasOwn(builtIn, known) ? builtIn[known]?.(args, node, to) : undefined;
  return value ?? call(to, { callee, args, range: rangeOf(node) });
}

/** Functions of PHP whose value or effect is known from their arguments; undefined: an ordinary call. */
const builtIn: Readonly<Record<string, (args: readonly Argument[], node: Node, to: Lowering) => Expr | undefined>> = {
  define([name, value], node, to) {
    if (name?.value.kind === 'text' && value) {
      to.builder.assign(ref(name.value.value, name.value.range), value.value, rangeOf(node), { declares: true });
    }
    return undefined;
  },
  /** `constant('SMTP_HOST')` */
  constant([name], node) {
    const whole = name && wholeLiteral(name.value);
    return whole && /^[A-Za-z_]\w*$/.test(whole.value) ? ref(whole.value, rangeOf(node)) : undefined;
  },
  /** `putenv('SMTP_HOST=h')` */
  putenv([given], node, to) {
    const whole = given && withWholeStart(given.value);
    const first = whole?.kind === 'join' ? whole.parts[0] : whole;
    const found = first?.kind === 'text' ? /^(\w+)=/.exec(first.value) : undefined;
    if (!whole || first?.kind !== 'text' || !found?.[1]) return undefined;
    const name = sliceOf(first, 0, found[1].length);
    const rest = sliceOf(first, found[0].length, first.value.length);
    const value = whole.kind === 'join' ? concat([rest, ...whole.parts.slice(1)], whole.range) : rest;
    to.builder.assign(member(ref('_ENV', name.range), name, name.range), value, rangeOf(node));
    return undefined;
  },
  /** `compact('host', 'port')`: the variables of these names. */
  compact(names, node) {
    const keys = names.flatMap(({ value, spread }) => (value.kind === 'text' && !spread ? [value] : []));
    if (keys.length === 0 || keys.length < names.length) return undefined;
    const entries = keys.map(
      (key): Entry => ({ key: key.value, keyRange: key.range, value: ref(key.value, key.range) }),
    );
    return object(entries, rangeOf(node));
  },
  /** `extract(['host' => 'h'])`: a variable for each key. */
  extract([given], node, to) {
    if (given?.value.kind === 'object')
      for (const { key, keyRange, value } of given.value.entries)
        to.builder.assign(ref(key, keyRange), value, rangeOf(node));
    return undefined;
  },
  call_user_func([fn, ...rest], node, to) {
    return fn && calledBy(fn.value, rest, node, to);
  },
  call_user_func_array([fn, list], node, to) {
    const given = list?.value.kind === 'list' ? list.value.items.map((value) => ({ value })) : undefined;
    return fn && given && calledBy(fn.value, given, node, to);
  },
  sprintf([template, ...rest], node) {
    if (template?.value.kind !== 'text' || rest.some((one) => one.spread)) return undefined;
    return printf(
      template.value,
      rest.map((one) => one.value),
      rangeOf(node),
    );
  },
  implode([separator, list], node) {
    if (separator?.value.kind !== 'text' || list?.value.kind !== 'list') return undefined;
    const { value } = separator;
    return concat(interspersed<Expr>(list.value.items, value), rangeOf(node));
  },
};

/** `'SMTP_HOST' . '=' . $h`: the texts at the start are one. */
function withWholeStart(value: Expr): Expr {
  const [first, second, ...rest] = value.kind === 'join' ? value.parts : [];
  if (first?.kind !== 'text' || second?.kind !== 'text' || first.value.includes('=')) return value;
  const joined = text(first.value + second.value, { start: first.range.start, end: second.range.end }, [
    { at: 0, source: first.range.start },
    { at: first.value.length, source: second.range.start },
  ]);
  return withWholeStart(rest.length === 0 ? joined : { kind: 'join', parts: [joined, ...rest], range: value.range });
}

/** `(new ReflectionProperty($of, 'Host'))->setValue($of, 'h')` */
function setByName(callee: Expr, args: readonly Argument[], node: Node, to: Lowering): void {
  if (callee.kind !== 'member' || callee.key.kind !== 'text' || callee.key.value !== 'setValue') return;
  const property = callee.of;
  const [of, value] = args;
  const name = property.kind === 'call' && property.construct ? property.args[1]?.value : undefined;
  const isProperty = property.kind === 'call' && /ReflectionProperty$/.test(chainOf(property.callee)?.at(-1) ?? '');
  if (isProperty && name && of && value)
    to.builder.assign(member(of.value, name, rangeOf(node)), value.value, rangeOf(node));
}

/** `'f'`, `[$of, 'method']`: what may be called, and is. */
function calledBy(fn: Expr, args: readonly Argument[], node: Node, to: Lowering): Expr | undefined {
  const name = wholeLiteral(fn);
  if (name) return call(to, { callee: ref(name.value.replace(/^\\/, ''), fn.range), args, range: rangeOf(node) });
  const [of, method] = fn.kind === 'list' ? fn.items : [];
  return of && method && call(to, { callee: member(of, method, fn.range), args, range: rangeOf(node) });
}

/** A method by its name; PHP's constructor has the name that constructors have everywhere. */
export function methodKey(node: Node | null, to: Lowering): Expr {
  if (!node) return unknown(range(0, 0));
  const constructs = to.textOf(node).toLowerCase() === '__construct';
  return constructs ? text('constructor', rangeOf(node)) : keyOf(node, to);
}

function methodCall(node: Node, to: Lowering): Expr {
  return called(
    member(to.expr(field(node, 'object')), methodKey(field(node, 'name'), to), calleeRange(node)),
    node,
    to,
  );
}

function staticCall(node: Node, to: Lowering): Expr {
  return called(member(to.expr(field(node, 'scope')), methodKey(field(node, 'name'), to), calleeRange(node)), node, to);
}

const calleeRange = (node: Node) => range(node.startIndex, field(node, 'name')?.endIndex ?? node.endIndex);
