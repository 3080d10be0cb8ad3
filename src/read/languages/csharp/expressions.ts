/** Values, operators, assignments. */
import type { Expr } from '../../../model/expr.ts';
import {
  between,
  binary,
  childOf,
  concat,
  field,
  inner,
  itemOf,
  type Language,
  type Lowering,
  listOf,
  literally,
  member,
  nothing,
  operatorOf,
  ref,
  ternary,
} from '../../lower.ts';
import { valueOfWays, waysOf } from '../../matched-arms.ts';
import { castTo, declareName, namedByType, nameOf } from '../../members.ts';
import { text, unknown } from '../../reader.ts';
import { type Node, parts, rangeOf } from '../../tree-sitter.ts';
import { negated } from '../../truth.ts';
import { call } from './calls.ts';
import { anonymous, create, give } from './creation.ts';
import { expectedType } from './expected-types.ts';
import { string } from './strings.ts';
import { tuple } from './tuples.ts';
import { plainName, typeOf, typeOfName } from './types.ts';

/** https://learn.microsoft.com/dotnet/api/system.string.empty */
const EMPTY = /^(?:(?:System\.)?String|string)\.Empty$/;

export const expressions: Language['expressions'] = {
  string_literal: string,
  verbatim_string_literal: string,
  raw_string_literal: string,
  interpolated_string_expression: string,
  character_literal: between,
  integer_literal: literally,
  real_literal: literally,
  boolean_literal: literally,
  null_literal: nothing,
  default_expression: nothing,
  typeof_expression: (node, to) => typeOf(field(node, 'type'), to) ?? unknown(rangeOf(node)),
  identifier: nameOf,
  generic_name: (node, to) => ref(to.textOf(parts(node)[0] ?? node), rangeOf(node)),
  predefined_type: (node, to) => ref(to.textOf(node), rangeOf(node)),
  this: (node) => ref('this', rangeOf(node)),
  base: (node) => ref('super', rangeOf(node)),
  member_access_expression: (node, to) =>
    EMPTY.test(to.textOf(node))
      ? text('', { start: node.endIndex, end: node.endIndex })
      : memberNamed(to.expr(field(node, 'expression')), field(node, 'name'), node, to),
  qualified_name: (node, to) => memberNamed(to.expr(field(node, 'qualifier')), field(node, 'name'), node, to),
  conditional_access_expression(node, to) {
    const of = to.expr(field(node, 'condition'));
    const binding = childOf(node, 'member_binding_expression');
    if (binding) return memberNamed(of, field(binding, 'name'), node, to);
    const element = childOf(node, 'element_binding_expression');
    return element ? item(of, element, node, to) : unknown(rangeOf(node));
  },
  element_access_expression(node, to) {
    const of = to.expr(field(node, 'expression'));
    const list = field(node, 'subscript');
    return list ? item(of, list, node, to) : unknown(rangeOf(node));
  },
  initializer_expression: listOf,
  element_binding_expression: listOf,
  collection_expression: listOf,
  implicit_array_creation_expression: inner,
  array_creation_expression: (node, to) => to.expr(childOf(node, 'initializer_expression')),
  argument: (node, to) => to.expr(parts(node).at(-1)),
  tuple_expression: (node, to) =>
    field(node.parent ?? node, 'left')?.id === node.id ? listOf(node, to) : tuple(node, to),
  parenthesized_expression: inner,
  await_expression: inner,
  checked_expression: inner,
  postfix_unary_expression: (node, to) => (to.textOf(node).endsWith('!') ? inner(node, to) : unknown(rangeOf(node))),
  cast_expression: castTo(typeOf),
  as_expression: castTo(typeOf),
  is_pattern_expression(node, to) {
    const [value, pattern] = parts(node);
    const isNamed = pattern?.type === 'declaration_pattern';
    const [type, name] = isNamed ? parts(pattern) : [];
    return namedByType(to.expr(value), typeOf(type, to), name ?? null, node, to);
  },
  declaration_expression(node, to) {
    const name = field(node, 'name');
    if (!name) return unknown(rangeOf(node));
    declareName(to, to.textOf(name));
    return ref(to.textOf(name), rangeOf(name));
  },
  conditional_expression: ternary,
  prefix_unary_expression(node, to) {
    const value = inner(node, to);
    const operator = node.firstChild?.type;
    if (operator === '!') return negated(value, rangeOf(node));
    return operator === '-' && value.kind === 'text' ? literally(node, to) : unknown(rangeOf(node));
  },
  binary_expression: binary({ concat: '+', or: ['||', '??'], and: ['&&'] }),
  assignment_expression: assignment,
  invocation_expression: call,
  object_creation_expression: (node, to) => create(node, to),
  implicit_object_creation_expression: (node, to) => create(node, to, expectedType(node, to)),
  anonymous_object_creation_expression: anonymous,
  switch_expression(node, to) {
    const [subject] = parts(node);
    to.walk(subject);
    const arms = parts(node).filter((part) => part.type === 'switch_expression_arm');
    const patterns = arms.map((arm) => (childOf(arm, 'when_clause') ? null : parts(arm).slice(0, 1)));
    return valueOfWays(
      arms.map((arm) => to.expr(parts(arm).at(-1))),
      waysOf(subject, patterns, to),
      rangeOf(node),
    );
  },
  with_expression: inner,
};

function memberNamed(of: Expr, name: Node | null, node: Node, to: Lowering): Expr {
  const key = plainName(name);
  return key ? member(of, literally(key, to), rangeOf(node)) : unknown(rangeOf(node));
}

function item(of: Expr, list: Node, node: Node, to: Lowering): Expr {
  const [key, second] = parts(list);
  return key && !second ? member(of, to.expr(key), rangeOf(node)) : unknown(rangeOf(node));
}

function assignment(node: Node, to: Lowering): Expr {
  const left = field(node, 'left');
  const target = to.expr(left);
  const right = field(node, 'right');
  const value =
    right?.type === 'implicit_object_creation_expression'
      ? create(right, to, typeOfTarget(target, to))
      : to.expr(right);
  const operator = operatorOf(node);
  const at = rangeOf(node);
  if (operator === '=' && target.kind === 'list') {
    for (const [index, one] of target.items.entries()) give(one, itemOf(value, text(String(index), at)), at, to, false);
  } else if (operator === '=') give(target, value, at, to, false);
  else if (operator === '+=') to.builder.assign(target, concat([target, value], at), at);
  // What was given before stays possible.
  else if (operator === '??=') to.builder.branch(node.startIndex, 0, () => give(target, value, at, to, false));
  return value;
}

function typeOfTarget(target: Expr, to: Lowering): Expr | undefined {
  if (target.kind === 'ref') return typeOfName(to, target.name);
  return target.kind === 'member' && target.key.kind === 'text' ? typeOfName(to, target.key.value) : undefined;
}
