/** What gives a value to a variable or configuration key that a mail setting reads. */
import path from 'node:path';
import { isInDeployingJob, isPipeline } from '../detect/deploying-jobs.ts';
import type { EntryFact } from '../detect/entries.ts';
import type { Asked, Definition } from '../evaluate/value.ts';
import { valueAt } from '../model/expr.ts';
import { type Facts, type Format, PROGRAMS } from '../model/facts.ts';
import { isForeignTest, roleOf } from '../select/role.ts';
import type { Root } from '../walk/root.ts';
import { keysOnly, namesOfVariables } from './asked-names.ts';
import { subchartNames } from './charts.ts';
import { flagsGiven } from './command-flags.ts';
import { injectionsFor } from './containers.ts';
import { decorationsFor } from './decorations.ts';
import { describedIn } from './described-keys.ts';
import { isDefaultOfVariable, type Named } from './entries-by-key.ts';
import { environmentWrites } from './environment-writes.ts';
import { forWhom } from './for-whom.ts';
import { handedIn } from './handed-variables.ts';
import { entriesNamed, isConfiguration, matching } from './keyed-entries.ts';
import { itemsOfLoops } from './loops.ts';
import { macroArguments } from './macro-arguments.ts';
import { moduleInputs, moduleOutputs } from './module-inputs.ts';
import { inputsGiven, standardsOf } from './pipeline-inputs.ts';
import { givenToStep } from './pipeline-steps.ts';
import { SETS_VARIABLES } from './play-variables.ts';
import { isBase, isOfOtherStage, NOT_LIVE, sourceOf } from './profiles.ts';
import { variablesOfClasses } from './puppet-variables.ts';
import { isOfContainer, isOfOtherServices } from './service-files.ts';
import { type ForWhom, holdsFor } from './units.ts';
import { isWritten, writtenIn } from './written-keys.ts';

/** A schema names variables as they are, and keys in the spelling that the program reads. */
const isDescribed = ({ space, path: keys }: Asked, { path: described }: EntryFact): boolean =>
  (space === 'env' || space === 'config') &&
  keys.length === described.length &&
  keys.every((key, at) => key === described[at]);

/** Spaces that have definitions of their own kind. */
const FINDERS: Partial<Readonly<Record<Asked['space'], Finder>>> = {
  injected: injectionsFor,
  handed: handedIn,
  input: inputsGiven,
  flag: flagsGiven,
  macro: macroArguments,
  step: givenToStep,
};

type Finder = (facts: Facts, asked: Asked, from: Facts, root: Root) => readonly Named[];

/**
 * The definitions in a file, and in the files within it, of what is asked in `from`. `users` are the files of the program that
 * asks: `from` and those that it is a part of.
 */
export function definitionsIn(
  root: Root,
  from: Facts,
  facts: Facts,
  asked: Asked,
  prefixes: readonly string[] = [],
  users: readonly string[] = [from.path],
): readonly Definition[] {
  const find = FINDERS[asked.space];
  if (find) return find(facts, asked, from, root).flatMap((found) => definitionOf(root, users, facts, found) ?? []);
  if (asked.space === 'env' && facts.format === 'dotenv' && isOfOtherServices(from, facts.path, asked.path[0] ?? ''))
    return [];
  // What a data file asks for is the whole key: `%app.exit%`.
  const held = from.program ? keysOnly(asked) : undefined;
  const written = writtenIn(facts).filter((one) => isWritten(asked)(one) || (held && isWritten(held)(one)));
  const described = describedIn(facts).filter((one) => isDescribed(asked, one) || (held && isDescribed(held, one)));
  const configured =
    PROGRAMS.has(facts.format) && !isConfiguration(facts)
      ? []
      : (ofSubchart(root, from, facts, asked) ?? matching(facts, asked, held, prefixes)).filter(
          (one) => asked.space !== 'env' || !(isOwnName(from, facts, one) || isOfContainer(from, facts, one.path)),
        );
  // What a test sets is its own affair.
  const setBy = asked.space === 'env' && roleOf(facts.path) !== 'test' ? environmentWrites(facts) : [];
  const set = setBy.filter(({ path: [name] }) => name === asked.path[0]);
  const variables = new Set(asked.space === 'config' ? namesOfVariables(asked, prefixes) : []);
  const decorated = [asked, ...(held ? [held] : [])].flatMap((one) => decorationsFor(facts, one));
  const own = [...configured, ...written, ...described, ...set, ...decorated]
    .filter((found) => !isStandIn(from, facts, found) && !isOfClass(facts, found))
    .flatMap((found) => {
      const definition = definitionOf(root, users, facts, found);
      if (!definition) return [];
      return variables.has(found.path.at(-1) ?? '') ? [{ ...definition, byVariable: true as const }] : [definition];
    });
  const inner = (facts.embedded ?? []).flatMap((one) => definitionsIn(root, from, one, asked, prefixes, users));
  return [...own, ...inner, ...inputsOf(root, from, facts, asked)];
}

