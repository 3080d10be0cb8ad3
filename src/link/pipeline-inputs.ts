/**
 * What a pipeline's template is given by those who call it: `uses` and `with` of GitHub's reusable workflows and composite actions,
 * `template` and `parameters` of Azure's, `include` and `inputs` of GitLab's, commands, jobs and executors of CircleCI.
 * https://docs.github.com/en/actions/how-tos/reuse-automations/reuse-workflows,
 * https://learn.microsoft.com/azure/devops/pipelines/process/templates, https://docs.gitlab.com/ci/inputs/,
 * https://circleci.com/docs/reusing-config/#the-parameters-declaration
 */
import path from 'node:path';
import { type EntryFact, entriesNamed } from '../detect/entries.ts';
import { moduleEnd } from '../evaluate/places.ts';
import type { Asked } from '../evaluate/value.ts';
import { type Entry, type Expr, type ObjectExpr, textOf, valueAt } from '../model/expr.ts';
import type { Facts } from '../model/facts.ts';
import { fold } from '../select/needs.ts';
import type { Named } from './entries-by-key.ts';

/** Keys under which a template declares what it is given. */
const DECLARING: ReadonlySet<string> = new Set(['inputs', 'parameters']);

/** Keys that name the template, each with those under which it is given something. */
const CALLS = [
  { call: 'uses', gives: 'with' },
  { call: 'template', gives: 'parameters' },
  { call: 'local', gives: 'inputs' },
] as const;

/** https://docs.github.com/en/actions/reference/workflows-and-actions/metadata-syntax */
const ACTION = /(?:^|\/)action\.ya?ml$/;

/** What those who call the template are asked; undefined where the file declares no input of the name. */
export function askedOfInput(template: Facts, { space, path }: Asked): Asked | undefined {
  // In a script within the template the context is a part of the name.
  const [name = '', ...members] = space === 'config' && DECLARING.has(path[0] ?? '') ? path.slice(1) : path;
  const isAsked = space === 'env' || space === 'input' || members.length < path.length - 1;
  if (!isAsked || template.format !== 'yaml' || members.length > 0) return undefined;
  const declared = declarationsOf(template, name);
  // Which of several commands of CircleCI stands around a use is not known.
  const commands = new Set(declared.map(({ path: keys }) => (isOfCallable(keys) ? keys[1] : undefined)));
  return commands.size === 1 ? { space: 'input', path: [calledAs(template.path), name] } : undefined;
}

/** A composite action is called by its folder. */
const calledAs = (file: string): string => (ACTION.test(file) ? path.posix.dirname(file) : path.posix.basename(file));

/** The declarations of an input: a mapping of names, or Azure's list of them. */
function declarationsOf(facts: Facts, name: string): readonly EntryFact[] {
  const named = [...entriesNamed(facts, [fold(name)])].filter(
    ({ path: keys }) => keys.at(-1) === name && DECLARING.has(keys.at(-2) ?? ''),
  );
  const listed = [...entriesNamed(facts, ['name'])].filter(
    ({ path: keys, value }) => textOf(value) === name && DECLARING.has(keys.at(-3) ?? ''),
  );
  return [...named, ...listed];
}

/** What an input is where nothing is given. */
export const standardsOf = (facts: Facts, name: string): readonly Named[] =>
  declarationsOf(facts, name).flatMap(({ value, siblings, ...one }) => {
    const block = value.kind === 'object' ? value.entries : siblings;
    const standard = block.find(({ key }) => key === 'default');
    return standard ? [{ ...one, value: standard.value, keyRange: standard.keyRange, siblings }] : [];
  });

/** What the calls of a file give the input of a template. */
export const inputsGiven = (facts: Facts, { path: [, name = ''] }: Asked, template: Facts): readonly Named[] => [
  ...CALLS.flatMap(({ call, gives }) =>
    [...entriesNamed(facts, [call])].flatMap(({ value, siblings }) =>
      isTemplate(facts, textOf(value), template.path) ? givenUnder(facts, siblings, gives, name) : [],
    ),
  ),
  ...(facts.path === template.path ? givenToCommands(facts, name) : []),
];

/** Whether a call means the template: by its path from the repository's root, or from the file that calls. */
function isTemplate(facts: Facts, written: string | undefined, file: string): boolean {
  const called = ACTION.test(file) ? path.posix.dirname(file) : file;
  const plain = written?.replace(/@self$/, '').replace(/\/$/, '');
  if (plain === undefined || plain.includes('@')) return false;
  const fromRoot = path.posix.normalize(plain.replace(/^\/+/, ''));
  return fromRoot === called || path.posix.join(path.posix.dirname(facts.path), plain) === called;
}

function givenUnder(facts: Facts, siblings: readonly Entry[], gives: string, name: string): readonly Named[] {
  const given = siblings.find(({ key }) => key === gives)?.value;
  return given?.kind === 'object' ? givenIn(facts, given, name) : [];
}

/** Each call is a choice of its own. */
const givenIn = (facts: Facts, given: ObjectExpr, name: string): readonly Named[] =>
  given.entries
    .filter(({ key }) => key === name)
    .map((one) => ({
      path: [name],
      keyRange: one.keyRange,
      value: one.value,
      siblings: given.entries,
      place: moduleEnd(facts),
      item: `${given.range.start}`,
    }));

/** Kinds of what CircleCI's pipelines call by name. */
const CALLABLE = ['commands', 'jobs', 'executors'] as const;

/** `- tell: { server: h }` of a file with `commands: { tell: { parameters: { server: … } } }`. */
function givenToCommands(facts: Facts, name: string): readonly Named[] {
  const called = new Set(
    facts.documents.flatMap((document) => CALLABLE.flatMap((kind) => namesDeclaring(valueAt(document, kind), name))),
  );
  return [...called].flatMap((command) =>
    [...entriesNamed(facts, [fold(command)])].flatMap(({ path: keys, value }) =>
      keys.at(-1) === command && value.kind === 'object' && !isDeclaration(keys) ? givenIn(facts, value, name) : [],
    ),
  );
}

const isOfCallable = ([first = '']: readonly string[]): boolean => CALLABLE.some((kind) => kind === first);

const isDeclaration = (keys: readonly string[]): boolean => keys.length === 2 && isOfCallable(keys);

const namesDeclaring = (callables: Expr | undefined, name: string): readonly string[] =>
  callables?.kind === 'object'
    ? callables.entries.filter(({ value }) => valueAt(value, 'parameters', name)).map(({ key }) => key)
    : [];
