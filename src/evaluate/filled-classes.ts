/** Classes whose fields a framework fills: from variables of their names, or from a section of the configuration. */
import { type CallExpr, chainOf, type Expr, type Range, textOf, valueAt } from '../model/expr.ts';
import { argument, type CallSite, type Facts } from '../model/facts.ts';
import { grow } from '../model/grouped.ts';
import { oncePer } from '../model/once.ts';
import { sectionsOfOthers, TYPE_ARGUMENT } from './bound-classes.ts';
import { callsByName, lastName } from './call-index.ts';
import type { FoundClass } from './classes.ts';
import type { Context, State } from './context.ts';
import { parameterNamed } from './declared-parameters.ts';
import { matchesAny } from './lookup.ts';
import { atCall, classEnd, moduleEnd } from './places.ts';
import { textsOf } from './texts.ts';
import type { Asked, Guard, Project, Value } from './value.ts';

/** What fills a field, and which of several options of the class it is then one of. */
interface Filled {
  readonly asked: Asked;
  readonly guards: readonly Guard[];
  /** Where another program names the section, whose configuration it then is. */
  readonly from?: Handing;
}

interface Handing {
  readonly facts: Facts;
  readonly range: Range;
}

/** What fills a field of a class; nothing where nothing does. */
export function filledFrom(context: Context, found: FoundClass, key: string): readonly Filled[] {
  const { definition } = found;
  if (!declares(found, key)) return [];
  const ownOf = (one: FoundClass): readonly (readonly string[])[] => ownSections(context, one);
  const sections = [...ownOf(found), ...sectionsOfOthers(context, found, ownOf)];
  const [name = key] = found.facts.program?.dataKeys?.get(key) ?? [];
  const keyOf = (section: readonly string[]): Asked => ({ space: 'config', path: [...section, name] });
  const own = [...(isSettings(context, found) ? variablesOf(context, found, key) : []), ...sections.map(keyOf)];
  const bound = boundSections(context, found).map(({ section, name = section.join(':'), from }) => ({
    asked: keyOf(section),
    guards: [choiceOfOptions(definition.name, name)],
    ...(from ? { from } : {}),
  }));
  const isChoice = bound.length > 1;
  return [
    ...own.map((asked) => ({ asked, guards: [] })),
    ...bound.map((one) => (isChoice ? one : { ...one, guards: [] })),
  ];
}

/** The sections that a class says itself it is filled from. */
const ownSections = (context: Context, found: FoundClass): readonly (readonly string[])[] => [
  ...(found.definition.section ? [found.definition.section] : []),
  ...(isRoot(context, found) ? [[]] : []),
  ...(isNamed(context, found) ? [[nameOfSection(context, found)]] : []),
];

/** Whether a class has a member of the name; one without a value is known by its text alone. */
const declares = ({ facts, definition }: FoundClass, key: string): boolean =>
  /^\w+$/.test(key) &&
  new RegExp(`\\b${key}\\b`).test(facts.source.text.slice(definition.range.start, definition.range.end));

/** Classes whose fields are the keys at the root of the configuration. */
const isRoot = (context: Context, { facts, definition }: FoundClass): boolean =>
  definition.bases.some((base) => matchesAny(context.calls.rootClasses, context.origins(base, moduleEnd(facts))));

const isNamed = (context: Context, { facts, definition }: FoundClass): boolean =>
  definition.bases.some((base) =>
    matchesAny(context.calls.namedClasses.bases, context.origins(base, moduleEnd(facts))),
  );

/** As the class says, or else as it is called itself: `ParcelConfig` is `parcel`. */
function nameOfSection({ calls }: Context, found: FoundClass): string {
  const given = callsOfBody(found, calls.namedClasses.naming).flatMap(({ args }) => args[0]?.value ?? [])[0];
  if (given?.kind === 'text') return given.value.replace(/^:/, '');
  return (found.definition.name ?? '')
    .replace(/Config$/, '')
    .replace(/(?<=[a-z0-9])(?=[A-Z])/g, '_')
    .toLowerCase();
}

