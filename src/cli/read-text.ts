/**
 * What is read at a name that stands in the scanned tree, or in one of its files: policy, baseline, what a policy extends. It is
 * a regular file, and no step of the way to it is a link: a link could lead to a device, or to what is nobody's business.
 */
import { lstatSync } from 'node:fs';
import path from 'node:path';
import { readFile } from '../walk/read-file.ts';
import { UserError } from './errors.ts';
import { linkOnTheWay } from './write-file.ts';

export const LARGEST_POLICY = 1024 * 1024;
export const LARGEST_BASELINE = 64 * 1024 * 1024;

export interface ReadOptions {
  /** Folders below which no step may be a link. */
  readonly within: readonly string[];
  /** Bytes. */
  readonly limit: number;
}

/**
 * The text of a file; undefined when there is none of that name.
 *
 * @throws UserError when it may not be read, or cannot.
 */
export function readText(file: string, { within, limit }: ReadOptions): string | undefined {
  const target = path.resolve(file);
  const link = linkOnTheWay(within, target);
  if (link !== undefined) throw new UserError(`${file} is not read: ${link} is a link, and may lead elsewhere`);
  if (!lstatSync(target, { throwIfNoEntry: false })) return undefined;
  const content = readFile(target, limit);
  if ('problem' in content) throw new UserError(`${file}: ${content.problem}`);
  return Buffer.from(content.bytes).toString('utf8');
}
