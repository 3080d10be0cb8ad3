/**
 * Finds every literal that can reach an expression, in the file and, through a Project, in the files it imports.
 *
 * Bounded: recursion ends at a depth, alternatives at a number, and an expression that is being evaluated is not
 * entered again. What lies beyond is left out; whoever asked can tell that something is (isCut). Only who asks for a
 * relay has to: of the values of a generated file's other expressions there may well be too many.
 */
import { type Budget, createBudget } from '../model/budget.ts';
import {
  type CallExpr,
  type Expr,
  type MemberExpr,
  NOT_FOLLOWED,
  type ObjectExpr,
  type TextExpr,
} from '../model/expr.ts';
import { oncePer } from '../model/once.ts';
import { templated } from '../read/within/templated.ts';
import { called } from './call-results.ts';
import type { CallRules } from './calls.ts';
import { basesAround, constructsByOwn, type FoundClass } from './classes.ts';
import { alternatives, joined } from './composed.ts';
import { guardsAround } from './conditions.ts';
import { type Context, chosen, MAX_DEPTH, MAX_HOPS, MAX_VALUES, type State } from './context.ts';
import { stepAround } from './folds.ts';
import { objectsSetBy } from './functions.ts';
import { agree, bothGuards } from './guards.ts';
import { asFallback, hole } from './holes.ts';
import { askedBy, asking, askingFlag, givenByCallers, givenHere } from './look-ups.ts';
import type { Lookup } from './lookup.ts';
import { knownMember, member, memberOf, within } from './members.ts';
import { createMemo } from './memo.ts';
import { named } from './names.ts';
import { createOrigins, type Origins } from './origins.ts';
import { keyAskedBy } from './standards.ts';
import { different } from './texts.ts';
import type { Guard, Place, Project, Value, Way } from './value.ts';

