/** A file that detectors want is read, and they look at it, again for as long as it leads to files that are not loaded yet. */
import { detect, distinct } from '../detect/detect.ts';
import type { Detector } from '../detect/detector.ts';
import type { CallRules } from '../evaluate/calls.ts';
import { createEvaluator } from '../evaluate/evaluator.ts';
import type { Lookup } from '../evaluate/lookup.ts';
import { localNamesOf } from '../link/local-names.ts';
import { createProject } from '../link/project.ts';
import type { Known } from '../link/reach.ts';
import { textFiles } from '../link/text-files.ts';
import { type Budget, createBudget } from '../model/budget.ts';
import { collectGarbage } from '../model/engine.ts';
import type { Facts, Format } from '../model/facts.ts';
import type { Diagnostic, Setting } from '../model/setting.ts';
import { isAdded } from '../read/within/patches.ts';
import { decidedBySchema } from '../read/within/schemas.ts';
import { fileMatcher } from '../select/file-names.ts';
import { type keywordSearch, wanting } from '../select/keywords.ts';
import { wordsIn } from '../select/needs.ts';
import { roleOf } from '../select/role.ts';
import { isSchema } from '../select/schemas.ts';
import { isHostInText, isTranslation } from '../select/translations.ts';
import { searchedText } from '../text/searched.ts';
import type { SourceText } from '../text/source-text.ts';
import { type FileResult, nothingIn } from './file-result.ts';
import type { Files } from './files.ts';
import { turn } from './turn.ts';
import { allowanceOf, beyond, type Work } from './work.ts';

export interface DetectionOptions {
  readonly files: Files;
  readonly detectors: readonly Detector[];
  readonly lookups: readonly Lookup[];
  readonly calls: CallRules;
  readonly keywordsIn: ReturnType<typeof keywordSearch>;
}

/** A file, as far as it was looked at. */
export interface Looked {
  readonly file: string;
  /** What another file installs it as. */
  readonly name?: string | undefined;
  readonly format: Format;
  readonly source: SourceText;
  /** The detectors that want it. */
  readonly wanted: readonly Detector[];
  /** It may take no more than its allowance, see work.ts. */
  readonly isSparing: boolean;
}

/** What the detectors that want a file find in it; what goes wrong is a diagnostic. */
export function createDetection({ files, detectors, lookups, calls, keywordsIn }: DetectionOptions) {
  const { file: textFile, folder: textFilesIn } = textFiles(files.root);
  const texts = { textFile, textFilesIn };

  /** The detectors that want the files within a file, by their own names. */
  const wantedInside = (facts: Facts): readonly Detector[] =>
    (facts.embedded ?? []).flatMap((inner) =>
      wanting(
        detectors,
        inner.format,
        keywordsIn(Buffer.from(searchedText(inner.source.text), 'latin1')).hasKeyword,
        wordsIn(inner),
        (globs) => fileMatcher(globs)(inner.name ?? inner.path),
      ),
    );

  const factsOf = async ({ file, name, format, source }: Looked): Promise<Facts> => {
    const own = await files.read(file, format, source);
    const facts = name === undefined ? own : { ...own, name };
    return isSchema(format, source.text)
      ? { ...facts, documents: facts.documents.map((one) => decidedBySchema(one)) }
      : facts;
  };

  /** What the detectors say once all files are there that the values lead to. */
  const detected = async (facts: Facts, all: readonly Detector[], known: Known | undefined, most?: Work) => {
    const project = createProject(files, facts, known, most?.followed);
    await project.loadWanted();
    let steps = 0;
    for (let round = 1; ; round += 1) {
      const budget = createBudget(most && most.steps - steps);
      const evaluator = createEvaluator({ lookups, calls, project, budget });
      const detection = await detect(facts, all, evaluator, roleOf(facts.path), budget, texts, turn);
      steps += budget.work();
      const isMore = await project.loadWanted();
      const isOver = most !== undefined && steps > most.steps;
      if (!isMore || isOver || round === MAX_ROUNDS)
        return { detection, budget, project, isCut: isMore, work: { steps, followed: project.characters() } };
    }
  };

  return async (looked: Looked, known: Known | undefined): Promise<FileResult> => {
    const { file, format, source, wanted, isSparing } = looked;
    const allowance = allowanceOf(source.text.length);
    const base = { ...nothingIn(file), read: true };
    let facts: Facts;
    try {
      facts = await factsOf(looked);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return { ...base, diagnostics: [{ path: file, message: `could not be read: ${reason}`, failed: true }] };
    }
    if (source.text.length > LARGE) collectGarbage(); // its syntax tree, twice as large as its facts
    const inside = wantedInside(facts);
    const all = inside.length > 0 ? detectors.filter((one) => wanted.includes(one) || inside.includes(one)) : wanted;
    if (source.text.length > LARGE) await turn();
    const { detection, budget, project, isCut, ...taken } = await detected(
      facts,
      all,
      known,
      isSparing ? allowance : undefined,
    );
    const work = beyond(taken.work, allowance);
    const isCostly = work.steps > 0 || work.followed > 0;
    if (isCostly) files.forget(file);
    const settings = distinct(detection.settings)
      .filter((one) => !isTranslation(file, format) || isHostInText(one))
      .filter(format === 'patch' ? addedBy(source, file) : () => true);
    return {
      ...base,
      settings,
      ...(isCostly ? { work } : {}),
      diagnostics: [
        ...problemsOf(facts),
        ...detection.diagnostics,
        ...exceeding(file, budget),
        ...(settings.length > 0 ? unasked(file, project.cut()) : []),
        ...(isCut && settings.some(isOpen) ? unasked(file, [TOO_FAR]) : []),
      ],
      localNames: localNamesOf(facts),
      // Linking asks for the settings' sake alone; a bundle of a megabyte has thousands of questions.
      ...(settings.length > 0
        ? { callees: project.callees(), asked: project.asked(), followed: project.followed() }
        : {}),
    };
  };
}

/** Whether a setting stands in a line that a patch adds: the others are there without it, or go. */
function addedBy({ text }: SourceText, file: string): (setting: Setting) => boolean {
  const lines = text.split('\n');
  return ({ path, line }) => path !== file || isAdded(lines[line - 1] ?? '');
}

/** Characters of a file whose syntax tree and values take hundreds of megabytes. */
const LARGE = 400_000;

/** Each round loads the files that the round before asked for; a chain of imports longer than this stays open. */
const MAX_ROUNDS = 8;

const TOO_FAR = `not read to its end: its values lead through more than ${MAX_ROUNDS} files, one after the other`;

const isOpen = ({ host, decided, route }: Setting): boolean => host === null && !decided && route === 'relay';

/** What a file, which a detector wanted, is too large or too entangled for. */
const exceeding = (file: string, budget: Budget): readonly Diagnostic[] =>
  budget.exceeded().map((said) => ({ path: file, message: `not read to its end: ${said}`, failed: true }));

/** What is not followed everywhere. */
const unasked = (file: string, said: readonly string[]): readonly Diagnostic[] =>
  said.map((message) => ({ path: file, message, failed: true }));

const problemsOf = (facts: Facts): readonly Diagnostic[] =>
  (facts.problems ?? []).map(({ message, offset, unread }) => ({
    path: facts.path,
    line: facts.source.position(offset).line,
    message,
    ...(unread ? { failed: true } : {}),
  }));
