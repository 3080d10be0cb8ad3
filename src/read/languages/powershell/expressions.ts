/** Expressions. The grammar has a node for each level of precedence, most of them around a single operand. */
import type { Entry, Expr } from '../../../model/expr.ts';
import {
  call,
  characterOf,
  childOf,
  concat,
  field,
  type Language,
  type Lowering,
  literally,
  member,
} from '../../lower.ts';
import { braces, decoded, type Escapes } from '../../lower-text.ts';
import { either, object, text, unknown } from '../../reader.ts';
import { type Node, parts, rangeOf } from '../../tree-sitter.ts';
import { command, inParentheses, piped } from './commands.ts';
import { spelled, typeNamed, variable } from './names.ts';
import { strings } from './strings.ts';

type Lower = (node: Node, to: Lowering) => Expr;

/** The operand that a level of precedence stands around; an operation is unknown, but for what it calls. */
const single: Lower = (node, to) => {
  const [only, second] = parts(node);
  if (only && !second) return to.expr(only);
  to.walkAll(parts(node));
  return unknown(rangeOf(node));
};

/** `$list -join '.'`, `$text -replace 'a', 'b'`, as the calls that other languages have for it. */
const compared: Lower = (node, to) => {
  const [left, operator, right] = parts(node);
  if (!left || !right || operator?.type !== 'comparison_operator') return single(node, to);
  const name = to.textOf(operator).toLowerCase();
  const at = rangeOf(node);
  const given = to.expr(right);
  const args = (given.kind === 'list' ? given.items : [given]).map((value) => ({ value }));
  const of = to.expr(left);
  const method = (key: string): Expr => ({
    kind: 'call',
    callee: member(of, text(key, at), at),
    args,
    construct: false,
    range: at,
  });
  if (name === '-join') return method('join');
  return /^-[ic]?replace$/.test(name) ? method('replaceAll') : unknown(at);
};

const between = (left: Node, right: Node, to: Lowering): string => to.source.slice(left.endIndex, right.startIndex);

/** `+`, and `??`, which the grammar is shown as a plus (see `prepare`). */
const additive: Lower = (node, to) => {
  const [left, right] = parts(node);
  if (!left || !right) return single(node, to);
  const values = [to.expr(left), to.expr(right)];
  const operator = between(left, right, to);
  if (operator.includes('??')) return either(values, rangeOf(node));
  return operator.includes('+') ? concat(values, rangeOf(node)) : unknown(rangeOf(node));
};

/** `'{0}:{1}' -f $h, 25` */
const format: Lower = (node, to) => {
  const operands = parts(node).filter((part) => part.type !== 'format_operator');
  const [template, given] = operands;
  if (!template || !given) return single(node, to);
  const pattern = to.expr(template);
  const values = to.expr(given);
  const items = values.kind === 'list' ? values.items : [values];
  const filled = pattern.kind === 'text' ? braces(pattern, items, rangeOf(node)) : undefined;
  return filled ?? unknown(rangeOf(node));
};

const list: Lower = (node, to) => {
  const items = parts(node);
  const [only] = items;
  if (only && items.length === 1) return to.expr(only);
  return { kind: 'list', items: items.map((item) => to.expr(item)), range: rangeOf(node) };
};

/** `@('a', 'b')` */
const array: Lower = (node, to) => {
  const items = statementsIn(node).map((statement) => to.expr(statement));
  const [only] = items;
  if (only?.kind === 'list' && items.length === 1) return only;
  return { kind: 'list', items, range: rangeOf(node) };
};

const statementsIn = (node: Node): Node[] =>
  parts(node).flatMap((part) =>
    /^(statements|statement_list|statement_block)$/.test(part.type) ? statementsIn(part) : [part],
  );

/** What a block of statements gives: the value of its last one. */
export const last: Lower = (node, to) => {
  const statements = statementsIn(node);
  for (const statement of statements.slice(0, -1)) to.walk(statement);
  return to.expr(statements.at(-1));
};

