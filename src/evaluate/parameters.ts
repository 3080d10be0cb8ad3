/** Values of parameters: what callers pass, what methods hand to functions in their arguments, defaults, types. */
import type { CallExpr, Expr, ListExpr } from '../model/expr.ts';
import { argument, type Facts, type Format, type FunctionDef, type Program } from '../model/facts.ts';
import { isForeignTest } from '../select/role.ts';
import { lowerFirst } from '../text/letters.ts';
import { givenToFactory, passedToCallback } from './callbacks.ts';
import { itemsOfMapping, pairsIn } from './collections.ts';
import { commandOption, decoratedParameter } from './command-line.ts';
import { along, type Context, chosen, over, type State } from './context.ts';
import { type FoundParameter, parameterNamed } from './declared-parameters.ts';
import { memberExpr } from './exports.ts';
import { callsOf, nameCalled } from './functions.ts';
import { bothGuards, unless } from './guards.ts';
import { asFallback } from './holes.ts';
import { atCall } from './places.ts';
import { isOfLibrary } from './receivers.ts';
import { collectedArguments } from './rest-arguments.ts';
import { setTogether } from './set-together.ts';
import { sharedByCommands } from './shared-contexts.ts';
import { isWritten, withoutEmptyHoles } from './texts.ts';
import type { Frame, Place, StructureValue, Value, Way } from './value.ts';

/** Of a function with more calls a default is told from so many. */
const MOST_UNSET = 8;

/** What callers pass for the parameter `name` of the function around `place`, and its own default. */
export function parameter(
  context: Context,
  name: string,
  path: readonly string[],
  place: Place,
  state: State,
): readonly Value[] {
  const { facts } = place;
  const found = facts.program && parameterNamed(facts.program, name, place);
  if (!facts.program || !found) return [];
  const { param, index, definition, scope } = found;
  const inside: Place = { facts, scope: scope.id, branch: [], at: definition.range.start };
  const frame = frameOf(definition, place.frame);
  const given = (call: CallExpr): Expr | undefined => {
    if (param.receiver) return call.callee.kind === 'member' ? call.callee.of : undefined;
    return param.rest ? collectedArguments(call, definition, param) : argument(call.args, name, index);
  };
  const isGiven = frame !== undefined && (param.rest || given(frame.call) !== undefined);
  // What tests call a program's function with are doubles.
  const sites = frame
    ? [frame]
    : callsOf(context.project, facts, definition)
        .filter((one) => !isForeignTest(one.facts.path, facts.path) && !isOfLibrary(context, facts, definition, one))
        .map((one) => ({
          call: one.site.call,
          place: atCall(one.facts, one.site),
          together: setTogether(facts, definition, one.site, one.facts),
        }));
  // A default is what those calls leave that do not give it.
  const unset = (frame ? [] : sites)
    .filter(({ call }) => given(call) !== undefined)
    .slice(0, MOST_UNSET)
    .map(({ call }) => unless({ choice: definition, arm: call }));
  const standard =
    param.fallback && !isGiven
      ? context.within(param.fallback, path, inside, chosen(state, ...unset)).map((value) => asFallback(value, name))
      : [];
  const passed = sites.flatMap((site) => {
    const value = given(site.call);
    if (!value) return [];
    const implied = param.type && impliedMember(value, site.place);
    if (param.type && isFromContainer(value, site.place)) return ofType(context, param.type, path, inside, state);
    if (implied && param.type) return context.within(memberExpr(param.type, implied), path, inside, state);
    const hop = { facts: site.place.facts, range: site.call.range, kind: 'passed', name } as const;
    const together = 'together' in site ? site.together : [];
    const way = frame ? state : chosen(state, { choice: definition, arm: site.call }, ...together);
    return context.within(value, path, site.place, over(way, hop));
  });
  // What is passed where nobody looks may be another relay.
  const nameCalledBy = frame ? undefined : nameCalled(facts, definition);
  if (passed.length > 0 && nameCalledBy !== undefined && context.project?.passesOver(facts, nameCalledBy))
    context.cut();
  const called = index < 2 ? calledBack(context, facts.program, found, path, place, state) : [];
  const made = passed.length > 0 || frame ? [] : madeWith(context, found, path, place, state);
  const [option, ...further] = param.rest === 'named' ? path : [name, ...path];
  const isOption = passed.length === 0 && option !== undefined && further.length === 0;
  const described = isOption
    ? [
        ...decoratedParameter(context, facts, definition, option, state),
        ...commandOption(context, facts, definition, option, state),
      ]
    : [];
  const injected = passed.length > 0 || frame ? [] : injectedInto(context, facts, found, path, state);
  const registered =
    passed.length > 0 || frame || called.some(isWritten) ? [] : registeredAs(context, facts, found, path, state);
  const shared = passed.length > 0 || frame ? [] : sharedByCommands(context, facts, found, path, state);
  const values = [...passed, ...shared, ...injected, ...registered, ...made, ...called, ...described, ...standard];
  // Of what is passed nothing may be known but its type; serde's attributes say there what fields are that the data lacks.
  const isNeeded = !values.some(isWritten) || (facts.format === 'rust' && path.length > 0);
  const typed = param.type && isNeeded ? ofType(context, param.type, path, inside, state) : [];
  return [...values, ...typed];
}

/** `Mailer(get())` of https://insert-koin.io: what the container has of the type that is asked for. */
const isFromContainer = (value: Expr, { facts: { format } }: Place): boolean =>
  format === 'kotlin' &&
  value.kind === 'call' &&
  value.callee.kind === 'ref' &&
  value.callee.name === 'get' &&
  value.args.every(({ value: { kind } }) => kind === 'call' || kind === 'instance');

