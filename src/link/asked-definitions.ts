/** What gives a variable or key its value, as far as a search for its name has found it, and what stands around the file itself. */
import { nameOfAsked } from '../evaluate/look-ups.ts';
import type { Asked, Definition } from '../evaluate/value.ts';
import type { Facts, Format } from '../model/facts.ts';
import { isStack } from '../read/within/references.ts';
import { shownName } from '../text/shown.ts';
import { isMeant, isSearchable, PREFIX } from './asked-names.ts';
import { MOST_ON_THE_WAY } from './callers.ts';
import { askedOfChart } from './chart-values.ts';
import { asProperty } from './command-flags.ts';
import { definitionsIn, ofLoops, ofScript, ownDefinitions, standardInputs } from './definitions.ts';
import { filesOfGenerated } from './generated-files.ts';
import { askedOfHanding } from './handed-variables.ts';
import { dependentsOf } from './javascript/packages.ts';
import { isConfiguration } from './keyed-entries.ts';
import { isLoopItem } from './loops.ts';
import { askedOfState } from './module-inputs.ts';
import { mostAsked, nearestDefiners } from './nearest-definers.ts';
import { askedOfInput } from './pipeline-inputs.ts';
import { askedOfStep } from './pipeline-steps.ts';
import { askedOfPlay, isOwnOfTemplate, membersOfFacts } from './play-variables.ts';
import { prefixesIn } from './prefixes.ts';
import { definersOf, type Reach } from './reach.ts';
import { askedOfBlock } from './template-blocks.ts';
import { holdsFor, isOfOneApplication } from './units.ts';

/** Scripts and pipelines whose variables hold for the files and steps within them. */
const WRITING: ReadonlySet<Format> = new Set(['bash', 'groovy', 'puppet', 'dockerfile', 'yaml']);

/** Those of which a variable is one's own, whatever its name says: no search for it finds them. */
const HOLDING: ReadonlySet<Format> = new Set(['bash', 'groovy', 'puppet']);

/** Programs set a prefix in one place. */
const MAX_PREFIXING = 4;

/** The definitions of what `from` asks by `written`, each with where it stands. */
export function definitionsFrom(reach: Reach, from: Facts, written: Asked): readonly Definition[] {
  const around = aroundOf(reach, from);
  const asked = askedOfBlock(around ?? from, written) ?? askedOfState(written) ?? written;
  if (around?.format === 'yaml' && isLoopItem(around, asked)) return ofLoops(reach.root, from, around, asked);
  const given = ofCallers(reach, from, around ?? from, asked);
  if (given.length > 0 || asked.space === 'input') return given;
  const step = (around ?? from).format === 'groovy' ? askedOfStep(around ?? from, asked) : undefined;
  const called = step ? searched(reach, from, step) : [];
  if (called.length > 0) return called;
  const handing = askedOfHanding(from.path, asked);
  const handed = handing ? searched(reach, from, handing) : [];
  if (handed.length > 0) return handed;
  const hasVariables = around?.format === 'puppet' || from.format === 'bicep';
  const members = (): readonly Definition[] =>
    membersOfFacts(from, asked, (head) => definitionsFrom(reach, from, head), hasVariables);
  if (isOwnOfTemplate(from, asked)) {
    const own = members();
    if (own.length > 0) return own;
  }
  if (!isSearchable(asked) && !isStack(from.path)) {
    const own = [...ownDefinitions(reach.root, from, asked), ...ofScriptAround(reach, from, asked)];
    if (own.length > 0) return own;
    const placed = askedOfChart(around ?? from, asked) ?? askedOfPlay(around ?? from, asked);
    return placed ? searched(reach, from, placed) : members();
  }
  const found = foundFor(reach, from, asked);
  const ofAround = around && HOLDING.has(around.format) ? ofScriptAround(reach, from, asked) : [];
  const all = [...found, ...ofAround.filter((one) => !found.some(({ expr }) => expr === one.expr))];
  return all.length > 0 ? all : members();
}

