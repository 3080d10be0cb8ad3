/**
 * The steps of .github/workflows/organisation.yml: `list` the repositories and share them out, `scan` one share, `merge`
 * all results. A repository that cannot be scanned gets a result that says so: left out, it would look clean.
 */
import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const home = fileURLToPath(new URL('..', import.meta.url));
const cli = path.join(home, 'dist', 'cli.js');
const LIST = path.join(home, 'repositories.json');
const LARGEST_OUTPUT = 1 << 28;
/** GitHub's largest matrix: https://docs.github.com/en/actions/reference/limits */
const MOST_SHARDS = 256;
/** GitHub takes 1024 KiB a step. */
const LARGEST_SUMMARY = 1_000_000;

const NAME = /^[\w.-]+\/[\w.-]+$/;
const isName = (name) => NAME.test(name) && !name.split('/').some((part) => /^\.\.?$/.test(part));

/** The names in a text of one a line. */
function namesIn(text) {
  const names = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const wrong = names.find((name) => !isName(name));
  if (wrong !== undefined) throw new Error(`'${wrong}' is no repository: write OWNER/NAME, one a line`);
  return [...new Set(names)].sort();
}

/** Neighbours go to different runners, for an owner's largest repositories are often called alike. */
function shardsOf(names, runners) {
  const number = Math.max(1, Math.min(Math.floor(runners) || 1, MOST_SHARDS, names.length));
  return Array.from({ length: number }, (_, shard) => names.filter((_, index) => index % number === shard));
}

function run(program, args, options = {}) {
  const result = spawnSync(program, args, { encoding: 'utf8', maxBuffer: LARGEST_OUTPUT, ...options });
  if (result.error) throw new Error(`${program} could not be run: ${result.error.message}`);
  return result;
}

const output = (name, value) => appendFileSync(process.env.GITHUB_OUTPUT, `${name}=${value}\n`);

const lastLine = (text) => text.trim().split('\n').at(-1) ?? '';

/** A line of ours must never be taken for a command to the runner. */
const say = (text) =>
  process.stdout.write(
    `${text
      .replace(/[\r\n]+/g, ' ')
      .replace(/^(\s*):(?=:)/, '$1: ')
      .replace(/##(?=\[)/g, '# #')}\n`,
  );

/** What may stand in a command to the runner. */
const data = (text) => text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');

/** All of an owner, archived ones apart. */
function repositoriesOf(owner) {
  const ask = (kind) =>
    run('gh', [
      'api',
      '--paginate',
      `/${kind}/${owner}/repos?per_page=100&type=all`,
      '--jq',
      '.[] | "\\(.archived or .disabled) \\(.full_name)"',
    ]);
  const answers = ['orgs', 'users'].map((kind) => () => ask(kind));
  let answer;
  for (const next of answers) if (answer?.status !== 0) answer = next();
  if (answer.status !== 0) throw new Error(`the repositories of ${owner} cannot be listed: ${lastLine(answer.stderr)}`);
  const lines = answer.stdout
    .trim()
    .split('\n')
    .filter((line) => line !== '');
  const named = (state) =>
    namesIn(lines.flatMap((line) => (line.startsWith(`${state} `) ? [line.slice(state.length + 1)] : [])).join('\n'));
  return { names: named('false'), archived: named('true') };
}

function list() {
  const given = namesIn(process.env.INPUT_REPOSITORIES ?? '');
  const { names, archived } =
    given.length > 0 ? { names: given, archived: [] } : repositoriesOf(process.env.GITHUB_REPOSITORY_OWNER);
  if (names.length === 0) throw new Error('there is no repository to scan');
  const shards = shardsOf(names, Number(process.env.INPUT_RUNNERS));
  const retired = [...namesIn(process.env.INPUT_RETIRED ?? ''), ...archived].filter((name) => !names.includes(name));
  writeFileSync(LIST, JSON.stringify({ shards, retired }));
  output('shards', JSON.stringify(shards.map((_, shard) => shard)));
  say(`${names.length} repositories for ${shards.length} runners`);
}

/** A token on the command line could be read by every process. */
function gitEnvironment(server, token) {
  if (!token || !server.startsWith('https://')) return process.env;
  const basic = Buffer.from(`x-access-token:${token}`).toString('base64');
  return {
    ...process.env,
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: `http.${server}/.extraHeader`,
    GIT_CONFIG_VALUE_0: `AUTHORIZATION: basic ${basic}`,
  };
}

const stub = (complete) => JSON.stringify({ schemaVersion: 1, complete, policy: null, settings: [], findings: [] });

