import { describe, expect, it } from 'vitest';
import { together } from '../../src/scan/together.ts';

/** A function whose groups of calls are noted. */
function noted() {
  const groups: (readonly number[])[] = [];
  const double = together(async (given: readonly number[]) => {
    groups.push(given);
    await new Promise((resolve) => setImmediate(resolve));
    if (given.includes(13)) throw new Error('no 13');
    return given.map((one) => 2 * one);
  });
  return { groups, double };
}

describe('calls that are answered together', () => {
  it('gives each its own result, in one group', async () => {
    const { groups, double } = noted();
    expect(await Promise.all([double(1), double(2), double(3)])).toEqual([2, 4, 6]);
    expect(groups).toEqual([[1, 2, 3]]);
  });

  it('takes what is called while a group is answered as the next group', async () => {
    const { groups, double } = noted();
    const first = double(1);
    while (groups.length === 0) await new Promise((resolve) => setImmediate(resolve));
    expect(await Promise.all([first, double(2), double(3)])).toEqual([2, 4, 6]);
    expect(groups).toEqual([[1], [2, 3]]);
  });

  it('fails all calls of a group, and none of the next', async () => {
    const { double } = noted();
    const failed = await Promise.allSettled([double(1), double(13)]);
    expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await double(4)).toBe(8);
  });
});
