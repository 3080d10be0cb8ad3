/**
 * Nix expressions, as far as configuration goes: attribute sets, dotted names, strings, lists, and names that a `let` binds.
 * Functions and operators other than the sum of texts are passed over, so that the sets within them are still found.
 */
import type { Entry, Expr, ObjectExpr } from '../../../model/expr.ts';
import { either, join, object, type Reader, range, unknown } from '../../reader.ts';
import { applied } from './functions.ts';
import { resolved } from './lets.ts';
import { type NixToken, tokensOf } from './tokens.ts';

export const readNix: Reader = async ({ path, source }) => {
  const whole = range(0, source.text.length);
  const cursor: Cursor = { tokens: tokensOf(source.text), at: 0 };
  const entries: Entry[] = [];
  // A stray closing bracket ends a run of bindings early; what follows is read all the same.
  while (cursor.at < cursor.tokens.length) {
    entries.push(...bindings(cursor, 0));
    cursor.at += 1;
  }
  return { path, format: 'nix', source, documents: [resolved(object(entries, whole), cursor.tokens)] };
};

interface Cursor {
  readonly tokens: readonly NixToken[];
  at: number;
  /** What the `with` around says that names are taken from. */
  from?: string;
}

/** Sets within sets within …: deeper ones are passed over. */
const DEEPEST = 200;

/** Bindings up to the bracket that closes their set. */
function bindings(cursor: Cursor, depth: number): Entry[] {
  const found: Entry[] = [];
  for (let token = cursor.tokens[cursor.at]; token && !/^[}\])]$/.test(token.kind); token = cursor.tokens[cursor.at]) {
    const name = nameAt(cursor);
    if (name) found.push({ ...name, value: valueAt(cursor, depth) });
    else if (token.kind === 'name' && token.word === 'inherit') found.push(...inherited(cursor));
    else if (/^[{[(]$/.test(token.kind)) {
      cursor.at += 1;
      found.push(...(depth < DEEPEST ? bindings(cursor, depth + 1) : skipped(cursor)));
      cursor.at += 1;
    } else cursor.at += 1;
  }
  return found;
}

/** `a.b."c" =`, with the cursor left behind the sign; undefined, and nothing read, when something else stands there. */
function nameAt(cursor: Cursor): { key: string; keyRange: Entry['keyRange'] } | undefined {
  const parts: NixToken[] = [];
  let at = cursor.at;
  for (;;) {
    const token = cursor.tokens[at];
    if (token?.kind !== 'name' && token?.kind !== 'string') return undefined;
    parts.push(token);
    const next = cursor.tokens[at + 1]?.kind;
    if (next === '=') break;
    if (next !== '.') return undefined;
    at += 2;
  }
  cursor.at = at + 2;
  const [first, last] = [parts[0], parts.at(-1)];
  return { key: parts.map((part) => part.word).join('.'), keyRange: range(first?.start ?? 0, last?.end ?? 0) };
}

/**
 * `inherit host user;` of a set that a `with` brings into scope, and `inherit (config.mail) host;`. Of plain names around
 * nothing is said. https://nix.dev/manual/nix/latest/language/syntax#inheriting-attributes
 */
function inherited(cursor: Cursor): Entry[] {
  cursor.at += 1;
  let from = cursor.from;
  if (cursor.tokens[cursor.at]?.kind === '(') {
    cursor.at += 1;
    from = chainAt(cursor);
    while (cursor.tokens[cursor.at] && !/^[);]$/.test(cursor.tokens[cursor.at]?.kind ?? '')) cursor.at += 1;
  }
  const found: Entry[] = [];
  for (let token = cursor.tokens[cursor.at]; token && token.kind !== ';'; token = cursor.tokens[cursor.at]) {
    if (/^[}\]]$/.test(token.kind)) return found;
    const keyRange = range(token.start, token.end);
    if (token.kind === 'name' && from !== undefined)
      found.push({ key: token.word, keyRange, value: unknown(keyRange, `${from}.${token.word}`) });
    cursor.at += 1;
  }
  return found;
}

