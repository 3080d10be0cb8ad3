/** What is known of a file that could not be read, or was not read to its end. */
import type { Detector } from '../detect/detector.ts';
import { LONGEST_SPELLING, type Mention, type mentionSearch, moved } from '../mentions/search.ts';
import type { Format } from '../model/facts.ts';
import { isNotebook } from '../read/within/notebooks.ts';
import { byFormat, type keywordSearch } from '../select/keywords.ts';
import { namesMail } from '../select/mail-names.ts';
import { roleOf } from '../select/role.ts';
import { searchedBytes } from '../text/searched.ts';
import { readChunks } from '../walk/read-chunks.ts';
import type { Closed, Unread } from '../walk/read-file.ts';
import { type FileResult, nothingIn } from './file-result.ts';
import { bufferOf, type Files } from './files.ts';
import type { Names } from './names.ts';

export interface UnreadOptions {
  readonly files: Files;
  readonly names: Names;
  readonly detectors: readonly Detector[];
  readonly keywordsIn: ReturnType<typeof keywordSearch>;
  /** Undefined when no names are looked for. */
  readonly mentionsIn: ReturnType<typeof mentionSearch> | undefined;
}

export interface UnreadFiles {
  /** Of a file that a reader is for: that it was not read, and whether the scan is incomplete for it. */
  result(file: string, unread: Unread): FileResult;
  /** What could be read of a file that is not scanned names one of the relays that were asked for. */
  mentions(file: string, unread: Unread): FileResult;
}

export function createUnread({ files, names, detectors, keywordsIn, mentionsIn }: UnreadOptions): UnreadFiles {
  const ofFormat = byFormat(detectors);

  /** Whether such a file speaks of mail: one of a detector's own, by its name, or with a keyword of one in it. */
  const mayHold = (file: string, format: Format | undefined, closed: Closed | undefined): boolean => {
    if (names.detectorsFor(file).length > 0) return true;
    // A table of settings is not that large; one of records may speak of anything.
    // So is a notebook's program: what makes one large are its pictures.
    if ((format === 'csv' || isNotebook(file)) && !closed) return false;
    const wanted = format ? ofFormat(format) : detectors;
    if (closed) {
      // Nobody packs an env file without a reason, and whatever is configured stands in it.
      if (namesMail(file) || (format === 'dotenv' && !closed.isEncrypted)) return true;
      // What tests are given speaks of anything, and holds for nothing that runs.
      if (roleOf(file) === 'test') return false;
      return wanted.some(keywordsIn(searchedBytes(bufferOf(closed.partial))).hasKeyword);
    }
    let found = false;
    const isWhole = readChunks(files.onDisk(file), MOST_SEARCHED, LONGEST_KEYWORD, ({ bytes }) => {
      found ||= wanted.some(keywordsIn(searchedBytes(bytes)).hasKeyword);
    });
    return found || !isWhole;
  };

  /** Of a file that is too large to be held at once, by pieces. */
  const mentionsOfLarge = (file: string, search: ReturnType<typeof mentionSearch>): FileResult => {
    const found: Mention[] = [];
    let searched = 0;
    const isWhole = readChunks(files.onDisk(file), MOST_SEARCHED, LONGEST_SPELLING, ({ bytes, lines }) => {
      searched += bytes.length;
      found.push(...moved(search(file, bytes), lines));
    });
    const isCut = !isWhole && searched >= MOST_SEARCHED;
    const message = 'not searched to its end for the names of the policy: it has more than 256 MB';
    const diagnostics = isCut ? [{ path: file, message, failed: true as const }] : [];
    return { ...nothingIn(file), mentions: onePerLine(found), diagnostics };
  };

  /** Of a file whose bytes say nothing, in what could be read of it. */
  const mentions = (file: string, { problem, closed }: Unread): FileResult => {
    if (!mentionsIn) return nothingIn(file);
    if (!closed) return mentionsOfLarge(file, mentionsIn);
    const found = mentionsIn(file, bufferOf(closed.partial));
    const diagnostics = found.length > 0 ? [{ path: file, message: problem }] : [];
    return { ...nothingIn(file), unread: true, mentions: found, diagnostics };
  };

  return {
    mentions,
    result(file, unread) {
      const none = mentions(file, unread);
      const isOpen = unread.unread && mayHold(file, names.formatFor(file), unread.closed);
      const others = none.diagnostics.filter(({ message }) => message !== unread.problem);
      const own = { path: file, message: unread.problem, ...(isOpen ? { failed: true as const } : {}) };
      return { ...none, unread: true, diagnostics: [own, ...others] };
    },
  };
}

/** Of longer files no more is searched for keywords and names; of what is not read, that it is longer is reason enough. */
const MOST_SEARCHED = 256 * 1024 * 1024;
const LONGEST_KEYWORD = 200;

/** The pieces of a large file overlap, and a line may begin in one and end in another. */
const onePerLine = (mentions: readonly Mention[]): readonly Mention[] => [
  ...new Map(mentions.map((one) => [`${one.line} ${one.pattern}`, one])).values(),
];
