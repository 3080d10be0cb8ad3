/** Which entries of a file stand under what is asked: a variable's name, a path of keys, a key of a resource. */
import type { EntryFact } from '../detect/entries.ts';
import { callsByName } from '../evaluate/call-index.ts';
import type { Asked } from '../evaluate/value.ts';
import { chainOf, type Expr, NAMED_TEMPLATE } from '../model/expr.ts';
import type { Facts } from '../model/facts.ts';
import { fold, HOLDER, isOpen, isPart, namesOfVariables, variablesOf } from './asked-names.ts';
import { isNamedBy } from './asked-words.ts';
import { isOfChart } from './chart-values.ts';
import { isForPrefixed, SETTINGS_MODULE } from './definers.ts';
import { isType } from './described-keys.ts';
import { byLastKey, lastPart } from './entries-by-key.ts';
import { namedTemplates } from './named-templates.ts';
import { isOfPlay } from './play-variables.ts';
import { PROFILE, withinEnvironments } from './profiles.ts';
import { keysOfResource } from './resource-keys.ts';

/** Values in a program that can be a definition: a bare name there is more often another use. */
const DECIDING: ReadonlySet<Expr['kind']> = new Set(['text', 'join', 'env', 'either', 'call', 'object', 'list']);

/** The keys around what is asked: none, a profile's name, the loader's own. */
const around = ({ path }: EntryFact, asked: Asked): readonly string[] =>
  path.slice(0, Math.max(0, path.length - asked.path.length));

/** Functions that make a configuration of a schema with defaults. https://github.com/mozilla/node-convict */
const SCHEMA_OF = 'convict';

/** Whether a program holds configuration: it is called so, or makes one. */
export const isConfiguration = (facts: Facts): boolean =>
  SETTINGS_MODULE.test(facts.path) || (callsByName(facts).get(SCHEMA_OF) ?? []).length > 0;

/** Sections that hold a file's whole configuration: Pulumi's stacks; `[app:main]` of https://docs.pylonsproject.org/projects/pastedeploy/. */
const SECTION = /^(?:config|app:[\w.-]+)$/;

/** Sections of .NET's files whose keys a program asks for by their bare names. */
const OF_DOTNET = /^(?:appSettings|applicationSettings|userSettings)$/;

/** What a program calls the object that is its configuration: `const parcelConfig = { … }`. */
const HOLDING = /[a-z\d_](?:Config|Settings|Options)$/;

const isRooted = (found: EntryFact, asked: Asked): boolean => {
  const outer = around(found, asked).filter(
    (part) => part !== SCHEMA_OF && !(found.place.facts.program && (HOLDER.test(part) || HOLDING.test(part))),
  );
  if (outer.some((part) => OF_DOTNET.test(part)) || (outer.length === 1 && SECTION.test(outer[0] ?? ''))) return true;
  const [profile, further] = withinEnvironments(outer);
  // What a function without a name gives back has none.
  return further === undefined && (!profile || PROFILE.test(profile));
};

/** Entries whose path is what is asked: from the root on, or else as the end of a longer one. */
export function matching(
  facts: Facts,
  asked: Asked,
  held: Asked | undefined,
  prefixes: readonly string[],
): readonly EntryFact[] {
  if (asked.space === 'resource')
    return asked.path[0] === NAMED_TEMPLATE ? namedTemplates(facts, asked.path[1] ?? '') : keysOfResource(facts, asked);
  if (asked.space === 'chart')
    return entriesNamed(facts, { ...asked, space: 'env' }).filter((found) => isOfChart(facts, found));
  if (asked.space === 'play') return entriesNamed(facts, { ...asked, space: 'env' }).filter(isOfPlay);
  const own = isForPrefixed(facts.path, facts.format, asked) ? [] : keyed(facts, asked);
  const named = [...own, ...prefixed(facts, asked, prefixes)];
  if (named.length > 0 || asked.space !== 'config' || asked.path.length < 2) return named;
  const inFile: Asked = { ...asked, path: asked.path.slice(1) };
  const ofFile = isNamedBy(facts.path, asked) ? keyed(facts, inFile, asked).filter((one) => isRooted(one, inFile)) : [];
  if (ofFile.length > 0 || !held || facts.program) return ofFile;
  return keyed(facts, held).filter((one) => isRooted(one, held));
}