/** The value of a binding, with the cursor left behind its semicolon. */
function valueAt(cursor: Cursor, depth: number): Expr {
  const inner: Cursor = { ...cursor };
  passWith(inner);
  const value = sumAt(inner) ?? contentAt(inner, depth);
  cursor.at = inner.at;
  return value;
}

/** What begins an expression that has no name. */
const KEYWORD = /^(?:let|if|with|rec|assert)$/;

function contentAt(cursor: Cursor, depth: number): Expr {
  const first = cursor.tokens[cursor.at];
  const name = chainAt(cursor);
  const { value, parts } = contentOf(cursor, depth);
  if (cursor.tokens[cursor.at]?.kind === ';') cursor.at += 1;
  const last = cursor.tokens[cursor.at - 1];
  const at = range(first?.start ?? 0, last?.start ?? first?.end ?? 0);
  const written = name ?? first?.word;
  return value ?? unknown(at, parts > 0 && !KEYWORD.test(written ?? '') ? written : undefined);
}

/** `with config.mail;` before a value: its names are members of that. Of several the innermost is asked first. */
function passWith(cursor: Cursor): void {
  while (cursor.tokens[cursor.at]?.word === 'with' && cursor.tokens[cursor.at]?.kind === 'name') {
    const of = chainAt({ ...cursor, at: cursor.at + 1 });
    const end = cursor.at + 1 + 2 * (of?.split('.').length ?? 0) - 1;
    if (of === undefined || cursor.tokens[end]?.kind !== ';') return;
    cursor.from = of;
    cursor.at = end + 1;
  }
}

/** `cfg.host + ":" + toString cfg.port` up to its semicolon, with the cursor left behind it; names and texts, nothing else. */
function sumAt(cursor: Cursor): Expr | undefined {
  const operands: Expr[] = [];
  const probe = { ...cursor };
  for (;;) {
    const operand = operandAt(probe);
    if (!operand) return undefined;
    operands.push(operand);
    const next = cursor.tokens[probe.at];
    probe.at += 1;
    if (next?.kind === ';') break;
    if (next?.word !== '+') return undefined;
  }
  const [first, last] = [operands[0], operands.at(-1)];
  if (!first || !last || operands.length < 2) return undefined;
  cursor.at = probe.at;
  return join(operands, range(first.range.start, last.range.end));
}

/** A text, a name with its members, or `toString` of one. */
function operandAt(cursor: Cursor): Expr | undefined {
  const first = cursor.tokens[cursor.at];
  if (first?.kind === 'string') {
    cursor.at += 1;
    return first.value;
  }
  const chain = chainAt(cursor);
  if (first === undefined || chain === undefined) return undefined;
  cursor.at += 2 * chain.split('.').length - 1;
  if (/^(?:builtins\.)?toString$/.test(chain)) return operandAt(cursor);
  return unknown(range(first.start, cursor.tokens[cursor.at - 1]?.end ?? first.end), chain);
}

/** `cfg.relay` where the cursor is, without moving it; undefined when something else stands there. */
function chainAt({ tokens, at }: Cursor): string | undefined {
  let chain = '';
  for (let index = at; tokens[index]?.kind === 'name'; index += 2) {
    chain += tokens[index]?.word ?? '';
    if (tokens[index + 1]?.kind !== '.') return chain;
    chain += '.';
  }
  return undefined;
}

/**
 * What stands up to a semicolon or a closing bracket comes to. Sets side by side are one set: `a // b`, the branches of
 * `if`. Of anything else what is written last is the value (`mkDefault "x"`, `mkIf c { … }`), in each branch.
 */
function contentOf(cursor: Cursor, depth: number): { readonly value: Expr | undefined; readonly parts: number } {
  const branches: Expr[] = [];
  let sets: ObjectExpr[] = [];
  let other: Expr | undefined;
  let parts = 0;
  const endBranch = (): void => {
    if (other) branches.push(other);
    other = undefined;
  };
  for (let token = cursor.tokens[cursor.at]; token && !/^[;}\])]$/.test(token.kind); token = cursor.tokens[cursor.at]) {
    if (token.kind === 'name' && token.word === 'then') other = undefined;
    if (token.kind === 'name' && token.word === 'else') endBranch();
    const one = part(cursor, token, depth);
    parts += 1;
    if (one?.kind === 'object') sets.push(one);
    else if (one) {
      other = one;
      sets = [];
    }
    if (one?.kind === 'object') other = undefined;
  }
  endBranch();
  const [set, ...more] = sets;
  if (set && more.length > 0) {
    const at = range(set.range.start, sets.at(-1)?.range.end ?? set.range.end);
    return {
      value: object(
        sets.flatMap(({ entries }) => entries),
        at,
      ),
      parts,
    };
  }
  const at = range(branches[0]?.range.start ?? 0, branches.at(-1)?.range.end ?? 0);
  return { value: set ?? (branches.length > 0 ? either(branches, at) : undefined), parts };
}

