/**
 * Finds every literal that can reach an expression, in the file and, through a Project, in the files it imports.
 *
 * Bounded: recursion ends at a depth, alternatives at a number, and an expression that is being evaluated is not
 * entered again. What lies beyond is left out, never an error.
 */
import type { Expr, MemberExpr, TextExpr } from '../model/expr.ts';
import { templated } from '../read/within/templated.ts';
import { called } from './call-results.ts';
import type { CallRules } from './calls.ts';
import { alternatives, joined } from './composed.ts';
import { type Context, MAX_DEPTH, MAX_HOPS, MAX_VALUES, type State } from './context.ts';
import { agree, bothGuards } from './guards.ts';
import { hole } from './holes.ts';
import { askedBy, asking } from './look-ups.ts';
import type { Lookup } from './lookup.ts';
import { knownMember, member, within } from './members.ts';
import { named } from './names.ts';
import { createOrigins, type Origins } from './origins.ts';
import { different } from './texts.ts';
import type { Place, Project, Value, Way } from './value.ts';

/** What templates and Symfony's containers put into other languages' texts; `${…}` is left to those languages. */
const FILLED_IN = /\{\{|<%=|^%env\(/;

const MAX_STEPS = 5_000;
/** Over all evaluations of one file: generated code may hold thousands of calls worth a look. */
const MAX_STEPS_OF_FILE = 200_000;

export interface Evaluator extends Origins {
  /** Every value the expression may have; what is not known is a hole. Empty beyond the bounds. */
  evaluate(expr: Expr, place: Place): readonly Value[];
  /** The values of `of[key]`; empty when nothing is known of such a member. */
  member(of: Expr, key: string, place: Place): readonly Value[];
}

export interface EvaluatorOptions {
  readonly lookups: readonly Lookup[];
  readonly calls: CallRules;
  readonly project?: Project;
}

/** An evaluator of one file's expressions: it remembers what it has found, and how many steps that took. */
export function createEvaluator({ lookups, calls, project }: EvaluatorOptions): Evaluator {
  const open = new Set<Expr>();
  const memo = new WeakMap<Expr, readonly { readonly place: Place; readonly values: readonly Value[] }[]>();
  let steps = 0;
  let spent = 0;

  /** Answers a question from its beginning. */
  function asked(values: (state: State) => readonly Value[]): readonly Value[] {
    if (open.size === 0) steps = 0;
    return limit(values({ depth: 0, hops: [], guards: [] }));
  }

  const evaluate = (expr: Expr, place: Place): readonly Value[] => asked((state) => enter(expr, place, state));

  function enter(expr: Expr, place: Place, state: State): readonly Value[] {
    steps += 1;
    spent += 1;
    if (state.depth > MAX_DEPTH || steps > MAX_STEPS || spent > MAX_STEPS_OF_FILE || open.has(expr)) return [];
    const known = memo.get(expr)?.find((one) => isSame(one.place, place));
    if (known) return after(state, known.values);
    open.add(expr);
    try {
      const values = limit(valuesOf(context, expr, place, { depth: state.depth + 1, hops: [], guards: [] }));
      memo.set(expr, [...(memo.get(expr) ?? []), { place, values }]);
      return after(state, values);
    } finally {
      open.delete(expr);
    }
  }

  const context: Context = {
    ...createOrigins({ project, evaluate }),
    project,
    calls,
    callLookups: lookups.filter((lookup) => lookup.form === 'call'),
    memberLookups: lookups.filter((lookup) => lookup.form === 'member'),
    searched: new WeakMap(),
    evaluate,
    enter,
    within: (expr, path, place, state) => within(context, expr, path, place, state),
  };

  return {
    origins: context.origins,
    types: context.types,
    evaluate,
    member(of, key, place) {
      const { range } = of;
      const expr: MemberExpr = { kind: 'member', of, key: { kind: 'text', value: key, range }, range };
      return asked((state) => knownMember(context, expr, place, state));
    },
  };
}

function valuesOf(context: Context, expr: Expr, place: Place, state: State): readonly Value[] {
  switch (expr.kind) {
    case 'text':
      return textValue(context, expr, place, state);
    case 'env': {
      const standard = expr.fallback ? context.enter(expr.fallback, place, state) : [];
      return asking(
        context,
        { asked: askedBy(expr.name), range: expr.range, shown: expr.name },
        standard,
        place,
        state,
      );
    }
    case 'ref':
      return named(context, expr, place, state);
    case 'member':
      return member(context, expr, place, state);
    case 'join':
      return joined(context, expr, place, state);
    case 'either':
      return alternatives(context, expr.options, place, state);
    case 'call':
      return called(context, expr, place, state);
    case 'unknown':
      return [hole(expr.range, place, state, { note: expr.note ?? 'a value that is not followed' })];
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

const isSame = (a: Place, b: Place): boolean =>
  a.facts === b.facts && a.scope === b.scope && a.at === b.at && a.frame === b.frame;

const limit = (values: readonly Value[]): readonly Value[] =>
  values.length > 1 ? different(values, MAX_VALUES) : values;

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
