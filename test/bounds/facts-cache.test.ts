/** What is remembered of files is bounded by what it takes, and not by the length of their texts. */
import { expect, it } from 'vitest';
import type { Expr } from '../../src/model/expr.ts';
import type { Facts } from '../../src/model/facts.ts';
import { sizeOf } from '../../src/model/size.ts';
import { createFactsCache } from '../../src/scan/facts-cache.ts';
import { sourceText } from '../../src/text/source-text.ts';

const at = { start: 0, end: 1 };
const digit: Expr = { kind: 'text', value: '1', range: at };
const listOf = (count: number): Expr => ({ kind: 'list', items: Array<Expr>(count).fill(digit), range: at });
const factsOf = (path: string, text: string, ...documents: readonly Expr[]): Facts => ({
  path,
  format: 'yaml',
  source: sourceText(text),
  documents,
});

/** Which of the files are read anew when all are asked for a second time. */
async function readAnew(files: readonly Facts[], forget: readonly string[] = []): Promise<readonly string[]> {
  const cache = createFactsCache(1_000);
  const loaded: string[] = [];
  for (const facts of files) await cache.get(facts.path, async () => facts);
  for (const file of forget) cache.forget(file);
  for (const facts of files)
    await cache.get(facts.path, async () => {
      loaded.push(facts.path);
      return facts;
    });
  return loaded;
}

it('keeps what takes little', async () => {
  expect(await readAnew([factsOf('a', 'x', listOf(100)), factsOf('b', 'x', listOf(100))])).toEqual([]);
});

it('counts a list by its entries, however short its text is', async () => {
  expect(await readAnew([factsOf('a', 'x', listOf(700)), factsOf('b', 'x', listOf(700))])).toEqual(['a', 'b']);
});

it('does not keep what takes more than all that is kept', async () => {
  expect(await readAnew([factsOf('a', 'x', listOf(100)), factsOf('b', 'x', listOf(5_000))])).toEqual(['b']);
});

it('counts a text that says nothing, too', async () => {
  expect(await readAnew([factsOf('a', ' '.repeat(100_000))])).toEqual(['a']);
});

it('reads what was forgotten anew', async () => {
  expect(await readAnew([factsOf('a', 'x'), factsOf('b', 'x')], ['a'])).toEqual(['a']);
});

it('counts no more than it is asked for, and an alias of an alias for each of its places', () => {
  const bomb = Array.from({ length: 40 }).reduce<Expr>(
    (inner) => ({ kind: 'list', items: [inner, inner], range: at }),
    digit,
  );
  expect(sizeOf(factsOf('a', 'x', bomb), 10_000)).toBe(10_000);
});
