/**
 * Measures `smtp-scan trace` on a made Postfix log, beside ripgrep, pflogsumm and a Node program that only reads and counts
 * line ends (Debian: `apt-get install ripgrep pflogsumm time`): `node bench/trace.mjs [--megabytes N] [--runs N]`. ripgrep
 * counts the lines with `relay=`, the yardstick of reading the log once; pflogsumm adds up deliveries as the trace does,
 * without saying who sent them. All take turns, and CPU time is compared, so that other work on the machine tells least.
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

/** Reads a file in the trace's pieces and counts its line ends: no program of Node's that makes lines takes less. */
const FLOOR = `const fs = require('fs');
const [, log] = process.argv, file = fs.openSync(log), buffer = Buffer.allocUnsafe(256 * 1024);
let lines = 0;
for (let size; (size = fs.readSync(file, buffer)) > 0; )
  for (let at = buffer.subarray(0, size).indexOf(10); at >= 0; at = buffer.subarray(0, size).indexOf(10, at + 1)) lines += 1;
console.log(lines);`;

/** Seconds of processor and of clock, and megabytes at most, as the system counts them. */
function measured(command, args) {
  const { stdout, stderr, error } = spawnSync('time', ['-f', '%U %S %e %M', command, ...args], {
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  if (error) throw new Error(`time is not there (Debian: apt-get install time): ${error.message}`);
  const [user, system, wall, kilobytes] = stderr.trim().split('\n').at(-1).split(' ').map(Number);
  return { cpu: user + system, wall, memory: kilobytes / 1024, stdout };
}

const median = (all) => [...all].sort((a, b) => a - b)[all.length >> 1];
const has = (command) => spawnSync(command, ['--version'], { stdio: 'ignore' }).error === undefined;

function check(stdout, expected) {
  const { relays } = JSON.parse(stdout);
  const sum = (key) => relays.reduce((all, relay) => all + relay[key], 0);
  if (sum('deliveries') !== expected.delivered || sum('deferred') !== expected.deferred)
    throw new Error(
      `trace counted ${sum('deliveries')} and ${sum('deferred')}, and not ${expected.delivered} and ${expected.deferred}`,
    );
}

function bench(log, expected, runs) {
  console.log(`${(statSync(log).size / 1e6).toFixed(0)} MB, ${expected.messages} messages, medians of ${runs}`);
  const programs = [
    {
      name: 'smtp-scan trace',
      command: process.execPath,
      args: [cli, 'trace', log, '--format', 'json', '--legacy', 'mx1.old-dc.example'],
    },
    { name: 'node, line ends', command: process.execPath, args: ['-e', FLOOR, log] },
    { name: 'ripgrep', command: 'rg', args: ['-c', 'relay=', log] },
    { name: 'pflogsumm', command: 'pflogsumm', args: [log], once: true },
  ].filter(({ command, name }) => {
    if (has(command)) return true;
    console.log(`${name} is not installed`);
    return false;
  });
  const results = new Map(programs.map(({ name }) => [name, []]));
  for (let run = 0; run < runs; run += 1) {
    for (const { name, command, args, once } of programs) {
      if (once && run > 0) continue;
      const result = measured(command, args);
      if (name === 'smtp-scan trace') check(result.stdout, expected);
      results.get(name).push(result);
    }
  }
  const own = median(results.get('smtp-scan trace').map(({ cpu }) => cpu));
  for (const [name, all] of results) {
    const [cpu, wall] = [median(all.map((one) => one.cpu)), median(all.map((one) => one.wall))];
    const memory = Math.max(...all.map((one) => one.memory));
    console.log(
      `${name.padEnd(15)}  ${cpu.toFixed(2)} s CPU  ${wall.toFixed(2)} s  ${memory.toFixed(0)} MB at most  trace takes ${(own / cpu).toFixed(1)} times its CPU time`,
    );
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
