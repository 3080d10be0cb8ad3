/** Names that `let … in` binds, put in where they are used. https://nix.dev/manual/nix/latest/language/syntax#let-expressions */
import type { Entry, Expr, Range, UnknownExpr } from '../../../model/expr.ts';
import { join } from '../../reader.ts';
import type { NixToken } from './tokens.ts';

/** A name, what it stands for, and where it can be used: from its `let` to the end of the brackets around. */
interface Binding {
  readonly value: Expr;
  readonly scope: Range;
}

type Bindings = ReadonlyMap<string, readonly Binding[]>;

/** Bindings that refer to bindings that refer to …, and how many are put in altogether. */
const DEEPEST = 8;
const MOST = 2000;
/** More `let`s than in any file that people write. */
const MOST_SCOPES = 300;

/** What the replacing of a file's names has left to do. */
interface Work {
  readonly bindings: Bindings;
  left: number;
}

const OPENING = /^[{[(]$/;
const CLOSING = /^[}\])]$/;

/** The expression with the names in it replaced by what they are bound to. */
export function resolved<T extends Expr>(root: T, tokens: readonly NixToken[]): T {
  const scopes = letScopes(tokens);
  const bindings = new Map<string, Binding[]>();
  collect(root, scopes, bindings);
  return replaced(root, { bindings, left: MOST }, 0);
}

interface LetScope {
  /** From `let` to its `in`. */
  readonly names: Range;
  readonly scope: Range;
}

function letScopes(tokens: readonly NixToken[]): LetScope[] {
  const found: OpenScope[] = [];
  /** Those whose brackets are not closed yet. */
  const open: OpenScope[] = [];
  let depth = 0;
  for (const { kind, word, start } of tokens) {
    if (OPENING.test(kind)) depth += 1;
    else if (CLOSING.test(kind)) {
      for (let last = open.at(-1); last && last.depth >= depth; last = open.at(-1)) {
        last.scope.end = start;
        open.pop();
      }
      depth -= 1;
    } else if (kind === 'name' && word === 'let' && found.length < MOST_SCOPES) {
      const end = Number.POSITIVE_INFINITY;
      const scope: OpenScope = { names: { start, end }, scope: { start, end }, depth };
      found.push(scope);
      open.push(scope);
    } else if (kind === 'name' && word === 'in') {
      const waiting = open.findLast((one) => one.names.end === Number.POSITIVE_INFINITY);
      if (waiting?.depth === depth) waiting.names.end = start;
    }
  }
  return found;
}

interface OpenScope {
  readonly names: { readonly start: number; end: number };
  readonly scope: { readonly start: number; end: number };
  readonly depth: number;
}

/** The bindings of each `let`, by their names; those of sets within are members. */
function collect(expr: Expr, scopes: readonly LetScope[], bindings: Map<string, Binding[]>): void {
  if (expr.kind === 'object') {
    for (const { key, keyRange, value } of expr.entries) {
      const own = innermost(scopes, keyRange.start);
      // A key of a set that itself stands within the bindings is no name.
      if (own && !isWithinSet(expr, own))
        bindings.set(key, [...(bindings.get(key) ?? []), { value, scope: own.scope }]);
      collect(value, scopes, bindings);
    }
  } else if (expr.kind === 'list') for (const item of expr.items) collect(item, scopes, bindings);
  else if (expr.kind === 'either') for (const option of expr.options) collect(option, scopes, bindings);
}

const innermost = (scopes: readonly LetScope[], at: number): LetScope | undefined =>
  scopes.findLast(({ names }) => names.start < at && at < names.end);

const isWithinSet = ({ range }: Expr, { names }: LetScope): boolean => range.start > names.start;

/** What is put in; sets are reached by their members. */
const PUT_IN: ReadonlySet<Expr['kind']> = new Set(['text', 'join', 'unknown', 'either']);

function boundTo(path: string, at: number, bindings: Bindings): Expr | undefined {
  const [name = '', ...rest] = path.trim().split('.');
  const known = bindings.get(name)?.findLast(({ scope }) => scope.start < at && at < scope.end);
  return known && memberOf(known.value, rest);
}

function memberOf(value: Expr, path: readonly string[]): Expr | undefined {
  if (path.length === 0) return value;
  // `cfg = config.services.mail`: an option of it is one of the whole configuration.
  if (value.kind === 'unknown' && value.note?.startsWith('config.'))
    return { ...value, note: [value.note, ...path].join('.') };
  if (value.kind !== 'object') return undefined;
  const whole = path.join('.');
  const entry = value.entries.findLast(({ key }: Entry) => key === whole || whole.startsWith(`${key}.`));
  return entry && memberOf(entry.value, entry.key === whole ? [] : whole.slice(entry.key.length + 1).split('.'));
}

/** `config.site.mail.relay`: an option that modules declare and configurations set. https://nixos.org/manual/nixos/stable/#sec-writing-modules */
function optionOf(expr: UnknownExpr): Expr {
  const { note = '', range } = expr;
  return /^config(?:\.[A-Za-z_][\w'-]*){2,}$/.test(note) ? { kind: 'env', name: note, range } : expr;
}

function replaced<T extends Expr>(expr: T, work: Work, depth: number): T;
function replaced(expr: Expr, work: Work, depth: number): Expr {
  if (expr.kind === 'unknown' && (depth > DEEPEST || work.left <= 0)) return expr;
  switch (expr.kind) {
    case 'unknown': {
      const value = expr.note === undefined ? undefined : boundTo(expr.note, expr.range.start, work.bindings);
      if (!value || !PUT_IN.has(value.kind)) return optionOf(expr);
      work.left -= 1;
      return replaced(value.kind === 'unknown' ? { ...value, range: expr.range } : value, work, depth + 1);
    }
    case 'join':
      return join(
        expr.parts.map((part) => replaced(part, work, depth)),
        expr.range,
      );
    case 'object':
      return {
        ...expr,
        entries: expr.entries.map((entry) => ({ ...entry, value: replaced(entry.value, work, depth) })),
      };
    case 'list':
      return { ...expr, items: expr.items.map((item) => replaced(item, work, depth)) };
    case 'either':
      return { ...expr, options: expr.options.map((option) => replaced(option, work, depth)) };
    default:
      return expr;
  }
}
