/** Runs smtp-scan and the programs that it is measured by. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const cli = fileURLToPath(new URL('../dist/cli.js', import.meta.url));
const rules = fileURLToPath(new URL('mail-rules.yml', import.meta.url));
const cache = path.join(process.env.XDG_CACHE_HOME ?? path.join(homedir(), '.cache'), 'smtp-scan');

/** Has the program say how much memory it took; the main thread's figure is the whole process's. */
const TELL_MEMORY = `data:text/javascript,${encodeURIComponent(
  "import { isMainThread } from 'node:worker_threads';" +
    "if (isMainThread) process.on('exit', () => console.error('memory: ' + process.resourceUsage().maxRSS));",
)}`;

/** A run to its end: milliseconds and what it printed. */
export function timed(command, args, options = {}) {
  const start = performance.now();
  const { stdout, stderr, status, error } = spawnSync(command, args, {
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
    ...options,
  });
  if (error) throw error;
  return { ms: performance.now() - start, stdout, stderr, status };
}

/** Node's own start. */
export const runNode = () => timed(process.execPath, ['-e', '0']);

export function runScan(tree, args = []) {
  const { ms, stdout, stderr, status } = timed(
    process.execPath,
    [`--import=${TELL_MEMORY}`, cli, '.', '--format', 'json', '--stats', ...args],
    { cwd: tree },
  );
  if (stdout === '') throw new Error(`smtp-scan gave nothing (exit ${status}): ${stderr}`);
  const told = (name) =>
    stderr
      .split('\n')
      .findLast((line) => line.startsWith(`${name}: `))
      ?.slice(name.length + 2);
  const { steps = {}, files = 0, read = 0 } = JSON.parse(told('stats') ?? '{}');
  const found = JSON.parse(stdout).settings.length;
  return { ms, found, steps, files, read, memory: Number(told('memory')) / 1024 };
}

/** Undefined where it is not installed. */
export const ripgrep = () => (spawnSync('rg', ['--version']).status === 0 ? runRipgrep : undefined);

function runRipgrep(tree) {
  const { ms, stdout } = timed('rg', ['-il', 'smtp|mail', tree]);
  return { ms, found: linesOf(stdout) };
}

/** ast-grep of the version that was measured, from npm, kept in the cache folder: 100 MB are too much to come with every clone. */
const AST_GREP = '0.51.1';

/** Undefined where npm has no program for the machine, or cannot be reached. */
export function astGrep() {
  const folder = path.join(cache, `ast-grep-${AST_GREP}`);
  const program = path.join(folder, 'node_modules', '.bin', 'ast-grep');
  try {
    if (!existsSync(folder)) {
      mkdirSync(cache, { recursive: true });
      const fresh = mkdtempSync(path.join(cache, '.new-'));
      const options = ['--no-audit', '--no-fund', '--no-save', '--silent', '--prefix', fresh];
      execFileSync('npm', ['install', ...options, `@ast-grep/cli@${AST_GREP}`], { cwd: fresh });
      renameSync(fresh, folder);
    }
    execFileSync(program, ['--version']);
  } catch {
    return undefined;
  }
  return (tree) => {
    const { ms, stdout } = timed(program, ['scan', '--rule', rules, '--json=stream', tree]);
    return { ms, found: linesOf(stdout) };
  };
}

const linesOf = (text) => text.split('\n').length - 1;
