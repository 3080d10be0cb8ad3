/** fixtures/inbound: mail servers that take mail in, and what stands around them. Nothing there decides where mail leaves. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { collect } from '../src/scan/collect.ts';

const root = fileURLToPath(new URL('../fixtures/inbound/', import.meta.url));

/** Lines that say something: neither blank nor a comment. */
const speaking = (text: string): number => text.split('\n').filter((line) => !/^\s*(#|\/\/|$)/.test(line)).length;

test('200 lines about inbound mail give no setting', async () => {
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const lines = files.map(({ parentPath, name }) => speaking(readFileSync(path.join(parentPath, name), 'utf8')));
  expect(lines.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(200);
  const { settings, diagnostics, statistics } = await collect({ root, jobs: 1 });
  expect(statistics.files).toBe(files.length);
  expect(diagnostics).toEqual([]);
  expect(settings.map(({ path: file, line, host, detector }) => `${file}:${line} ${host} ${detector}`)).toEqual([]);
});
