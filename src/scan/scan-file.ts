/** One file through select, read and detect. The same code runs in workers and on the main thread. */
import path from 'node:path';
import { detect, distinct } from '../detect/detect.ts';
import type { Detector } from '../detect/detector.ts';
import { type OwnSetting, ownFiles, ownSettings } from '../detect/own-settings.ts';
import type { CallRules } from '../evaluate/calls.ts';
import { createEvaluator } from '../evaluate/evaluator.ts';
import type { Lookup } from '../evaluate/lookup.ts';
import type { Asked } from '../evaluate/value.ts';
import { localNamesOf, mayNameServices } from '../link/local-names.ts';
import { createProject, type FileAccess, type Known } from '../link/project.ts';
import { type Standing, standsAs } from '../link/standing.ts';
import { textFiles } from '../link/text-files.ts';
import { LONGEST_SPELLING, type Mention, mentionSearch, moved } from '../mentions/search.ts';
import { type Budget, createBudget } from '../model/budget.ts';
import { tuneEngine } from '../model/engine.ts';
import type { Facts, Format } from '../model/facts.ts';
import { grow } from '../model/grouped.ts';
import type { LocalName } from '../model/local-name.ts';
import { oncePer } from '../model/once.ts';
import type { Diagnostic, Setting } from '../model/setting.ts';
import { canRead, read } from '../read/index.ts';
import { onlyWord } from '../read/reader.ts';
import { withEmbedded } from '../read/within/embedded.ts';
import { decidedBySchema } from '../read/within/schemas.ts';
import { formatOfText } from '../read/within/text-formats.ts';
import { canWriteFiles } from '../read/within/written.ts';
import { fileMatcher, mentionOf } from '../select/file-names.ts';
import { formatOf, formatWithin, HEAD_OF_FORMAT, isPlainText, isProse, mayBeScript } from '../select/formats.ts';
import { byFormat, COMMENT_WORD, keywordSearch, wanting } from '../select/keywords.ts';
import { literalSearch } from '../select/literal-search.ts';
import { namesMail } from '../select/mail-names.ts';
import { wordsIn } from '../select/needs.ts';
import { roleOf } from '../select/role.ts';
import { isSchema } from '../select/schemas.ts';
import { isHostInText, isTranslation } from '../select/translations.ts';
import { decode, otherEncodingIn } from '../text/decode.ts';
import { searchedBytes, searchedText } from '../text/searched.ts';
import { type SourceText, sourceText } from '../text/source-text.ts';
import { readChunks } from '../walk/read-chunks.ts';
import { type Closed, type FileContent, LARGEST_FILE, readFile, type Unread } from '../walk/read-file.ts';
import type { Root } from '../walk/root.ts';
import { unpacked } from '../walk/unpacked.ts';
import { envFilesNamedIn, MOST_NAMES } from './env-files.ts';
import { createMemory, type Memory } from './memory.ts';
import { holdsSealed } from './sealed.ts';
import { turn } from './turn.ts';

/** What one file gives. */
export interface FileResult {
  readonly path: string;
  readonly settings: readonly Setting[];
  readonly diagnostics: readonly Diagnostic[];
  /** Names of services that the file defines: compose services, Kubernetes Services. */
  readonly localNames: readonly LocalName[];
  /** Functions whose parameters stayed open: only a caller in another file can say more. */
  readonly callees: readonly string[];
  /** Variables and keys that a file elsewhere may define. */
  readonly asked: readonly Asked[];
  /** The file was decoded and read, not merely looked at. */
  readonly read: boolean;
  /** A comment for this tool may stand in it. */
  readonly commented: boolean;
  /** How many of its settings are not among `settings`, for there are too many in the whole scan. */
  readonly leftOut?: number;
  /** Places that name one of the relays that were asked for, wherever they stand. */
  readonly mentions: readonly Mention[];
  /** A reader is for it, and it was not read to its end. */
  readonly unread?: true;
  /** Values in it are encrypted. */
  readonly sealed?: true;
  /** What may be the paths of files that it takes variables from, as they are written. */
  readonly envFiles?: readonly string[];
}

export interface Scanner {
  /** Whether any reader or detector wants a file of this name. */
  wants(path: string): boolean;
  /** `format` of a file whose name says nothing. */
  scan(path: string, known?: Known, format?: Format): Promise<FileResult>;
  /** Where a file that is not scanned names one of the relays that were asked for. */
  mentions(path: string): FileResult;
  /** Which of the files hold which of the names, by a byte search. */
  search(
    paths: readonly string[],
    names: readonly string[],
    standing: Standing,
  ): ReadonlyMap<string, readonly string[]>;
}

