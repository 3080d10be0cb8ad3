/** Plays docs/tour.md: every command of it is run, one after the other, in a repository that holds the demonstration. */
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildInto } from './build.mjs';
import { project } from './load-source.mjs';

/** Ids of commits are the same on every run. */
const DATE = '2026-10-01T08:00:00Z';
const ENVIRONMENT = {
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'A',
  GIT_AUTHOR_EMAIL: 'a@corp.example',
  GIT_AUTHOR_DATE: DATE,
  GIT_COMMITTER_NAME: 'A',
  GIT_COMMITTER_EMAIL: 'a@corp.example',
  GIT_COMMITTER_DATE: DATE,
};

const BLOCK = /^```console\n([\s\S]*?)^```$/gm;

/** @returns the tour with what its commands print. @throws Error for a command that could not do what it was asked. */
export async function playedTour(text) {
  const folder = mkdtempSync(path.join(tmpdir(), 'smtp-scan-tour-'));
  try {
    const step = await stepsIn(folder);
    return text.replace(
      BLOCK,
      (_, block) =>
        `\`\`\`console\n${block
          .match(/^\$ .*\n/gm)
          .map(step)
          .join('')}\`\`\``,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function stepsIn(folder) {
  const shims = path.join(folder, 'bin');
  const repository = path.join(folder, 'demo');
  mkdirSync(shims);
  await buildInto(path.join(folder, 'dist'), '1.2.3');
  const shim = path.join(shims, 'smtp-scan');
  writeFileSync(shim, `#!/bin/sh\nexec "${process.execPath}" "${path.join(folder, 'dist/cli.js')}" "$@"\n`);
  chmodSync(shim, 0o755);
  cpSync(path.join(project, 'fixtures/demo'), repository, { recursive: true });
  const env = { ...ENVIRONMENT, HOME: folder, PATH: `${shims}:${process.env.PATH}` };
  const git = (...args) => execFileSync('git', args, { cwd: repository, env, stdio: 'pipe' });
  git('init', '-q', '-b', 'main');
  git('add', '-A', '-f');
  git('commit', '-q', '-m', 'The demonstration');
  return (line) => {
    const { status, stdout } = spawnSync('bash', ['-c', `exec 2>&1\n${line.slice(2)}`], {
      cwd: repository,
      env,
      encoding: 'utf8',
    });
    if (status !== 0 && status !== 1) throw new Error(`docs/tour.md: ${line}ended with ${status}:\n${stdout}`);
    return `${line}${stdout}`;
  };
}
