/**
 * Look-ups as values: a variable of the environment, a key of the configuration. What is asked has members (the path
 * grows); the project is asked who gives it a value, and the evaluation goes on there.
 */
import type { EnvExpr, Expr, Range } from '../model/expr.ts';
import { shownName } from '../text/shown.ts';
import { guardsOfArm } from './conditions.ts';
import { type Context, chosen, over, type State } from './context.ts';
import { bothGuards, unless } from './guards.ts';
import { asFallback, hole } from './holes.ts';
import { moduleEnd } from './places.ts';
import { OPEN, textsOf } from './texts.ts';
import { asTyped } from './typed-data.ts';
import type { Asked, Definition, Guard, Hole, Place, TextValue, Value } from './value.ts';

type AskingExpr = Pick<EnvExpr, 'name' | 'resource' | 'flag' | 'inputOf'>;

/** What a reader's placeholder names: `${SMTP_HOST}` a variable, `${spring.mail.host}` and `.Values.smtp.host`, `$root.Values.smtp.host` a key. */
export function askedBy({ name, resource, flag, inputOf }: AskingExpr): Asked {
  if (inputOf !== undefined) return { space: 'macro', path: [inputOf, ...name.split('.')] };
  if (flag) return { space: 'flag', path: [name] };
  if (resource !== undefined) return { space: 'resource', path: [resource, name] };
  const [, module, output] = /^module\.([\w-]+)\.([\w-]+)$/.exec(name) ?? [];
  if (module !== undefined && output !== undefined) return { space: 'terraform', path: [output, module] };
  const path = name.replace(/^\.?(?:(?:\w+\.)?Values|var|local|vars|global|env|ENV|config)\./, '').split('.');
  if (path.length > 1) return { space: 'config', path };
  // Variables and locals of the module, which have a space of their own: any name is worth asking.
  return { space: /^(?:var|local)\./.test(name) ? 'terraform' : 'env', path };
}

/** As its users write it: `SMTP_HOST`, `mail.host`; what is open of it is `…`. */
export const nameOfAsked = ({ path }: Asked): string => path.join('.').replaceAll(OPEN, '…');

/** What is read, and where. `shown` is the source's own way to write it. */
interface Question {
  readonly asked: Asked;
  readonly range: Range;
  readonly shown?: string;
  readonly possible?: true;
}

/** What is asked, what the project's definitions give it, and the values that are used when it is unset. */
export function asking(
  context: Context,
  { asked, range, shown, possible }: Question,
  standard: readonly Value[],
  place: Place,
  state: State,
): readonly Value[] {
  const name = nameOfAsked(asked);
  const definitions = context.project?.definitions(place.facts, asked) ?? [];
  const read = over(state, { facts: place.facts, range, kind: 'read', name });
  // What a file says itself is no other choice than its own defaults.
  const choices = definitions.filter((one) => !one.base && !one.standard && one.place.facts.path !== place.facts.path);
  const unset = choices.map((one) => unless(choiceOf(one, asked, place)));
  const valuesOf = (one: Definition): readonly Value[] =>
    defined(context, one, asked, place, one.standard ? chosen(read, ...unset) : read);
  const deciding = definitions.filter(({ decides }) => decides).flatMap(valuesOf);
  const others = definitions.filter(({ decides }) => !decides).flatMap(valuesOf);
  const decided = deciding.some(isSaid);
  // What is given something that is open itself is open there, further on the way.
  const isPassedOn = !decided && deciding.some(({ kind }) => kind === 'text');
  const own = hole(range, place, state, {
    asked,
    note: shownName(shown ?? name),
    ...(decided ? { decided } : {}),
    ...(possible && !decided ? { possible } : {}),
  });
  const fallbacks = standard.map((value) => ({
    ...asFallback(value, name),
    guards: bothGuards(value.guards, unset),
  }));
  return [...(isPassedOn ? [] : [own]), ...deciding, ...others, ...fallbacks];
}

/** A flag of the command line: what commands of the deployment give it, and else its default, which leaves nothing open. */
export function askingFlag(
  context: Context,
  question: Question,
  standard: readonly Value[],
  place: Place,
  state: State,
): readonly Value[] {
  const isGiven = (context.project?.definitions(place.facts, question.asked) ?? []).length > 0;
  return isGiven ? asking(context, question, standard, place, state) : standard;
}

/** What those who call a pipeline's template give an input, and its default beside; undefined where nobody does. */
export function givenByCallers(
  context: Context,
  { name, range, isInput }: EnvExpr,
  place: Place,
  state: State,
): readonly Value[] | undefined {
  const asked: Asked = { space: 'input', path: [name] };
  const isGiven = isInput && (context.project?.definitions(place.facts, asked) ?? []).length > 0;
  return isGiven ? asking(context, { asked, range, shown: name }, [], place, state) : undefined;
}

/** The values of a variable that its own file gives it. */
export function givenHere(
  { enter }: Context,
  { name, range, fallback, chosenBy }: EnvExpr,
  given: readonly Expr[],
  place: Place,
  state: State,
): readonly Value[] {
  const { facts } = place;
  const read = over(state, { facts, range, kind: 'read', name });
  const values = given.flatMap((value, arm) => {
    const choice = chosenBy
      ? { choice: `${facts.path} ${chosenBy.choice}`, arm: chosenBy.keys[arm] ?? arm }
      : { choice: given, arm };
    const way = given.length > 1 ? chosen(read, choice) : read;
    return enter(value, place, over(way, { facts, range: value.range, kind: 'configured', name }));
  });
  return fallback ? [...values, ...enter(fallback, place, state).map((value) => asFallback(value, name))] : values;
}

