/** What a call gives back: a variable, what it hands through, the data it loads, what the function returns. */
import type { CallExpr } from '../model/expr.ts';
import type { Facts, Format, FunctionDef } from '../model/facts.ts';
import { lowerFirst } from '../text/letters.ts';
import { TYPE_ARGUMENT } from './bound-classes.ts';
import { lastName } from './call-index.ts';
import { callValue, optionDeclared } from './calls.ts';
import { classesOf, isReceiver } from './classes.ts';
import { collected } from './collections.ts';
import { describedParameter } from './command-line.ts';
import { alternatives } from './composed.ts';
import { filledByCall, gotten } from './configurations.ts';
import { type Context, chosen, over, type State } from './context.ts';
import { readCall } from './environment.ts';
import type { FoundExpr } from './exports.ts';
import { choiceOfOptions } from './filled-classes.ts';
import { functionsOf } from './functions.ts';
import { asFallback, hole } from './holes.ts';
import { matchesAny } from './lookup.ts';
import { dataFile, required } from './other-files.ts';
import { mergedByOwn } from './own-merges.ts';
import { dataFileAt, requiredAt } from './paths.ts';
import { atReturn, inFrame } from './places.ts';
import { standardsOf } from './standards.ts';
import { ofLiteral, textCall } from './text-calls.ts';
import { askedName, isKnown, textsOf } from './texts.ts';
import { asTyped } from './typed-data.ts';
import { urlCall } from './urls.ts';
import type { Frame, Place, StructureValue, TextValue, Value } from './value.ts';

const MAX_FRAMES = 4;

/** The values of a call; the call itself when nothing is known of it. */
export function called(context: Context, call: CallExpr, place: Place, state: State): readonly Value[] {
  const itself: Value = { kind: 'structure', expr: call, place, hops: state.hops, guards: state.guards };
  // Of a library's function only the first result is known.
  if (call.result) {
    const returns = byFunctions(context, call, place, state);
    return returns.length > 0 ? returns : [itself];
  }
  const origins = context.origins(call.callee, place);
  const read = readCall(context, call, origins, place, state);
  if (read) return saidByOwn(context, read, call, place, state) ?? read;
  const option = describedParameter(context, call, origins, place, state);
  if (option) return option;
  const made = textCall(context, call, origins, place, state);
  if (made) return made;
  const part = urlCall(context, call, place, state);
  if (part) return part;
  const own = mergedByOwn(context, call, place);
  if (own) return context.enter(own, place, state);
  const passed = callValue(context.calls, call, origins);
  if (passed) {
    // A helper of the program may be called like a library's conversion: `int(process.env.PORT, 25)`.
    const isConversion = call.callee.kind === 'ref' && call.args.length > 1 && passed[0] === call.args[0]?.value;
    const own = isConversion ? byFunctions(context, call, place, state) : [];
    if (own.length > 0) return own;
    const declared = optionDeclared(context.calls, call, origins);
    const values = alternatives(context, { options: passed }, place, state);
    return declared === undefined ? values : values.map((value) => asFallback(value, declared));
  }
  const filled = filledByCall(context, call, origins, place, state);
  if (filled.length > 0) return filled;
  const typed = madeOfType(call, place, state);
  if (typed.length > 0) return typed;
  const named = namedOptions(context, call, place, state);
  if (named.length > 0) return named;
  const held = matchesAny(context.calls.loading, origins)
    ? loaded(context, call, place, state).map((found) => ({ ...found, expr: asTyped(found.expr, place.facts) }))
    : moduleOf(context, call, place, state);
  if (held.length > 0)
    return held.flatMap(({ expr, place: at, guards = [] }) => context.enter(expr, at, chosen(state, ...guards)));
  const returns = byFunctions(context, call, place, state);
  const fields = accessed(context, call, returns.length > 0, place, state);
  if (returns.length > 0 || fields.length > 0) return [...fields, ...returns];
  const taken = collected(context, call, origins, place, state) ?? [];
  if (taken.length > 0) return taken;
  const asked = gotten(context, call, place, state);
  if (asked.length > 0) return asked;
  const constants = constantCalled(context, call, place, state);
  if (constants.length > 0) return constants;
  const standards = standardsOf(context, call, place, state);
  if (standards.length > 0) return standards;
  const secret = textOfFile(context, call, origins, place, state);
  if (secret.length > 0) return secret;
  return ofLiteral(context, call, place, state) ?? [itself];
}

