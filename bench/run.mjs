/**
 * Times the program side by side with ripgrep and ast-grep: `npm run bench -- [TREE] [--runs N] [--files N] [--growth]`
 * (bench/README.md says what is printed). ripgrep only finds which files speak of mail at all: it is the yardstick of
 * reading a tree once. ast-grep parses every file of eight languages and asks ten rules.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { makeTree } from './make-tree.mjs';
import { astGrep, cli, ripgrep, runNode, runScan } from './programs.mjs';
import { pullRequest } from './pull-request.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string', default: '5' },
    files: { type: 'string', default: '50000' },
    growth: { type: 'boolean', default: false },
  },
});

const DEMO = fileURLToPath(new URL('../fixtures/demo', import.meta.url));

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

const timeOf = (results) => median(results.map(({ ms }) => ms));
const stepTime = (scans, step) => median(scans.map((run) => run.steps[step] ?? 0));
const memoryOf = (scans) => Math.round(Math.max(...scans.map(({ memory }) => memory)));
const seconds = (ms) => `${(ms / 1000).toFixed(2)} s`;
const times = (part, whole) => `${(part / whole).toFixed(1)} times`;

/** All of them in turn, so that a busy moment is everyone's; a first round fills the system's file cache. */
function inTurn(programs, runs) {
  const results = programs.map(() => []);
  for (let run = 0; run <= runs; run += 1)
    for (const [index, program] of programs.entries()) {
      const result = program?.();
      if (run > 0 && result) results[index].push(result);
    }
  return results;
}

function sideBySide(tree, runs) {
  const grep = ripgrep();
  const syntax = astGrep();
  const programs = [() => runScan(tree), grep && (() => grep(tree)), syntax && (() => syntax(tree))];
  const [scans, greps, searches] = inTurn(programs, runs);
  const scan = timeOf(scans);
  const [{ files, read, found }] = scans;
  console.log(`${tree}, ${files} files, median of ${runs}`);
  console.log(`  smtp-scan   ${seconds(scan)}, ${memoryOf(scans)} MB at most; ${read} files parsed, ${found} settings`);
  for (const step of Object.keys(scans[0].steps))
    console.log(`    ${step.padEnd(10)}${seconds(stepTime(scans, step))}`);
  if (greps.length === 0) console.log('  ripgrep     not installed (Debian: apt-get install ripgrep)');
  else
    console.log(
      `  ripgrep     ${seconds(timeOf(greps))}, ${greps[0].found} files; smtp-scan takes ${times(scan, timeOf(greps))} as long`,
    );
  if (searches.length === 0) console.log('  ast-grep    not to be had from npm');
  else
    console.log(
      `  ast-grep    ${seconds(timeOf(searches))}, ${searches[0].found} matches; it takes ${times(timeOf(searches), scan)} as long as smtp-scan`,
    );
}

/** What a person or a pull request waits for. */
function small(runs) {
  const demo = () => runScan(DEMO);
  withMadeTree(1000, (tree) => {
    const [nodes, demos, thousands] = inTurn([runNode, demo, () => runScan(tree)], runs);
    const node = timeOf(nodes);
    const said = (ms) => `${seconds(ms)}, ${times(ms, node)} \`node -e 0\``;
    console.log(`start, median of ${runs}`);
    console.log(`  node -e 0   ${seconds(node)}`);
    console.log(`  demo        ${said(timeOf(demos))}`);
    console.log(`  1,000 files ${said(timeOf(thousands))}`);
  });
  withMadeTree(5000, (tree) => {
    pullRequest(tree);
    const [whole, changed] = inTurn([() => runScan(tree), () => runScan(tree, ['--changed=main'])], runs);
    console.log(`a pull request of five files among 5,000, median of ${runs}`);
    console.log(`  all of it   ${seconds(timeOf(whole))}`);
    console.log(`  --changed   ${seconds(timeOf(changed))}`);
  });
}

function growth(files, runs) {
  console.log('files    settings  all       walk      read      link      memory');
  for (let count = 1000; count < files * 2; count *= 2) {
    const size = Math.min(count, files);
    withMadeTree(size, (tree) => {
      const [scans] = inTurn([() => runScan(tree)], runs);
      const figures = [timeOf(scans), ...['walk', 'read', 'link'].map((step) => stepTime(scans, step))];
      const row = [
        String(size).padEnd(9),
        String(scans[0].found).padEnd(10),
        ...figures.map((ms) => seconds(ms).padEnd(10)),
      ];
      console.log(`${row.join('')}${memoryOf(scans)} MB`);
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
else {
  small(runs);
  withMadeTree(files, (tree) => sideBySide(tree, runs));
  if (given !== undefined) sideBySide(path.resolve(given), runs);
}
