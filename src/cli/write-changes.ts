/** The files of a fix, written: none that changed meanwhile, and only into a tree that can be told apart from before. */
import path from 'node:path';
import type { FileChange, Fixed, Scan } from '../fix/fix.ts';
import { legacyFindings, lineOf, mentionsLeft, namesLeft } from '../fix/fix.ts';
import { openFile } from '../fix/open-file.ts';
import { type Left, leftFor, type Step } from '../fix/plan.ts';
import { repositoryIn } from '../git/git.ts';
import { UserError } from './errors.ts';
import { uncommitted } from './range.ts';
import { writeFile } from './write-file.ts';

/** @throws UserError when changes that are not committed would be mixed up with the fix, or nothing could undo it. */
export function refuseDirtyTree(root: string): void {
  const repository = repositoryIn(root);
  if (!repository)
    throw new UserError(
      `${path.relative(process.cwd(), root) || 'this folder'} is in no git repository, so nothing could undo the changes: look at the diff first, then give --allow-dirty`,
    );
  const changed = uncommitted(root, repository);
  if (changed.length > 0)
    throw new UserError(
      `${changed.length === 1 ? 'a file has' : `${changed.length} files have`} changes that are not committed (${changed[0]}${changed.length > 1 ? ', …' : ''}): commit or stash them, or give --allow-dirty`,
    );
}

/**
 * Writes all files of the steps that still stand as they were planned. What one of its files forbids is left out whole:
 * host and port change together. Then everything is scanned again.
 */
export async function writeChanges(root: string, fixed: Fixed, scan: Scan): Promise<Fixed> {
  const stale = new Set(fixed.files.filter((file) => !isAsPlanned(root, file)).map((file) => file.path));
  const touched = spread(stale, fixed.steps);
  const unwritten = new Set<string>();
  const problems: string[] = [];
  for (const file of fixed.files.filter((one) => !touched.has(one.path))) {
    try {
      writeFile(path.join(root, file.path), file.after, { within: [root] });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      unwritten.add(file.path);
      problems.push(error.message);
    }
  }
  for (const problem of problems) process.stderr.write(`smtp-scan: ${problem}\n`);
  const isOut = ({ edits }: Step): boolean => edits.some((edit) => touched.has(edit.path) || unwritten.has(edit.path));
  const out = fixed.steps.filter(isOut);
  const said = [...fixed.left, ...out.map(({ setting, wanted }) => leftFor(setting, wanted, 'changed'))];
  const after = await scan(new Map());
  return {
    steps: fixed.steps.filter((step) => !isOut(step)),
    files: fixed.files.filter((file) => !touched.has(file.path) && !unwritten.has(file.path)),
    left: [...stillThere(after, said), ...mentionsLeft(after)],
    named: namesLeft(after),
    complete: fixed.complete && after.complete && problems.length === 0,
  };
}

const isAsPlanned = (root: string, { path: file, before }: FileChange): boolean => {
  const now = openFile(root, file);
  return typeof now !== 'string' && now.bytes.equals(before);
};

/** With the files that share a step with one of these, and so on. */
function spread(stale: ReadonlySet<string>, steps: readonly Step[]): ReadonlySet<string> {
  const all = new Set(stale);
  for (let size = -1; size !== all.size; ) {
    size = all.size;
    for (const { edits } of steps)
      if (edits.some((edit) => all.has(edit.path))) for (const edit of edits) all.add(edit.path);
  }
  return all;
}

/** What the scan of the written files still finds, with the reason that was given; and whatever nobody gave one for. */
function stillThere(after: Awaited<ReturnType<Scan>>, said: readonly Left[]): readonly Left[] {
  const reasons = new Map(said.map((one) => [lineOf(one), one]));
  return legacyFindings(after).flatMap((finding) => {
    const setting = finding.setting === null ? undefined : after.settings[finding.setting];
    if (!setting) return [];
    const known = reasons.get(lineOf(setting));
    return [known ? { ...known, column: setting.column } : leftFor(setting, finding.wanted, 'hidden')];
  });
}
