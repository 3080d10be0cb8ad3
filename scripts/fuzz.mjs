/**
 * Changes fixtures and policies at random and looks whether what must hold still does: `npm run fuzz -- --minutes N`. Each
 * seed runs in a process of its own, which is ended when one input takes more than 45 seconds. Failures go, with the
 * smallest input, to `fuzz-failures/` in the cache folder; ends with 1 when there are some.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadSource, project } from './load-source.mjs';

const RUNS = 150;
const script = fileURLToPath(import.meta.url);
const option = (name) => process.argv[process.argv.indexOf(name) + 1];

async function oneSeed(seed) {
  const note = option('--note');
  writeFileSync(note, '');
  const watch = `const { statSync } = require('node:fs'); setInterval(() => { if (Date.now() - statSync(${JSON.stringify(note)}).mtimeMs > (statSync(${JSON.stringify(note)}).size === 0 ? 180000 : 45000)) process.kill(${process.pid}, 'SIGKILL'); }, 1000).unref?.(); setInterval(() => { try { process.kill(${process.pid}, 0); } catch { process.exit(); } }, 500);`;
  const { spawn } = await import('node:child_process');
  const guard = spawn(process.execPath, ['-e', watch], { stdio: 'ignore' });
  try {
    const { run } = await loadSource('test/fuzz/run.ts');
    await run(project, seed, RUNS, note);
  } catch (error) {
    console.log(error instanceof Error ? `${error.cause?.stack ?? ''}\n${error.message}` : String(error));
    process.exitCode = 1;
  } finally {
    guard.kill();
  }
}

function many(minutes) {
  const folder = path.join(process.env.XDG_CACHE_HOME ?? path.join(homedir(), '.cache'), 'smtp-scan', 'fuzz-failures');
  mkdirSync(folder, { recursive: true });
  const note = path.join(tmpdir(), `smtp-scan-fuzz-${process.pid}.json`);
  const end = Date.now() + minutes * 60_000;
  let seed = Number(option('--seed')) || Date.now() % 1_000_000_000;
  let failed = 0;
  let done = 0;
  while (Date.now() < end) {
    const { status, signal, stdout, stderr } = spawnSync(
      process.execPath,
      [script, '--one', `${seed}`, '--note', note],
      {
        encoding: 'utf8',
        maxBuffer: 1 << 28,
      },
    );
    done += 1;
    if (status !== 0) {
      failed += 1;
      const what = signal ? `no end (${signal}): ${readFileSync(note, 'utf8')}` : `${stdout}${stderr}`;
      writeFileSync(path.join(folder, `${seed}.txt`), what);
      console.log(`seed ${seed} fails: ${what.slice(0, 300)}`);
    }
    seed += 1;
  }
  console.log(`fuzz: ${done} seeds of ${RUNS} inputs, ${failed} failed${failed > 0 ? ` (see ${folder})` : ''}`);
  process.exitCode = failed > 0 ? 1 : 0;
}

if (process.argv.includes('--one')) await oneSeed(Number(option('--one')));
else many(Number(option('--minutes')) || 1);