/** `.live`: a member of the type that is asked for. https://docs.swift.org/swift-book/documentation/the-swift-programming-language/expressions/#Implicit-Member-Expression */
function impliedMember(value: Expr, { facts: { path, source } }: Place): string | undefined {
  if (value.kind !== 'ref' || !path.endsWith('.swift')) return undefined;
  const { start } = value.range;
  return /(?:^|[^\w)\]?!])\.$/.test(source.text.slice(Math.max(0, start - 2), start)) ? value.name : undefined;
}

/** Languages whose containers are told in their configuration what to give to constructors. */
const WITH_CONTAINERS: ReadonlySet<Format> = new Set(['php', 'java', 'kotlin']);

/** What a container gives to the parameter of a constructor, or of a setter by the property's name. */
function injectedInto(
  { enter, within, project }: Context,
  facts: Facts,
  { param, index, definition }: FoundParameter,
  keys: readonly string[],
  state: State,
): readonly Value[] {
  const { name, inClass } = definition;
  const className = inClass === undefined ? undefined : facts.program?.classes[inClass]?.name;
  if (className === undefined || !WITH_CONTAINERS.has(facts.format)) return [];
  const property = /^set[A-Z]/.test(name ?? '') ? lowerFirst((name ?? '').slice('set'.length)) : undefined;
  if (name !== 'constructor' && property === undefined) return [];
  const given = property === undefined ? [param.name, String(index)] : [property, property];
  const asked = { space: 'injected', path: [className, ...given] } as const;
  return (project?.definitions(facts, asked) ?? []).flatMap(({ expr, place, keyRange, source }) => {
    const hop = { facts: place.facts, range: keyRange, kind: 'configured', name: param.name } as const;
    const way = over(chosen(state, { choice: definition, arm: source }), hop);
    return keys.length === 0 ? enter(expr, place, way) : within(expr, keys, place, way);
  });
}

/**
 * What awilix gives by its name: as a member of the first parameter, or by the parameter's own name. The function is one that
 * nothing of the project calls.
 */
function registeredAs(
  { within, project }: Context,
  facts: Facts,
  { param, index, definition }: FoundParameter,
  keys: readonly string[],
  state: State,
): readonly Value[] {
  if (facts.format !== 'javascript' || !project) return [];
  const [key, ...further] = keys;
  const byName = { name: param.name, rest: keys };
  const ways = index === 0 && key !== undefined ? [{ name: key, rest: further }, byName] : [byName];
  return ways.flatMap(({ name, rest }) =>
    project
      .definitions(facts, { space: 'injected', path: ['*', name] })
      .flatMap(({ expr, place, keyRange, source }) => {
        const hop = { facts: place.facts, range: keyRange, kind: 'configured', name } as const;
        return within(expr, rest, place, over(chosen(state, { choice: definition, arm: source }), hop));
      }),
  );
}

/** What a container is told to give to a parameter of the function that makes something. */
const madeWith = (
  { within }: Context,
  { param, fn }: FoundParameter,
  path: readonly string[],
  { facts }: Place,
  state: State,
): readonly Value[] =>
  facts.format === 'php'
    ? givenToFactory(facts, fn, param.name).flatMap(({ value, site }) => {
        const hop = { facts, range: site.call.range, kind: 'passed', name: param.name } as const;
        return within(value, path, atCall(facts, site), over(state, hop));
      })
    : [];

/** The call that a place within the function stands in, or within a function inside it. */
function frameOf(definition: FunctionDef, frame: Frame | undefined): Frame | undefined {
  if (!frame || frame.definition === definition) return frame;
  return frameOf(definition, frame.place.frame);
}

/** What a method hands to the function `fn`, which is written in place as its argument: of mappings key and value. */
function calledBack(
  context: Context,
  program: Program,
  { fn, index, definition }: FoundParameter,
  path: readonly string[],
  { facts }: Place,
  state: State,
): readonly Value[] {
  const { enter, within } = context;
  const found = passedToCallback(program, fn);
  if (!found) return [];
  const { of, passes, site } = found;
  const at = atCall(facts, site);
  if (passes === 'value') return index === 0 ? within(of, path, at, state) : [];
  return enter(of, at, state).flatMap((value) => {
    if (value.kind !== 'structure') return [];
    if (index === 1) return itemsOfMapping(context, value).flatMap((item) => along(context, item, path, state));
    const isMapping = value.expr.kind === 'object' && definition.params.length === 1;
    const list = value.expr.kind === 'list' ? value.expr : isMapping ? pairsIn(value.expr) : undefined;
    return list
      ? itemsOf(value, list).flatMap(({ item, way }) => within(item, path, value.place, { ...state, ...way }))
      : [];
  });
}

/** The items of a list, each a choice of its own. */
const itemsOf = ({ hops, guards }: StructureValue, list: ListExpr): readonly { item: Expr; way: Way }[] =>
  list.items.map((item) => ({ item, way: { hops, guards: bothGuards(guards, [{ choice: list, arm: item }]) } }));

/** A field that a class leaves unset is set by whoever makes the instance. */
const ofType = (
  { within }: Context,
  type: Expr,
  path: readonly string[],
  place: Place,
  state: State,
): readonly Value[] =>
  within({ kind: 'instance', type, range: type.range }, path, place, state).filter(withoutEmptyHoles);
