/**
 * Texts on which a parser's error recovery takes time or memory by the square, or recurses without end: each is given up after
 * work that is counted, and the next file is parsed as if nothing had been.
 */
import { describe, expect, it, vi } from 'vitest';
import type { Facts } from '../../src/model/facts.ts';
import { read } from '../../src/read/index.ts';
import { METER, metered } from '../../src/read/metered.ts';
import { type Grammar, withTree } from '../../src/read/tree-sitter.ts';
import { sourceText } from '../../src/text/source-text.ts';

vi.setConfig({ testTimeout: 60_000 });

const WORK = /takes more than \d+ steps/;
const ROOM = /more memory or depth/;

const GOOD: Readonly<Partial<Record<Grammar, string>>> = {
  ruby: 'a = 1',
  java: 'class A { int a = 1; }',
  python: 'a = 1',
  scala: 'object A { val a = 1 }',
  csharp: 'class A { int a = 1; }',
  bash: 'a=1',
  groovy: 'def a = 1',
  go: 'package a',
};

describe('the parser gives up', () => {
  it.each<[Grammar, string, number, RegExp]>([
    ['ruby', '<!--', 6000, WORK],
    ['ruby', '%w(', 10_000, WORK],
    ['python', '-->', 10_000, WORK],
    ['python', '/*\r\n/', 5000, ROOM],
    ['java', '({', 60_000, WORK],
    ['java', 'a<', 6000, ROOM],
    ['java', 'a<', 200_000, ROOM],
    ['csharp', 'a<', 20_000, ROOM],
    ['groovy', '>>>>a\n(', 4500, ROOM],
    ['scala', '`', 300_000, WORK],
    ['bash', ')', 30_000, WORK],
    ['go', '->', 15_000, WORK],
  ])('%s: %j, %i times', async (grammar, piece, times, reason) => {
    await expect(withTree(grammar, piece.repeat(times), (root) => root.hasError)).rejects.toThrow(reason);
    expect(await withTree(grammar, GOOD[grammar] ?? '', (root) => root.hasError)).toBe(false);
  });

  it('but not on long files as people write them', async () => {
    const text = 'class A { boolean b = a < c && (d > e || f < g); List<Map<String, Integer>> l; }\n'.repeat(5000);
    expect(await withTree('java', text, (root) => root.hasError)).toBe(false);
  });
});

it('grammars that are loaded after a parse was given up work', async () => {
  await expect(withTree('ruby', '<!--'.repeat(6000), () => true)).rejects.toThrow(WORK);
  expect(await withTree('kotlin', 'val a = 1', (root) => root.hasError)).toBe(false);
  expect(await withTree('hcl', 'a = 1', (root) => root.hasError)).toBe(false);
  expect(await withTree('ruby', 'a = 1', (root) => root.hasError)).toBe(false);
});

it('what is given up is read as text, and said', async () => {
  const text = `import smtplib\nsmtplib.SMTP("relay.corp.example", 25)\n${'-->'.repeat(10_000)}`;
  const facts: Facts = await read('python', { path: 'm.py', source: sourceText(text) });
  expect(facts.format).toBe('python');
  expect(facts.problems).toEqual([expect.objectContaining({ unread: true, message: expect.stringMatching(WORK) })]);
  expect(facts.program?.calls.length).toBeGreaterThan(0);
});

describe('a module that counts its calls', () => {
  it('counts them beside a global of its own and an imported one', async () => {
    // (func $a) (func (export "b") (call $a) (call $a)), with a global of its own
    const bytes = [
      ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
      ...[0x01, 0x04, 0x01, 0x60, 0x00, 0x00],
      ...[0x02, 0x08, 0x01, 0x01, 0x65, 0x01, 0x67, 0x03, 0x7f, 0x00],
      ...[0x03, 0x03, 0x02, 0x00, 0x00],
      ...[0x06, 0x06, 0x01, 0x7f, 0x00, 0x41, 0x07, 0x0b],
      ...[0x07, 0x05, 0x01, 0x01, 0x62, 0x00, 0x01],
      ...[0x0a, 0x0b, 0x02, 0x02, 0x00, 0x0b, 0x06, 0x00, 0x10, 0x00, 0x10, 0x00, 0x0b],
    ];
    const module = await WebAssembly.compile(metered(Uint8Array.from(bytes)));
    const { exports } = new WebAssembly.Instance(module, { e: { g: 1 } });
    const [b, count] = [exports.b, exports[METER]];
    if (typeof b !== 'function' || !(count instanceof WebAssembly.Global)) throw new Error('no such exports');
    b();
    b();
    expect(count.value).toBe(6);
  });
});
