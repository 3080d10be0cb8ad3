/** Macros. Their arguments are tokens: only names, members, calls and literals among them are understood. */
import type { Argument, Entry, Expr } from '../../../model/expr.ts';
import { field, type Language, type Lowering, literally, member, ref, call as register } from '../../lower.ts';
import { braces } from '../../lower-text.ts';
import { object, unknown } from '../../reader.ts';
import { type Node, parts, rangeOf } from '../../tree-sitter.ts';
import { name as nameOf } from './types.ts';

export const macros: Language['expressions'] = {
  macro_invocation(node, to) {
    const name = field(node, 'macro');
    const tree = parts(node).find((part) => part.type === 'token_tree');
    if (!name || !tree) return unknown(rangeOf(node));
    return expanded(to.textOf(name).split('::').at(-1) ?? '', tree, node, to);
  },
};

function expanded(name: string, tree: Node, node: { startIndex: number; endIndex: number }, to: Lowering): Expr {
  const at = { start: node.startIndex, end: node.endIndex };
  if (name === 'json') return json(tree, to);
  if (name === 'lazy_static') return statics(tree, at, to);
  const args = argumentsIn(tree, to);
  const [first, ...others] = args.map((one) => one.value);
  if (/^(env|option_env|dotenv|var)$/.test(name) && first?.kind === 'text')
    return { kind: 'env', name: first.value, range: at };
  if (name === 'include_str' && first)
    return register(to, { callee: ref(name, at), args: [{ value: first }], range: at });
  if (name === 'vec') return { kind: 'list', items: args.map((one) => one.value), range: at };
  if (/^(format|concat|format_args)$/.test(name) && first) {
    if (name === 'concat') return { kind: 'join', parts: [first, ...others], range: at };
    const positional = args.slice(1).flatMap((one) => (one.name === undefined ? [one.value] : []));
    const named = (key: string): Expr => args.find((one) => one.name === key)?.value ?? ref(key, first.range);
    return (first.kind === 'text' && braces(first, positional, at, named)) || unknown(at);
  }
  return unknown(at);
}

type Tokens = readonly Node[];

const tokensOf = (tree: Node): Tokens =>
  tree.children.filter((child): child is Node => child !== null && !child.type.includes('comment')).slice(1, -1);

/** What stands between separators. */
function split(tokens: Tokens, separator: RegExp): Node[][] {
  const groups: Node[][] = [[]];
  for (const token of tokens) {
    if (separator.test(token.type)) groups.push([]);
    else groups.at(-1)?.push(token);
  }
  return groups.filter((group) => group.length > 0);
}

/** How deeply the trees that are being read are nested; these are no nodes that the walk of the tree counts. */
let depth = 0;
const MAX_DEPTH = 60;

function argumentsIn(tree: Node, to: Lowering): Argument[] {
  if (depth >= MAX_DEPTH) return [];
  depth += 1;
  try {
    return split(tokensOf(tree), /^[,;]$/).map((group) => argument(group, to));
  } finally {
    depth -= 1;
  }
}

function argument(group: Tokens, to: Lowering): Argument {
  const [name, equals] = group;
  if (name?.type !== 'identifier' || equals?.type !== '=') return { value: value(group, to) };
  return { name: to.textOf(name), value: value(group.slice(2), to) };
}

/** The value of tokens, when all of them are part of one chain; all calls among them are found anyhow. */
function value(tokens: Tokens, to: Lowering): Expr {
  const [first] = tokens;
  if (!first) return unknown({ start: 0, end: 0 });
  let at = 0;
  let found: Expr | undefined;
  while (at < tokens.length) {
    const chain = chainAt(tokens, at, to);
    if (chain.value) found ??= at <= leading(tokens) && chain.next === tokens.length ? chain.value : undefined;
    at = Math.max(chain.next, at + 1);
  }
  return found ?? unknown({ start: first.startIndex, end: tokens.at(-1)?.endIndex ?? first.endIndex });
}

/** `&`, `*` and `mut` before a value. */
const leading = (tokens: Tokens): number => {
  const index = tokens.findIndex((token) => !/^([&*]|mut|mutable_specifier)$/.test(token.type));
  return index < 0 ? tokens.length : index;
};

