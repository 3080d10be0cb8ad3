/** Names that `let … in` binds, put in where they are used. https://nix.dev/manual/nix/latest/language/syntax#let-expressions */
import type { Entry, Expr, Range } from '../../../model/expr.ts';
import { join } from '../../reader.ts';
import type { NixToken } from './tokens.ts';

/** A name, what it stands for, and where it can be used: from its `let` to the end of the brackets around. */
interface Binding {
  readonly value: Expr;
  readonly scope: Range;
}

type Bindings = ReadonlyMap<string, readonly Binding[]>;

/** Bindings that refer to bindings that refer to … */
const DEEPEST = 8;

const OPENING = /^[{[(]$/;
const CLOSING = /^[}\])]$/;

/** The expression with the names in it replaced by what they are bound to. */
export function resolved<T extends Expr>(root: T, tokens: readonly NixToken[]): T {
  const scopes = letScopes(tokens);
  if (scopes.length === 0) return root;
  const bindings = new Map<string, Binding[]>();
  collect(root, scopes, bindings);
  return replaced(root, bindings, 0);
}

interface LetScope {
  /** From `let` to its `in`. */
  readonly names: Range;
  readonly scope: Range;
}

function letScopes(tokens: readonly NixToken[]): LetScope[] {
  const found: { names: { start: number; end: number }; scope: { start: number; end: number }; depth: number }[] = [];
  let depth = 0;
  for (const token of tokens) {
    if (OPENING.test(token.kind)) depth += 1;
    else if (CLOSING.test(token.kind)) {
      depth -= 1;
      for (const one of found) if (one.depth === depth + 1 && one.scope.end === Number.POSITIVE_INFINITY) one.scope.end = token.start;
    } else if (token.kind === 'name' && token.word === 'let')
      found.push({
        names: { start: token.start, end: Number.POSITIVE_INFINITY },
        scope: { start: token.start, end: Number.POSITIVE_INFINITY },
        depth,
      });
    else if (token.kind === 'name' && token.word === 'in') {
      const open = found.findLast((one) => one.depth === depth && one.names.end === Number.POSITIVE_INFINITY);
      if (open) open.names.end = token.start;
    }
  }
  return found;
}

/** The bindings of each `let`, by their names; those of sets within are members. */
function collect(expr: Expr, scopes: readonly LetScope[], bindings: Map<string, Binding[]>): void {
  if (expr.kind === 'object') {
    for (const { key, keyRange, value } of expr.entries) {
      const own = innermost(scopes, keyRange.start);
      // A key of a set that itself stands within the bindings is no name.
      if (own && !isWithinSet(expr, own)) bindings.set(key, [...(bindings.get(key) ?? []), { value, scope: own.scope }]);
      collect(value, scopes, bindings);
    }
  } else if (expr.kind === 'list') for (const item of expr.items) collect(item, scopes, bindings);
  else if (expr.kind === 'either') for (const option of expr.options) collect(option, scopes, bindings);
}

const innermost = (scopes: readonly LetScope[], at: number): LetScope | undefined =>
  scopes.findLast(({ names }) => names.start < at && at < names.end);

const isWithinSet = ({ range }: Expr, { names }: LetScope): boolean => range.start > names.start;

function valueOf(path: string, at: number, bindings: Bindings): Expr | undefined {
  const [name = '', ...rest] = path.replace(/^(?:builtins\.)?toString\s+/, '').trim().split('.');
  const known = bindings.get(name)?.findLast(({ scope }) => scope.start < at && at < scope.end);
  return known && memberOf(known.value, rest);
}

function memberOf(value: Expr, path: readonly string[]): Expr | undefined {
  if (path.length === 0) return value;
  if (value.kind !== 'object') return undefined;
  const whole = path.join('.');
  const entry = value.entries.findLast(({ key }: Entry) => key === whole || whole.startsWith(`${key}.`));
  return entry && memberOf(entry.value, entry.key === whole ? [] : whole.slice(entry.key.length + 1).split('.'));
}

function replaced<T extends Expr>(expr: T, bindings: Bindings, depth: number): T;
function replaced(expr: Expr, bindings: Bindings, depth: number): Expr {
  if (depth > DEEPEST && expr.kind === 'unknown') return expr;
  switch (expr.kind) {
    case 'unknown': {
      const value = expr.note === undefined ? undefined : valueOf(expr.note, expr.range.start, bindings);
      return value && (value.kind === 'text' || value.kind === 'join' || value.kind === 'unknown' || value.kind === 'either')
        ? replaced(value, bindings, depth + 1)
        : expr;
    }
    case 'join':
      return join(
        expr.parts.map((part) => replaced(part, bindings, depth)),
        expr.range,
      );
    case 'object':
      return { ...expr, entries: expr.entries.map((entry) => ({ ...entry, value: replaced(entry.value, bindings, depth) })) };
    case 'list':
      return { ...expr, items: expr.items.map((item) => replaced(item, bindings, depth)) };
    case 'either':
      return { ...expr, options: expr.options.map((option) => replaced(option, bindings, depth)) };
    default:
      return expr;
  }
}