/** What a data file holds, by what is written where it is opened or, failing that, by what this comes to. */
function loaded(context: Context, call: CallExpr, place: Place, state: State): readonly FoundExpr[] {
  const found = dataFile(context.project, call, place);
  return found.length > 0 ? found : dataFileAt(context, call, place, state);
}

/** The value of the module that a `require` loads. */
function moduleOf(context: Context, call: CallExpr, place: Place, state: State): readonly FoundExpr[] {
  const found = required(context.project, call, '*', place);
  return found.length > 0 ? found : requiredAt(context, call, place, state);
}

/** A path of a machine: what stands there the repository does not say. */
const PATH = /^\/[\w./@-]{1,200}$/;

/** The text of a file that is no part of the repository, as secrets are mounted: `open("/run/secrets/host").read()` asks for that path. */
function textOfFile(
  context: Context,
  call: CallExpr,
  origins: readonly string[],
  place: Place,
  state: State,
): readonly Value[] {
  if (!matchesAny(context.calls.reading, origins)) return [];
  const opened = call.callee.kind === 'member' ? call.callee.of : undefined;
  const from = call.args[0]?.value ?? (opened?.kind === 'call' ? opened.args[0]?.value : opened);
  const names = (from ? context.enter(from, place, state) : []).flatMap((value) => [
    ...textsOf([value]).filter((path) => PATH.test(path)),
    ...[askedName(value) ?? []].flat(),
  ]);
  return [...new Set(names)].map((note) => hole(call.range, place, state, { note }));
}

/**
 * What a function of the project gives where a key is asked of it as of a library's configuration, and nothing defines that:
 * `$config->get('host', 'd')` of a class `Config` that holds an array. What the call itself passes is no answer.
 */
function saidByOwn(
  context: Context,
  read: readonly Value[],
  call: CallExpr,
  place: Place,
  state: State,
): readonly Value[] | undefined {
  if (!read.some(asksForKey) || read.some((value) => isSaidOutside(value, call, place.facts))) return undefined;
  const own = byFunctions(context, call, place, state);
  return own.some((value) => isSaidOutside(value, call, place.facts)) ? own : undefined;
}

const asksForKey = (value: Value): boolean =>
  value.kind === 'text' &&
  value.segments.some(
    (one) => one.kind === 'hole' && one.hole.asked?.space === 'config' && one.hole.asked.path.length > 0,
  );

const isSaidOutside = (value: Value, { range }: CallExpr, facts: Facts): boolean =>
  value.kind === 'text' &&
  value.segments.some(
    (one) =>
      one.kind === 'literal' &&
      (one.facts !== facts || one.text.range.start < range.start || one.text.range.end > range.end),
  );

/** Generic methods of .NET that give an object of their type: of a section of the configuration, of what the container holds. */
const OF_TYPE: ReadonlySet<string> = new Set(['Get', 'GetService', 'GetRequiredService']);

/** `configuration.GetSection("Mail").Get<MailOptions>()` */
function madeOfType({ callee, args }: CallExpr, place: Place, { hops, guards }: State): readonly Value[] {
  const [type, further] = args;
  if (type?.name !== TYPE_ARGUMENT || type.value.kind !== 'instance' || further || !OF_TYPE.has(lastName(callee)))
    return [];
  return [{ kind: 'structure', expr: type.value, place, hops, guards }];
}

/**
 * `snapshot.Get("night")`: the options that are called so, among those of their class.
 * https://learn.microsoft.com/dotnet/core/extensions/options#named-options-support-using-iconfigurenamedoptions
 */
function namedOptions(context: Context, { callee, args }: CallExpr, place: Place, state: State): readonly Value[] {
  const [name, further] = args;
  if (place.facts.format !== 'csharp' || callee.kind !== 'member' || lastName(callee) !== 'Get') return [];
  if (name?.value.kind !== 'text' || name.name !== undefined || further) return [];
  const { value } = name.value;
  return context.enter(callee.of, place, state).flatMap((held) =>
    held.kind === 'structure' && held.expr.kind === 'instance'
      ? classesOf(context.project, held)
          .slice(0, 1)
          .map(({ definition }) => ({
            ...held,
            guards: [...held.guards, choiceOfOptions(definition.name, value)],
          }))
      : [],
  );
}

