/** The difference of files in the unified form that `git apply` and `patch` take. Bytes, for a file may be of any encoding. */

const CONTEXT = 3;
const LINE_FEED = 0x0a;

/**
 * One file's part. Both sides have the same number of lines: an edit neither adds nor removes one. Empty when nothing differs.
 *
 * @param name relative to the folder where it is applied, with `/`.
 */
export function unifiedDiff(name: string, before: Buffer, after: Buffer): Buffer {
  const [old, changed] = [linesOf(before), linesOf(after)];
  if (old.length !== changed.length) throw new Error(`an edit of ${name} changes the number of lines`);
  const differing = old.flatMap((line, index) => (line.equals(changed[index] ?? line) ? [] : [index]));
  if (differing.length === 0) return Buffer.alloc(0);
  const [from, to] = [headName(`a/${name}`), headName(`b/${name}`)];
  const head = `diff --git ${from} ${to}\n--- ${from}${tabAfter(name)}\n+++ ${to}${tabAfter(name)}\n`;
  return Buffer.concat([
    Buffer.from(head),
    ...hunksOf(differing, old.length).map((hunk) => hunkOf(hunk, old, changed)),
  ]);
}

/** Indices of lines, the end exclusive. */
interface Hunk {
  readonly start: number;
  readonly end: number;
}

/** Lines whose contexts touch are one hunk. */
function hunksOf(differing: readonly number[], count: number): readonly Hunk[] {
  const hunks: Hunk[] = [];
  for (const index of differing) {
    const start = Math.max(0, index - CONTEXT);
    const end = Math.min(count, index + CONTEXT + 1);
    const last = hunks.at(-1);
    if (last && start <= last.end) hunks.splice(-1, 1, { start: last.start, end });
    else hunks.push({ start, end });
  }
  return hunks;
}

/** All lines removed of a run stand before those that come in their place, as diff writes it. */
function hunkOf({ start, end }: Hunk, old: readonly Buffer[], changed: readonly Buffer[]): Buffer {
  const range = `${start + 1},${end - start}`;
  const parts: Buffer[] = [Buffer.from(`@@ -${range} +${range} @@\n`)];
  let added: Buffer[] = [];
  for (let index = start; index < end; index += 1) {
    const [line, other] = [old[index], changed[index]];
    if (!line || !other) continue;
    if (line.equals(other)) {
      parts.push(...added, marked(' ', line));
      added = [];
    } else {
      parts.push(marked('-', line));
      added.push(marked('+', other));
    }
  }
  return Buffer.concat([...parts, ...added]);
}

function marked(sign: string, line: Buffer): Buffer {
  const ends = line.at(-1) === LINE_FEED;
  return Buffer.concat([Buffer.from(sign), line, Buffer.from(ends ? '' : '\n\\ No newline at end of file\n')]);
}

/** Lines with their line feeds: a lone carriage return ends none for git. */
function linesOf(bytes: Buffer): readonly Buffer[] {
  const lines: Buffer[] = [];
  for (let start = 0; start < bytes.length; ) {
    const feed = bytes.indexOf(LINE_FEED, start);
    const end = feed < 0 ? bytes.length : feed + 1;
    lines.push(bytes.subarray(start, end));
    start = end;
  }
  return lines;
}

/** A name that ends in white space or has some in it could not be told from what follows. */
const tabAfter = (name: string): string => (/\s/.test(name) && !needsQuotes(name) ? '\t' : '');

const QUOTED = /["\\]|\p{Cc}/gu;

const needsQuotes = (name: string): boolean => name.search(QUOTED) >= 0;

const LETTERS: Readonly<Record<string, string>> = { '\t': 't', '\n': 'n', '\r': 'r', '"': '"', '\\': '\\' };

/** Git's own way to write names with such characters: https://git-scm.com/docs/git-config#Documentation/git-config.txt-corequotePath */
const headName = (name: string): string =>
  needsQuotes(name)
    ? `"${name.replace(QUOTED, (char) => `\\${LETTERS[char] ?? char.charCodeAt(0).toString(8).padStart(3, '0')}`)}"`
    : name;
