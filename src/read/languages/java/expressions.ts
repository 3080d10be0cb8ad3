/** Values, operators, calls, assignments. */
import type { Argument, Entry, Expr } from '../../../model/expr.ts';
import {
  binary,
  childOf,
  concat,
  field,
  inner,
  type Language,
  type Lowering,
  listOf,
  literally,
  member,
  nothing,
  operatorOf,
  ref,
  call as register,
  ternary,
  textOfParts,
  unary,
} from '../../lower.ts';
import { character, decoded, type Escapes, printf } from '../../lower-text.ts';
import { choosing, valueOfWays } from '../../matched-arms.ts';
import { calleeOf, castTo, namedByType, nameOf } from '../../members.ts';
import { either, object, range, unknown } from '../../reader.ts';
import { reflected } from '../../reflection.ts';
import { type Node, parts, rangeOf } from '../../tree-sitter.ts';
import { dedented } from '../../within/text-blocks.ts';
import { classBody } from './classes.ts';
import { typeOf } from './types.ts';

export const expressions: Language['expressions'] = {
  string_literal: string,
  character_literal: (node, to) => decoded(to.source, range(node.startIndex + 1, node.endIndex - 1), ESCAPES),
  decimal_integer_literal: literally,
  hex_integer_literal: literally,
  decimal_floating_point_literal: literally,
  true: literally,
  false: literally,
  null_literal: nothing,
  class_literal: (node) => unknown(rangeOf(node)),
  method_reference(node, to) {
    const [of, name] = parts(node);
    return of && name?.type === 'identifier'
      ? member(to.expr(of), literally(name, to), rangeOf(node))
      : unknown(rangeOf(node));
  },
  identifier: nameOf,
  this: (node) => ref('this', rangeOf(node)),
  super: (node) => ref('super', rangeOf(node)),
  field_access(node, to) {
    const key = field(node, 'field');
    const of = field(node, 'object');
    if (key?.type === 'this') return ref('this', rangeOf(node));
    return member(to.expr(of), key ? literally(key, to) : unknown(rangeOf(node)), rangeOf(node));
  },
  array_access: (node, to) => member(to.expr(field(node, 'array')), to.expr(field(node, 'index')), rangeOf(node)),
  array_initializer: listOf,
  array_creation_expression: (node, to) => to.expr(field(node, 'value')),
  parenthesized_expression: inner,
  cast_expression: castTo(typeOf),
  instanceof_expression: (node, to) =>
    namedByType(to.expr(field(node, 'left')), typeOf(field(node, 'right'), to), field(node, 'name'), node, to),
  ternary_expression: ternary,
  binary_expression: binary({ concat: '+', or: ['||'], and: ['&&'] }),
  unary_expression: unary('operand'),
  assignment_expression: assignment,
  method_invocation: call,
  object_creation_expression: construct,
  switch_expression: choice,
};

const NAMED: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', s: ' ', '0': '\0' };

const ESCAPES: Escapes = {
  pattern: /\\(?:u+([0-9a-fA-F]{4})|([0-7]{1,3})|(\r\n|[\s\S]))/g,
  value: ([, code, octal, other]) => {
    if (code !== undefined) return character(code, 16);
    if (octal !== undefined) return character(octal, 8);
    return other === undefined || /[\r\n]/.test(other) ? '' : (NAMED[other] ?? other);
  },
};

/** `"…"` and text blocks, whose common indentation counts the closing delimiter's. */
function string(node: Node, to: Lowering): Expr {
  const block = to.source.startsWith('"""', node.startIndex);
  if (!block)
    return decoded(to.source, range(node.startIndex + 1, Math.max(node.startIndex + 1, node.endIndex - 1)), ESCAPES);
  const start = to.source.indexOf('\n', node.startIndex) + 1;
  const content = range(start, Math.max(start, node.endIndex - 3));
  const { range: at, escapes } = dedented(to.source, content, ESCAPES, '"');
  return decoded(to.source, at, escapes);
}

function assignment(node: Node, to: Lowering): Expr {
  const target = to.expr(field(node, 'left'));
  const given = to.expr(field(node, 'right'));
  const operator = operatorOf(node);
  const value =
    operator === '=' ? given : operator === '+=' ? concat([target, given], rangeOf(node)) : unknown(rangeOf(node));
  to.builder.assign(target, value, rangeOf(node));
  return value;
}

export const argumentsOf = (list: Node | null, to: Lowering): Argument[] =>
  list ? parts(list).map((one) => ({ value: to.expr(one) })) : [];