/** Languages whose fields are read by methods that a compiler or a library may add: records, beans, Lombok, Groovy. */
const WITH_ACCESSORS: ReadonlySet<Format> = new Set(['java', 'kotlin', 'scala', 'groovy']);

/** The field that `x.host()` or `x.getHost()` reads; where the class has such a method, of configurations alone. */
function accessed(
  context: Context,
  { callee, args }: CallExpr,
  hasMethod: boolean,
  place: Place,
  state: State,
): readonly Value[] {
  if (!WITH_ACCESSORS.has(place.facts.format) || args.length > 0) return [];
  if (callee.kind !== 'member' || callee.key.kind !== 'text' || isReceiver(callee.of)) return [];
  const [, bean] = /^(?:get|is)([A-Z]\w*)$/.exec(callee.key.value) ?? [];
  const field = bean === undefined ? callee.key.value : lowerFirst(bean);
  const isOwn = (value: Value): boolean =>
    value.kind === 'text'
      ? bean !== undefined || hasMethod || isSection(value)
      : !hasMethod || value.expr.kind === 'object' || isMapped(context, value);
  return context
    .enter(callee.of, place, state)
    .filter(isOwn)
    .flatMap((value) => context.memberOf(value, field, state))
    .filter(isKnown);
}

/** A section of the configuration that files define, of which variables may set a part. */
const isSection = ({ segments: [only, second] }: TextValue): boolean =>
  only?.kind === 'hole' && !second && only.hole.decided === true && only.hole.asked?.space === 'config';

/** An interface whose methods a framework answers from a section of the configuration: Quarkus' `@ConfigMapping`. */
const isMapped = ({ project }: Context, value: StructureValue): boolean =>
  classesOf(project, value).some(({ definition: { section } }) => section !== undefined);

/** What the project's own functions give back that a call may be of. */
const byFunctions = (context: Context, call: CallExpr, place: Place, state: State): readonly Value[] =>
  functionsOf(context, call.callee, place).flatMap(({ facts, definition, guards = [] }) => {
    const { start } = definition.range;
    const name = definition.name ?? 'the function';
    const hop = { facts, range: { start, end: start }, kind: 'returned', name } as const;
    const asked = `${place.facts.path} ${place.facts.source.text.slice(call.range.start, call.range.end)}`;
    const question = { asked, result: call.result ?? 0 };
    const way = chosen(over(state, hop), ...guards);
    return returned(context, facts, definition, way, question, frameOf(definition, call, place));
  });

/** Constants of Perl are functions without arguments: `Places->OUT`, `Places::OUT()`. https://perldoc.perl.org/constant */
const constantCalled = ({ enter }: Context, call: CallExpr, place: Place, state: State): readonly Value[] =>
  place.facts.format === 'perl' && call.args.length === 0
    ? enter(call.callee, place, state).filter(
        (value) => value.kind === 'text' && value.segments.some((one) => one.kind === 'literal'),
      )
    : [];

/** Who asks, and for which of the results. */
interface Question {
  readonly asked: string;
  readonly result?: number;
}

/**
 * What a function returns, entered by the call of `frame` if that is known. Which of its returns is a choice: who asks the
 * same again (`asked`) is given the same.
 */
export const returned = (
  { enter }: Context,
  facts: Facts,
  definition: FunctionDef,
  state: State,
  { asked, result = 0 }: Question,
  frame?: Frame,
): readonly Value[] =>
  definition.returns.flatMap((one) => {
    const value = result === 0 ? one.value : one.further?.[result - 1];
    if (!value) return [];
    const guards =
      definition.returns.length > 1
        ? [{ choice: `${facts.path}:${definition.range.start} for ${asked}`, arm: one.range.start }]
        : [];
    return enter(value, inFrame(atReturn(facts, one), frame), chosen(state, ...guards));
  });

/** Parameters are what this call passes; calls within calls within calls are not told apart. */
export function frameOf(definition: FunctionDef, call: CallExpr, place: Place): Frame | undefined {
  const depth = (place.frame?.depth ?? 0) + 1;
  return depth > MAX_FRAMES ? undefined : { definition, call, place, depth };
}
