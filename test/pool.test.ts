import { expect, it } from 'vitest';
import { createPool } from '../src/scan/pool.ts';

const NOWHERE = new URL('file:///nowhere.js');

it('gives the answers in the order of the jobs', async () => {
  const pool = createPool(async (job: number) => job * 2, 0, NOWHERE, undefined);
  expect(await pool.run([3, 1, 2])).toEqual([6, 2, 4]);
  expect(await pool.run([])).toEqual([]);
  await pool.close();
});

it('fails when a job does', async () => {
  const pool = createPool(async (job: number) => Promise.reject(new Error(`job ${job}`)), 0, NOWHERE, undefined);
  await expect(pool.run([7])).rejects.toThrow('job 7');
  await pool.close();
});

it('fails when a thread can not start', async () => {
  const pool = createPool(() => new Promise<number>(() => {}), 1, NOWHERE, undefined);
  await expect(pool.run([1, 2])).rejects.toThrow(/nowhere/);
  await pool.close();
});
