/** Values, operators and assignments. */
import type { Entry, Expr, Range } from '../../../model/expr.ts';
import {
  andThen,
  concat,
  field,
  fields,
  itemOf,
  type Language,
  type Lowering,
  literally,
  member,
  operands,
  orElse,
  ref,
  call as register,
} from '../../lower.ts';
import { printf } from '../../lower-text.ts';
import { object, text, unknown } from '../../reader.ts';
import { type Node, parts, rangeOf } from '../../tree-sitter.ts';
import { negated } from '../../truth.ts';
import { around, constant, identifier, instanceVariable } from './names.ts';
import { heredoc, string, symbol } from './strings.ts';
import { structClass } from './structs.ts';

export const expressions: Language['expressions'] = {
  string,
  bare_string: string,
  subshell: string,
  delimited_symbol: string,
  bare_symbol: string,
  simple_symbol: symbol,
  hash_key_symbol: symbol,
  heredoc_beginning: heredoc,
  character: (node, to) => text(to.textOf(node).slice(1), { start: node.startIndex + 1, end: node.endIndex }),
  chained_string: (node, to) =>
    concat(
      parts(node).map((one) => to.expr(one)),
      rangeOf(node),
    ),
  regex: (node, to) => {
    const [, source = '', flags = ''] = /^\/([\s\S]*)\/([a-z]*)$/.exec(to.textOf(node)) ?? [];
    const at = rangeOf(node);
    const args = [source, flags].map((value) => ({ value: text(value, at, [{ at: 0, source: at.start }]) }));
    to.walkAll(parts(node));
    return parts(node).some((part) => part.type === 'interpolation')
      ? unknown(at)
      : { kind: 'call', callee: ref('RegExp', at), args, construct: false, range: at };
  },
  integer: literally,
  float: literally,
  true: literally,
  false: literally,
  nil: (node) => unknown(rangeOf(node), 'null'),
  self: (node) => ref('this', rangeOf(node)),
  identifier,
  constant,
  instance_variable: instanceVariable,
  class_variable: instanceVariable,
  global_variable(node, to) {
    to.builder.global(to.textOf(node));
    return ref(to.textOf(node), rangeOf(node));
  },
  scope_resolution: scoped,
  element_reference: element,
  array: list,
  string_array: list,
  symbol_array: list,
  right_assignment_list: list,
  hash: (node, to) => object(entriesOf(parts(node), to), rangeOf(node)),
  parenthesized_statements(node, to) {
    const all = parts(node);
    to.walkAll(all.slice(0, -1));
    return to.expr(all.at(-1));
  },
  binary,
  unary(node, to) {
    const value = to.expr(field(node, 'operand'));
    const operator = field(node, 'operator')?.type;
    if (operator === '!' || operator === 'not') return negated(value, rangeOf(node));
    return operator === '-' && value.kind === 'text' ? literally(node, to) : unknown(rangeOf(node));
  },
  assignment(node, to) {
    const [target, given] = [field(node, 'left'), field(node, 'right')];
    if (target?.type === 'constant' && given && structClass(target, given, to)) return unknown(rangeOf(node));
    const value = to.expr(given);
    bind(target, value, node, to);
    return value;
  },
  operator_assignment(node, to) {
    const target = field(node, 'left');
    const operator = (field(node, 'operator')?.type ?? '').replace(/=$/, '');
    const old = to.expr(target);
    const value = combined(operator, old, to.expr(field(node, 'right')), rangeOf(node));
    // `||=` gives its value only where there was none: what was given before stays possible.
    if (operator !== '||') bind(target, value, node, to);
    else
      to.builder.branch(node.startIndex, 0, () =>
        bind(target, value.kind === 'either' ? (value.options.at(-1) ?? value) : value, node, to),
      );
    return value;
  },
};

function scoped(node: Node, to: Lowering): Expr {
  const scope = field(node, 'scope');
  const name = field(node, 'name');
  if (!name) return unknown(rangeOf(node));
  return scope ? member(to.expr(scope), literally(name, to), rangeOf(node)) : ref(to.textOf(name), rangeOf(node));
}

function element(node: Node, to: Lowering): Expr {
  const of = to.expr(field(node, 'object'));
  const objectId = field(node, 'object')?.id;
  const keys = parts(node).filter((part) => part.id !== objectId && !/block$/.test(part.type));
  const [key, second] = keys;
  if (key && !second) return member(of, to.expr(key), rangeOf(node));
  if (!key || keys.some(({ type }) => type === 'splat_argument')) {
    to.walkAll(keys);
    return unknown(rangeOf(node));
  }
  // `config['mail', 'via']`: a method of the object's class
  const at = rangeOf(node);
  return register(to, {
    callee: member(of, text('[]', at), at),
    args: keys.map((one) => ({ value: to.expr(one) })),
    range: at,
  });
}