const hash: Lower = (node, to) => {
  const body = childOf(node, 'hash_literal_body');
  const entries = (body ? parts(body) : []).flatMap((entry): Entry[] => {
    const [key, value] = parts(entry);
    if (entry.type !== 'hash_entry' || !key) return [];
    const name = key.text.replace(/^["']|["']$/g, '');
    return [{ key: spelled(name, to), keyRange: rangeOf(key), value: to.expr(value) }];
  });
  return object(entries, rangeOf(node));
};

const memberAccess: Lower = (node, to) => {
  const [of, name] = parts(node);
  if (!of || !name) return single(node, to);
  return member(to.expr(of), keyOf(name, to), rangeOf(node));
};

const keyOf = (name: Node, to: Lowering): Expr => {
  const [inner] = parts(name);
  return inner && inner.type !== 'simple_name' ? to.expr(inner) : text(spelled(to.textOf(name), to), rangeOf(name));
};

const elementAccess: Lower = (node, to) => {
  const [of, index] = parts(node);
  if (!of || !index) return single(node, to);
  const key = to.expr(index);
  return member(to.expr(of), key.kind === 'text' ? { ...key, value: spelled(key.value, to) } : key, rangeOf(node));
};

/** `$client.Send($m)`, `[Net.Mail.SmtpClient]::new('h')` */
const invocation: Lower = (node, to) => {
  const [of, name] = parts(node);
  if (!of || !name) return single(node, to);
  const list = childOf(node, 'argument_list');
  const args = list ? inParentheses(list, to) : [];
  const receiver = to.expr(of);
  const key = keyOf(name, to);
  const makes = of.type === 'type_literal' && key.kind === 'text' && key.value.toLowerCase() === 'new';
  return call(to, {
    callee: makes ? receiver : member(receiver, key, { start: of.startIndex, end: name.endIndex }),
    args,
    construct: makes,
    range: rangeOf(node),
  });
};

/** `[string]$x`, `[ordered]@{…}`: the value. */
const cast: Lower = (node, to) => {
  const [type, inner] = parts(node);
  const value = to.expr(inner ?? type);
  const isCharacter = type !== undefined && /^\[char\]$/i.test(to.textOf(type).replace(/\s/g, ''));
  return isCharacter && value.kind === 'text' && /^\w+$/.test(value.value) ? characterOf(value, rangeOf(node)) : value;
};

/** A backtick takes the meaning from what follows it. */
const TICKED: Escapes = { pattern: /`([\s\S])/g, value: ([, escaped = '']) => escaped };

/** `if` gives the value of the arm that runs. */
const conditional: Lower = (node, to) => {
  to.walk(field(node, 'condition'));
  const clauses = [field(node, 'elseif_clauses'), field(node, 'else_clause')].flatMap((found) => found ?? []);
  const blocks = [node, ...clauses.flatMap((clause) => (clause.type === 'elseif_clauses' ? parts(clause) : [clause]))];
  const values = blocks.flatMap((clause) => {
    const block = childOf(clause, 'statement_block');
    return block ? [last(block, to)] : [];
  });
  return either(values, rangeOf(node));
};

const WRAPPERS = ['logical', 'bitwise', 'comparison', 'multiplicative', 'range'];

export const expressions: Language['expressions'] = {
  ...strings,
  ...Object.fromEntries(
    WRAPPERS.flatMap((level) => [
      [`${level}_expression`, single],
      [`${level}_argument_expression`, single],
    ]),
  ),
  comparison_expression: compared,
  argument_expression: single,
  left_assignment_expression: single,
  unary_expression: single,
  string_literal: single,
  integer_literal: literally,
  real_literal: literally,
  generic_token: (node, to) => decoded(to.source, rangeOf(node), TICKED),
  simple_name: literally,
  expression_with_unary_operator: single,
  additive_expression: additive,
  additive_argument_expression: additive,
  format_expression: format,
  format_argument_expression: format,
  array_literal_expression: list,
  array_expression: array,
  hash_literal_expression: hash,
  sub_expression: last,
  parenthesized_expression: last,
  variable,
  cast_expression: cast,
  member_access: memberAccess,
  element_access: elementAccess,
  invokation_expression: invocation,
  type_literal: (node, to) => typeNamed(to.textOf(node), rangeOf(node), to),
  pipeline: single,
  pipeline_chain: piped,
  command,
  if_statement: conditional,
};
