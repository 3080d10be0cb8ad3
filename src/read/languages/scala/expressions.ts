/** Values, operators, calls, assignments. */
import type { Argument, Entry, Expr, TextExpr } from '../../../model/expr.ts';
import {
  anyItem,
  call,
  childOf,
  concat,
  conditional,
  field,
  fields,
  type Language,
  type Lowering,
  literally,
  member,
  nothing,
  orElse,
  textOfParts,
} from '../../lower.ts';
import { character, decoded, type Escapes, interpolated } from '../../lower-text.ts';
import { choosing, valueOfWays } from '../../matched-arms.ts';
import { calleeOf, nameOf } from '../../members.ts';
import { either, object, range, unknown } from '../../reader.ts';
import { type Node, parts, rangeOf } from '../../tree-sitter.ts';
import { typeOf } from './types.ts';

const NAMED: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' };

const ESCAPES: Escapes = {
  pattern: /\\(?:u+([0-9a-fA-F]{4})|([\s\S]))/g,
  value: ([, code, other = '']) => (code === undefined ? (NAMED[other] ?? other) : character(code, 16)),
};

const DOLLARS: Escapes = {
  pattern: /\$\$|\\(?:u+([0-9a-fA-F]{4})|([\s\S]))/g,
  value: (found) => (found[0] === '$$' ? '$' : ESCAPES.value(found)),
};

/** How many quotes open the literal whose first one stands at an offset. */
const quotes = (to: Lowering, at: number): number => (to.source.startsWith('"""', at) ? 3 : 1);

function string(node: Node, to: Lowering): TextExpr {
  const count = quotes(to, node.startIndex);
  const at = range(node.startIndex + count, Math.max(node.startIndex + count, node.endIndex - count));
  return decoded(to.source, at, count === 3 ? undefined : ESCAPES);
}

/** `s"smtp.$domain:${port}"`, `f"$host%s"` */
function interpolation(node: Node, to: Lowering): Expr {
  const literal = childOf(node, 'interpolated_string');
  if (!literal) return unknown(rangeOf(node));
  const count = quotes(to, literal.startIndex);
  const at = range(literal.startIndex + count, Math.max(literal.startIndex + count, literal.endIndex - count));
  const holes = parts(literal)
    .filter((part) => part.type === 'interpolation')
    .map((part) => ({ range: rangeOf(part), value: to.expr(parts(part)[0]) }));
  return interpolated(at, holes, (between) => decoded(to.source, between, count === 3 ? undefined : DOLLARS));
}

/** The value of a block: its last expression's. */
function block(node: Node, to: Lowering): Expr {
  const all = parts(node);
  for (const one of all.slice(0, -1)) to.walk(one);
  const last = all.at(-1);
  return last ? to.expr(last) : unknown(rangeOf(node));
}

function infix(node: Node, to: Lowering): Expr {
  const left = to.expr(field(node, 'left'));
  const right = to.expr(field(node, 'right'));
  const operator = field(node, 'operator')?.text;
  if (operator === '+') return concat([left, right], rangeOf(node));
  if (operator === 'orElse' || operator === 'getOrElse') return either([left, right], rangeOf(node));
  return operator === '||' ? orElse(left, right, rangeOf(node)) : unknown(rangeOf(node));
}

/** Arguments; `name = value` gives them by name. */
export const argumentsOf = (list: Node | null | undefined, to: Lowering): Argument[] =>
  (list ? parts(list) : []).map((one) => {
    const name = one.type === 'assignment_expression' ? field(one, 'left') : null;
    return name?.type === 'identifier'
      ? { name: to.textOf(name), value: to.expr(field(one, 'right')) }
      : { value: to.expr(one) };
  });

/** `Map("key" -> value)`, whose arrows are the entries. */
function mapOf(node: Node, list: Node | null, to: Lowering): Expr | undefined {
  const pairs = list ? parts(list) : [];
  const isPair = (one: Node): boolean => one.type === 'infix_expression' && field(one, 'operator')?.text === '->';
  if (pairs.length === 0 || !pairs.every(isPair)) return undefined;
  const entries = pairs.flatMap((pair): Entry[] => {
    const key = to.expr(field(pair, 'left'));
    return key.kind === 'text' ? [{ key: key.value, keyRange: key.range, value: to.expr(field(pair, 'right')) }] : [];
  });
  return object(entries, rangeOf(node));
}

const LISTS: ReadonlySet<string> = new Set(['List', 'Seq', 'Array', 'Vector']);

