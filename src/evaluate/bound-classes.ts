/**
 * Classes of the JVM's languages that say nothing themselves of the section of the configuration that fills them: others load
 * them of one, or hold them as a field of a class that one fills.
 */
import { type CallExpr, chainOf, type Expr, textOf } from '../model/expr.ts';
import { type CallSite, type Facts, TYPED_JVM } from '../model/facts.ts';
import { grow } from '../model/grouped.ts';
import { oncePer } from '../model/once.ts';
import { callsByName, chainedCalls } from './call-index.ts';
import { type FoundClass, methodOf } from './classes.ts';
import type { Context } from './context.ts';
import { importsOf } from './imports.ts';

/** The name by which readers hand on the type argument of a generic call. */
export const TYPE_ARGUMENT = '<T>';

/** The name by which readers hand on the annotation of a method whose result a section fills. */
export const FILLED_RESULT = '@ConfigurationProperties';

type Section = readonly string[];

/** Classes of classes are followed so far. */
const MOST_LEVELS = 3;

/**
 * Who has a class is asked where it is called as configuration is, or says what its fields are called in files: of each class
 * of a program it would be a search for each.
 */
const CALLED_SO = /(?:Config|Configuration|Conf|Settings|Properties|Props|Options)$/;
const DESCRIBING = 'JsonProperty';

const isLikely = ({ facts, definition: { name = '' } }: FoundClass): boolean =>
  CALLED_SO.test(name) || importsOf(facts, DESCRIBING).length > 0;

/** The sections that others fill a class from; `ownOf` gives those that a class itself says. */
export function sectionsOfOthers(
  context: Context,
  found: FoundClass,
  ownOf: (found: FoundClass) => readonly Section[],
  left = MOST_LEVELS,
): readonly Section[] {
  const { facts, definition } = found;
  const { name } = definition;
  if (!TYPED_JVM.has(facts.format) || name === undefined || left === 0) return [];
  const files = [facts, ...(isLikely(found) ? (context.project?.callers(facts, name) ?? []) : [])];
  const held = holdersOf(files, name).flatMap(({ holder, key }) =>
    [...ownOf(holder), ...sectionsOfOthers(context, holder, ownOf, left - 1)].map((section) => [...section, key]),
  );
  const all = [...files.flatMap((file) => loadedIn(file).get(name) ?? []), ...held];
  return [...new Map(all.map((section) => [section.join('.'), section])).values()];
}

/** `deriveConfig[Mail].nested("acme", "mail")` of https://zio.dev/zio-config/automatic-derivation-of-config */
const NESTED = 'nested';
const DERIVED = 'deriveConfig';

/** Methods that load the type they are given. https://pureconfig.github.io/docs/config-source.html, https://github.com/sksamuel/hoplite */
const LOADING = [NESTED, 'load', 'loadOrThrow', 'loadConfig', 'loadConfigOrThrow', FILLED_RESULT];
/** What such a chain begins with. */
const LOADER = /^(?:ConfigSource|pureconfig|ConfigLoader|ConfigLoaderBuilder)$/;
/** The method of such a chain that names a section. */
const AT = 'at';

/** The sections that a file loads types of, by the types' names. */
const loadedIn = oncePer((facts: Facts): ReadonlyMap<string, readonly Section[]> => {
  const found = new Map<string, Section[]>();
  for (const method of LOADING)
    for (const site of callsByName(facts).get(method) ?? []) {
      const section = sectionOf(site, method);
      const type = typeGiven(site, method);
      if (section && type !== undefined) grow(found, type, [section]);
    }
  return found;
});

function typeGiven({ call }: CallSite, method: string): string | undefined {
  const chain = method === NESTED ? chainedCalls(call) : [call];
  const given = chain.flatMap(({ args }) => args).find(({ name }) => name === TYPE_ARGUMENT)?.value;
  return given?.kind === 'instance' ? chainOf(given.type)?.at(-1) : undefined;
}

function sectionOf({ call }: CallSite, method: string): Section | undefined {
  if (method === FILLED_RESULT) return textOf(call.args[0]?.value)?.split('.');
  const chain = chainedCalls(call);
  if (method === NESTED) return nestedIn(chain);
  if (!LOADER.test(chain.map(({ callee }) => headOf(callee)).find((head) => head !== '') ?? '')) return undefined;
  const named = chain.findLast(({ callee }) => callee.kind === 'member' && textOf(callee.key) === AT);
  const section = named ? textOf(named.args[0]?.value) : '';
  return section === undefined ? undefined : section.split('.').filter(Boolean);
}

/** The outermost is called last. */
function nestedIn(chain: readonly CallExpr[]): Section | undefined {
  if (!chain.some(({ callee }) => headOf(callee) === DERIVED)) return undefined;
  const nested = chain.filter(({ callee }) => callee.kind === 'member' && textOf(callee.key) === NESTED);
  const names = nested.flatMap(({ args }) => args.map(({ value }) => textOf(value)));
  return names.some((name) => name === undefined) ? undefined : names.flatMap((name) => name ?? []);
}

const headOf = (callee: Expr): string => chainOf(callee)?.[0] ?? '';

interface Holder {
  readonly holder: FoundClass;
  /** What the field that holds it is called in files. */
  readonly key: string;
}

/** The classes of some files that have a field of a type. */
const holdersOf = (files: readonly Facts[], type: string): readonly Holder[] =>
  files.flatMap((facts) =>
    (fieldsByType(facts).get(type) ?? []).filter(({ holder }) => holder.definition.name !== type),
  );

/** The fields of a file's classes by their types, as they are declared, made or taken by the constructor. */
const fieldsByType = oncePer((facts: Facts): ReadonlyMap<string, readonly Holder[]> => {
  const found = new Map<string, Holder[]>();
  const { classes = [], assignments = [], dataKeys } = facts.program ?? {};
  const add = (type: string | undefined, field: string, holder: FoundClass): void => {
    const key = dataKeys?.get(field)?.[0] ?? field;
    if (type !== undefined) grow(found, type, [{ holder, key }]);
  };
  const byScope = new Map(classes.map((definition) => [definition.scope, { facts, definition }]));
  for (const { target, value, scope } of assignments) {
    const holder = byScope.get(scope);
    const [receiver, field, further] = chainOf(target) ?? [];
    if (holder && receiver === 'this' && field !== undefined && further === undefined)
      add(typeOf(value), field, holder);
  }
  for (const holder of byScope.values())
    for (const { name, type } of methodOf(holder, 'constructor')?.params ?? [])
      if (type) add(chainOf(type)?.at(-1), name, holder);
  return found;
});

function typeOf(value: Expr): string | undefined {
  if (value.kind === 'instance') return chainOf(value.type)?.at(-1);
  return value.kind === 'call' && value.construct ? chainOf(value.callee)?.at(-1) : undefined;
}