export interface ScannerOptions {
  readonly root: Root;
  readonly detectors: readonly Detector[];
  /** What the policy adds to them. */
  readonly own?: readonly OwnSetting[];
  readonly lookups: readonly Lookup[];
  readonly calls: CallRules;
  /** Hosts, as a policy names them, that are looked for in the bytes of every file. */
  readonly mentions?: readonly string[];
  /** Bytes that count instead of those on the disk, by path: what a fix would make of a file. */
  readonly contents?: ReadonlyMap<string, Uint8Array>;
  readonly memory?: Memory;
}

export function createScanner({
  root,
  own = [],
  lookups,
  calls,
  mentions: sought = [],
  contents,
  memory = createMemory(),
  ...options
}: ScannerOptions): Scanner {
  const mentionsIn = mentionSearch(sought);
  const detectors = [...options.detectors, ...ownSettings(own)];
  const keywordsIn = keywordSearch(detectors);
  const ofFormat = byFormat(detectors);
  const named = detectors.filter((detector) => detector.files);
  const allLookups = [...lookups, ...detectors.flatMap((detector) => detector.lookups ?? [])];
  const isNamed = fileMatcher(named.flatMap((detector) => detector.files ?? []));
  const namedBy = (file: string): readonly Detector[] =>
    isNamed(file) ? named.filter((detector) => fileMatcher(detector.files ?? [])(file)) : [];

  const textFile = textFiles(root);

  const isOwn = fileMatcher(ownFiles(own));

  /** A detector's own file name says more than the ending: `main.cf`, `remotes`. A file of the policy's is read somehow. */
  const formats = new Map<string, Format | undefined>();
  /** Files of which the caller has said what they are. */
  const said = new Set<string>();
  const formatFor = (file: string): Format | undefined => {
    if (!formats.has(file))
      formats.set(file, namedFormat(file) ?? formatOf(file) ?? (isOwn(file) ? 'lines' : undefined));
    return formats.get(file);
  };
  const namedFormat = (file: string): Format | undefined => namedBy(file).find((detector) => detector.format)?.format;

  /** Whether a text that names a detector's file seems to write it, too. */
  const namesFile = mentionOf(named.flatMap((detector) => detector.files ?? []));
  const mayWriteFiles = (format: Format, text: string, bytes: Buffer): boolean =>
    canWriteFiles(format) && ((WRITES.test(text) && namesFile(text, bytes)) || SENDS_BODY.test(text));

  const innerFormat = (name: string): Format | undefined => {
    const format = namedFormat(name) ?? formatOf(name);
    return format && canRead(format) ? format : undefined;
  };

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

  const facts = (file: string): Promise<Facts | undefined> => memory.facts.get(idOf(file), () => load(file));

  /** What `memory` knows a file by: its path, unless its bytes lie elsewhere or it was said what it is. */
  const idOf = (file: string): string => {
    const at = onDisk(file);
    const isUsual = at === path.join(root.folder, file) && !said.has(file);
    return isUsual ? file : `${file}\0${at}\0${formatFor(file)}`;
  };
  const searchedOf = (file: string, raw: Buffer): Buffer => memory.searched(idOf(file), raw);

  const onDisk = (file: string): string => root.onDisk(path.join(root.folder, file));

  const contentOf = (file: string): FileContent => {
    const bytes = contents?.get(file);
    return unpacked(bytes ? { bytes } : readFile(onDisk(file), LARGEST_FILE));
  };

  const load = async (file: string): Promise<Facts | undefined> => {
    const bytes = contentOf(file);
    if ('problem' in bytes) return undefined;
    const decoded = decode(bytes.bytes);
    const named = formatWithin(formatFor(file), decoded.text.slice(0, HEAD_OF_FORMAT));
    const source = sourceText(decoded.text);
    // A program that opens a file knows what it is, whatever its name.
    const saysNothing = !named || isPlainText(file);
    const known = saysNothing ? formatOfText(decoded.text) : named;
    // A file of one word is a text to whoever reads it.
    const word = known ? undefined : onlyWord(source.text);
    if (word && word.value.length <= LONGEST_WORD) return { path: file, format: 'lines', source, documents: [word] };
    const format = known ?? named;
    return format && canRead(format) ? readWhole(file, format, source) : undefined;
  };

  const readWhole = async (file: string, format: Format, source: SourceText): Promise<Facts> =>
    withEmbedded(await read(format, { path: file, source }), read, innerFormat);

  /** Whether a file that is not read speaks of mail: one of a detector's own, by its name, or with a keyword of one in it. */
  const mayHold = (file: string, format: Format | undefined, closed: Closed | undefined): boolean => {
    if (namedBy(file).length > 0) return true;
    // A table of settings is not that large; one of records may speak of anything.
    if (format === 'csv' && !closed) return false;
    const wanted = format ? ofFormat(format) : detectors;
    if (closed) {
      // Nobody packs an env file without a reason, and whatever is configured stands in it.
      if (namesMail(file) || (format === 'dotenv' && !closed.isEncrypted)) return true;
      return wanted.some(keywordsIn(searchedBytes(bufferOf(closed.partial))).hasKeyword);
    }
    let found = false;
    const isWhole = readChunks(onDisk(file), MOST_SEARCHED, LONGEST_KEYWORD, ({ bytes }) => {
      found ||= wanted.some(keywordsIn(searchedBytes(bytes)).hasKeyword);
    });
    return found || !isWhole;
  };

  const access: FileAccess = { root, facts };

  const wants = (file: string): boolean => {
    const format = formatFor(file);
    if (format === undefined) return mayBeScript(file);
    return canRead(format);
  };

  /** Of a file that is too large to be held at once, by pieces. */
  const mentionsOfLarge = (file: string): Pick<FileResult, 'mentions' | 'diagnostics'> => {
    const found: Mention[] = [];
    let searched = 0;
    const isWhole = readChunks(onDisk(file), MOST_SEARCHED, LONGEST_SPELLING, ({ bytes, lines }) => {
      searched += bytes.length;
      found.push(...moved(mentionsIn(file, bytes), lines));
    });
    const isCut = !isWhole && searched >= MOST_SEARCHED;
    const message = 'not searched to its end for the names of the policy: it has more than 256 MB';
    return { mentions: onePerLine(found), diagnostics: isCut ? [{ path: file, message, failed: true }] : [] };
  };

  /** Of a file whose bytes say nothing, in what could be read of it. */
  const mentionsOfUnread = (file: string, { problem, closed }: Unread): Omit<FileResult, 'path'> => {
    if (!closed) return { ...nothingIn(file), ...mentionsOfLarge(file) };
    const mentions = mentionsIn(file, bufferOf(closed.partial));
    const diagnostics = mentions.length > 0 ? [{ path: file, message: problem }] : [];
    return { ...nothingIn(file), unread: true, mentions, diagnostics };
  };

  return {
    wants,
    search(paths, names, standing) {
      const holders = new Map<string, string[]>();
      const namesIn = searchOf(names);
      for (const file of paths) {
        const bytes = contentOf(file);
        if ('problem' in bytes) continue;
        const raw = searchedOf(file, bufferOf(bytes.bytes));
        const found = namesIn(raw).flatMap((index) => names[index] ?? []);
        // The search does not tell capitals from small letters.
        for (const name of found.filter((one) => standsAs(raw, one, standing))) grow(holders, name, [file]);
      }
      return holders;
    },
    mentions(file) {
      const bytes = contentOf(file);
      if ('problem' in bytes) return { ...mentionsOfUnread(file, bytes), path: file };
      const raw = bufferOf(bytes.bytes);
      const found = mentionsIn(file, raw);
      return { ...nothingIn(file), mentions: found, commented: found.length > 0 && raw.includes(COMMENT_WORD) };
    },
    async scan(file, known, as) {
      if (as) {
        formats.set(file, as);
        said.add(file);
      }
      if (!wants(file)) return nothingIn(file);
      const bytes = contentOf(file);
      if ('problem' in bytes) {
        const none = { ...nothingIn(file), ...(sought.length === 0 ? {} : mentionsOfUnread(file, bytes)) };
        const isOpen = bytes.unread && mayHold(file, formatFor(file), bytes.closed);
        const failed = isOpen ? { failed: true as const } : {};
        return {
          ...none,
          unread: true,
          diagnostics: [
            { path: file, message: bytes.problem, ...failed },
            ...none.diagnostics.filter(({ message }) => message !== bytes.problem),
          ],
        };
      }
      const raw = bufferOf(bytes.bytes);
      const envFiles = envFilesNamedIn(raw);
      const none: FileResult = {
        ...nothingIn(file),
        mentions: sought.length === 0 ? [] : mentionsIn(file, raw),
        ...(envFiles.length > 0 ? { envFiles } : {}),
        ...(holdsSealed(raw) ? { sealed: true } : {}),
        diagnostics: envFiles.length < MOST_NAMES ? [] : [{ path: file, message: MANY_FILES, failed: true }],
      };
      const named = formatFor(file);
      const format = formatWithin(named, raw.toString('latin1', 0, HEAD_OF_FORMAT));
      if (!format || !canRead(format)) return none;
      if (isPlainText(file) && namedBy(file).length === 0 && isProse(raw.toString('latin1', 0, FIRST_OF_TEXT)))
        return none;
      const searched = searchedOf(file, raw);
      const { none: isSilent, hasKeyword } = keywordsIn(searched);
      const other = otherEncodingIn(raw);
      if (other && !keywordsIn(other).none)
        return { ...none, unread: true, diagnostics: [{ path: file, message: TWO_ENCODINGS, failed: true }] };
      const speaks = namedBy(file).length > 0 || (!isSilent && ofFormat(format).some(hasKeyword));
      // The names of a deployment's own services are no keywords.
      if (!speaks && !mayNameServices(format, searched.toString('latin1'))) return none;
      const decoded = decode(bytes.bytes);
      const source = sourceText(decoded.text);
      const commented = decoded.text.includes(COMMENT_WORD);
      const wanted = wanting(detectors, format, hasKeyword, wordsIn({ source, format }), (globs) =>
        fileMatcher(globs)(file),
      );
      if (wanted.length === 0 && !mayNameServices(format, decoded.text) && !mayWriteFiles(format, decoded.text, raw))
        return { ...none, commented };
      const { mentions } = none;
      return { ...none, ...(await readAndDetect(file, format, source, wanted, known)), mentions, commented };
    },
  };

  async function readAndDetect(
    file: string,
    format: Format,
    source: SourceText,
    wanted: readonly Detector[],
    known: Known | undefined,
  ): Promise<FileResult> {
    const base = { ...nothingIn(file), read: true };
    if (source.text.length > LARGE) tuneEngine('large');
    let found: Facts;
    try {
      found =
        (await memory.facts.get(idOf(file), () => readWhole(file, format, source))) ??
        (await readWhole(file, format, source));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return { ...base, diagnostics: [{ path: file, message: `could not be read: ${reason}`, failed: true }] };
    }
    if (isSchema(format, source.text))
      found = { ...found, documents: found.documents.map((one) => decidedBySchema(one)) };
    const inside = wantedInside(found);
    const all = inside.length > 0 ? detectors.filter((one) => wanted.includes(one) || inside.includes(one)) : wanted;
    const project = createProject(access, found, known);
    let detection = { settings: [] as readonly Setting[], diagnostics: [] as readonly Diagnostic[] };
    let budget = createBudget();
    if (source.text.length > LARGE) await turn();
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      budget = createBudget();
      const evaluator = createEvaluator({ lookups: allLookups, calls, project, budget });
      detection = await detect(found, all, evaluator, roleOf(file), budget, textFile, turn);
      if (!(await project.loadWanted())) break;
    }
    const settings = distinct(detection.settings).filter((one) => !isTranslation(file, format) || isHostInText(one));
    return {
      ...base,
      settings,
      diagnostics: [
        ...problemsOf(found),
        ...detection.diagnostics,
        ...exceeding(file, budget),
        ...(settings.length > 0 ? unasked(file, project.cut()) : []),
      ],
      localNames: localNamesOf(found),
      // Linking asks for the settings' sake alone; a bundle of a megabyte has thousands of questions.
      ...(settings.length > 0 ? { callees: project.callees(), asked: project.asked() } : {}),
    };
  }
}