function application(node: Node, to: Lowering): Expr {
  const target = field(node, 'function');
  const list = field(node, 'arguments');
  if (!target) return unknown(rangeOf(node));
  const map = target.type === 'identifier' && /^(Map|Seq|List)$/.test(target.text) ? mapOf(node, list, to) : undefined;
  if (map) return map;
  if (target.type === 'identifier' && LISTS.has(target.text) && list?.type === 'arguments')
    return { kind: 'list', items: parts(list).map((item) => to.expr(item)), range: rangeOf(node) };
  const named = target.type === 'generic_function' ? field(target, 'function') : target;
  const callee = named?.type === 'identifier' ? calleeOf(named, to) : to.expr(named);
  const args =
    list?.type === 'block' || list?.type === 'case_block' ? [{ value: to.expr(list) }] : argumentsOf(list, to);
  return call(to, { callee, args: [...args, ...typeArgument(target, to)], construct: false, range: rangeOf(node) });
}

/** `loadOrThrow[Settings]`: what a generic call is of stands as an argument of its own, which no parameter has the name of. */
function typeArgument(target: Node, to: Lowering): Argument[] {
  const list = target.type === 'generic_function' ? field(target, 'type_arguments') : null;
  const type = list ? typeOf(parts(list)[0], to) : undefined;
  return type ? [{ name: '<T>', value: { kind: 'instance', type, range: rangeOf(target) } }] : [];
}

/** A generic method without parentheses, where it is called. */
const genericCall = (node: Node, to: Lowering): Expr =>
  call(to, {
    callee: to.expr(field(node, 'function')),
    args: typeArgument(node, to),
    construct: false,
    range: rangeOf(node),
  });

function construct(node: Node, to: Lowering): Expr {
  const [type] = parts(node);
  const callee = typeOf(type, to);
  const args = argumentsOf(childOf(node, 'arguments'), to);
  const body = childOf(node, 'template_body');
  if (body) to.walk(body);
  if (callee) return call(to, { callee, args, construct: true, range: rangeOf(node) });
  return args[0] ? textOfParts(args[0].value, rangeOf(node)) : unknown(rangeOf(node));
}

function assignment(node: Node, to: Lowering): Expr {
  const target = to.expr(field(node, 'left'));
  const value = to.expr(field(node, 'right'));
  to.builder.assign(target, value, rangeOf(node));
  return value;
}

function choice(node: Node, to: Lowering): Expr {
  to.walk(field(node, 'value'));
  const body = field(node, 'body');
  const arms = body ? parts(body) : [];
  const ways = choosing(
    node,
    field(node, 'value'),
    arms.map((arm) => (childOf(arm, 'guard') ? null : fields(arm, 'pattern'))),
    to,
  );
  const values = arms.map((arm, index) => {
    let value: Expr = unknown(rangeOf(arm));
    to.builder.branch(node.startIndex, index, () => {
      value = to.expr(field(arm, 'body'));
    });
    return value;
  });
  return valueOfWays(values, ways, rangeOf(node));
}

/** Methods of texts and numbers that are called without parentheses. */
const CONVERTING = /^(?:toString|toInt|toLong|trim|strip|toLowerCase)$/;

export const expressions: Language['expressions'] = {
  string,
  interpolated_string_expression: interpolation,
  integer_literal: literally,
  floating_point_literal: literally,
  boolean_literal: literally,
  null_literal: nothing,
  identifier: nameOf,
  operator_identifier: nameOf,
  field_expression(node, to) {
    const key = field(node, 'field');
    const callee = member(
      to.expr(field(node, 'value')),
      key ? literally(key, to) : unknown(rangeOf(node)),
      rangeOf(node),
    );
    const isCalled = key !== null && CONVERTING.test(to.textOf(key)) && node.parent?.type !== 'call_expression';
    return isCalled ? call(to, { callee, args: [], construct: false, range: rangeOf(node) }) : callee;
  },
  parenthesized_expression: block,
  block,
  indented_block: block,
  infix_expression: infix,
  call_expression: application,
  generic_function: genericCall,
  instance_expression: construct,
  assignment_expression: assignment,
  if_expression: (node, to) =>
    conditional(
      to.expr(field(node, 'condition')),
      rangeOf(field(node, 'condition') ?? node),
      branchValue(node, 'consequence', 0, to),
      branchValue(node, 'alternative', 1, to),
      rangeOf(node),
    ),
  match_expression: choice,
  for_expression: (node, to) => {
    to.walkAll(parts(node));
    return anyItem(unknown(rangeOf(node)));
  },
};

/** What an arm gives; what it does, it does only there. */
function branchValue(node: Node, name: string, arm: number, to: Lowering): Expr {
  let value: Expr = unknown(rangeOf(node), 'null');
  to.builder.branch(node.startIndex, arm, () => {
    const body = field(node, name);
    if (body) value = to.expr(body);
  });
  return value;
}
