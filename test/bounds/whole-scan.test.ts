/** What all files of a scan together may take: a file that takes too much is given up, whoever scans it and whenever. */
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { detectors } from '../../detectors/index.ts';
import { callRules, lookups } from '../../detectors/spaces/index.ts';
import type { FileResult } from '../../src/scan/file-result.ts';
import { nothingIn } from '../../src/scan/file-result.ts';
import { doJob } from '../../src/scan/jobs.ts';
import { createScanner, type Scanner } from '../../src/scan/scan-file.ts';
import { isSpentBy, ledgerFor, NO_WORK, note, settled, type Work } from '../../src/scan/work.ts';
import { rootOf } from '../../src/walk/root.ts';
import { temporaryFolder } from '../repository.ts';

const SPENT: Work = { steps: 2_000_000, followed: 0 };
const FILES = ['heavy.js', 'light.env'];

const root = temporaryFolder();
let scanner: Scanner;
afterAll(() => rmSync(root, { recursive: true, force: true }));
beforeAll(() => {
  const count = 60;
  const lines = Array.from(
    { length: count },
    (_, k) =>
      `function f${k}(a, b) { return b ? f${(k * 7 + 1) % count}(a + g, b) : f${(k * 13 + 5) % count}(b, a + k${k}); }\n` +
      `let k${k} = f${(k * 11 + 3) % count}(k${(k * 17 + 7) % count}, k${(k * 19 + 2) % count});\n` +
      `n.createTransport({ host: f${k}(k${k}, g), port: k${k} });`,
  );
  writeFileSync(path.join(root, 'heavy.js'), ["const n = require('nodemailer');", ...lines].join('\n'));
  writeFileSync(path.join(root, 'light.env'), 'SMTP_HOST=smtp.corp.example\n');
  scanner = createScanner({ root: rootOf(root), detectors, lookups, calls: callRules });
});

const scan = async (before: Work): Promise<readonly FileResult[]> => {
  const counted = { ledger: ledgerFor(1, before), index: 0 };
  return (await doJob(scanner, { kind: 'scan', paths: FILES, counted })).results;
};

it('counts what a file takes beyond what its size allows', async () => {
  const [heavy, light] = await scan(NO_WORK);
  expect(heavy?.work?.steps).toBeGreaterThan(1_000);
  expect(light?.work).toBeUndefined();
  expect(
    settled(
      [heavy, light].flatMap((one) => one ?? []),
      NO_WORK,
    ).spent,
  ).toEqual(heavy?.work);
});

it('gives up what takes more when nothing is left, and says so; the others are looked at', async () => {
  const { results, spent } = settled(await scan(SPENT), SPENT);
  const [heavy, light] = results;
  expect(heavy).toMatchObject({ path: 'heavy.js', settings: [], unread: true });
  expect(heavy?.diagnostics).toMatchObject([{ path: 'heavy.js', failed: true }]);
  expect(light?.settings.map(({ host }) => host)).toEqual(['smtp.corp.example']);
  expect(spent).toEqual(SPENT);
});

it('comes to the same whether a thread knew that nothing was left or not', async () => {
  expect(settled(await scan(NO_WORK), SPENT)).toEqual(settled(await scan(SPENT), SPENT));
});

it('takes less of a file for which nothing is left', async () => {
  const [whole] = await scan(NO_WORK);
  const [sparing] = await scan(SPENT);
  expect(sparing?.work?.steps).toBeLessThan((whole?.work?.steps ?? 0) / 2);
});

it('gives up only what comes after the one that took the last of it', () => {
  const taking = (name: string, steps: number): FileResult => ({ ...nothingIn(name), work: { steps, followed: 0 } });
  const results = [taking('a', 900_000), taking('b', 900_000), nothingIn('c'), taking('d', 1), taking('e', 5)];
  expect(settled(results, NO_WORK).results.flatMap((one) => (one.givenUp ? [one.path] : []))).toEqual(['d', 'e']);
});

it('counts the jobs before and the own one, of both kinds of work', () => {
  const ledger = ledgerFor(3, { steps: 400_000, followed: 0 });
  note(ledger, 2, { steps: 2_000_000_000, followed: 0 });
  note(ledger, 0, { steps: 600_001, followed: 0 });
  expect([0, 1, 2].map((job) => isSpentBy(ledger, job))).toEqual([true, true, true]);
  const other = ledgerFor(3, NO_WORK);
  note(other, 1, { steps: 0, followed: 200_001_000 });
  note(other, 1, { steps: 3_000_000_000, followed: 0 });
  expect([0, 1, 2].map((job) => isSpentBy(other, job))).toEqual([false, true, true]);
});
