/**
 * Every file that the tool writes. The folders in question may be a stranger's: a report must not be written through a
 * link to where the link leads, and a file that is there stays as it was when the new one cannot be written in full.
 */
import { randomUUID } from 'node:crypto';
import { closeSync, fchmodSync, fsyncSync, lstatSync, openSync, renameSync, unlinkSync, writeSync } from 'node:fs';
import path from 'node:path';
import { leadsOut } from '../model/paths.ts';
import { systemReason, UserError } from './errors.ts';

/** A text is written as UTF-8. */
export type Content = string | Uint8Array;

export interface WriteOptions {
  /** Folders that are not the user's own word (the scan root, its repository): below them no step may be a link. */
  readonly within: readonly string[];
  /** Fail when there is something of that name already. */
  readonly fresh?: boolean;
}

/**
 * Writes a new file beside the old one and gives it its name: a link of that name is replaced, never followed, and the
 * file has either all of the content or stays as it was. Permissions are kept. A device or pipe that stands outside of
 * `within` (`/dev/stdout`) is written to as it is.
 *
 * @throws UserError that says why not; then nothing is left behind.
 */
export function writeFile(file: string, content: Content, { within, fresh = false }: WriteOptions): void {
  const target = path.resolve(file);
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  try {
    const link = linkOnTheWay(within, path.dirname(target));
    if (link !== undefined) throw new UserError(`cannot write ${file}: ${link} is a link, and may lead elsewhere`);
    if (fresh) writeFresh(target, bytes);
    else if (!within.some((folder) => isBelow(path.resolve(folder), target)) && isStream(target))
      writeTo(openSync(target, 'w'), bytes);
    else replace(target, bytes);
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(`cannot write ${file}: ${systemReason(error)}`);
  }
}

const isBelow = (folder: string, target: string): boolean => {
  const way = path.relative(folder, target);
  return way !== '' && !leadsOut(way);
};

/** The first link on the way from one of the folders to what lies below it, the last step included; relative to the folder. */
export function linkOnTheWay(within: readonly string[], target: string): string | undefined {
  const home = within.map((folder) => path.resolve(folder)).find((folder) => isBelow(folder, target));
  if (home === undefined) return undefined;
  const steps = path.relative(home, target).split(path.sep);
  return steps
    .map((_, index) => steps.slice(0, index + 1).join('/'))
    .find((way) => lstatSync(path.join(home, way), { throwIfNoEntry: false })?.isSymbolicLink());
}

/** `/dev/stdout` is a link to whatever the shell says. */
function isStream(target: string): boolean {
  if (/^\/(dev|proc)\//.test(target)) return true;
  const stats = lstatSync(target, { throwIfNoEntry: false });
  return stats !== undefined && (stats.isFIFO() || stats.isCharacterDevice());
}

function writeFresh(target: string, bytes: Uint8Array): void {
  const descriptor = openSync(target, 'wx');
  orRemove(target, () => writeTo(descriptor, bytes, fsyncSync));
}

function replace(target: string, bytes: Uint8Array): void {
  const before = lstatSync(target, { throwIfNoEntry: false });
  if (before && !before.isFile() && !before.isSymbolicLink()) throw new Error('it is no regular file');
  const beside = path.join(path.dirname(target), `.smtp-scan-${randomUUID()}.new`);
  // `wx` follows no link and opens no file that is there.
  const descriptor = openSync(beside, 'wx');
  orRemove(beside, () => {
    writeTo(descriptor, bytes, (open) => {
      if (before?.isFile()) fchmodSync(open, before.mode & 0o7777);
      fsyncSync(open);
    });
    renameSync(beside, target);
  });
}

function orRemove(file: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    unlinkSync(file);
    throw error;
  }
}

/** Writes all bytes, does what is to be done with the open file, and closes it. */
function writeTo(descriptor: number, bytes: Uint8Array, finish?: (descriptor: number) => void): void {
  try {
    for (let written = 0; written < bytes.length; ) written += writeSync(descriptor, bytes, written);
    finish?.(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
