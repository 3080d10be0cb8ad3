/**
 * The steps of .github/workflows/release.yml that are more than a line. `node scripts/release.mjs STEP`:
 *
 *   check TAG OWNER/NAME   ends with 1 unless tag, package.json, change log and repository say the same
 *   commit TAG             makes a commit of what the Action needs to run, built, and nothing else; prints its id
 *   notes TAG COMMIT       prints what is new, and how the Action is pinned
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** No workflow: GitHub lets none push one but a person. No source, no fixtures: each job that uses the Action loads this. */
const RELEASED = ['action.yml', 'action', 'dist', 'package.json', 'README.md', 'LICENSE', 'THIRD-PARTY-LICENSES.txt'];

const read = (file) => readFileSync(file, 'utf8');

/** The part of the change log about a version, without its heading; undefined when there is none. */
function changesOf(version) {
  const parts = read('CHANGELOG.md').split(/^## /m);
  const part = parts.find((one) => one.split('\n')[0].trim().split(' ')[0] === version);
  return part?.slice(part.indexOf('\n')).trim();
}

function check(tag, repository) {
  const { version, repository: home } = JSON.parse(read('package.json'));
  const problems = [
    tag === `v${version}` ? '' : `the tag is ${tag}, and package.json says version ${version}`,
    home.url === `git+https://github.com/${repository}.git`
      ? ''
      : `package.json names the repository ${home.url}; npm takes no provenance from ${repository}. Its links (src/rules/pages.ts) lead there, too`,
    changesOf(version) ? '' : `CHANGELOG.md has no part about ${version}`,
  ].filter((problem) => problem !== '');
  if (problems.length > 0) throw new Error(problems.join('\n'));
}

function commit(tag) {
  const folder = mkdtempSync(path.join(tmpdir(), 'smtp-scan-release-'));
  const env = { ...process.env, GIT_INDEX_FILE: path.join(folder, 'index') };
  const git = (...args) => execFileSync('git', args, { env, encoding: 'utf8' }).trim();
  try {
    git('add', '--force', '--', ...RELEASED);
    // Without a parent: neither the history nor the workflows of the source come along.
    return git('commit-tree', git('write-tree'), '-m', `smtp-scan ${tag}, built from ${git('rev-parse', 'HEAD')}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const notes = (tag, id) => `${changesOf(tag.slice(1)) ?? ''}

The Action, built, which starts without an install:

\`\`\`yaml
- uses: ${process.env.GITHUB_REPOSITORY ?? 'OWNER/smtp-scan'}@${id} # ${tag}
\`\`\`
`;

const steps = { check, commit, notes };

try {
  const [step, ...args] = process.argv.slice(2);
  if (!Object.hasOwn(steps, step)) throw new Error(`there is no step ${step}`);
  const said = steps[step](...args);
  if (said !== undefined) process.stdout.write(`${said}\n`);
} catch (error) {
  process.stderr.write(`release: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
