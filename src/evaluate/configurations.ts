/** Objects that hold a configuration, whole or a section of it: what they are asked for by methods and members. */
import type { CallExpr, Expr } from '../model/expr.ts';
import type { CallRules } from './calls.ts';
import type { Context, State } from './context.ts';
import { asFallback, hole } from './holes.ts';
import { asking, memberAsked } from './look-ups.ts';
import { matchesAny } from './lookup.ts';
import { isOfSection } from './standards.ts';
import { keysIn, textsOf } from './texts.ts';
import type { Place, StructureValue, Value } from './value.ts';

export interface ConfigurationRules {
  /** Types of such objects, and functions that make or load one. */
  readonly holders: readonly string[];
  /** Methods that give a key or a section by its name; a second argument is used where nothing does. */
  readonly getters: readonly string[];
  /** Methods that are given one part of the path after the other. */
  readonly diggers: readonly string[];
}

/** `post.node` and `Post:Node` are two steps. */
const stepsOf = (name: string): readonly string[] => name.split(/[.:]/);

/** What a configuration gives for a key; empty where the value holds none. */
export function keyOf(context: Context, value: Value, name: string, state: State): readonly Value[] {
  // The section without a name is the file's own.
  if (name === '') return [value];
  const steps = stepsOf(name);
  if (value.kind === 'structure') {
    const held = ofHolder(context, value, steps, state);
    return held.length > 0 ? held : ofData(context, value, name, state);
  }
  return steps.reduce<readonly Value[]>(
    (values, step) =>
      values.flatMap((one) =>
        one.kind === 'text' ? memberAsked(context, one, step, state) : context.memberOf(one, step, state),
      ),
    [value],
  );
}

/** What `viper.Unmarshal(&c)` gives to the variable: the configuration or a section of it; empty where the call is none such. */
export function filledByCall(
  { calls, enter }: Context,
  call: CallExpr,
  origins: readonly string[],
  place: Place,
  state: State,
): readonly Value[] {
  const rule = calls.filling.find(({ of }) => matchesAny(of, origins));
  if (!rule) return [];
  const named = sectionNamed(call, rule.section);
  const [section = ''] = named ? textsOf(enter(named, place, state)) : [];
  const path = section === '' ? [] : stepsOf(section);
  return [
    hole(call.range, place, state, {
      note: section === '' ? 'the configuration' : section,
      asked: { space: 'config', path },
    }),
  ];
}

/** What names the section: an argument, or that of the call before, `file.Section("mail").MapTo(&c)`. */
function sectionNamed({ callee, args }: CallExpr, at: number | 'receiver' | undefined): Expr | undefined {
  if (at === undefined) return undefined;
  if (at !== 'receiver') return args[at]?.value;
  return callee.kind === 'member' && callee.of.kind === 'call' ? callee.of.args[0]?.value : undefined;
}

/** A part of a data file that a configuration holds. */
function ofData(
  context: Context,
  { expr, place, hops, guards }: StructureValue,
  name: string,
  state: State,
): readonly Value[] {
  if (place.facts.program || expr.kind !== 'object') return [];
  const way = { ...state, hops, guards };
  const whole = context.within(expr, [name], place, way);
  return whole.length > 0 ? whole : context.within(expr, stepsOf(name), place, way);
}

function ofHolder(context: Context, value: StructureValue, path: readonly string[], state: State): readonly Value[] {
  if (!isHolder(context, value)) return [];
  const { place, expr, hops, guards } = value;
  const asked = { space: 'config', path } as const;
  return asking(context, { asked, range: expr.range, shown: path.join('.') }, [], place, { ...state, hops, guards });
}

/** An instance or what a call makes; a library that is one itself is what `require` gives. */
function isHolder({ calls, origins }: Context, { expr, place }: StructureValue): boolean {
  const named = expr.kind === 'instance' ? [expr.type] : expr.kind === 'call' ? [expr.callee, expr] : [];
  return named.some((one) => matchesAny(calls.configurations.holders, origins(one, place)));
}

/** `section.get("node", "d")`, `config.getConfig("mail")`: empty where the receiver is no configuration. */
export function gotten(context: Context, call: CallExpr, place: Place, state: State): readonly Value[] {
  const { callee } = call;
  if (callee.kind !== 'member' || callee.key.kind !== 'text') return [];
  const form = formOf(context.calls.configurations, callee.key.value);
  const given = call.args.filter(({ name, spread }) => name === undefined && !spread).map(({ value }) => value);
  const [first] = given;
  if (!form || !first) return [];
  const isSection = form === 'getter' && isOfSection(context, given[1], place, state);
  const parts = form === 'digger' ? given : isSection ? given.slice(0, 2) : [first];
  const names = parts.flatMap((part) => keysIn(context.enter(part, place, state)).slice(0, 1));
  if (names.length < parts.length) return [];
  const found = context
    .enter(callee.of, place, state)
    .flatMap((value) => keyOf(context, value, names.join('.'), state));
  const standard =
    form === 'getter'
      ? ((isSection ? undefined : given[1]) ?? call.args.find(({ name }) => name === 'fallback')?.value)
      : undefined;
  if (found.length === 0 || !standard) return found;
  return [...found, ...context.enter(standard, place, state).map((value) => asFallback(value, names.join('.')))];
}

const formOf = ({ getters, diggers }: CallRules['configurations'], method: string): 'getter' | 'digger' | undefined =>
  diggers.includes(method) ? 'digger' : getters.includes(method) ? 'getter' : undefined;