/** The calls of a name in the body of a class. */
const callsOfBody = ({ facts, definition }: FoundClass, name: string): readonly CallExpr[] =>
  (callsByName(facts).get(name) ?? []).flatMap(({ call, scope }) => (scope === definition.scope ? [call] : []));

/** What a class that names its section declares a field to be where nothing else does: `attr_config port: 25`. */
export const declaredStandard = (context: Context, found: FoundClass, key: string, state: State): readonly Value[] =>
  isNamed(context, found)
    ? callsOfBody(found, context.calls.namedClasses.declaring).flatMap(({ args }) =>
        args.flatMap(({ name, value }) => (name === key ? context.enter(value, classEnd(found), state) : [])),
      )
    : [];

/** Classes whose fields are filled from variables of their names. */
const isSettings = (context: Context, { facts, definition }: FoundClass): boolean =>
  definition.bases.some((base) => matchesAny(context.calls.settingsClasses, context.origins(base, moduleEnd(facts))));

/** https://docs.pydantic.dev/latest/concepts/pydantic_settings/: a prefix of the class, aliases of the field instead of it. */
function variablesOf(context: Context, found: FoundClass, key: string): readonly Asked[] {
  const aliases = [...aliasesOf(found, key), ...aliasesOfClass(found, key)];
  const names =
    aliases.length > 0 ? aliases : [`${optionOfClass(context, found, 'env_prefix') ?? ''}${key}`.toUpperCase()];
  const delimiter = optionOfClass(context, found, 'env_nested_delimiter');
  return names.map((name) => ({ space: 'env', path: [name], ...(delimiter === undefined ? {} : { delimiter }) }));
}

/** `model_config = SettingsConfigDict(env_prefix="X_")`, `class Config: env_prefix = "X_"`. */
function optionOfClass({ evaluate }: Context, found: FoundClass, option: string): string | undefined {
  const { facts, definition } = found;
  const own = (facts.program?.assignments ?? []).filter(({ scope }) => isInside(facts, scope, definition.scope));
  for (const { target, value } of own) {
    const name = chainOf(target)?.at(-1);
    const given = name === option ? value : name === 'model_config' ? optionOf(value, option) : undefined;
    const [text] = given ? textsOf(evaluate(given, classEnd(found))) : [];
    if (text !== undefined) return text;
  }
  return undefined;
}

const MOST_LEVELS = 3;

function isInside(facts: Facts, scope: number, outer: number): boolean {
  let at: number | undefined = scope;
  for (let level = 0; at !== undefined && level < MOST_LEVELS; level += 1, at = facts.program?.scopes[at]?.parent)
    if (at === outer) return true;
  return false;
}

const optionOf = (value: Expr, name: string): Expr | undefined =>
  value.kind === 'call' ? argument(value.args, name, undefined) : valueAt(value, name);

/** `class Config: fields = {"host": {"env": "RELAY"}}` of https://docs.pydantic.dev/1.10/usage/settings/#environment-variable-names */
const aliasesOfClass = ({ facts, definition }: FoundClass, key: string): readonly string[] =>
  (facts.program?.assignments ?? []).flatMap(({ target, scope, value }) =>
    chainOf(target)?.at(-1) === 'fields' && isInside(facts, scope, definition.scope)
      ? [...textsNamed(valueAt(value, key, 'env')), ...textsNamed(valueAt(value, key))]
      : [],
  );

/** `host: str = Field(alias="RELAY")`: as the class's own assignment has it. */
function aliasesOf({ facts, definition }: FoundClass, key: string): readonly string[] {
  const declared = (facts.program?.assignments ?? []).find(
    ({ target, scope, value }) =>
      scope === definition.scope && value.kind === 'call' && chainOf(target)?.at(-1) === key,
  )?.value;
  if (declared?.kind !== 'call') return [];
  return ['validation_alias', 'alias', 'env'].flatMap((name) => {
    const given = argument(declared.args, name, undefined);
    return textsNamed(given);
  });
}

