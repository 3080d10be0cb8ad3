/** The files of a tree: their bytes, as they are searched, and what is read of them. */
import path from 'node:path';
import type { FileAccess } from '../link/reach.ts';
import type { Facts, Format } from '../model/facts.ts';
import { canRead, read } from '../read/index.ts';
import { onlyWord } from '../read/reader.ts';
import { withEmbedded } from '../read/within/embedded.ts';
import { isNotebook, readNotebook } from '../read/within/notebooks.ts';
import { formatOfText } from '../read/within/text-formats.ts';
import { formatWithin, HEAD_OF_FORMAT, isPlainText } from '../select/first-lines.ts';
import { formatOfPage } from '../select/pages.ts';
import { decode } from '../text/decode.ts';
import { type SourceText, sourceText } from '../text/source-text.ts';
import { isPhar, withoutArchive } from '../walk/phar.ts';
import { type FileContent, LARGEST_FILE, readFile } from '../walk/read-file.ts';
import type { Root } from '../walk/root.ts';
import { unpacked } from '../walk/unpacked.ts';
import type { Memory } from './memory.ts';
import type { Names } from './names.ts';

/** All paths are relative to the root. */
export interface Files extends FileAccess {
  /** The bytes of a file, or why there are none. */
  content(file: string): FileContent;
  /** The bytes of a file of which `raw` is the content, as they are searched. */
  searched(file: string, raw: Buffer): Buffer;
  /** Where the bytes of a file lie: an absolute path. */
  onDisk(file: string): string;
  /** The facts of a file whose text is known; throws what its reader throws. */
  read(file: string, format: Format, source: SourceText): Promise<Facts>;
  /** Reads a file anew when it is asked for again. */
  forget(file: string): void;
}

export interface FilesOptions {
  readonly root: Root;
  readonly names: Names;
  readonly memory: Memory;
  /** Bytes that count instead of those on the disk, by path. */
  readonly contents?: ReadonlyMap<string, Uint8Array> | undefined;
}

export function createFiles({ root, names, memory, contents }: FilesOptions): Files {
  const onDisk = (file: string): string => root.onDisk(path.join(root.folder, file));

  /** What `memory` knows a file by: its path, unless its bytes lie elsewhere or it was said what it is. */
  const idOf = (file: string): string => {
    const at = onDisk(file);
    const isUsual = at === path.join(root.folder, file) && !names.isSaid(file);
    return isUsual ? file : `${file}\0${at}\0${names.formatFor(file)}`;
  };

  /** The same, of a file as it is read for itself: who opens one whose name says nothing may know better what it is. */
  const idOfRead = (file: string): string =>
    isPlainText(file) || names.formatFor(file) === undefined ? `${idOf(file)}\0read` : idOf(file);

  const content = (file: string): FileContent => {
    const given = contents?.get(file);
    const whole = unpacked(given ? { bytes: given } : readFile(onDisk(file), LARGEST_FILE));
    // What another file says that a file is (`env_file: x.phar`) is read to its end.
    const isArchive = isPhar(file) && names.formatFor(file) === undefined && 'bytes' in whole;
    return isArchive ? { bytes: withoutArchive(whole.bytes) } : whole;
  };

  const readWhole = async (file: string, format: Format, source: SourceText): Promise<Facts> =>
    withEmbedded(
      isNotebook(file) ? await readNotebook(file, source, read) : await read(format, { path: file, source }),
      read,
      names.formatWithin,
    );

  const load = async (file: string): Promise<Facts | undefined> => {
    const bytes = content(file);
    if ('problem' in bytes) return undefined;
    const decoded = decode(bytes.bytes);
    const named =
      formatWithin(names.formatFor(file), decoded.text.slice(0, HEAD_OF_FORMAT), file) ??
      formatOfPage(file, bufferOf(bytes.bytes));
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

  return {
    root,
    content,
    onDisk,
    searched: (file, raw) => memory.searched(idOf(file), raw),
    facts: (file) => memory.facts.get(idOf(file), () => load(file)),
    async read(file, format, source) {
      const known = await memory.facts.get(idOfRead(file), () => readWhole(file, format, source));
      return known ?? readWhole(file, format, source);
    },
    forget: (file) => memory.facts.forget(idOfRead(file)),
  };
}

/** A longer word is no value. */
const LONGEST_WORD = 300;

/** The same bytes with the methods of a buffer. */
export const bufferOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
