/** What the parts of an evaluation share: the ways to go on with an expression, and what was declared from outside. */
import type { Budget } from '../model/budget.ts';
import type { CallExpr, Expr, ObjectExpr } from '../model/expr.ts';
import type { CallRules } from './calls.ts';
import { bothGuards } from './guards.ts';
import type { Lookup } from './lookup.ts';
import type { Origins } from './origins.ts';
import type { Guard, Hop, Place, Project, Value, Way } from './value.ts';

/** What an evaluation carries along. */
export interface State extends Way {
  readonly depth: number;
}

export interface Context extends Origins {
  readonly project: Project | undefined;
  /** What the file may cost. */
  readonly budget: Budget;
  readonly calls: CallRules;
  /** Look-ups by their form. */
  readonly callLookups: readonly Lookup[];
  readonly memberLookups: readonly Lookup[];
  /** Keys that are being looked for in an object. */
  searched(step: CallExpr | undefined): WeakMap<ObjectExpr, Set<string>>;
  /** Notes that the question being answered has values beyond the bounds. */
  cut(): void;
  /** The values of a guess: none where more values lead there than are followed. */
  guessed(values: () => readonly Value[]): readonly Value[];
  /** Every value the expression may have, as a new question: not a step of the one that is being answered. */
  evaluate(expr: Expr, place: Place): readonly Value[];
  /** Every value the expression may have, one step further. Empty beyond the bounds. */
  enter(expr: Expr, place: Place, state: State): readonly Value[];
  /** The member of an already evaluated value. */
  memberOf(value: Value, key: string, state: State): readonly Value[];
  /** The values of `expr.a.b`, for a path of static keys. */
  within(expr: Expr, path: readonly string[], place: Place, state: State): readonly Value[];
}

export const MAX_DEPTH = 40;
export const MAX_HOPS = 30;
export const MAX_VALUES = 24;

/** The state behind a choice. */
export const chosen = (state: State, ...guards: readonly Guard[]): State =>
  guards.length === 0 ? state : { ...state, guards: bothGuards(state.guards, guards) };

/** The state behind one more hop. */
export const over = (state: State, hop: Hop): State =>
  state.hops.length >= MAX_HOPS ? state : { ...state, hops: [...state.hops, hop] };

/** The members that a path of static keys leads to from a value. */
export const along = (
  { memberOf }: Pick<Context, 'memberOf'>,
  value: Value,
  path: readonly string[],
  state: State,
): readonly Value[] =>
  path.reduce<readonly Value[]>((values, key) => values.flatMap((one) => memberOf(one, key, state)), [value]);

/** The way to a value, without the value. */
export const wayOf = ({ hops, guards }: Way): Way => ({ hops, guards });
