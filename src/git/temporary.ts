/** Folders that are written for the time of a run, and go with it however it ends. */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { NoGit } from './problem.ts';

const made = new Set<string>();
let isWatched = false;

/** A new, empty folder of one's own. @throws NoGit where there is no room for it. */
export function temporaryFolder(): string {
  if (!isWatched) process.once('exit', removeTemporaryFolders);
  isWatched = true;
  const parent = os.tmpdir();
  try {
    const folder = mkdtempSync(path.join(parent, 'smtp-scan-'));
    made.add(folder);
    return folder;
  } catch (error) {
    const reason = error instanceof Error ? error.message.split(',')[0] : String(error);
    throw new NoGit(`no temporary folder can be made in ${parent}: ${reason}`);
  }
}

export function removeTemporaryFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  made.delete(folder);
}

function removeTemporaryFolders(): void {
  for (const folder of made) removeTemporaryFolder(folder);
}

let running = 0;

/** Does the work, and removes all folders when no other work is under way: a program may scan twice at a time. */
export async function withTemporaryFolders<Result>(work: () => Promise<Result>): Promise<Result> {
  running += 1;
  try {
    return await work();
  } finally {
    running -= 1;
    if (running === 0) removeTemporaryFolders();
  }
}
