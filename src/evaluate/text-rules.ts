/** Calls that make texts of texts, in any language: rows, not code. What each operation gives is in text-operations.ts. */
import type { CallExpr, Expr } from '../model/expr.ts';
import type { Format } from '../model/facts.ts';
import { oncePer } from '../model/once.ts';
import { lastName } from './call-index.ts';
import { matchesAny } from './lookup.ts';
import type { Operation } from './text-operations.ts';

export interface TextRule {
  /**
   * What is done · items of a list put together · texts put together · a function called with each item · a function called
   * with what it gave before and the next item · pairs as a mapping · JSON read · `NAME=value` read line by line ·
   * steps of a path put together.
   */
  readonly gives:
    | Operation
    | 'joined'
    | 'concatenated'
    | 'mapped'
    | 'folded'
    | 'keyed'
    | 'parsed'
    | 'parsed lines'
    | 'path';
  /** Canonical names of functions, as look-ups have them. */
  readonly functions?: readonly string[];
  /** Names of methods, of any receiver. */
  readonly methods?: readonly string[];
  /** The languages that it is a way of; all when left out. */
  readonly in?: readonly Format[];
  /** Which argument is the text or list; `RECEIVER` what the method is called on. A function's first, a method's receiver when left out. */
  readonly of?: number;
  /** What the operation takes besides, in its own order; all other arguments when left out. */
  readonly with?: readonly number[];
  /** Calls with fewer arguments are none. */
  readonly least?: number;
  /** What stands between items where the call does not say it. */
  readonly separator?: string;
}

export const RECEIVER = -1;

/** A call that a rule is about: its text or list, and what the operation takes besides. */
export interface TextCall {
  readonly rule: TextRule;
  readonly subject: Expr;
  readonly given: readonly Expr[];
}

/** Whether any rule is about methods of a name. */
export const isTextMethod = (rules: readonly TextRule[], name: string): boolean =>
  (byName(rules).get(name) ?? []).some(({ methods }) => methods?.includes(name));

const byName = oncePer((rules: readonly TextRule[]): ReadonlyMap<string, readonly TextRule[]> => {
  const found = new Map<string, TextRule[]>();
  for (const rule of rules) {
    const functions = (rule.functions ?? []).map((name) => name.replace(/^=/, '').split(/[.#]/).at(-1) ?? '');
    for (const name of new Set([...functions, ...(rule.methods ?? [])]))
      found.set(name, [...(found.get(name) ?? []), rule]);
  }
  return found;
});

/** What a call does to texts; undefined when no rule is about it. `origins` is asked for only where the name fits. */
export function textCallOf(
  rules: readonly TextRule[],
  call: CallExpr,
  origins: readonly string[],
  format: Format,
): TextCall | undefined {
  const { callee, args } = call;
  const name = lastName(callee);
  const receiver = callee.kind === 'member' ? callee.of : undefined;
  for (const rule of byName(rules).get(name) ?? []) {
    if ((rule.in && !rule.in.includes(format)) || args.length < (rule.least ?? 0)) continue;
    const isFunction = rule.functions !== undefined && matchesAny(rule.functions, origins);
    if (!isFunction && !(receiver && rule.methods?.includes(name))) continue;
    const of = rule.of ?? (isFunction ? 0 : RECEIVER);
    const at = (index: number): Expr | undefined => (index === RECEIVER ? receiver : args[index]?.value);
    const subject = at(of);
    if (!subject) continue;
    const given = rule.with ? rule.with.map(at) : args.map(({ value }) => value).filter((_, index) => index !== of);
    return { rule, subject, given: given.filter((one) => one !== undefined) };
  }
  return undefined;
}