/** What those who call a pipeline's template give an input of it, and what it is where they give none. */
function ofCallers(reach: Reach, from: Facts, template: Facts, asked: Asked): readonly Definition[] {
  const input = askedOfInput(template, asked);
  if (!input) return [];
  const own = definitionsIn(reach.root, from, template, input);
  const given = [...own, ...searched(reach, from, input).filter((one) => !own.some(({ expr }) => expr === one.expr))];
  if (given.length === 0 && asked.space === 'input') return [];
  return [...given, ...standardInputs(reach.root, from, template, input.path.at(-1) ?? '')];
}

/** What a search finds, for the key and for the flag of a command that stands for it. */
function foundFor(reach: Reach, from: Facts, asked: Asked): readonly Definition[] {
  const property = asProperty(from, asked);
  return [
    ...searched(reach, from, asked),
    ...generated(reach, from, asked),
    ...(property ? searched(reach, from, property) : []),
  ];
}

/** The definitions in the files that a search for what is asked has found. */
function searched(reach: Reach, from: Facts, asked: Asked): readonly Definition[] {
  const { root } = reach;
  const users = usersOf(reach, from, asked);
  const definers = [...new Set(users.flatMap((user) => nearest(reach, from, user, asked)))];
  const prefixes = prefixesFor(reach, from, asked);
  const own =
    asked.space !== 'env' && from.program && isConfiguration(from) && !definers.includes(from.path) ? [from.path] : [];
  return [...own, ...definers].flatMap((file) => {
    const facts = reach.get(file);
    return facts ? definitionsIn(root, from, facts, asked, prefixes, users) : [];
  });
}

/**
 * Whose environment and configuration a file sees: its own and, of a package that other applications are made of, that of the
 * one whose use has led to it, or else of each of those.
 */
function usersOf({ root, start }: Reach, from: Facts, { space }: Asked): readonly string[] {
  if (!from.program || (space !== 'env' && space !== 'config')) return [from.path];
  if (start.program && !isOfOneApplication(root, start.path, from.path)) return [from.path, start.path];
  return [from.path, ...dependentsOf(root, from.path)];
}

/** Of the files that a search has found those that are asked for a user of them. */
function nearest(reach: Reach, from: Facts, user: string, asked: Asked): readonly string[] {
  const { root, start, known, cut } = reach;
  definersOf(reach, asked);
  if (!known) return [];
  const { files, isCut } = nearestDefiners(root, known, asked, user);
  const isOwn = from.path === start.path;
  const means = isMeant(asked, !isOwn);
  if (isCut && means)
    cut.add(
      `more than ${mostAsked(asked)} files may give ${shownName(nameOfAsked(asked))} its value here; those that are farthest are not followed`,
    );
  return !isOwn && !means && files.length > MOST_ON_THE_WAY ? [] : files;
}

/** What the application of a file puts before the names of the variables that stand for a key. */
function prefixesFor(reach: Reach, from: Facts, { space }: Asked): readonly string[] {
  if (space !== 'config') return [];
  const { root } = reach;
  const files = definersOf(reach, PREFIX).filter((file) => holdsFor(root, from.path, file, { inProgram: true }));
  const setting = files.slice(0, MAX_PREFIXING).flatMap((file) => reach.get(file) ?? []);
  return [...new Set(setting.flatMap(prefixesIn))];
}

/** The file that holds or writes another one. */
const aroundOf = ({ peek }: Reach, from: Facts): Facts | undefined =>
  from.name === undefined ? undefined : peek(from.path);

/** The variables of the script that writes a file: `hop=h`, and `host $hop` in its here-document. */
function ofScriptAround(reach: Reach, from: Facts, asked: Asked): readonly Definition[] {
  const around = aroundOf(reach, from);
  return asked.space !== 'env' || !around || !WRITING.has(around.format)
    ? []
    : ofScript(reach.root, from, around, asked);
}

/** What files of variables give the keys of a ConfigMap that is made of them. */
function generated(
  reach: Reach,
  from: Facts,
  { space, path: [resource = '', key = ''] }: Asked,
): readonly Definition[] {
  if (space !== 'resource') return [];
  return filesOfGenerated(reach.root, from.path, resource).flatMap((file) => {
    const facts = reach.get(file);
    return facts ? definitionsIn(reach.root, from, facts, { space: 'env', path: [key] }) : [];
  });
}
