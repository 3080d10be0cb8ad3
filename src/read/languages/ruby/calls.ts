/** Calls and blocks. */

import type { Argument, CallExpr, Expr } from '../../../model/expr.ts';
import { shownCode } from '../../../text/shown.ts';
import {
  anyItem,
  childOf,
  concat,
  field,
  type Language,
  type Lowering,
  literally,
  member,
  ownMember,
  ref,
  call as register,
} from '../../lower.ts';
import { printf } from '../../lower-text.ts';
import { object, text, unknown, wholeLiteral } from '../../reader.ts';
import { type Node, parts, rangeOf } from '../../tree-sitter.ts';
import { bodyValue } from './control.ts';
import { bind, entriesOf } from './expressions.ts';
import { around, isOwnMethod } from './names.ts';

export const calls: Language['expressions'] = { call, yield: yielded };

/** Methods of the core classes that take nothing; any other such call is read like a field of its receiver. */
const CONVERSIONS = new Set([
  'freeze',
  'dup',
  'clone',
  'to_s',
  'to_h',
  'to_sym',
  'to_i',
  'strip',
  'lstrip',
  'rstrip',
  'chomp',
  'downcase',
  'upcase',
  'presence',
  'compact',
  'symbolize_keys',
  'deep_symbolize_keys',
  'stringify_keys',
  'with_indifferent_access',
  'new',
  'call',
  'deliver',
  'first',
  'last',
  'values',
  'to_a',
  'sample',
]);

const BODIES = new Set(['program', 'body_statement', 'block_body', 'then', 'else', 'begin']);

/** A statement whose value nobody takes, so that it does something: `smtp.enable_starttls`, also with an `if` behind it. */
function isForEffect(node: Node): boolean {
  const { parent } = node;
  if (!parent) return false;
  if (parent.type === 'if_modifier' || parent.type === 'unless_modifier')
    return parent.childForFieldName('body')?.id === node.id && isForEffect(parent);
  return BODIES.has(parent.type) && node.nextNamedSibling !== null;
}

function call(node: Node, to: Lowering): Expr {
  const method = field(node, 'method');
  const name = method ? to.textOf(method) : 'call';
  if (SENDING.test(name)) return sent(node, name, to) ?? callNamed(node, method, name, to);
  return callNamed(node, method, name, to);
}

/** Methods that call another one by its name, or give a constant by its. */
const CALLING = /^(?:send|public_send|__send__)$/;
const SENDING = /^(?:send|public_send|__send__|const_get|instance_variable_set|method)$/;

/** `Net::SMTP.send(:start, host)`, `Object.const_get('Net::SMTP')` */
function sent(node: Node, name: string, to: Lowering): Expr | undefined {
  const receiver = field(node, 'receiver');
  const list = field(node, 'arguments');
  const [first, ...rest] = list ? parts(list) : [];
  const key = first && wholeLiteral(to.expr(first));
  const isOwn = !receiver && name === 'instance_variable_set';
  const block = field(node, 'block');
  if (!key || (!receiver && !isOwn) || !list || (block && !CALLING.test(name))) return undefined;
  const of: Expr = receiver ? to.expr(receiver) : ref('this', rangeOf(node));
  const at = rangeOf(node);
  if (name === 'const_get') {
    const [head = '', ...steps] = key.value.split('::');
    const start: Expr = /^(?:Object|Kernel)$/.test(receiver ? to.textOf(receiver) : '')
      ? ref(head, at)
      : member(of, text(head, at), at);
    return steps.reduce<Expr>((inner, step) => member(inner, text(step, at), at), start);
  }
  const isSetter = key.value.endsWith('=');
  const target = member(of, isSetter ? text(key.value.slice(0, -1), key.range) : key, at);
  const args = argumentsOf(list, to).slice(1);
  if (name === 'instance_variable_set') {
    const [given] = args;
    if (given) to.builder.assign(member(of, text(key.value.replace(/^@/, ''), key.range), at), given.value, at);
    return given?.value;
  }
  if (name === 'method') return member(of, key, at);
  if (block)
    blockOf(block, () => ({ kind: 'call', callee: target, args, construct: false, range: at }), key.value, of, to);
  if (!isSetter) return register(to, { callee: target, args, construct: key.value === 'new', range: at });
  const value = valueGiven(args, rest.length, list);
  if (value) to.builder.assign(target, value, at);
  return value;
}

