/**
 * A function called with what it gave for the items before, and the next one: layers of a configuration put together,
 * `layers.reduce((all, layer) => ({ ...all, ...layer }), {})`. Each step is a call of its own, of which the next one is given the value.
 */
import type { CallExpr, Expr, ListExpr } from '../model/expr.ts';
import type { Context, State } from './context.ts';
import { wayOf } from './context.ts';
import type { TextCall } from './text-rules.ts';
import { isWritten } from './texts.ts';
import type { Place, Value } from './value.ts';

/** Nobody puts as many layers together. */
const MAX_ITEMS = 24;

/** The steps of a call, by the list that it goes over: made once, as all made expressions are. */
const made = new WeakMap<CallExpr, WeakMap<ListExpr, Expr | undefined>>();

const steps = new WeakSet<CallExpr>();

/** The step of a fold that a place is within: the function is gone through once more in each. */
export const stepAround = ({ frame }: Place): CallExpr | undefined =>
  frame && steps.has(frame.call) ? frame.call : undefined;

/** What the last step gives; undefined where the list or the function is not known. */
export function folded(
  context: Context,
  { subject, given }: TextCall,
  call: CallExpr,
  place: Place,
  state: State,
): readonly Value[] | undefined {
  const values = context.enter(subject, place, state).flatMap((value): readonly Value[] => {
    if (value.kind !== 'structure' || value.expr.kind !== 'list') return [];
    const known = made.get(call) ?? new WeakMap<ListExpr, Expr | undefined>();
    made.set(call, known);
    const last = known.get(value.expr) ?? stepsOver(value.expr, subject, given, call, place);
    known.set(value.expr, last);
    return last ? context.enter(last, place, { ...state, ...wayOf(value) }) : [];
  });
  return values.some((value) => isWritten(value) && !isStep(value)) ? values : undefined;
}

/** A step of which nothing is known but that it is one. */
const isStep = (value: Value): boolean =>
  value.kind === 'structure' && value.expr.kind === 'call' && steps.has(value.expr);

/** Items are told as members of the list: they may stand in another file than the call. */
function stepsOver(
  { items }: ListExpr,
  list: Expr,
  given: readonly Expr[],
  call: CallExpr,
  { facts: { format } }: Place,
): Expr | undefined {
  const fn = given.find(({ kind }) => kind === 'function') ?? given[0];
  if (!fn || items.length === 0 || items.length > MAX_ITEMS) return undefined;
  const start = given.find((one) => one !== fn);
  const { range } = call;
  const parts = items.map(
    (_, index): Expr => ({ kind: 'member', of: list, key: { kind: 'text', value: String(index), range }, range }),
  );
  const [first, ...others] = start ? [start, ...parts] : parts;
  return others.reduce<Expr | undefined>(
    (before, item) => before && step(fn, before, item, format === 'elixir', call),
    first,
  );
}

/** The names of methods that are given by a symbol, as functions of both: `layers.inject(:deep_merge)`. */
function step(fn: Expr, before: Expr, item: Expr, isItemFirst: boolean, { range }: CallExpr): CallExpr {
  const isMethod = fn.kind === 'text';
  const callee: Expr = isMethod ? { kind: 'ref', name: fn.value, range: fn.range } : fn;
  const args = isMethod ? [before, item] : isItemFirst ? [item, before] : [before, item];
  const made: CallExpr = { kind: 'call', callee, args: args.map((value) => ({ value })), construct: false, range };
  steps.add(made);
  return made;
}
