/** A fix of a folder by a policy that is made for it. */
import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { runScan } from '../../src/cli/run-scan.ts';
import { unifiedDiff } from '../../src/fix/diff.ts';
import { type FileChange, type Fixed, fix, type Scan } from '../../src/fix/fix.ts';
import { DEFAULTS, type LegacyRelay, type Policy } from '../../src/policy/policy.ts';
import { temporaryFolder } from '../repository.ts';

export interface Asked {
  readonly root: string;
  readonly policy: Policy;
  readonly keepCredentials?: boolean;
}

export const scanOf =
  ({ root, policy }: Asked): Scan =>
  async (contents) => {
    const request = { root, paths: [], policy, policyPath: null, noIgnore: false, jobs: 1, contents };
    return (await runScan(request)).result;
  };

export const fixFolder = (asked: Asked): Promise<Fixed> =>
  fix({
    root: asked.root,
    scan: scanOf(asked),
    choices: { keepCredentials: asked.keepCredentials ?? false },
  });

/** All of these hosts are legacy, with one replacement. */
export function legacyPolicy(hosts: Iterable<string>, host: string, port: number | null): Policy {
  const legacy = [...hosts].map((old): LegacyRelay => ({ host: old, also: [], replacement: { host, port } }));
  return { ...DEFAULTS, ignore: ['expected.json'], legacy };
}

export const diffOf = (files: readonly FileChange[]): Buffer =>
  Buffer.concat(files.map(({ path: file, before, after }) => unifiedDiff(file, before, after)));

/** A copy of the folder with the diff applied by git itself, which fails where it does not take it. */
export function applied(root: string, diff: Buffer): string {
  const copy = temporaryFolder();
  cpSync(root, copy, { recursive: true });
  if (diff.length > 0) {
    execFileSync('git', ['apply', '--check', '--whitespace=nowarn', '-'], { cwd: copy, input: diff, stdio: 'pipe' });
    execFileSync('git', ['apply', '--whitespace=nowarn', '-'], { cwd: copy, input: diff, stdio: 'pipe' });
  }
  return copy;
}

export const bytesOf = (root: string, file: string): Buffer => readFileSync(path.join(root, file));
