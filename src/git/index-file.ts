/**
 * The list of files that git tracks, read from its own file: https://git-scm.com/docs/index-format, versions 2 to 4. A
 * scan must know it also where there is no git program, and at once.
 */
import path from 'node:path';
import { readFile } from '../walk/read-file.ts';
import type { Place } from './place.ts';
import { GitProblem } from './problem.ts';

export interface IndexEntry {
  /** Relative to the repository's top, with `/`; a folder that is not checked out ends in `/`. */
  readonly path: string;
  /** As a tree has it, in octal: `100644`, `100755`, `120000` for a link, `160000` for a submodule, `040000` for a folder. */
  readonly mode: string;
  readonly id: string;
  /** 0, or which side of a conflict it is. */
  readonly stage: number;
  /** Not wanted in the work tree: a sparse check-out. */
  readonly skipped: boolean;
  /** As the file was when git last looked at it: the low 32 bits of its size, and seconds and nanoseconds. */
  readonly size: number;
  readonly modified: readonly [number, number];
}

export interface Index {
  readonly entries: readonly IndexEntry[];
  /** The rest of the list is in another file, of this name: https://git-scm.com/docs/git-update-index#_split_index. */
  readonly shared?: string;
}

const LARGEST = 1024 * 1024 * 1024;
const STATS = 40;
const FLAG_EXTENDED = 0x4000;
const FLAG_SKIPPED = 0x4000;

/** The file; where a hook is run for a commit of some files, git names a list of its own for it. */
export function indexFile({ top, gitFolder }: Place): string {
  const named = process.env.GIT_INDEX_FILE;
  const file = named === undefined || named === '' ? undefined : path.resolve(top, named);
  return file?.startsWith(gitFolder + path.sep) ? file : path.join(gitFolder, 'index');
}

/** What an index file holds; nothing when there is none yet. @throws GitProblem when it cannot be understood. */
export function readIndex(file: string, hash: 'sha1' | 'sha256'): Index {
  const content = readFile(file, LARGEST);
  if ('problem' in content) {
    if (content.problem.includes('ENOENT')) return { entries: [] };
    throw new GitProblem(`git's list of files ${content.problem}`);
  }
  try {
    return parsed(Buffer.from(content.bytes), hash === 'sha1' ? 20 : 32);
  } catch (error) {
    if (error instanceof RangeError) throw new GitProblem("git's list of files is damaged");
    throw error;
  }
}

function parsed(bytes: Buffer, idLength: number): Index {
  const version = bytes.readUInt32BE(4);
  if (bytes.toString('latin1', 0, 4) !== 'DIRC' || version < 2 || version > 4)
    throw new GitProblem("git's list of files has a form that is not known");
  const count = bytes.readUInt32BE(8);
  const entries: IndexEntry[] = [];
  let offset = 12;
  let name: Buffer = Buffer.alloc(0);
  for (let index = 0; index < count; index += 1) {
    const start = offset;
    const flags = bytes.readUInt16BE(start + STATS + idLength);
    const isExtended = version > 2 && (flags & FLAG_EXTENDED) !== 0;
    const more = isExtended ? bytes.readUInt16BE(start + STATS + idLength + 2) : 0;
    offset = start + STATS + idLength + (isExtended ? 4 : 2);
    let kept = 0;
    if (version === 4) {
      const strip = varint(bytes, offset);
      kept = name.length - strip.value;
      offset = strip.end;
    }
    const end = bytes.indexOf(0, offset);
    if (end < 0 || kept < 0) throw new RangeError();
    name =
      version === 4
        ? Buffer.concat([name.subarray(0, kept), bytes.subarray(offset, end)])
        : bytes.subarray(offset, end);
    // Up to version 3 an entry ends in 1 to 8 NULs, so that its length is a multiple of 8.
    offset = version === 4 ? end + 1 : start + (Math.floor((end - start) / 8) + 1) * 8;
    entries.push({
      path: name.toString('utf8'),
      mode: bytes
        .readUInt32BE(start + 24)
        .toString(8)
        .padStart(6, '0'),
      id: bytes.toString('hex', start + STATS, start + STATS + idLength),
      stage: (flags >> 12) & 3,
      skipped: (more & FLAG_SKIPPED) !== 0,
      size: bytes.readUInt32BE(start + 36),
      modified: [bytes.readUInt32BE(start + 8), bytes.readUInt32BE(start + 12)],
    });
  }
  const shared = sharedName(bytes, offset, idLength);
  return shared === undefined ? { entries } : { entries: entries.filter((entry) => entry.path !== ''), shared };
}

/** The variable-width encoding of offsets in packs. */
function varint(bytes: Buffer, start: number): { readonly value: number; readonly end: number } {
  let end = start;
  let byte = bytes.readUInt8(end);
  let value = byte & 127;
  while (byte & 128) {
    end += 1;
    byte = bytes.readUInt8(end);
    value = (value + 1) * 128 + (byte & 127);
  }
  return { value, end: end + 1 };
}

/** The extension `link`. */
function sharedName(bytes: Buffer, from: number, idLength: number): string | undefined {
  for (let offset = from; offset + 8 <= bytes.length - idLength; ) {
    const size = bytes.readUInt32BE(offset + 4);
    if (bytes.toString('latin1', offset, offset + 4) === 'link') {
      const id = bytes.toString('hex', offset + 8, offset + 8 + idLength);
      return /^0+$/.test(id) ? undefined : `sharedindex.${id}`;
    }
    offset += 8 + size;
  }
  return undefined;
}
