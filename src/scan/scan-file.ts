/** One file through select, read and detect. The same code runs in workers and on the main thread. */
import type { Detector } from '../detect/detector.ts';
import { type OwnSetting, ownSettings } from '../detect/own-settings.ts';
import type { CallRules } from '../evaluate/calls.ts';
import type { Lookup } from '../evaluate/lookup.ts';
import { mayNameServices } from '../link/local-names.ts';
import type { Known } from '../link/reach.ts';
import { namesHeldIn } from '../link/standing.ts';
import { mentionSearch } from '../mentions/search.ts';
import type { Format } from '../model/facts.ts';
import { canRead } from '../read/index.ts';
import { fileMatcher } from '../select/file-names.ts';
import { formatWithin, HEAD_OF_FORMAT, hasNoEnding, isPlainText, isProse, mayBeScript } from '../select/first-lines.ts';
import { byFormat, COMMENT_WORD, keywordSearch, type Standing, wanting } from '../select/keywords.ts';
import { wordsIn } from '../select/needs.ts';
import { formatOfPage, mayBePage } from '../select/pages.ts';
import { isTranslation, mayHoldHost } from '../select/translations.ts';
import { decode, otherEncodingIn } from '../text/decode.ts';
import { sourceText } from '../text/source-text.ts';
import type { Root } from '../walk/root.ts';
import { createDetection, type Looked } from './detect-file.ts';
import { envFilesNamedIn, MOST_NAMES } from './env-files.ts';
import { type FileResult, nothingIn } from './file-result.ts';
import { bufferOf, createFiles } from './files.ts';
import { installsIn } from './installed-files.ts';
import { createMemory, type Memory } from './memory.ts';
import { createNames } from './names.ts';
import { holdsSealed } from './sealed.ts';
import type { Held, SearchJob } from './search-jobs.ts';
import { createUnread } from './unread.ts';

/** What is known of a file beside its path. */
export interface How {
  /** Its format, where its name says nothing. */
  readonly format?: Format;
  /** What another file installs it as. */
  readonly name?: string | undefined;
  /** What takes more than its allowance is given up. */
  readonly isSparing?: boolean;
}

export interface Scanner {
  /** Whether any reader or detector wants a file of this name. */
  wants(path: string): boolean;
  /** Whether a detector knows a file by its name. */
  isNamed(path: string): boolean;
  scan(path: string, known?: Known, how?: How): Promise<FileResult>;
  /** Where a file that is not scanned names one of the relays that were asked for. */
  mentions(path: string): FileResult;
  /** Which of the files hold which of the names, by a search of their bytes. */
  search(job: SearchJob): readonly Held[];
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

/** A file, and how it is looked at. */
type Given = Pick<Looked, 'file' | 'name' | 'isSparing'>;

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
  const mentionsIn = sought.length > 0 ? mentionSearch(sought) : undefined;
  const detectors = [...options.detectors, ...ownSettings(own)];
  const keywordsIn = keywordSearch(detectors);
  const ofFormat = byFormat(detectors);
  const names = createNames(detectors, own);
  const files = createFiles({ root, names, memory, contents });
  const unread = createUnread({ files, names, detectors, keywordsIn, mentionsIn });
  const allLookups = [...lookups, ...detectors.flatMap((detector) => detector.lookups ?? [])];
  const detectIn = createDetection({ files, detectors, lookups: allLookups, calls, keywordsIn });

  const wants = (file: string): boolean => {
    const format = names.formatFor(file);
    return format === undefined ? mayBeScript(file) || mayBePage(file) : canRead(format);
  };

  const isOfDetector = (name: string): boolean => names.detectorsFor(name).length > 0;

  /** What the bytes of a file say of how it is read; undefined when it is not. */
  const readAs = (file: string, raw: Buffer): Format | undefined => {
    const format =
      formatWithin(names.formatFor(file), raw.toString('latin1', 0, HEAD_OF_FORMAT), file) ?? formatOfPage(file, raw);
    if (!format || !canRead(format)) return undefined;
    const mayBeProse = isPlainText(file) && !isOfDetector(file);
    return mayBeProse && isProse(raw.toString('latin1', 0, FIRST_OF_TEXT)) ? undefined : format;
  };

