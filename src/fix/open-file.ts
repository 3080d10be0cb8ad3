/** A file that is to be changed: its bytes, its text, and the way from a place in one to the other. */
import { lstatSync, realpathSync } from 'node:fs';
import path from 'node:path';
import type { Range } from '../model/expr.ts';
import type { Location } from '../model/setting.ts';
import { decode, type Encoding } from '../text/decode.ts';
import { type SourceText, sourceText } from '../text/source-text.ts';
import { readFile } from '../walk/read-file.ts';

export interface OpenFile {
  readonly path: string;
  readonly bytes: Buffer;
  readonly source: SourceText;
  readonly encoding: Encoding;
  /** Bytes of the byte order mark. */
  readonly lead: number;
}

/** As much as the largest file that a scan reads. */
const LARGEST = 32 * 1024 * 1024;

/** Whoever took all rights to write from a file meant it; giving a new file its name would need none of them. */
const WRITABLE = 0o222;

/** The file of this path below the root, or why it is none that may be changed. Links are not followed. */
export function openFile(root: string, file: string): OpenFile | 'link' | 'unreadable' {
  const target = path.join(root, file);
  try {
    const stats = lstatSync(target);
    if (stats.isFile() && (stats.mode & WRITABLE) === 0) return 'unreadable';
    if (!stats.isFile() || realpathSync(target) !== path.join(realpathSync(root), file)) return 'link';
  } catch {
    return 'unreadable';
  }
  const content = readFile(target, LARGEST);
  return 'problem' in content ? 'unreadable' : openBytes(file, Buffer.from(content.bytes));
}

/** @param bytes are kept, not copied. */
export function openBytes(file: string, bytes: Buffer): OpenFile | 'unreadable' {
  const decoded = decode(bytes);
  if ('binary' in decoded) return 'unreadable';
  const { text, encoding, bom } = decoded;
  const lead = bom ? (encoding === 'utf-8' ? 3 : 2) : 0;
  return { path: file, bytes, source: sourceText(text), encoding, lead };
}

/** The offsets of a location in the file's text; undefined when the file has no such place. */
export function rangeOf({ source }: OpenFile, at: Location): Range | undefined {
  if (at.line < 1 || at.endLine > source.lineCount) return undefined;
  const start = source.lineBounds(at.line).start + at.column - 1;
  const end = source.lineBounds(at.endLine).start + at.endColumn - 1;
  return start <= end && end <= source.text.length ? { start, end } : undefined;
}

/** Bytes of a stretch of the text. */
export function byteLength({ source, encoding }: OpenFile, from: number, to: number): number {
  if (encoding === 'windows-1252') return to - from;
  return encoding === 'utf-8' ? Buffer.byteLength(source.text.slice(from, to)) : (to - from) * 2;
}

/** A text as the file would hold it. What is put in place of a relay is ASCII, which every encoding has. */
export function encode({ encoding }: OpenFile, text: string): Buffer {
  if (encoding === 'utf-16le') return Buffer.from(text, 'utf16le');
  if (encoding === 'utf-16be') return Buffer.from(text, 'utf16le').swap16();
  return Buffer.from(text, encoding === 'utf-8' ? 'utf8' : 'latin1');
}