/** Characters that tell what a plain text is. */
const FIRST_OF_TEXT = 4000;

/** A longer word is no value. */
const LONGEST_WORD = 300;

const MANY_FILES = `it names more than ${MOST_NAMES} files of variables; the others were not looked for`;

const TWO_ENCODINGS = 'it is written in two encodings, of which one was not read';

/** Its tables take longer to make than a chunk of files to search; all jobs of a round have the same list. */
const searchOf = oncePer(literalSearch);

/** Of longer files no more is searched for keywords and names; of what is not read, that it is longer is reason enough. */
const MOST_SEARCHED = 256 * 1024 * 1024;
const LONGEST_KEYWORD = 200;

/** Here-documents, redirections, `tee`, `sed -i`, blocks of YAML, `content:` and `text =` of tools that lay files. */
const WRITES =
  /<<|\bbinaryData\b|(?:>|\btee\b)\s*["']?[\w.$/{}-]*\/|\bsed\b|\b(?:contents?|line|block|repl|replace|text)["']?\s*[:=]|[|>][-+]?\s*$/m;

/** A request about mail whose body may name the relay: `curl https://…/v1/email -d '{"host": …}'`. */
const SENDS_BODY = /(?:smtp|mail)[^\n]{0,300}['"]\s{0,20}\{\s{0,20}\\?"[^{}]{0,300}?(?:host|server)/i;

const nothingIn = (path: string): FileResult => ({
  path,
  settings: [],
  diagnostics: [],
  localNames: [],
  callees: [],
  asked: [],
  read: false,
  commented: false,
  mentions: [],
});

/** The pieces of a large file overlap, and a line may begin in one and end in another. */
const onePerLine = (mentions: readonly Mention[]): readonly Mention[] => [
  ...new Map(mentions.map((one) => [`${one.line} ${one.pattern}`, one])).values(),
];

/** Characters of a file whose syntax tree and values take hundreds of megabytes. */
const LARGE = 400_000;

/** Each round loads the files that the round before asked for; a chain of imports longer than this stays open. */
const MAX_ROUNDS = 8;

const bufferOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

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