/** The chain of names, members and calls that starts at a token. */
function chainAt(tokens: Tokens, start: number, to: Lowering): { value: Expr | undefined; next: number } {
  const first = tokens[start];
  let found = first && head(first, to);
  let next = start + 1;
  while (first && found && next < tokens.length) {
    const token = tokens[next];
    const after = tokens[next + 1];
    const tree = token?.type === '!' ? after : token;
    if (!token) break;
    const at = { start: first.startIndex, end: (tree ?? token).endIndex };
    if (token.type === '?' || (token.type === '.' && after?.type === 'await')) next += token.type === '?' ? 1 : 2;
    else if (/^(\.|::)$/.test(token.type) && after?.type === '<') next = afterGeneric(tokens, next + 1);
    else if (/^(\.|::)$/.test(token.type) && after && /^(identifier|integer_literal)$/.test(after.type)) {
      if (to.textOf(after) !== 'await')
        found = member(found, literally(after, to), { start: at.start, end: after.endIndex });
      next += 2;
    } else if (token.type === '!' && tree?.type === 'token_tree' && found.kind === 'ref') {
      found = expanded(found.name, tree, { startIndex: at.start, endIndex: at.end }, to);
      next += 2;
    } else if (token.type === 'token_tree' && token.children[0]?.type === '(') {
      const args = argumentsIn(token, to).map((one): Argument => ({ value: one.value }));
      found = register(to, { callee: found, args, range: at });
      next += 1;
    } else break;
  }
  return { value: found, next };
}

function head(token: Node, to: Lowering): Expr | undefined {
  if (token.type === 'identifier') return nameOf(token, to);
  if (/^(self|.*_literal)$/.test(token.type)) return to.expr(token);
  if (token.type === 'token_tree') argumentsIn(token, to);
  return undefined;
}

/** Past `<T, U<V>>`. */
function afterGeneric(tokens: Tokens, start: number): number {
  let open = 0;
  for (let at = start; at < tokens.length; at += 1) {
    const type = tokens[at]?.type;
    if (type === '<') open += 1;
    else if (type === '>') open -= 1;
    else if (type === '>>') open -= 2;
    if (open <= 0) return at + 1;
  }
  return tokens.length;
}

/** https://docs.rs/serde_json/latest/serde_json/macro.json.html */
function json(tree: Node, to: Lowering): Expr {
  const [only, more] = tokensOf(tree);
  return only?.type === 'token_tree' && !more ? jsonValue([only], to) : unknown(rangeOf(tree));
}

function jsonValue(tokens: Tokens, to: Lowering, level = 0): Expr {
  const [first] = tokens;
  const open = first?.type === 'token_tree' && tokens.length === 1 && level < 50 ? first.children[0]?.type : undefined;
  if (!first || !open || open === '(') return value(tokens, to);
  const groups = split(tokensOf(first), /^,$/);
  if (open === '[')
    return { kind: 'list', items: groups.map((group) => jsonValue(group, to, level + 1)), range: rangeOf(first) };
  const entries = groups.flatMap(([key, , ...rest]): Entry[] => {
    const name = key && to.expr(key);
    return name?.kind === 'text'
      ? [{ key: name.value, keyRange: name.range, value: jsonValue(rest, to, level + 1) }]
      : [];
  });
  return object(entries, rangeOf(first));
}

/** `static ref MAILER: SmtpTransport = …;`. https://docs.rs/lazy_static */
function statics(tree: Node, at: { start: number; end: number }, to: Lowering): Expr {
  for (const group of split(tokensOf(tree), /^;$/)) {
    const name = group[group.findIndex((token) => to.textOf(token) === 'ref') + 1];
    const equals = group.findIndex((token) => token.type === '=');
    const given = equals < 0 ? undefined : value(group.slice(equals + 1), to);
    if (!given || name?.type !== 'identifier') continue;
    to.builder.assign(
      ref(to.textOf(name), rangeOf(name)),
      given,
      { start: name.startIndex, end: given.range.end },
      { declares: true },
    );
  }
  return unknown(at);
}
