/**
 * Times the program against ripgrep on one tree: `npm run bench -- [TREE] [--runs N] [--files N]`. Without a tree (and
 * without SMTP_SCAN_BENCH_TREE) one is made. ripgrep only finds which files speak of mail at all: it is the yardstick of
 * reading a tree once. With `--growth`, made trees of an eighth, a quarter, a half and all of the files show how each
 * step grows.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { makeTree } from './make-tree.mjs';

const cli = fileURLToPath(new URL('../dist/cli.js', import.meta.url));

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string', default: '5' },
    files: { type: 'string', default: '50000' },
    growth: { type: 'boolean', default: false },
  },
});

/** Has the program say how much memory it took; the main thread's figure is the whole process's. */
const TELL_MEMORY = `data:text/javascript,${encodeURIComponent(
  "import { isMainThread } from 'node:worker_threads';" +
    "if (isMainThread) process.on('exit', () => console.error('memory: ' + process.resourceUsage().maxRSS));",
)}`;

function timed(command, args) {
  const start = performance.now();
  const { stdout, stderr, status, error } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 2 ** 30 });
  if (error) throw error;
  return { ms: performance.now() - start, stdout, stderr, status };
}

function runRipgrep(tree) {
  const { ms, stdout } = timed('rg', ['-il', 'smtp|mail', tree]);
  return { ms, found: stdout.split('\n').length - 1 };
}

function runScan(tree) {
  const { ms, stdout, stderr, status } = timed(process.execPath, [
    `--import=${TELL_MEMORY}`,
    cli,
    tree,
    '--format',
    'json',
    '--stats',
  ]);
  if (stdout === '') throw new Error(`smtp-scan gave nothing (exit ${status}): ${stderr}`);
  const told = (name) =>
    stderr
      .split('\n')
      .findLast((line) => line.startsWith(`${name}: `))
      ?.slice(name.length + 2);
  return {
    ms,
    found: JSON.parse(stdout).settings.length,
    steps: JSON.parse(told('stats') ?? '{}').steps ?? {},
    memory: Number(told('memory')) / 1024,
  };
}

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

const stepTime = (scans, step) => median(scans.map((run) => run.steps[step] ?? 0));

const seconds = (ms) => `${(ms / 1000).toFixed(2)} s`;

function report(scans, greps) {
  const scan = median(scans.map((run) => run.ms));
  console.log(
    `smtp-scan  ${seconds(scan)}  ${scans[0].found} settings, ${Math.round(Math.max(...scans.map((run) => run.memory)))} MB at most`,
  );
  for (const step of Object.keys(scans[0].steps)) {
    console.log(`  ${step.padEnd(12)} ${seconds(stepTime(scans, step))}`);
  }
  if (greps.length === 0) {
    console.log('ripgrep    not installed (Debian: apt-get install ripgrep)');
    return;
  }
  const grep = median(greps.map((run) => run.ms));
  console.log(`ripgrep    ${seconds(grep)}  ${greps[0].found} files`);
  console.log(`ratio      ${(scan / grep).toFixed(1)}`);
}

function bench(tree, runs) {
  const hasRipgrep = spawnSync('rg', ['--version']).status === 0;
  // The first run fills the system's file cache for both.
  runScan(tree);
  const scans = [];
  const greps = [];
  for (let run = 0; run < runs; run += 1) {
    if (hasRipgrep) greps.push(runRipgrep(tree));
    scans.push(runScan(tree));
  }
  console.log(`${tree}, median of ${runs}`);
  report(scans, greps);
}

function growth(files, runs) {
  console.log('files    settings  walk      read      link');
  for (const part of [8, 4, 2, 1]) {
    withMadeTree(Math.round(files / part), (tree) => {
      runScan(tree);
      const scans = Array.from({ length: runs }, () => runScan(tree));
      const times = ['walk', 'read', 'link'].map((step) => seconds(stepTime(scans, step)).padEnd(10));
      console.log(
        `${String(Math.round(files / part)).padEnd(9)}${String(scans[0].found).padEnd(10)}${times.join('')}`.trimEnd(),
      );
    });
  }
}

function withMadeTree(files, use) {
  const tree = mkdtempSync(path.join(tmpdir(), 'smtp-scan-bench-'));
  try {
    makeTree(tree, files);
    use(tree);
  } finally {
    rmSync(tree, { recursive: true, force: true });
  }
}

if (!existsSync(cli)) throw new Error('build first: npm run build');
const given = positionals[0] ?? process.env.SMTP_SCAN_BENCH_TREE;
const files = Number(values.files);
const runs = Number(values.runs);
if (values.growth) growth(files, runs);
else if (given !== undefined) bench(path.resolve(given), runs);
else withMadeTree(files, (tree) => bench(tree, runs));
