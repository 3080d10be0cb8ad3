/** What a parameter takes that collects all further arguments: `*args`, `...args`, `**kwargs`. */
import type { CallExpr, Expr } from '../model/expr.ts';
import type { FunctionDef, Parameter } from '../model/facts.ts';

const made = new WeakMap<CallExpr, Map<Parameter, Expr>>();

/** The arguments as one list or mapping; made once of each call. */
export function collectedArguments(call: CallExpr, definition: FunctionDef, param: Parameter): Expr {
  const known = made.get(call) ?? new Map<Parameter, Expr>();
  made.set(call, known);
  const expr = known.get(param) ?? (param.rest === 'named' ? mapping(call, definition) : list(call, definition, param));
  known.set(param, expr);
  return expr;
}

function mapping({ args, range }: CallExpr, { params }: FunctionDef): Expr {
  const own = new Set(params.map(({ name }) => name));
  const entries = args.flatMap(({ name, value, spread }) => {
    // Perl's classes take one hash for all: `->new({ host => 'h' })`.
    const isAll = args.length === 1 && name === undefined && params.length === 1 && value.kind === 'object';
    if (spread === 'named' || isAll) return [{ key: '', keyRange: value.range, value, spread: true }];
    return name === undefined || own.has(name) ? [] : [{ key: name, keyRange: value.range, value }];
  });
  return { kind: 'object', entries, range };
}

function list({ args, range }: CallExpr, { params }: FunctionDef, param: Parameter): Expr {
  const positional = args.filter(({ name, spread }) => name === undefined && spread !== 'named');
  const taken = positional.slice(params.indexOf(param));
  const [only] = taken;
  if (only?.spread && taken.length === 1) return only.value;
  return { kind: 'list', items: taken.map(({ value }) => value), range };
}