function scanOne(name, policy) {
  const server = process.env.GITHUB_SERVER_URL ?? 'https://github.com';
  const clone = path.resolve('clone');
  const result = path.resolve('results', `${name}.json`);
  const sarif = path.resolve('results', 'sarif', `${name}.sarif`);
  for (const file of [result, sarif]) mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(result, stub(false));
  rmSync(clone, { recursive: true, force: true });
  const env = { ...gitEnvironment(server, process.env.GH_TOKEN), GIT_TERMINAL_PROMPT: '0', GIT_LFS_SKIP_SMUDGE: '1' };
  const cloned = run('git', ['clone', '-q', '--depth=1', '--no-tags', `${server}/${name}.git`, clone], { env });
  if (cloned.status !== 0) return `not cloned: ${lastLine(cloned.stderr)}`;
  if (run('git', ['ls-files'], { cwd: clone }).stdout === '') {
    writeFileSync(result, stub(true));
    return 'is empty';
  }
  // The scan needs no token, so it gets none.
  const { GH_TOKEN, ...clean } = process.env;
  const formats = [`--format=json=${result}`, `--format=sarif=${sarif}`];
  const scan = run(process.execPath, [cli, 'scan', clone, `--config=${policy}`, '--fail-on=never', ...formats], {
    env: clean,
  });
  const owners = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS', '.gitlab/CODEOWNERS'].map((file) =>
    path.join(clone, file),
  );
  const found = owners.find((file) => lstatSync(file, { throwIfNoEntry: false })?.isFile());
  if (found) copyFileSync(found, result.replace(/\.json$/, '.CODEOWNERS'));
  return scan.status === 0 ? 'scanned' : `not scanned in full: ${lastLine(scan.stderr)}`;
}

function scan() {
  const policy = path.resolve('caller', process.env.INPUT_POLICY || '.smtp-scan.yml');
  if (!existsSync(policy)) throw new Error(`the repository that calls has no policy ${process.env.INPUT_POLICY}`);
  const { shards } = JSON.parse(readFileSync(LIST, 'utf8'));
  for (const name of shards[Number(process.env.INPUT_SHARD)] ?? []) say(`${name} ${scanOne(name, policy)}`);
  rmSync(path.resolve('clone'), { recursive: true, force: true });
}

/** The last one of this branch: a pull request, or a fork, may write an artifact of the same name. */
const LAST = `[.artifacts[] | select(.expired | not)
  | select(.workflow_run.head_branch == env.GITHUB_REF_NAME and .workflow_run.head_repository_id == .workflow_run.repository_id)
][0].id // empty`;

/** The map of the last run, if there was one. */
function previousMap() {
  const artifacts = `repos/${process.env.GITHUB_REPOSITORY}/actions/artifacts`;
  const asked = run('gh', ['api', `${artifacts}?name=smtp-scan-map&per_page=100`, '--jq', LAST]);
  const id = asked.stdout.trim();
  if (asked.status !== 0) throw new Error(`the last map cannot be looked up: ${lastLine(asked.stderr)}`);
  if (!/^\d+$/.test(id)) return undefined;
  const zip = run('gh', ['api', `${artifacts}/${id}/zip`], { encoding: 'buffer' });
  if (zip.status !== 0) throw new Error(`the last map cannot be loaded: ${lastLine(String(zip.stderr))}`);
  writeFileSync('last.zip', zip.stdout);
  const unpacked = run('unzip', ['-qo', 'last.zip', 'map.json', '-d', 'last']);
  if (unpacked.status !== 0) throw new Error(`the last map cannot be unpacked: ${lastLine(unpacked.stderr)}`);
  return path.resolve('last', 'map.json');
}

function merge() {
  const { shards, retired } = JSON.parse(readFileSync(LIST, 'utf8'));
  // Those of a runner that failed.
  for (const name of shards.flat()) {
    const result = path.resolve('results', `${name}.json`);
    if (existsSync(result)) continue;
    mkdirSync(path.dirname(result), { recursive: true });
    writeFileSync(result, stub(false));
  }
  const since = previousMap();
  mkdirSync('map', { recursive: true });
  const { status, stderr } = run(process.execPath, [
    ...[cli, 'merge', 'results', `--label=${new Date().toISOString().slice(0, 10)}`],
    `--fail-on=${process.env.INPUT_FAIL_ON || 'legacy'}`,
    ...(since === undefined ? [] : [`--since=${since}`, ...retired.map((name) => `--retired=${name}`)]),
    ...['json=map/map.json', 'html=map/map.html', 'markdown=map/map.md'].map((format) => `--format=${format}`),
  ]);
  process.stderr.write(stderr);
  if (!existsSync('map/map.md')) throw new Error('the results could not be merged');
  const summary = readFileSync('map/map.md');
  appendFileSync(process.env.GITHUB_STEP_SUMMARY, summary.subarray(0, LARGEST_SUMMARY));
  output('map', 'map/map.json');
  return status ?? 2;
}

const steps = { list, scan, merge };

try {
  const step = steps[process.argv[2]];
  if (!step) throw new Error(`there is no step ${process.argv[2]}`);
  process.exitCode = step() ?? 0;
} catch (error) {
  process.stdout.write(`::error::${data(error instanceof Error ? error.message : String(error))}\n`);
  process.exitCode = 2;
}