/** Variables that stand for a key behind a prefix of the program's. */
const prefixed = (facts: Facts, asked: Asked, prefixes: readonly string[]): readonly EntryFact[] => {
  if (prefixes.length === 0 || asked.space !== 'config' || facts.program) return [];
  const names = new Set(namesOfVariables(asked, prefixes));
  const own = new Set(variablesOf(asked));
  return [...names]
    .filter((name) => !own.has(name))
    .flatMap((name) => (byLastKey(facts).get(fold(name)) ?? []).filter(({ path }) => path.at(-1) === name));
};

/** `whole` is what is asked, where the file's name is a part of it. */
function keyed(facts: Facts, asked: Asked, whole = asked): readonly EntryFact[] {
  const candidates = entriesNamed(facts, asked).filter((found) => !facts.program || isDefining(found, whole));
  const rooted = candidates.filter((found) => isRooted(found, asked));
  return rooted.length > 0 && asked.space === 'config' ? rooted : candidates;
}

/** Entries that bear the name or keys that are asked, at whatever depth; of a program also those that decide nothing. */
export function entriesNamed(facts: Facts, asked: Asked): readonly EntryFact[] {
  const index = byLastKey(facts);
  const [name = ''] = asked.path;
  if (asked.space === 'env')
    return (index.get(fold(lastPart(name))) ?? []).filter(
      ({ path }) => (name.includes('::') ? path.at(-1) : lastPart(path.at(-1) ?? '')) === name,
    );
  // `variable "x" { default = … }`, `locals { x = … }`, `x = …` of a tfvars file, TF_VAR_x of the environment.
  if (asked.space === 'terraform' && asked.path.length > 1) return [];
  if (asked.space === 'terraform')
    return [
      ...(index.get(fold(name)) ?? [])
        .filter(
          ({ path }) => path.at(-1) === name && (path.length === 1 || /^(?:variable|locals)$/.test(path.at(-2) ?? '')),
        )
        .flatMap((found) => (isDeclaration(found) ? standardOf(found) : [found])),
      ...(index.get(fold(`TF_VAR_${name}`)) ?? []),
    ];
  const { length } = asked.path;
  const isKey = ({ path }: EntryFact): boolean =>
    path.length >= length && asked.path.every((part, at) => isPart(part, path[path.length - length + at] ?? ''));
  const found = (index.get(fold(asked.path.at(-1) ?? '')) ?? []).filter(
    (one) => isKey(one) && (length > 1 || isRooted(one, asked)),
  );
  const keys = asked.path.some(isOpen)
    ? found.map((one) => ({
        ...one,
        item: one.path
          .slice(-length)
          .filter((_, at) => isOpen(asked.path[at] ?? ''))
          .join('.'),
      }))
    : found;
  const variables = variablesOf(asked).flatMap((name) =>
    (index.get(fold(name)) ?? []).filter(({ path }) => path.at(-1) === name),
  );
  return [...keys, ...variables];
}

/** The block of a Terraform variable itself, as against its default: without one it gives no value. */
const isDeclaration = ({ path, keyRange, value }: EntryFact): boolean =>
  path.at(-2) === 'variable' && value.kind === 'object' && value.range.start <= keyRange.start;

/** The default of a declared variable, where that is an object: other values are entries of the variable's name. */
function standardOf(declared: EntryFact): readonly EntryFact[] {
  const { value: block } = declared;
  const standard = block.kind === 'object' ? block.entries.find(({ key }) => key === 'default') : undefined;
  return standard?.value.kind === 'object' ? [{ ...declared, ...standard }] : [];
}

/** `define('MAILHOST', $host)`: a name that stands for another; `MAILHOST=MAILHOST` passes it on. */
const isDefining = ({ path, value }: EntryFact, asked: Asked): boolean =>
  !isType(value) &&
  (DECIDING.has(value.kind) || (value.kind === 'ref' && value.name !== path.at(-1)) || isElsewhere(value, asked)) &&
  (asked.path.length > 1 || path.includes(SCHEMA_OF) || /^[A-Z][A-Z0-9_]*$/.test(path.at(-1) ?? ''));

/** `host: process.env.MAIL_HOST`: the value of another name, and not once more what is asked. */
function isElsewhere(value: Expr, { path }: Asked): boolean {
  const chain = value.kind === 'member' ? chainOf(value) : undefined;
  return chain !== undefined && !`.${chain.join('.')}`.endsWith(`.${path.join('.')}`);
}