/** What the values of a chart are for one that it depends on: those under its name, and those for all. */
function ofSubchart(root: Root, from: Facts, facts: Facts, asked: Asked): readonly Named[] | undefined {
  const { space, path: keys } = asked;
  const names =
    (space === 'config' && keys.length > 1) || space === 'chart'
      ? subchartNames(root, facts.path, from.path)
      : undefined;
  if (!names) return undefined;
  const found = entriesNamed(facts, space === 'chart' ? { ...asked, space: 'env' } : asked);
  const given = found.filter(({ path: [first = '', ...rest] }) => rest.length === keys.length && names.has(first));
  const isOneOfSeveral = new Set(given.map(({ path: [first] }) => first)).size > 1;
  const shared = found.filter(
    ({ path: [first, ...rest] }) => first === 'global' && keys[0] === first && rest.length < keys.length,
  );
  return [
    ...shared,
    ...given.map((one) => ({ ...one, item: one.path[0] ?? '', ...(isOneOfSeveral ? { isOneOfSeveral } : {}) })),
  ];
}

/** What the users of a module give its variable hold for the module's folder, wherever they lie, and its outputs for them. */
function inputsOf(
  root: Root,
  from: Facts,
  facts: Facts,
  { space, path: [name = '', module] }: Asked,
): readonly Definition[] {
  if (space !== 'terraform') return [];
  const folder = path.posix.dirname(from.path);
  const fills = [folder === '.' ? '' : folder];
  const found = module === undefined ? moduleInputs(facts, folder, name) : moduleOutputs(from, facts, module, name);
  return found.flatMap((one) => definitionOf(root, [from.path], facts, one, { fills }) ?? []);
}

/**
 * The definitions in the file that asks, of a name that says too little to look for it elsewhere: the variables at the top of
 * a file of settings, those of a template, the `vars` of a play, and the properties of XML (logback, log4j, NLog, Ant).
 */
export const ownDefinitions = (root: Root, from: Facts, asked: Asked): readonly Definition[] =>
  asked.space !== 'env' || from.program
    ? []
    : [...(from.format === 'puppet' ? variablesOfClasses(from, asked.path[0] ?? '') : []), ...entriesNamed(from, asked)]
        .flatMap((found, _, all) =>
          isOfFile(from, found) || isOfOneStep(from, found, all) ? [found] : ofPipeline(from, found),
        )
        .flatMap((found) => definitionOf(root, [from.path], from, found) ?? []);

const isOfFile = ({ format }: Facts, { path: keys }: EntryFact): boolean =>
  keys.length === 1 ||
  WITH_PROPERTIES.has(format) ||
  keys[0] === 'DEFAULT' ||
  isOfGenerator(keys) ||
  ((format === 'yaml' || format === 'json') && keys.at(-2) === 'variables') ||
  (format === 'yaml' && SETS_VARIABLES.test(keys.at(-2) ?? ''));

/** `env: { HOST: … }` of the only step or job of a pipeline that has the name. */
const isOfOneStep = ({ format }: Facts, { path, keyRange }: Named, all: readonly Named[]): boolean =>
  format === 'yaml' && path.at(-2) === 'env' && all.every((one) => one.keyRange.start === keyRange.start);

/** What Argo CD fills a template of applications with. https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/Generators-List/ */
const isOfGenerator = (path: readonly string[]): boolean => path.includes('generators') && path.includes('elements');

/** The values that the file around gives a variable of a file or script within it, which no other file is asked for. */
export const ofScript = (root: Root, from: Facts, around: Facts, asked: Asked): readonly Definition[] =>
  (around.format === 'puppet'
    ? variablesOfClasses(around, asked.path[0] ?? '')
    : entriesNamed(around, asked).flatMap((found) =>
        isGivenAround(around, found) || isSetByTemplate(around, found) || isOfGenerator(found.path)
          ? [found]
          : ofPipeline(around, found),
      )
  ).flatMap((found) => definitionOf(root, [from.path], around, found) ?? []);

/** `hop=h` of a script, `ARG HOP=h`, `environment { … }` of a pipeline's step, `variables:` of a pipeline. */
const isGivenAround = ({ format }: Facts, { path: keys }: EntryFact): boolean =>
  format === 'dockerfile' ||
  (format !== 'yaml' && keys.length === 1) ||
  /^(?:environment|variables|env|vars)$/.test(keys.at(-2) ?? '');