  /** Whether a file is worth decoding: it speaks of mail, or may name a deployment's own services, which are no keywords. */
  const isWorthDecoding = (file: string, format: Format, searched: Buffer, { none, hasKeyword }: Standing): boolean =>
    isOfDetector(file) ||
    (!none && (format === 'patch' || ofFormat(format).some(hasKeyword))) ||
    mayNameServices(format, searched.toString('latin1'));

  /** Of a file whose content is known: what its bytes say, and, where they say that it is worth it, what is found in it. */
  const scanned = async (
    { file, name, isSparing }: Given,
    bytes: Uint8Array,
    known: Known | undefined,
  ): Promise<FileResult> => {
    const raw = bufferOf(bytes);
    const envFiles = envFilesNamedIn(raw);
    const installs = installsIn(names.formatFor(file), raw, isOfDetector);
    const none: FileResult = {
      ...nothingIn(file),
      mentions: mentionsIn?.(file, raw) ?? [],
      ...(envFiles.length > 0 ? { envFiles } : {}),
      ...(installs.length > 0 ? { installs } : {}),
      ...(holdsSealed(raw) ? { sealed: true } : {}),
      diagnostics: envFiles.length < MOST_NAMES ? [] : [{ path: file, message: MANY_FILES, failed: true }],
    };
    const format = readAs(file, raw);
    if (!format) return none;
    const searched = files.searched(file, raw);
    const standing = keywordsIn(searched);
    const other = otherEncodingIn(raw);
    if (other && !keywordsIn(other).none)
      return { ...none, unread: true, diagnostics: [{ path: file, message: TWO_ENCODINGS, failed: true }] };
    if (!isWorthDecoding(name ?? file, format, searched, standing)) return none;
    const { text } = decode(bytes);
    const source = sourceText(text);
    const commented = text.includes(COMMENT_WORD);
    const isMereText = isTranslation(file, format) && !mayHoldHost(format, text);
    const wanted = isMereText
      ? []
      : wanting(detectors, format, standing.hasKeyword, wordsIn({ source, format }), (globs) =>
          fileMatcher(globs)(name ?? file),
        );
    if (wanted.length === 0 && !mayNameServices(format, text) && !names.mayWrite(format, text, raw))
      return { ...none, commented };
    const { mentions } = none;
    const found = await detectIn({ file, name, format, source, wanted, isSparing }, known);
    return { ...none, ...found, diagnostics: [...none.diagnostics, ...found.diagnostics], mentions, commented };
  };

  return {
    wants,
    isNamed: isOfDetector,
    search({ paths, searches, sought }) {
      return paths.flatMap((path, index): readonly Held[] => {
        const bytes = files.content(path);
        if ('problem' in bytes) return [];
        const heldIn = namesHeldIn(files.searched(path, bufferOf(bytes.bytes)));
        return (searches[index] ?? []).flatMap((search) => {
          const asked = sought[search];
          return asked ? heldIn(asked).map((name) => ({ search, name, path })) : [];
        });
      });
    },
    mentions(file) {
      const bytes = files.content(file);
      if ('problem' in bytes) return unread.mentions(file, bytes);
      const raw = bufferOf(bytes.bytes);
      const found = mentionsIn?.(file, raw) ?? [];
      return { ...nothingIn(file), mentions: found, commented: found.length > 0 && raw.includes(COMMENT_WORD) };
    },
    async scan(file, known, { format: as, name, isSparing = false } = {}) {
      const format = as ?? (name === undefined ? undefined : names.formatFor(name));
      if (format) names.say(file, format);
      if (!wants(file)) return nothingIn(file);
      const bytes = files.content(file);
      if (!('problem' in bytes)) return scanned({ file, name, isSparing }, bytes.bytes, known);
      // Of what nobody knows what it is, a script alone would be read, and that is neither packed nor that large.
      const isOther = names.formatFor(file) === undefined && !hasNoEnding(file);
      return isOther ? unread.mentions(file, bytes) : unread.result(file, bytes);
    },
  };
}

/** Characters that tell what a plain text is. */
const FIRST_OF_TEXT = 4000;

const MANY_FILES = `it names more than ${MOST_NAMES} files of variables; the others were not looked for`;

const TWO_ENCODINGS = 'it is written in two encodings, of which one was not read';
