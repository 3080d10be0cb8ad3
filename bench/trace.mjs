/**
 * Times `smtp-scan trace` on a made Postfix log, beside ripgrep and pflogsumm (Debian: `apt-get install ripgrep pflogsumm`):
 * `node bench/trace.mjs [--megabytes N] [--runs N]`. ripgrep counts the lines with `relay=`, and is the yardstick of reading
 * the log once; pflogsumm adds up deliveries as the trace does, without saying who sent them.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { makeLog } from './make-log.mjs';

const cli = fileURLToPath(new URL('../dist/cli.js', import.meta.url));
const { values } = parseArgs({
  options: { megabytes: { type: 'string', default: '1000' }, runs: { type: 'string', default: '3' } },
});

const TELL_MEMORY = `data:text/javascript,${encodeURIComponent(
  "process.on('exit', () => console.error('memory: ' + process.resourceUsage().maxRSS));",
)}`;

function timed(command, args) {
  const start = performance.now();
  const { stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 2 ** 30 });
  if (error) throw error;
  return { ms: performance.now() - start, stdout, stderr };
}

const median = (all) => [...all].sort((a, b) => a - b)[all.length >> 1];
const seconds = (ms) => `${(ms / 1000).toFixed(2)} s`;
const has = (command, word) => spawnSync(command, [word], { stdio: 'ignore' }).error === undefined;

function traceOnce(log, expected) {
  const args = [`--import=${TELL_MEMORY}`, cli, 'trace', log, '--format', 'json', '--legacy', 'mx1.old-dc.example'];
  const { ms, stdout, stderr } = timed(process.execPath, args);
  const { relays } = JSON.parse(stdout);
  const sum = (key) => relays.reduce((all, relay) => all + relay[key], 0);
  if (sum('deliveries') !== expected.delivered || sum('deferred') !== expected.deferred)
    throw new Error(
      `trace counted ${sum('deliveries')} and ${sum('deferred')}, and not ${expected.delivered} and ${expected.deferred}`,
    );
  return { ms, memory: Number(/memory: (\d+)/.exec(stderr)?.[1]) / 1024 };
}

function bench(log, expected, runs) {
  console.log(`${(statSync(log).size / 1e6).toFixed(0)} MB, ${expected.messages} messages, median of ${runs}`);
  traceOnce(log, expected);
  const traces = Array.from({ length: runs }, () => traceOnce(log, expected));
  const own = median(traces.map(({ ms }) => ms));
  console.log(
    `smtp-scan trace  ${seconds(own)}  ${Math.round(Math.max(...traces.map(({ memory }) => memory)))} MB at most`,
  );
  const others = { ripgrep: ['rg', ['-c', 'relay=', log]], pflogsumm: ['pflogsumm', [log]] };
  for (const [name, [command, args]] of Object.entries(others)) {
    if (!has(command, '--version')) {
      console.log(`${name} is not installed (Debian: apt-get install ${name})`);
      continue;
    }
    const time = median(Array.from({ length: name === 'pflogsumm' ? 1 : runs }, () => timed(command, args).ms));
    console.log(`${name.padEnd(15)}  ${seconds(time)}  trace takes ${(own / time).toFixed(2)} times as long`);
  }
}

if (!existsSync(cli)) throw new Error('build first: npm run build');
const folder = mkdtempSync(path.join(tmpdir(), 'smtp-scan-trace-'));
try {
  const log = path.join(folder, 'mail.log');
  bench(log, makeLog(log, Number(values.megabytes)), Number(values.runs));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