/** `matrix: { relay: [a, b] }`, `inputs: { relay: { default: a } }` of a workflow, for the scripts in it. */
function ofPipeline({ format }: Facts, found: Named): readonly Named[] {
  const holder = format === 'yaml' ? found.path.at(-2) : undefined;
  const { value } = found;
  if (holder === 'matrix' && value.kind === 'list') return value.items.map((item) => ({ ...found, value: item }));
  const standard = holder === 'inputs' ? valueAt(value, 'default') : undefined;
  return standard ? [{ ...found, value: standard }] : [];
}

/** `{% set via = … %}` of a template, for the files that it holds. */
const isSetByTemplate = ({ source }: Facts, { path: { length }, keyRange: { start } }: EntryFact): boolean =>
  length === 1 && /\{%[-+]?[ \t]*(?:set|assign|with)[ \t]+$/.test(source.text.slice(Math.max(0, start - 40), start));

/** What an input of a pipeline's template is where those who call it give none. */
export const standardInputs = (root: Root, from: Facts, template: Facts, name: string): readonly Definition[] =>
  standardsOf(template, name).flatMap((found) => {
    const standard = definitionOf(root, [from.path], template, found);
    return standard ? [{ ...standard, standard: true as const }] : [];
  });

/** What the loops of a playbook give `item` in a task, and in a file that the task writes. */
export const ofLoops = (root: Root, from: Facts, playbook: Facts, asked: Asked): readonly Definition[] =>
  itemsOfLoops(from, playbook, asked).flatMap((found) => definitionOf(root, [from.path], playbook, found) ?? []);

/** Formats in which a name may be given its value at any depth. */
const WITH_PROPERTIES: ReadonlySet<Format> = new Set(['dockerfile', 'xml']);

/** What stands within a class of Puppet's others call by the class's name. */
const isOfClass = ({ format }: Facts, { path: keys }: EntryFact): boolean => format === 'puppet' && keys.length > 1;

/** What a makefile sets by `?=` holds for those that include it and for what its recipes run. */
const MAKEFILE = /(?:^|\/)(?:GNU)?[Mm]akefile$|\.mk$/;

/**
 * `${X:=v}` where a script needs X: what another script finds when it has none is that script's own affair
 * (POSIX shell, 2.6.2, "Assign Default Values").
 */
const isStandIn = (from: Facts, facts: Facts, { keyRange, value }: EntryFact): boolean =>
  from.format === 'bash' &&
  facts.format === 'bash' &&
  from !== facts &&
  !MAKEFILE.test(facts.path) &&
  value.kind === 'env' &&
  value.range.start <= keyRange.start &&
  keyRange.end <= value.range.end;

/** `RELAY=${RELAY:-h}` of a script: what the variable is where nobody else gives it. */
const isUnlessGiven = ({ format }: Facts, { path: keys, value }: EntryFact): boolean =>
  format === 'bash' &&
  keys.length === 1 &&
  value.kind === 'env' &&
  value.fallback !== undefined &&
  value.name === keys[0];

/** What a module of a program calls its own is no variable of the environment for another one: `EMAIL_HOST = env("EMAIL_HOST")`. */
const isOwnName = (from: Facts, facts: Facts, { path: { length } }: EntryFact): boolean =>
  from !== facts && length === 1 && NAMING.has(from.format) && NAMING.has(facts.format);

/** Languages whose environment is asked for by functions, never by a bare name. */
const NAMING: ReadonlySet<Format> = new Set(['python', 'ruby', 'php', 'javascript']);

function definitionOf(
  root: Root,
  users: readonly string[],
  facts: Facts,
  found: Named,
  whom: ForWhom = forWhom(root, facts, found),
): Definition | undefined {
  const [from = ''] = users;
  if (!users.some((user) => holdsFor(root, user, facts.path, whom))) return undefined;
  const isDeployed = isPipeline(facts.path) && isInDeployingJob(facts, found.keyRange);
  if ((isForeignTest(facts.path, from) && !isDeployed) || isOfOtherStage(from, found.path)) return undefined;
  const role = isDeployed ? 'runtime' : roleOf(facts.path);
  return {
    expr: found.value,
    place: found.place,
    keyRange: found.keyRange,
    source: whom.together ?? sourceOf(facts, found),
    ...(!found.isOneOfSeveral && isBase(facts, found) ? { base: true as const } : {}),
    ...(describedIn(facts).includes(found) || isDefaultOfVariable(found) || isUnlessGiven(facts, found)
      ? { standard: true as const }
      : {}),
    decides: (role === 'runtime' && !NOT_LIVE.test(found.path[0] ?? '')) || role === roleOf(from),
  };
}