/** One text, a list of them, or what a call such as `AliasChoices("A", "B")` is given. */
function textsNamed(given: Expr | undefined): readonly string[] {
  const all =
    given?.kind === 'call' ? given.args.map(({ value }) => value) : given?.kind === 'list' ? given.items : [given];
  return all.flatMap((one) => textOf(one) ?? []);
}

/** Methods that bind the class they are given to a section of the configuration. */
const BINDING = ['Configure', 'Get', 'Bind', 'BindConfiguration', 'AddOptions', 'ConfigureSection'];

/** A section that fills the fields of a class. */
interface Binding<Section> {
  readonly section: Section;
  /** What the program calls these options, where it has several of one class: `Configure<T>("night", section)`. */
  readonly name?: string;
  /** The function that is handed the section. */
  readonly through?: string;
  /** The call that hands it on. */
  readonly from?: Handing;
}

/** `Configure<T>(configuration.GetSection("Mail"))`, wherever the program says it. */
function boundSections({ project }: Context, { facts, definition }: FoundClass): readonly Binding<readonly string[]>[] {
  const { name } = definition;
  if (facts.format !== 'csharp' || name === undefined || !project) return [];
  const found = [facts, ...project.callers(facts, name)].flatMap((file) =>
    (bindingsIn(file).get(name) ?? [])
      .flatMap((one) => handedSections(project, file, one))
      .flatMap(({ section, ...binding }) => {
        const steps = section.map((step) => sectionNamed(step, { facts, definition }));
        const path = steps.flatMap((step) => step?.split(':') ?? []);
        return steps.includes(undefined) ? [] : [{ ...binding, section: path }];
      }),
  );
  return [...new Map(found.map((one) => [`${one.name} ${one.section.join(':')}`, one])).values()];
}

/** What callers hand to the function that binds what it is handed: `services.AddPost(configuration.GetSection("Mail"))`. */
function handedSections(
  project: Project,
  file: Facts,
  { through, ...binding }: Binding<readonly Expr[]>,
): readonly Binding<readonly Expr[]>[] {
  if (through === undefined) return [binding];
  return [file, ...project.callers(file, through)].flatMap((caller) =>
    (callsByName(caller).get(through) ?? []).flatMap(({ call }) => {
      const section = sectionAmong(caller, positional(call), MOST_SECTIONS);
      return section.length > 0 ? [{ ...binding, section, from: { facts: caller, range: call.range } }] : [];
    }),
  );
}

/** `"Mail"`, `nameof(MailOptions)`, `MailOptions.Section`: a constant of the class itself says which section is its own. */
function sectionNamed(section: Expr, { facts, definition }: FoundClass): string | undefined {
  if (section.kind === 'text') return section.value;
  if (section.kind === 'call' && lastName(section.callee) === 'nameof')
    return section.args[0] && chainOf(section.args[0].value)?.at(-1);
  const [owner, constant, further] = chainOf(section)?.slice(-2) ?? [];
  if (owner !== definition.name || constant === undefined || further !== undefined) return undefined;
  const set = facts.program?.assignments.find(
    ({ target, scope }) => scope === definition.scope && chainOf(target)?.at(-1) === constant,
  )?.value;
  return set?.kind === 'text' ? set.value : undefined;
}

/** The sections that a file binds classes to, by the classes' names. */
const bindingsIn = oncePer((facts: Facts): ReadonlyMap<string, readonly Binding<readonly Expr[]>[]> => {
  const found = new Map<string, Binding<readonly Expr[]>[]>();
  for (const method of BINDING)
    for (const site of callsByName(facts).get(method) ?? []) {
      const bound = typeNamed(site) ?? typeOfTarget(facts, site, method);
      const section = bound === undefined ? [] : sectionOf(facts, site.call);
      const through = section.length > 0 ? undefined : functionHanded(facts, site);
      if (bound === undefined || (section.length === 0 && through === undefined)) continue;
      const name = method === 'Configure' ? textOf(positional(site.call)[0]) : undefined;
      const binding = {
        section,
        ...(name === undefined ? {} : { name }),
        ...(through === undefined ? {} : { through }),
      };
      grow(found, bound, [binding]);
    }
  return found;
});

