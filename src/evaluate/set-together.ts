/** What is set on one object: by the steps of a builder's chain, by functional options among one call's arguments, on one name. */
import { type CallExpr, chainOf, type Expr } from '../model/expr.ts';
import type { CallSite, Facts, FunctionDef, Program, ScopeId } from '../model/facts.ts';
import { oncePer } from '../model/once.ts';
import { lastName } from './call-index.ts';
import { isReceiver } from './classes.ts';
import { functionScope, scopeIndex } from './scopes.ts';
import type { Guard } from './value.ts';

/** Calls that put one thing to others: what they are given one after the other belongs together nevertheless. */
const APPENDING: ReadonlySet<string> = new Set(['append', 'push', 'add', 'concat', 'push_back']);

/** A longer way out of an expression is not followed. */
const MOST_STEPS = 60;

/** The call that each call is a step below, or an argument, of. */
const callsAround = oncePer((program: Program): ReadonlyMap<Expr, CallExpr> => {
  const around = new Map<Expr, CallExpr>();
  for (const { call } of program.calls) {
    if (call.callee.kind === 'member' && call.callee.of.kind === 'call') around.set(call.callee.of, call);
    if (!APPENDING.has(lastName(call.callee)))
      for (const { value } of call.args) if (value.kind === 'call') around.set(value, call);
  }
  return around;
});

/** What is done to a field of the object itself: `this.properties.put(…)`. */
const isOnOwnField = ({ call: { callee } }: CallSite): boolean =>
  callee.kind === 'member' && callee.of.kind === 'member' && isReceiver(callee.of.of);

/** Functions that set something on an object: setters, and functional options, which give a function that does. */
const setters = oncePer((program: Program): ReadonlySet<FunctionDef> => {
  const { functions, assignments, calls } = program;
  const ofScope = new Map(functions.map((one) => [one.scope, one]));
  const scopes = [
    ...assignments.filter(({ target }) => target.kind === 'member' && isReceiver(target.of)),
    ...calls.filter(isOnOwnField),
  ].map(({ scope }) => functionScope(program, scope));
  const setting = scopes.flatMap((home) => (home === undefined ? [] : (ofScope.get(home) ?? [])));
  const giving = functions.filter(({ returns }) => returns.some(({ value }) => value.kind === 'function'));
  return new Set([...setting, ...giving]);
});

/** The names that calls are kept under, each as a text of its own. */
const namesKept = oncePer((program: Program): ReadonlyMap<Expr, string> => {
  const kept = new Map<Expr, string>();
  for (const { target, value, scope } of program.assignments) {
    const name = nameIn(program, target, scope);
    // A declaration's type stands beside what it is given.
    for (const one of value.kind === 'either' ? value.options : [value])
      if (one.kind === 'call' && name !== undefined) kept.set(one, name);
  }
  return kept;
});

function nameIn(program: Program, expr: Expr, scope: ScopeId): string | undefined {
  const chain = chainOf(expr);
  const [first] = chain ?? [];
  return chain && first !== undefined ? `${scopeIndex(program).home(scope, first)}:${chain.join('.')}` : undefined;
}

/**
 * On which object a setter's call sets something, as far as the call says it. What is set on another object is no part of
 * this one.
 */
export function setTogether(
  facts: Facts,
  definition: FunctionDef,
  { call, scope }: CallSite,
  file: Facts,
): readonly Guard[] {
  const { program } = file;
  const start = beginningOf(call);
  // Within a class its own object may be any of those that others have names for.
  if (!program || !facts.program || isReceiver(start)) return [];
  if (definition.name === 'constructor' || !setters(facts.program).has(definition)) return [];
  const around = callsAround(program);
  let outer = call;
  for (let steps = 0; steps < MOST_STEPS; steps += 1) {
    const next = around.get(outer);
    if (!next) break;
    outer = next;
  }
  const named = namesKept(program).get(outer) ?? (start.kind === 'call' ? undefined : nameIn(program, start, scope));
  if (named === undefined && outer === call) return [];
  const choice = `${facts.path} set over ${definition.inClass ?? 'options'}`;
  return [{ choice, arm: named === undefined ? outer : `${file.path} ${named}` }];
}

/** What a chain of calls goes on from: a name, or a call of a function or of a type. */
export function beginningOf(call: CallExpr): Expr {
  let at: CallExpr = call;
  for (let steps = 0; steps < MOST_STEPS && at.callee.kind === 'member'; steps += 1) {
    const { of } = at.callee;
    if (of.kind !== 'call') return /^[A-Z]/.test(chainOf(of)?.at(-1) ?? '') ? at : of;
    at = of;
  }
  return at;
}
