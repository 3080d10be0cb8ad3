/** No regular expression of the program takes more than quadratic work on any text that is made to hurt it. */
import { fileURLToPath } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import { builtBelow, costlyText, literalsBelow } from './regular-expressions.ts';

vi.setConfig({ testTimeout: 240_000 });

const project = fileURLToPath(new URL('../..', import.meta.url));
const literals = literalsBelow(project, ['src', 'detectors']);

describe('regular expressions', () => {
  it('are all found', () => {
    expect(literals.length).toBeGreaterThan(2_000);
  });

  it('take no more than quadratic work', () => {
    const costly = literals.flatMap(({ file, line, source, flags }) => {
      const text = costlyText(source, flags);
      return text === undefined ? [] : [`${file}:${line} takes very long for ${text}`];
    });
    expect(costly).toEqual([]);
  });

  it('take no more where they are built of texts', async () => {
    const built = await builtBelow(project, ['src', 'detectors']);
    expect(built.length).toBeGreaterThan(300);
    const costly = built.flatMap(({ source, flags }) => {
      const text = costlyText(source, flags);
      return text === undefined ? [] : [`/${source}/${flags} takes very long for ${text}`];
    });
    expect(costly).toEqual([]);
  });

  it.each([
    ['two loops that take the same, behind a third', String.raw`(?:smtp-?\w+|mail-?relay)\d*[\w-]*\.[\w-]+\.`],
    ['a loop within a loop that begin alike', String.raw`^%([a-z]\w*(?:[._]\w+)+)%`],
    ['parts of a name that hold what parts them', String.raw`gitconfig([.-][\w-]+)*$`],
    ['blanks on both sides of what takes blanks', String.raw`=\s*([^{}]*?)\s*\}`],
    ['nested stars', '^(a*)*$'],
    ['lines with a margin, of which only so many', String.raw`^smtp:\n(?:[ \t]+[^\n]*\n){0,6}?[ \t]+server`],
  ])('are told when they take more: %s', (_, source) => {
    expect(costlyText(source, '')).toBeDefined();
  });

  it.each([
    ['loops with something between them', String.raw`\w+\.\w+\.\w+`],
    ['blanks at the end', String.raw`[ \t]+$`],
    ['a list', String.raw`^\w+(?:,\w+)*$`],
  ])('are not told for %s', (_, source) => {
    expect(costlyText(source, '')).toBeUndefined();
  });
});
