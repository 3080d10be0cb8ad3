/** Entries of objects, and of what is spread into them. */
import type { Entry, Expr, ObjectExpr } from '../model/expr.ts';
import { oncePerPath } from '../model/once.ts';
import { roleOf } from '../select/role.ts';
import { along, type Context, chosen, over, type State } from './context.ts';
import { stepAround } from './folds.ts';
import { insteadOf } from './guards.ts';
import { isPossible, isWritten, textsOf } from './texts.ts';
import type { Place, Value } from './value.ts';

/** The values of an object's key. */
export function entry(context: Context, object: ObjectExpr, key: string, place: Place, state: State): readonly Value[] {
  const searched = context.searched(stepAround(place));
  const asked = searched.get(object) ?? new Set<string>();
  // `$all = array_merge($all, $more)` in a loop: the object is spread into itself.
  if (asked.has(key)) return [];
  searched.set(object, asked.add(key));
  try {
    return lastEntry(context, object, key, place, state);
  } finally {
    asked.delete(key);
  }
}

function lastEntry(context: Context, object: ObjectExpr, key: string, place: Place, state: State): readonly Value[] {
  const { entries } = object;
  /** What spreads may hold of which nothing is known: what stands before them is used where they don't. */
  const open: Value[] = [];
  let way = state;
  for (let index = entries.length - 1; index >= 0; index -= 1) {
    const found = entries[index];
    if (found && isFor(found, key)) {
      open.push(...given(context, found, place, way));
      if (isOptional(found, place)) continue;
      return open;
    }
    const keys = found?.computed ? textsOf(context.enter(found.computed, place, state)) : [];
    if (found && keys.includes(key)) return [...open, ...given(context, found, place, way)];
    const spread = found?.spread ? spreadValues(context, found, key, place, way) : [];
    if (spread.length === 0) continue;
    if (object.deep && spread.some(isObject)) return [...open, ...context.enter(mergedAt(object, [key]), place, state)];
    // Files of other stages may not hold the key, nor one of two values: `...(local ? require('./local') : {})`.
    if (spread.some(({ guards }) => guards.some(({ isOpen }) => isOpen)) || mayLack(context, found, key, place, way)) {
      open.push(...spread);
      way = chosen(way, ...insteadOf(spread));
      continue;
    }
    // One that nothing in sight sets may be unset; a file for development or a sample is another one where the program runs.
    if (spread.some(isUnset) || spread.every((value) => isOfOtherRole(value, place))) {
      open.push(...spread);
      continue;
    }
    // Where the program runs the file may be another one, without the key.
    if (place.facts.program && spread.every(isOfData)) {
      open.push(...spread);
      continue;
    }
    // The spread may or may not hold the key.
    const before = entries.slice(0, index).findLast((one) => isFor(one, key));
    const all = before ? [...spread, ...given(context, before, place, chosen(way, ...insteadOf(spread)))] : spread;
    return [...open, ...all];
  }
  return open;
}

/** What a spread holds under a key; of a list, `Object.assign({}, ...layers)`, any of its items may be the last that holds it. */
function spreadValues(context: Context, { value }: Entry, key: string, place: Place, state: State): readonly Value[] {
  const found = context.within(value, [key], place, state);
  if (found.some(isWritten)) return found;
  const items = context.enter(value, place, state).flatMap((one) => {
    if (one.kind !== 'structure' || one.expr.kind !== 'list') return [];
    const { expr, place: at, hops, guards } = one;
    return expr.items.flatMap((item) =>
      context.within(item, [key], at, chosen({ ...state, hops, guards }, { choice: expr, arm: item })),
    );
  });
  return items.length > 0 ? items : found;
}

/** Whether one of the objects that a spread may be has no such key. */
const mayLack = (context: Context, spread: Entry | undefined, key: string, place: Place, state: State): boolean =>
  spread !== undefined &&
  context
    .enter(spread.value, place, state)
    .some(
      (one) =>
        (isEmpty(one) && spread.value.kind === 'either') ||
        (isObject(one) && along(context, one, [key], state).length === 0),
    );

const isUnset = (value: Value): boolean => value.kind === 'text' && value.segments.length > 0 && isPossible(value);

const isOfOtherRole = (value: Value, { facts }: Place): boolean => {
  const { path } = value.kind === 'text' ? value.facts : value.place.facts;
  return path !== facts.path && roleOf(path) !== 'runtime' && roleOf(facts.path) === 'runtime';
};

/** Whether a value stands in a file of data. */
const isOfData = (value: Value): boolean =>
  value.kind === 'text' && value.segments.every((one) => one.kind === 'literal' && one.facts.program === undefined);

const isEmpty = (value: Value): boolean =>
  value.kind === 'structure' && value.expr.kind === 'list' && value.expr.items.length === 0;

/** Whether what a value is is known as an object. */
export const isObject = (value: Value): boolean => value.kind === 'structure' && value.expr.kind === 'object';

/** What a deep merge makes of the objects that are spread into one: those by a key of them, merged. Made once, as all made expressions are. */
const mergedAt = oncePerPath((object: ObjectExpr, [key = '']): ObjectExpr => {
  const entries = object.entries.map(({ keyRange, value }): Entry => {
    const at: Expr = { kind: 'text', value: key, range: keyRange };
    return { key: '', keyRange, value: { kind: 'member', of: value, key: at, range: value.range }, spread: true };
  });
  return { kind: 'object', entries, deep: true, range: object.range };
});

const isFor = (entry: Entry, key: string): boolean => !entry.spread && entry.key === key;

/** `host = ${?RELAY}` of HOCON: what stands before it holds where the variable is unset. */
const isOptional = ({ value }: Entry, { facts: { program, source } }: Place): boolean =>
  program === undefined && value.kind === 'env' && !value.fallback && source.text.startsWith('${?', value.range.start);

const given = ({ enter }: Context, { key, value }: Entry, place: Place, state: State): readonly Value[] =>
  enter(value, place, over(state, { facts: place.facts, range: value.range, kind: 'given', name: key }));