/** The function whose parameter a call is given, or called on. */
function functionHanded(facts: Facts, site: CallSite): string | undefined {
  const { callee } = site.call;
  const given = [...positional(site.call), ...(callee.kind === 'member' ? [callee.of] : [])];
  return given
    .flatMap((one) =>
      one.kind === 'ref' && facts.program ? (parameterNamed(facts.program, one.name, atCall(facts, site)) ?? []) : [],
    )
    .find(({ definition }) => definition.name !== undefined && definition.name !== 'constructor')?.definition.name;
}

/** Options of one class that have names: `snapshot.Get("night")` gives those that were bound by that name. */
export const choiceOfOptions = (className: string | undefined, name: string): Guard => ({
  choice: `options of ${className}`,
  arm: name,
});

/** The class that the call, or one that its receiver goes on from, is given. */
function typeNamed({ call }: CallSite): string | undefined {
  for (let at: Expr = call; at.kind === 'call'; at = at.callee.kind === 'member' ? at.callee.of : at.callee) {
    const given = at.args.find(({ name }) => name === TYPE_ARGUMENT)?.value;
    if (given?.kind === 'instance') return chainOf(given.type)?.at(-1);
  }
  return undefined;
}

/** `section.Bind(options)`: the class of which the file makes the object. */
function typeOfTarget(facts: Facts, { call }: CallSite, method: string): string | undefined {
  const target = method === 'Bind' ? call.args.at(-1)?.value : undefined;
  const name = target && chainOf(target)?.at(-1);
  if (name === undefined) return undefined;
  const made = (facts.program?.assignments ?? []).find(
    ({ target: set, value }) =>
      chainOf(set)?.at(-1) === name && (value.kind === 'instance' || (value.kind === 'call' && value.construct)),
  )?.value;
  const type = made?.kind === 'instance' ? made.type : made?.kind === 'call' ? made.callee : undefined;
  return type && chainOf(type)?.at(-1);
}

/** Sections within sections, the variables that hold them included, are this deep at most. */
const MOST_SECTIONS = 6;

/** The section that a call names: as its own text, by `GetSection("Mail")` in its arguments or before it, within that of a variable. */
function sectionOf(facts: Facts, call: CallExpr, left = MOST_SECTIONS): readonly Expr[] {
  if (left === 0) return [];
  const last = lastName(call.callee);
  const given = positional(call);
  const receiver = call.callee.kind === 'member' ? call.callee.of : undefined;
  const within = (one: Expr | undefined): readonly Expr[] => (one ? sectionAmong(facts, [one], left - 1) : []);
  const [first] = given;
  if (SECTION.test(last) && first) return [...within(receiver), first];
  // `configuration.Bind("Mail", options)`
  if (last === 'Bind' && given.length === 2 && first?.kind === 'text') return [...within(receiver), first];
  return sectionAmong(facts, [...given, ...(receiver ? [receiver] : [])], left - 1);
}

/** The section that one of some expressions names, or a variable that holds such a one. */
function sectionAmong(facts: Facts, given: readonly Expr[], left: number): readonly Expr[] {
  const within = (one: Expr): readonly Expr[] => {
    const held = one.kind === 'call' ? one : heldBy(facts, one);
    return held?.kind === 'call' ? sectionOf(facts, held, left) : [];
  };
  return given.map(within).find((found) => found.length > 0) ?? [];
}

const SECTION = /^(?:GetSection|BindConfiguration|GetRequiredSection|ConfigureSection)$/;

const positional = ({ args }: CallExpr): readonly Expr[] =>
  args.filter(({ name }) => name === undefined).map(({ value }) => value);

/** What a variable of the file is given: `var couriers = configuration.GetSection("Couriers");`. */
function heldBy(facts: Facts, variable: Expr): Expr | undefined {
  const name = chainOf(variable)?.join('.');
  return name === undefined
    ? undefined
    : facts.program?.assignments.find(({ target }) => chainOf(target)?.join('.') === name)?.value;
}
