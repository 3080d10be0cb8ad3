/** Which files are evidence, in the order of their times, without those that are there twice. */
import { createHash } from 'node:crypto';
import { createReadStream, lstatSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { leadsOut } from '../model/paths.ts';
import { createClock } from './input/clock.ts';
import { emptyLine } from './input/line.ts';
import { openEvidence, peeked, STDIN } from './input/open.ts';
import { createUnwrapper } from './input/unwrap.ts';
import { type Kind, recognise } from './recognise.ts';

export interface Piece {
  /** As it can be opened. */
  readonly file: string;
  /** As it is shown, with `/`. */
  readonly path: string;
  readonly kind: Kind;
  /** When it was last written. */
  readonly written: number;
  readonly bytes: number;
  /** The time of its first line with one. */
  readonly start: number | null;
}

export interface Gathered {
  readonly pieces: readonly Piece[];
  readonly problems: readonly { readonly path: string; readonly message: string; readonly failed: boolean }[];
}

const MOST_FILES = 100_000;
const HEAD = 64 * 1024;

/** The files that the names stand for: a folder for what lies in it, a Maildir for its messages. Links are not followed. */
export function filesOf(names: readonly string[]): { readonly files: readonly string[]; readonly left: number } {
  const files: string[] = [];
  let left = 0;
  const add = (file: string): void => {
    if (files.length < MOST_FILES) files.push(file);
    else left += 1;
  };
  const enter = (folder: string, depth: number): void => {
    const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      if (entry.name.startsWith('.') || entry.name === 'tmp') continue;
      if (entry.isDirectory() && depth < 8) enter(path.join(folder, entry.name), depth + 1);
      else if (entry.isFile()) add(path.join(folder, entry.name));
    }
  };
  for (const name of names) {
    if (name === STDIN) add(name);
    else if (statSync(name).isDirectory()) enter(name, 0);
    else add(name);
  }
  return { files, left };
}

/** With `/`; from the working directory where it lies in it, so that a report's links lead into the repository. */
function shown(file: string): string {
  const within = path.isAbsolute(file) ? path.relative(process.cwd(), file) : file;
  const outside = leadsOut(within);
  return (outside ? file : within).split(path.sep).join('/');
}

/** @param offset minutes east of Greenwich, of stamps without a zone. */
export async function gather(names: readonly string[], offset: number, now: number): Promise<Gathered> {
  const { files, left } = filesOf(names);
  const problems: { path: string; message: string; failed: boolean }[] = [];
  const pieces: Piece[] = [];
  for (const file of files) {
    try {
      pieces.push(await pieceOf(file, offset, now));
    } catch (error) {
      problems.push({ path: shown(file), message: readError(error), failed: true });
    }
  }
  if (left > 0)
    problems.push({ path: '', message: `${left} files beyond the first ${MOST_FILES} were not read`, failed: true });
  const { unique, twins } = await withoutTwins(pieces);
  for (const twin of twins)
    problems.push({ path: twin.path, message: `the same as ${twin.of}, and read once`, failed: false });
  return { pieces: unique.sort(byStart), problems };
}

export const readError = (error: unknown): string =>
  `cannot be read: ${error instanceof Error ? error.message : String(error)}`;

/** Rotated logs come in any order; what has no time comes first, as it was given; a list of what waits comes after its log. */
const byStart = (a: Piece, b: Piece): number =>
  Number(a.kind === 'queue') - Number(b.kind === 'queue') || Math.sign((a.start ?? 0) - (b.start ?? 0));

async function pieceOf(file: string, offset: number, now: number): Promise<Piece> {
  // Standard input can be looked at once only: it is a piece of its own when it is read.
  if (file === STDIN) return { file, path: STDIN, kind: 'log', written: now, bytes: 0, start: null };
  const stat = lstatSync(file);
  const { head, chunks } = await peeked(await openEvidence(file), HEAD);
  await chunks[Symbol.asyncIterator]().return?.();
  const text = head.toString('latin1', 0, HEAD);
  const written = stat.mtimeMs;
  return {
    file,
    path: shown(file),
    kind: recognise(text),
    written,
    bytes: stat.size,
    start: firstTime(text, written, offset),
  };
}

function firstTime(text: string, written: number, offset: number): number | null {
  const unwrapper = createUnwrapper();
  const line = emptyLine();
  const clock = createClock({ written, offset });
  for (const raw of text.split('\n', 200)) {
    if (!unwrapper.unwrap(raw.replace(/\r$/, ''), line) || line.stamp === '') continue;
    const time = clock.timeOf(line.stamp);
    if (time !== null) return time;
  }
  return null;
}

/** Files of one size are compared: the same log twice would count everything twice. */
async function withoutTwins(
  pieces: readonly Piece[],
): Promise<{ readonly unique: Piece[]; readonly twins: readonly { readonly path: string; readonly of: string }[] }> {
  const ofSize = new Map<number, number>();
  for (const { bytes } of pieces) ofSize.set(bytes, (ofSize.get(bytes) ?? 0) + 1);
  const unique: Piece[] = [];
  const twins: { path: string; of: string }[] = [];
  const seen = new Map<string, Piece>();
  for (const piece of pieces) {
    if (piece.file === STDIN || ofSize.get(piece.bytes) === 1) {
      unique.push(piece);
      continue;
    }
    const digest = await digestOf(piece.file);
    const first = seen.get(digest);
    if (first) twins.push({ path: piece.path, of: first.path });
    else {
      seen.set(digest, piece);
      unique.push(piece);
    }
  }
  return { unique, twins };
}

async function digestOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return hash.digest('hex');
}
