/** What a value has to be is looked for anywhere in a file, in as much work as the file has letters. */
import { describe, expect, it } from 'vitest';
import { withinReach } from '../../src/detect/neighbours.ts';

describe('an expression that is looked for anywhere', () => {
  it.each([
    [String.raw`^:?(?:[\w.\\/-]*[.\\/])?smtp$`, String.raw`^:?(?:[\w.\\/-]{0,120}[.\\/])?smtp$`],
    [String.raw`^(?:[\w.-]+\/)*mail(?::[\w.-]+)?$`, String.raw`^(?:[\w.-]{1,120}\/){0,8}mail(?::[\w.-]{1,120})?$`],
    [String.raw`\d+.*?\S+?`, String.raw`\d{1,120}.{0,120}?\S{1,120}?`],
  ])('has no loop without an end: %s', (source, bounded) => {
    expect(withinReach(source)).toBe(bounded);
  });

  it.each([String.raw`^[+*]\+\*[\]*+]$`, '^e-?mail{2}$', String.raw`[\\*]`])(
    'is left as it is where there is none: %s',
    (source) => {
      expect(withinReach(source)).toBe(source);
    },
  );
});