function list(node: Node, to: Lowering): Expr {
  const items = parts(node).flatMap((item): readonly Expr[] => {
    if (item.type === 'pair') return [object(entriesOf([item], to), rangeOf(item))];
    if (item.type !== 'splat_argument') return [to.expr(item)];
    const value = to.expr(parts(item)[0]);
    return value.kind === 'list' ? value.items : [unknown(rangeOf(item), 'items of another list')];
  });
  return { kind: 'list', items, range: rangeOf(node) };
}

/** The pairs and splats of a hash, or of an argument list. A key without a value is a name's short form (`{ host: }`). */
export function entriesOf(nodes: readonly Node[], to: Lowering): Entry[] {
  return nodes.flatMap((node): Entry[] => {
    if (node.type === 'hash_splat_argument') {
      return [{ key: '', keyRange: rangeOf(node), value: to.expr(parts(node)[0]), spread: true }];
    }
    const keyNode = field(node, 'key');
    if (!keyNode) {
      to.walk(node);
      return [];
    }
    const key = to.expr(keyNode);
    const valueNode = field(node, 'value');
    const value = valueNode ? to.expr(valueNode) : ref(to.textOf(keyNode), rangeOf(keyNode));
    return [
      key.kind === 'text'
        ? { key: key.value, keyRange: key.range, value }
        : { key: to.textOf(keyNode), keyRange: rangeOf(keyNode), value, computed: key },
    ];
  });
}

const operatorOf = (node: Node): string => field(node, 'operator')?.type ?? '';

function binary(node: Node, to: Lowering): Expr {
  const operator = operatorOf(node);
  if (operator !== '+')
    return combined(operator, to.expr(field(node, 'left')), to.expr(field(node, 'right')), rangeOf(node));
  const values = operands(node, (one) => one.type === 'binary' && operatorOf(one) === '+').map((one) => to.expr(one));
  const lists = values.flatMap((value) => (value.kind === 'list' ? [value] : []));
  if (lists.length === 0) return concat(values, rangeOf(node));
  return lists.length === values.length
    ? { kind: 'list', items: lists.flatMap((one) => one.items), range: rangeOf(node) }
    : unknown(rangeOf(node));
}

function combined(operator: string, left: Expr, right: Expr, at: Range): Expr {
  if (operator === '||' || operator === 'or') return orElse(left, right, at);
  if (operator === '&&' || operator === 'and') return andThen(left, right);
  if (operator === '+' || operator === '<<') return concat([left, right], at);
  // https://docs.ruby-lang.org/en/master/Array.html#method-i-2A: a text between the items of a list
  if (operator === '*' && left.kind === 'list') {
    const callee = member(left, text('join', left.range), at);
    return { kind: 'call', callee, args: [{ value: right }], construct: false, range: at };
  }
  if (operator !== '%' || left.kind !== 'text') return unknown(at);
  const positional = right.kind === 'list' ? right.items : [right];
  return printf(left, positional, at, (name) => itemOf(right, text(name, left.range))) ?? unknown(at);
}

/** Gives a value to a name, a member, or each part of a list of them. */
export function bind(target: Node | null | undefined, value: Expr, whole: Node, to: Lowering): void {
  if (!target) return;
  const at = rangeOf(whole);
  if (/^(left_assignment_list|destructured_left_assignment|destructured_parameter)$/.test(target.type)) {
    for (const [index, part] of parts(target).entries())
      bind(part, itemOf(value, text(String(index), rangeOf(part))), whole, to);
  } else if (target.type === 'identifier') {
    around(to).locals.add(to.textOf(target));
    to.builder.assign(ref(to.textOf(target), rangeOf(target)), value, at);
  } else if (target.type === 'call') {
    to.builder.assign(property(target, to), value, at);
  } else if (
    /^(constant|instance_variable|class_variable|global_variable|element_reference|scope_resolution)$/.test(target.type)
  ) {
    to.builder.assign(to.expr(target), value, at, to.builder.inClass() ? { declares: true } : {});
  }
}

/** `x.y = …`: never a call. */
function property(target: Node, to: Lowering): Expr {
  const of = field(target, 'receiver');
  const name = field(target, 'method');
  return of && name ? member(to.expr(of), literally(name, to), rangeOf(target)) : to.expr(fields(target, 'method')[0]);
}
