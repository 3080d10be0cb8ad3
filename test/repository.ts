/** Git repositories made for a test. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const ENVIRONMENT = {
  ...process.env,
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'A',
  GIT_AUTHOR_EMAIL: 'a@corp.example',
  GIT_COMMITTER_NAME: 'A',
  GIT_COMMITTER_EMAIL: 'a@corp.example',
};

export const temporaryFolder = (): string => mkdtempSync(path.join(os.tmpdir(), 'smtp-scan-test-'));

/** Text, or null for a file that goes. */
export type Files = Readonly<Record<string, string | Uint8Array | null>>;

export interface TestRepository {
  readonly root: string;
  git(...args: readonly string[]): string;
  write(files: Files): void;
  /** Writes and commits; gives the commit's id. */
  commit(files: Files): string;
}

export function repositoryIn(root: string, cloned = false): TestRepository {
  const git = (...args: readonly string[]): string =>
    execFileSync('git', [...args], { cwd: root, env: ENVIRONMENT, encoding: 'utf8', stdio: 'pipe' }).trim();
  const write = (files: Files): void => {
    for (const [name, content] of Object.entries(files)) {
      const file = path.join(root, name);
      if (content === null) rmSync(file);
      else {
        mkdirSync(path.dirname(file), { recursive: true });
        writeFileSync(file, content);
      }
    }
  };
  if (!cloned) git('init', '-q', '-b', 'main');
  return {
    root,
    git,
    write,
    commit(files) {
      write(files);
      git('add', '-A', '-f');
      git('commit', '-q', '--allow-empty', '-m', 'change');
      return git('rev-parse', 'HEAD');
    },
  };
}

export const POLICY = `approved: [smtp-relay.corp.example]
legacy:
  - host: mx1.old-dc.example
    replacement: smtp-relay.corp.example:587
`;