function call(node: Node, to: Lowering): Expr {
  const name = field(node, 'name');
  const receiver = field(node, 'object');
  const at = rangeOf(node);
  if (!name) return unknown(at);
  const of = receiver ? to.expr(receiver) : undefined;
  const args = argumentsOf(field(node, 'arguments'), to);
  const filled = formatting(of, to.textOf(name), args, node) ?? collection(of, to.textOf(name), args, node);
  if (filled) return filled;
  const meant = of && reflected({ of, name: to.textOf(name), args, range: at }, to);
  if (meant) return meant;
  // `consumer.accept(a)` calls what the variable holds.
  if (of?.kind === 'ref' && /^(?:accept|apply)$/.test(to.textOf(name)))
    to.builder.call({ kind: 'call', callee: of, args, construct: false, range: at });
  const callee = of ? member(of, literally(name, to), range(at.start, name.endIndex)) : calleeOf(name, to);
  return register(to, { callee, args, range: at });
}

/** `Map.of("k", v)`, `Map.ofEntries(Map.entry("k", v))`, `List.of(a, b)`, `Arrays.asList(a, b)`; Guava's alike. */
function collection(of: Expr | undefined, name: string, args: readonly Argument[], node: Node): Expr | undefined {
  const made = of?.kind === 'ref' ? `${of.name.replace(/^Immutable/, '')}.${name}` : '';
  const values = args.map(({ value }) => value);
  const at = rangeOf(node);
  if (/^(List|Set|Map)\.(of|entry)$|^Arrays\.asList$|^Stream\.of$/.test(made) && made !== 'Map.of')
    return { kind: 'list', items: values, range: at };
  const pairs =
    made === 'Map.of'
      ? values.flatMap((key, index) => (index % 2 === 0 ? [[key, values[index + 1]] as const] : []))
      : made === 'Map.ofEntries'
        ? values.flatMap((value) => (value.kind === 'list' ? [[value.items[0], value.items[1]] as const] : []))
        : undefined;
  return pairs && object(pairs.flatMap(keyed), at);
}

const keyed = ([key, value]: readonly [Expr | undefined, Expr | undefined]): Entry[] =>
  key && value
    ? [{ keyRange: key.range, value, ...(key.kind === 'text' ? { key: key.value } : { key: '', computed: key }) }]
    : [];

/** `String.format("%s:%d", a, b)`, `"%s:%d".formatted(a, b)`. */
function formatting(of: Expr | undefined, name: string, args: readonly Argument[], node: Node): Expr | undefined {
  const [first, ...rest] = args.map((one) => one.value);
  if (name === 'formatted' && of?.kind === 'text')
    return printf(
      of,
      args.map((one) => one.value),
      rangeOf(node),
    );
  const isFormat = name === 'format' && of?.kind === 'ref' && of.name === 'String';
  return isFormat && first?.kind === 'text' ? printf(first, rest, rangeOf(node)) : undefined;
}

/** `new T(…)`, with the body of an anonymous class. */
function construct(node: Node, to: Lowering): Expr {
  const type = typeOf(field(node, 'type'), to);
  const args = argumentsOf(field(node, 'arguments'), to);
  const body = childOf(node, 'class_body');
  if (body) classBody(node, undefined, type ? [type] : [], body, to);
  return type ? register(to, { callee: type, args, construct: true, range: rangeOf(node) }) : madeText(args, node);
}

/** `new String(bytes)` */
function madeText([first]: readonly Argument[], node: Node): Expr {
  if (!first) return unknown(rangeOf(node));
  return first.value.kind === 'list' ? textOfParts(first.value, rangeOf(node)) : first.value;
}

/** A `switch`, of which every arm is a branch; its value is what any arm gives. */
function choice(node: Node, to: Lowering): Expr {
  to.walk(field(node, 'condition'));
  const body = field(node, 'body');
  const arms = body ? parts(body) : [];
  const ways = choosing(
    node,
    field(node, 'condition'),
    arms.map((arm) => parts(arm).filter((part) => part.type === 'switch_label')),
    to,
  );
  const values = arms.map((arm, index) => {
    const own: Expr[] = [];
    to.builder.branch(node.startIndex, index, () => {
      for (const part of parts(arm)) {
        const value = part.type === 'expression_statement' && arm.type === 'switch_rule' ? parts(part)[0] : undefined;
        if (value) own.push(to.expr(value));
        else if (part.type !== 'switch_label') to.walk(part);
      }
      own.push(...yielded(arm, to));
    });
    return own.length > 0 ? either(own, rangeOf(arm)) : undefined;
  });
  return valueOfWays(values, ways, rangeOf(node));
}

/** What the `yield`s directly in an arm's block give. */
function yielded(arm: Node, to: Lowering): Expr[] {
  const block = childOf(arm, 'block');
  return (block ? parts(block) : []).flatMap((one) => (one.type === 'yield_statement' ? [inner(one, to)] : []));
}
