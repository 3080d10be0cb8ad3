/** Names within a file that another one asks for by their path: classes, their members, constants, functions. */
import type { Expr, RefExpr } from '../model/expr.ts';
import type { ClassDef, Facts, Format } from '../model/facts.ts';
import type { FoundClass } from './classes.ts';
import { type FoundExpr, memberExpr, topLevel } from './exports.ts';
import { atReturn, classEnd } from './places.ts';
import { reaching } from './scopes.ts';
import type { FoundSymbol } from './value.ts';

/** The class that the first names lead to, and the names behind it. */
interface Reached {
  readonly found: FoundClass;
  readonly rest: readonly string[];
}

/** The classes that a path of names is, in a file. */
export const classesAt = (symbol: FoundSymbol): readonly FoundClass[] =>
  reached(symbol).flatMap(({ found, rest }) => (rest.length === 0 ? [found] : []));

function reached({ facts, names }: FoundSymbol): readonly Reached[] {
  for (let at = names.length - 1; at >= 0; at -= 1) {
    const classes = (facts.program?.classes ?? []).filter(
      (one) => one.name === names[at] && isWithin(facts, one, names.slice(0, at)),
    );
    if (classes.length > 0)
      return classes.map((definition) => ({ found: { facts, definition }, rest: names.slice(at + 1) }));
  }
  return [];
}

/** Whether the classes around a class, as far as there are any, are the ones named before it. */
function isWithin({ program }: Facts, definition: ClassDef, outer: readonly string[]): boolean {
  let at = program?.scopes[definition.scope]?.parent;
  for (const name of [...outer].reverse()) {
    while (at !== undefined && program?.scopes[at]?.kind !== 'class') at = program?.scopes[at]?.parent;
    const owner = at === undefined ? undefined : program?.scopes[at]?.owner;
    if (owner === undefined) return true;
    if (program?.classes[owner]?.name !== name) return false;
    at = at === undefined ? undefined : program?.scopes[at]?.parent;
  }
  return true;
}

/** What a path of names stands for in a file. */
export function symbolValues(symbol: FoundSymbol): readonly FoundExpr[] {
  const { facts, names } = symbol;
  const inClasses = reached(symbol).flatMap(({ found, rest }) => memberValues(found, rest));
  if (inClasses.length > 0) return inClasses;
  // Modules within a file and packages are no scopes of their own here: `hosts::OUT`, `Acme::Places::OUT`.
  const starts = /^(rust|perl)$/.test(facts.format) ? names.map((_, index) => index) : [0];
  for (const at of starts) {
    const [name, ...rest] = names.slice(at);
    const found = name === undefined ? [] : topLevel(facts, name);
    if (found.length > 0) return found.map((one) => ({ ...one, expr: membersOf(one.expr, rest) }));
  }
  return [];
}

/** Languages that call methods without arguments without parentheses, or have properties that are computed. */
const GETTERS: ReadonlySet<Format> = new Set(['ruby', 'plain']);

/** A member of a class from without: a field or constant or, where methods are called without parentheses, what one returns. */
export function memberValues(of: FoundClass, [name, ...rest]: readonly string[]): readonly FoundExpr[] {
  if (name === undefined) return [];
  const place = classEnd(of);
  const { facts, definition } = of;
  if (reaching(place, ['this', name]).length > 0 || definition.bases.length > 0)
    return [{ expr: membersOf(memberExpr(receiverOf(definition), name), rest), place }];
  const index = GETTERS.has(facts.format) ? definition.methods.get(name) : undefined;
  const found = index === undefined ? undefined : facts.program?.functions[index];
  const method = facts.format === 'ruby' || found?.params.length === 0 ? found : undefined;
  return (method?.returns ?? []).map((one) => ({
    expr: membersOf(one.value, rest),
    place: method ? atReturn(facts, one) : place,
  }));
}

const membersOf = (expr: Expr, names: readonly string[]): Expr => names.reduce<Expr>(memberExpr, expr);

const receivers = new WeakMap<ClassDef, RefExpr>();

/** `this` of a class. Made once, as all made expressions are. */
export function receiverOf(definition: ClassDef): RefExpr {
  const known = receivers.get(definition) ?? { kind: 'ref', name: 'this', range: { start: 0, end: 0 } };
  receivers.set(definition, known);
  return known;
}
