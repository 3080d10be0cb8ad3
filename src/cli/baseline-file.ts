/** `--baseline FILE` and `--write-baseline`. */
import { lstatSync } from 'node:fs';
import path from 'node:path';
import type { ScanResult } from '../model/finding.ts';
import { applyBaseline, type BaselineEntry, readBaseline, writeBaseline } from '../policy/baseline.ts';
import { UserError } from './errors.ts';
import { LARGEST_BASELINE, readText } from './read-text.ts';
import { treeOf } from './tree-of.ts';
import type { Trusted } from './trusted.ts';
import { writeFile } from './write-file.ts';

export const BASELINE_NAME = '.smtp-scan-baseline.json';

/** @throws UserError when the file cannot be written. */
export const saveBaseline = (root: string, file: string, result: ScanResult): void =>
  writeFile(file, writeBaseline(result), { within: [treeOf(root)] });

/**
 * The result without what the baseline knows. With `trusted`, a baseline within the root is read from that commit; one
 * that the commit does not have yet knows nothing.
 *
 * @throws UserError when there is no such file, or it is no baseline.
 */
export function withBaseline(root: string, file: string, result: ScanResult, trusted: Trusted | undefined): ScanResult {
  const { result: applied, unused } = applyBaseline(
    result,
    entriesOf(root, file, trusted),
    (one) => isInside(one) && lstatSync(path.join(root, one), { throwIfNoEntry: false }) !== undefined,
  );
  if (unused.length > 0)
    process.stderr.write(
      `smtp-scan: ${unused.length} of the baseline's entries meet nothing any more: write it anew with --write-baseline\n`,
    );
  return applied;
}

const isInside = (relative: string): boolean =>
  relative !== '' && !relative.startsWith('../') && !path.isAbsolute(relative);

/** @throws UserError likewise. */
export function entriesOf(root: string, file: string, trusted: Trusted | undefined): readonly BaselineEntry[] {
  const relative = path.relative(root, path.resolve(file)).split(path.sep).join('/');
  const isTrusted = trusted !== undefined && isInside(relative);
  const text = isTrusted
    ? trusted.read(relative, LARGEST_BASELINE)
    : readText(file, { within: [treeOf(root)], limit: LARGEST_BASELINE });
  if (text === undefined && isTrusted) {
    process.stderr.write(`smtp-scan: the base commit has no ${relative}, so no finding is known from it\n`);
    return [];
  }
  if (text === undefined) throw new UserError(`--baseline: there is no file ${file}; --write-baseline writes one`);
  const entries = readBaseline(text);
  if ('problem' in entries) throw new UserError(`--baseline: ${file} cannot be used: ${entries.problem}`);
  return entries;
}