/** What a call makes that is not followed says nothing: it may be a schema's type of the variable. */
const isSaid = (value: Value): boolean =>
  (value.kind === 'structure' && value.expr.kind !== 'call') ||
  textsOf([value]).some((text) => text !== '') ||
  (value.kind === 'text' && value.segments.length > 1);

/** A chart's templates and files of values are filled by one set of files of values, whichever of them asks. */
const OF_CHART = /(?:^|\/)(?:values[\w.-]*\.ya?ml|templates\/[\w./-]+\.(?:ya?ml|tpl))$/;

/** Which source the variables of a program come from, and which one its keys: those of a file within another one are its own. */
const choiceOf = ({ source }: Definition, { space }: Asked, { facts }: Place): Guard => ({
  // An input with a default is chosen with those that have none.
  choice: `${space === 'input' ? 'env' : space} defined for ${OF_CHART.test(facts.path) ? 'the chart' : [facts.path, facts.name].join(' ')}`,
  arm: source,
});

/** The values that one definition gives. Definitions of several sources are a choice. */
function defined(
  { enter }: Context,
  definition: Definition,
  asked: Asked,
  from: Place,
  state: State,
): readonly Value[] {
  const { expr, place, keyRange, base, standard } = definition;
  const hop = { facts: place.facts, range: keyRange, kind: 'configured', name: nameOfAsked(asked) } as const;
  // A file's own names are no choice, nor are a script's for what it writes, and what holds everywhere goes with every choice.
  const isWithin = place.facts.program !== undefined && place.facts.path === from.facts.path;
  const isOwn = (place.facts === from.facts || isWithin) && asked.space !== 'config';
  const branches = place.facts.program ? place.branch.flatMap((step) => guardsOfArm(step, place)) : [];
  const choices = isOwn || base || standard ? branches : [choiceOf(definition, asked, from), ...branches];
  const way = choices.length > 0 ? chosen(state, ...choices) : state;
  return enter(place.facts.program ? expr : asTyped(expr, from.facts), place, over(way, hop));
}

/** A member of what is asked: a deeper key, or a variable where all of the environment is asked. */
export function memberAsked(context: Context, value: TextValue, key: string, state: State): readonly Value[] {
  const asked = lookUpOf(value);
  if (!asked) return [];
  const { hole } = asked;
  // What defines the whole says which members it has; the environment is set over it.
  if (hole.decided) return overridden(context, hole, key, value, state);
  const { delimiter } = hole.asked ?? {};
  const [variable] = hole.asked?.path ?? [];
  const place = moduleEnd(hole.facts);
  const space = hole.asked?.space ?? 'config';
  const shown = space === 'env' ? key : `${hole.note}.${shownName(key)}`;
  const way = { ...state, hops: value.hops, guards: value.guards };
  const names = space === 'config' ? (hole.facts.program?.dataKeys?.get(key) ?? [key]) : [key];
  return names.flatMap((name) => {
    const path =
      delimiter === undefined || variable === undefined
        ? [...(hole.asked?.path ?? []), name]
        : [`${variable}${delimiter}${key.toUpperCase()}`];
    const deeper: Asked = { space, path, ...(delimiter === undefined ? {} : { delimiter }) };
    return asking(context, { asked: deeper, range: hole.range, shown, possible: true }, [], place, way);
  });
}

/**
 * A member of a section that files define, as variables of the environment set it, `MAIL__HOST` over `[mail]`, and as calls
 * of the program do: `set_default("mail.host", …)`.
 */
function overridden(
  context: Context,
  { asked, facts, range, note }: Hole,
  key: string,
  { hops, guards }: TextValue,
  state: State,
): readonly Value[] {
  if (asked?.space !== 'config') return [];
  const deeper: Asked = { space: 'config', path: [...asked.path, ...key.split('.')] };
  const place = moduleEnd(facts);
  const way = { ...state, hops, guards };
  const { project } = context;
  // Files that hold the section say its members there; others may set one by its whole name, `mail.host = "h"`.
  const holding = new Set((project?.definitions(facts, asked) ?? []).map((one) => one.place.facts.path));
  const all = project?.definitions(facts, deeper) ?? [];
  const set = all.filter((one) => one.byVariable || one.place.facts.program || !holding.has(one.place.facts.path));
  // A section within the section is decided as that is, and may be overridden as well.
  const section = all.some(isSection)
    ? [hole(range, place, way, { asked: deeper, note: `${note}.${shownName(key)}`, decided: true })]
    : [];
  return [
    ...section,
    ...set.filter((one) => !isSection(one)).flatMap((one) => defined(context, one, deeper, place, way)),
  ];
}

const isSection = ({ expr, byVariable }: Definition): boolean => expr.kind === 'object' && !byVariable;

/** The look-up that a text is, when nothing stands beside it. */
function lookUpOf(value: TextValue): { readonly hole: Hole } | undefined {
  const [only, second] = value.segments;
  if (!only || second || only.kind !== 'hole' || !only.hole.asked) return undefined;
  const { space, path, delimiter } = only.hole.asked;
  // A variable is a text: it has no members but those of its characters.
  return space === 'env' && path.length > 0 && delimiter === undefined ? undefined : { hole: only.hole };
}