/** What templates and Symfony's containers put into other languages' texts; `${…}` is left to those languages. */
const FILLED_IN = /\{\{|<%=|^%env\(|^%[a-z][\w.]+%$/;

/** Of one question; generated code may hold thousands of calls worth a look, so the budget counts those of the file. */
const MAX_STEPS = 5_000;

/** The look-ups by what they look like; all evaluators of a scan have the same. */
const byForm = oncePer((lookups: readonly Lookup[]) => ({
  callLookups: lookups.filter(({ form }) => form === 'call'),
  memberLookups: lookups.filter(({ form }) => form === 'member'),
}));

export interface Evaluator extends Origins {
  /** Every value the expression may have; what is not known is a hole. Empty beyond the bounds. */
  evaluate(expr: Expr, place: Place): readonly Value[];
  /** The values of `of[key]`; empty when nothing is known of such a member. */
  member(of: Expr, key: string, place: Place): readonly Value[];
  /** The bases of the class around a place, nearest first. */
  bases(place: Place): readonly FoundClass[];
  /** Whether a call constructs a class of the project whose own constructor says what its base is given. */
  constructsByOwn(call: CallExpr, place: Place): boolean;
  /** On which object each call of the function around a place sets something; empty where not all of them say that. */
  objectsSetBy(place: Place): readonly (readonly Guard[])[];
  /** The key that a call asks some object for, if that is what it does: `settings.get("node")`. */
  keyAsked(call: CallExpr, place: Place): string | undefined;
  /** Whether an answer leaves out what lies beyond the bounds of one question: the values may be others, too. */
  isCut(answer: readonly Value[]): boolean;
}

export interface EvaluatorOptions {
  readonly lookups: readonly Lookup[];
  readonly calls: CallRules;
  readonly project?: Project;
  /** What the file may cost; one of its own when left out. */
  readonly budget?: Budget;
}

/** An evaluator of one file's expressions: it remembers what it has found, and how many steps that took. */
export function createEvaluator({ lookups, calls, project, budget = createBudget() }: EvaluatorOptions): Evaluator {
  const open = new Set<Expr>();
  /** The same for each step of a fold, which goes through one function again and again. */
  const openInStep = new Map<CallExpr, Set<Expr>>();
  const memo = createMemo();
  const cutAnswers = new WeakSet<readonly Value[]>();
  let steps = 0;
  /** Something of what is being answered has been left out. */
  let isLeftOut = false;

  /** Answers a question from its beginning. */
  function asked(values: (state: State) => readonly Value[]): readonly Value[] {
    if (open.size === 0) {
      steps = 0;
      isLeftOut = false;
    }
    return marked(() => limit(values({ depth: 0, hops: [], guards: [] })));
  }

  /** An answer, of which it is remembered whether something is left out. */
  function marked(answer: () => readonly Value[]): readonly Value[] {
    const before = isLeftOut;
    isLeftOut = false;
    const values = answer();
    if (!isLeftOut) {
      isLeftOut = before;
      return values;
    }
    isLeftOut = before || open.size > 0;
    const own = [...values];
    cutAnswers.add(own);
    return own;
  }

  function guessed(values: () => readonly Value[]): readonly Value[] {
    const before = isLeftOut;
    isLeftOut = false;
    const found = limit(values());
    const isWhole = !isLeftOut;
    isLeftOut = before;
    return isWhole ? found : [];
  }

  function limit(values: readonly Value[]): readonly Value[] {
    if (values.length < 2) return values;
    const found = different(values);
    return found.length <= MAX_VALUES ? found : leftOut(nearest(found));
  }

  function leftOut(kept: readonly Value[]): readonly Value[] {
    isLeftOut = true;
    return kept;
  }

  const evaluate = (expr: Expr, place: Place): readonly Value[] => asked((state) => enter(expr, place, state));

  function enter(expr: Expr, place: Place, state: State): readonly Value[] {
    steps += 1;
    const within = openWithin(place);
    if (!budget.spend('steps') || within.has(expr)) return [];
    if (steps > MAX_STEPS) return leftOut([]);
    if (state.depth > MAX_DEPTH) return open.size * 2 < MAX_DEPTH || isRound(open) ? [] : leftOut([]);
    const known = memo.get(expr, place);
    if (known) return after(state, cutAnswers.has(known) ? leftOut(known) : known);
    const isOutermost = !open.has(expr);
    open.add(expr);
    within.add(expr);
    try {
      const values = marked(() =>
        limit(valuesOf(context, expr, place, { depth: state.depth + 1, hops: [], guards: [] })),
      );
      memo.set(expr, place, values);
      return after(state, values);
    } finally {
      within.delete(expr);
      if (isOutermost) open.delete(expr);
    }
  }

  function openWithin(place: Place): Set<Expr> {
    const step = stepAround(place);
    if (!step) return open;
    const within = openInStep.get(step) ?? new Set<Expr>();
    openInStep.set(step, within);
    return within;
  }

  const context: Context = {
    ...createOrigins({ project, budget, evaluate }),
    project,
    budget,
    calls,
    ...byForm(lookups),
    searched: searchedIn(),
    cut: () => void leftOut([]),
    guessed,
    evaluate,
    enter,
    memberOf: (value, key, state) => memberOf(context, value, key, state),
    within: (expr, path, place, state) => within(context, expr, path, place, state),
  };

  return {
    origins: context.origins,
    types: context.types,
    evaluate: (expr, place) => asked((state) => enter(expr, place, chosen(state, ...guardsAround(place)))),
    bases: (place) => basesAround(project, place),
    constructsByOwn: (call, place) => constructsByOwn(project, call, place),
    objectsSetBy: (place) => objectsSetBy(project, place),
    keyAsked: (call, place) => keyAskedBy(context, call, place),
    isCut: (answer) => cutAnswers.has(answer),
    member(of, key, place) {
      const { range } = of;
      const expr: MemberExpr = { kind: 'member', of, key: { kind: 'text', value: key, range }, range };
      return asked((state) => knownMember(context, expr, place, state));
    },
  };
}

/** Which keys each object is being searched for, in each step of a fold anew. */
function searchedIn(): Context['searched'] {
  const outside = new WeakMap<ObjectExpr, Set<string>>();
  const inSteps = new WeakMap<CallExpr, WeakMap<ObjectExpr, Set<string>>>();
  return (step) => {
    if (!step) return outside;
    const known = inSteps.get(step) ?? new WeakMap<ObjectExpr, Set<string>>();
    inSteps.set(step, known);
    return known;
  };
}

/** Of too many values those that are reached over the fewest steps, in their order: what stands beside a call rather than what it may give back. */
function nearest(values: readonly Value[]): readonly Value[] {
  const kept = new Set([...values].sort((a, b) => a.hops.length - b.hops.length).slice(0, MAX_VALUES));
  return values.filter((value) => kept.has(value));
}

function valuesOf(context: Context, expr: Expr, place: Place, state: State): readonly Value[] {
  switch (expr.kind) {
    case 'text':
      return textValue(context, expr, place, state);
    case 'env': {
      if (expr.given)
        return givenByCallers(context, expr, place, state) ?? givenHere(context, expr, expr.given, place, state);
      const standard = expr.fallback ? context.enter(expr.fallback, place, state) : [];
      const question = { asked: askedBy(expr), range: expr.range, shown: expr.name };
      if (!expr.flag) return asking(context, question, standard, place, state);
      const unset = standard.map((value) => asFallback(value, expr.name));
      return askingFlag(context, question, unset, place, state);
    }
    case 'ref':
      return named(context, expr, place, state);
    case 'member':
      return member(context, expr, place, state);
    case 'join':
      return joined(context, expr, place, state);
    case 'either':
      return alternatives(context, expr, place, state);
    case 'call':
      return called(context, expr, place, state);
    case 'unknown':
      return [
        hole(expr.range, place, state, {
          note: expr.note ?? NOT_FOLLOWED,
          ...(expr.note === undefined ? { computed: true } : {}),
        }),
      ];
    default:
      return [{ kind: 'structure', expr, place, hops: state.hops, guards: state.guards }];
  }
}

/** A program may itself be filled in first: `'{{ mail_host }}'` in settings.py.j2. */
function textValue({ enter }: Context, expr: TextExpr, place: Place, state: State): readonly Value[] {
  const { facts } = place;
  const { hops, guards } = state;
  const text = facts.program && FILLED_IN.test(expr.value) ? templated(expr) : expr;
  if (text.kind !== 'text') return enter(text, place, state);
  return [{ kind: 'text', segments: [{ kind: 'literal', text, facts }], facts, range: expr.range, hops, guards }];
}

/** Whether a way comes to the same text twice: over expressions that are made on the way, it would for ever. */
function isRound(way: Iterable<Expr>): boolean {
  const seen = new Set<string>();
  for (const { kind, range } of way) {
    const id = `${kind} ${range.start} ${range.end}`;
    if (seen.has(id)) return true;
    seen.add(id);
  }
  return false;
}

/** Values reached over a way. What contradicts the choices made on it cannot be reached. */
const after = ({ hops, guards }: Way, values: readonly Value[]): readonly Value[] =>
  hops.length === 0 && guards.length === 0
    ? values
    : values
        .filter((value) => agree(guards, value.guards))
        .map((value) => ({
          ...value,
          hops: [...hops, ...value.hops].slice(0, MAX_HOPS),
          guards: bothGuards(guards, value.guards),
        }));