/** Roots of functions that give back what they are given, or a part of it: `lib.mkDefault "h"`, `builtins.toString`. */
const HANDING_ON = /^(?:lib|builtins|l)$/;

/** `services.addressesOf "mailout"`: what another function is given is not what it gives back. */
function isArgument({ tokens, at }: Cursor): boolean {
  const last = tokens[at - 1];
  if (last?.kind !== 'name' || tokens[at - 2]?.kind !== '.' || last.word.startsWith('mk')) return false;
  let root = at - 1;
  while (tokens[root - 1]?.kind === '.' && tokens[root - 2]?.kind === 'name') root -= 2;
  return !HANDING_ON.test(tokens[root]?.word ?? '') && !/^(?:=|in|then|else)$/.test(last.word);
}

function part(cursor: Cursor, token: NixToken, depth: number): Expr | undefined {
  if (token.kind === 'string' && isArgument(cursor)) {
    cursor.at += 1;
    return undefined;
  }
  const before = cursor.tokens[cursor.at - 1];
  cursor.at += 1;
  if (token.kind === 'string')
    return (before?.kind === 'name' && token.value && applied(cursor.tokens, before.word, token.value)) || token.value;
  if (!/^[{[(]$/.test(token.kind)) return undefined;
  const value =
    depth >= DEEPEST
      ? bracketed(cursor, token, skipped(cursor))
      : token.kind === '{'
        ? bracketed(cursor, token, bindings(cursor, depth + 1))
        : list(cursor, token, depth + 1);
  cursor.at += 1;
  // The set before a colon is a function's parameter.
  return cursor.tokens[cursor.at]?.kind === ':' ? undefined : value;
}

const bracketed = (cursor: Cursor, open: NixToken, entries: readonly Entry[]): Expr =>
  object(entries, range(open.start, cursor.tokens[cursor.at]?.end ?? open.end));

/** A list, or what stands in parentheses. */
function list(cursor: Cursor, open: NixToken, depth: number): Expr | undefined {
  if (open.kind === '(') {
    let value: Expr | undefined;
    for (
      let token: NixToken | undefined = open;
      token && !/^[}\])]$/.test(token.kind);
      token = cursor.tokens[cursor.at]
    ) {
      // `let a = 1; in a`: what is behind the last semicolon is the value.
      if (token.kind === ';') cursor.at += 1;
      value = contentOf(cursor, depth).value ?? value;
    }
    return value;
  }
  const items: Expr[] = [];
  for (let token = cursor.tokens[cursor.at]; token && !/^[}\])]$/.test(token.kind); token = cursor.tokens[cursor.at]) {
    const chain = chainAt(cursor);
    if (chain !== undefined) {
      const start = token.start;
      cursor.at += 2 * chain.split('.').length - 1;
      items.push(unknown(range(start, cursor.tokens[cursor.at - 1]?.end ?? token.end), chain));
      continue;
    }
    const item = part(cursor, token, depth);
    if (item) items.push(item);
  }
  return { kind: 'list', items, range: range(open.start, cursor.tokens[cursor.at]?.end ?? open.end) };
}

/** Passes over everything up to the closing bracket. */
function skipped(cursor: Cursor): Entry[] {
  for (let level = 0; cursor.at < cursor.tokens.length; cursor.at += 1) {
    const kind = cursor.tokens[cursor.at]?.kind ?? '';
    if (/^[{[(]$/.test(kind)) level += 1;
    else if (/^[}\])]$/.test(kind) && (level -= 1) < 0) break;
  }
  return [];
}
