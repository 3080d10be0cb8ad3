import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { collectGarbage, ENGINE_FLAGS, engineFlags } from '../../src/model/engine.ts';

const wasm = ['--no-wasm-tier-up', '--no-wasm-dynamic-tiering'];
const young = ['--semi-space-growth-factor=1'];
const growing = ['--heap-growing-percent=100'];

test.each([
  ['11.3.244.8-node.38', ['--interrupt-budget=300000', ...growing], wasm],
  ['12.4.254.21-node.57', growing, wasm],
  ['13.6.233.17-node.63', [...growing, ...young], wasm],
  ['14.6.202.34-node.40', [...growing, ...young], wasm],
  ['99.0.0', [], []],
  ['', [], []],
])('flags of V8 %s', (version, start, grammars) => {
  expect(engineFlags(version, 'start')).toEqual(start);
  expect(engineFlags(version, 'grammars')).toEqual(grammars);
});

test('this Node knows the flags that are set in it', () => {
  const { stdout } = spawnSync(process.execPath, ['--v8-options'], { encoding: 'utf8' });
  for (const flag of (['start', 'grammars'] as const).flatMap((when) => engineFlags(process.versions.v8, when)))
    expect(stdout).toContain(`\n  ${flag.replace(/=.*/, '').replace('--no-', '--')} `);
});

test('each flag has an end', () => {
  for (const { since, until } of ENGINE_FLAGS) expect(until).toBeGreaterThanOrEqual(since);
});

test('what nothing needs any more is gone when garbage was collected', async () => {
  const tree = new WeakRef({ nodes: Array.from({ length: 1000 }, (_, index) => ({ index })) });
  // A WeakRef keeps what it was made with until the turn ends.
  await new Promise((resolve) => setImmediate(resolve));
  collectGarbage();
  expect(tree.deref()).toBeUndefined();
});