/** What a setter is given: one value, or pairs, which are one mapping. */
function valueGiven(args: readonly Argument[], count: number, list: Node): Expr | undefined {
  const entries = args.flatMap(({ name, value }) =>
    name === undefined ? [] : [{ key: name, keyRange: value.range, value }],
  );
  if (entries.length > 0 && entries.length === args.length) return object(entries, rangeOf(list));
  return count === 1 ? args[0]?.value : undefined;
}

function callNamed(node: Node, method: Node | null, name: string, to: Lowering): Expr {
  const receiver = field(node, 'receiver');
  const list = field(node, 'arguments');
  const block = field(node, 'block');
  if (!receiver && (name === 'require' || name === 'require_relative')) return required(node, name, list, to);
  const of = receiver ? to.expr(receiver) : undefined;
  const at = rangeOf(node);
  if (of && method && !list && !block && !CONVERSIONS.has(name) && !isForEffect(node))
    return member(of, literally(method, to), at);
  const args = list ? argumentsOf(list, to) : [];
  if (!receiver && block && /^(lambda|proc)$/.test(name)) return to.expr(block);
  const known = knownValue(of, name, args, node);
  if (known) return known;
  // `Net::SMTP.method(:start).call(…)`
  if (of?.kind === 'member' && name === 'call' && /\.method[ (]/.test(receiver ? to.textOf(receiver) : ''))
    return register(to, { callee: of, args, range: at });
  const callee = of
    ? member(of, method ? literally(method, to) : text(name, at), calleeRange(node, at.start))
    : bareCallee(method, name, to);
  if (of && block && name === 'tap') return tapped(block, [of], to);
  const [memo] = args;
  if (of && block && memo && name === 'each_with_object') return tapped(block, [itemOf(block, of), memo.value], to);
  if (of && block && FOLDING.test(name))
    return register(to, { callee, args: [...args, { value: to.expr(block) }], range: at });
  const value = block
    ? blockOf(block, () => ({ kind: 'call', callee, args, construct: false, range: at }), name, of, to)
    : undefined;
  // `ENV.fetch('X') { 'd' }`: the block gives the value that is missing.
  const given = name === 'fetch' && args.length === 1 && value ? [...args, { value }] : args;
  const made = register(to, { callee, args: given, construct: name === 'new', range: at });
  // A list of what the block makes of any item.
  return value && value.kind !== 'unknown' && /^(?:map|collect)$/.test(name)
    ? { kind: 'list', items: [value], range: at }
    : made;
}

/** `yield configuration` calls the block, which mostly hands nothing back: what is looked for is what it is given. */
function yielded(node: Node, to: Lowering): Expr {
  const list = childOf(node, 'argument_list');
  const at = rangeOf(node);
  return register(to, { callee: ref('yield', at), args: list ? argumentsOf(list, to) : [], range: at });
}

const calleeRange = (node: Node, start: number) => ({ start, end: field(node, 'method')?.endIndex ?? node.endIndex });

function bareCallee(method: Node | null, name: string, to: Lowering): Expr {
  if (!method) return unknown({ start: 0, end: 0 });
  if (method.type === 'super') {
    const own = around(to).method ?? 'constructor';
    return member(ref('super', rangeOf(method)), text(own, rangeOf(method)), rangeOf(method));
  }
  return isOwnMethod(name, to) ? ownMember(method, to) : ref(name, rangeOf(method));
}

function required(node: Node, name: string, list: Node | null, to: Lowering): Expr {
  const path = list ? to.expr(parts(list)[0]) : unknown(rangeOf(node));
  if (path.kind === 'text') {
    const relative = name === 'require_relative' && !path.value.startsWith('.');
    to.builder.import({
      local: '*',
      module: relative ? `./${path.value}` : path.value,
      name: '*',
      range: path.range,
      all: true,
    });
  }
  return unknown(rangeOf(node));
}

/** Pairs at the end are keyword arguments. */
export function argumentsOf(list: Node, to: Lowering): Argument[] {
  return parts(list).flatMap((one): Argument[] => {
    switch (one.type) {
      case 'pair':
        return entriesOf([one], to).map(({ key, value }) => ({ name: key, value }));
      case 'splat_argument':
        return [{ value: to.expr(parts(one)[0]), spread: true }];
      case 'hash_splat_argument':
        return [{ value: to.expr(parts(one)[0]), spread: 'named' }];
      case 'block_argument':
        to.walk(parts(one)[0]);
        return [];
      default:
        return [{ value: to.expr(one) }];
    }
  });
}

/** `format('%s:%d', a, b)`, `[a, b].join(':')`. */
function knownValue(of: Expr | undefined, name: string, args: readonly Argument[], node: Node): Expr | undefined {
  const [first, ...rest] = args.filter((one) => one.name === undefined).map((one) => one.value);
  const at = rangeOf(node);
  if (!of && /^(format|sprintf)$/.test(name) && first?.kind === 'text')
    return printf(first, rest, at, (key) => args.find((one) => one.name === key)?.value);
  if (of?.kind !== 'list' || name !== 'join') return undefined;
  return concat(
    of.items.flatMap((item, index) => (index === 0 || !first ? [item] : [first, item])),
    at,
  );
}

/** How the rows of collections call the pairs of a mapping. */
const PAIRS = 'pairs of it';

/** Methods whose block gets the receiver, or each of its items. */
const GIVES_RECEIVER = /^(then|yield_self|with_options)$/;
const GIVES_ITEMS =
  /^(each|map|each_pair|each_value|each_with_index|flat_map|find|detect|select|any\?|each_with_object)$/;
const GIVES_PAIRS = /^(each|map|each_pair|flat_map|find|detect|select|any\?)$/;
const GIVES_RESULT = /^(start|new|open|build)$/;

/** Methods that call their block later, or never: OptionParser's. https://docs.ruby-lang.org/en/master/OptionParser.html */
const CALLED_BACK = new Set(['on', 'on_tail', 'on_head']);

/** Methods that hand a configuration to their block, by convention: `Post.configure { |config| … }`. */
const GIVES_YIELDED = /^(?:config|configure|setup)(?:_\w+)?$/;

/** Walks a block as a part of the method around it, as Ruby does: it sees and sets the names there. */
function blockOf(block: Node, made: () => CallExpr, name: string, of: Expr | undefined, to: Lowering): Expr {
  let value: Expr = unknown(rangeOf(block));
  to.builder.block(() => {
    const params = field(block, 'parameters');
    const names = params ? parts(params) : [];
    for (const [index, param] of names.entries()) {
      const given = givenToBlock(made, name, of, index, names.length);
      declare(param, given ?? unknown(rangeOf(param), shownCode(to.textOf(param))), to);
    }
    const walk = (): void => {
      value = bodyValue(field(block, 'body'), to);
    };
    if (CALLED_BACK.has(name)) to.builder.branch(block.startIndex, 0, walk);
    else walk();
  });
  return value;
}

/** Methods whose block is given what it made of the items before. https://docs.ruby-lang.org/en/master/Enumerable.html#method-i-inject */
const FOLDING = /^(?:reduce|inject)$/;

/**
 * `{}.tap { |settings| settings[:address] = … }` is the receiver, with what the block does to it under its own name, which is the
 * last of those that the block is given; so is what `each_with_object({}) { |item, settings| … }` is given.
 */
function tapped(block: Node, given: readonly Expr[], to: Lowering): Expr {
  const list = field(block, 'parameters');
  const params = list ? parts(list) : [];
  for (const [index, value] of given.entries()) {
    const param = params[index];
    if (param) declare(param, value, to);
  }
  bodyValue(field(block, 'body'), to);
  const param = params[given.length - 1];
  const value = given.at(-1) ?? unknown(rangeOf(block));
  return param?.type === 'identifier' ? ref(to.textOf(param), value.range) : value;
}

/** What a method gives its block of a list, or of a mapping as a pair: `{ |(key, value), all| … }`. */
function itemOf(block: Node, of: Expr): Expr {
  const list = field(block, 'parameters');
  const [first] = list ? parts(list) : [];
  if (first?.type !== 'destructured_parameter') return anyItem(of);
  const { range } = of;
  return anyItem({ kind: 'call', callee: member(of, text(PAIRS, range), range), args: [], construct: false, range });
}

/** What a method passes to its block. Of a mapping it is the key and the value. */
function givenToBlock(
  made: () => CallExpr,
  name: string,
  of: Expr | undefined,
  index: number,
  count: number,
): Expr | undefined {
  if (GIVES_RESULT.test(name) || GIVES_YIELDED.test(name)) return index === 0 ? made() : undefined;
  if (!of) return undefined;
  if (GIVES_RECEIVER.test(name)) return index === 0 ? of : undefined;
  const isPair = count === 2 && GIVES_PAIRS.test(name);
  return GIVES_ITEMS.test(name) && index === (isPair ? 1 : 0) ? anyItem(of) : undefined;
}

function declare(param: Node, value: Expr, to: Lowering): void {
  if (param.type !== 'identifier') {
    bind(param, value, param, to);
    return;
  }
  around(to).locals.add(to.textOf(param));
  to.builder.assign(ref(to.textOf(param), rangeOf(param)), value, rangeOf(param), { declares: true });
}
