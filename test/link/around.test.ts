/** Of very many files that declare the same name few are looked at: those around the one that asks. */
import { describe, expect, it } from 'vitest';
import { around, nearest } from '../../src/link/symbols/tree.ts';

const listed = Array.from({ length: 40 }, (_, folder) =>
  Array.from({ length: 40 }, (_, file) => `src/f${folder + 10}/p${file + 10}.cs`),
).flat();

describe('of many files that declare the same', () => {
  it('as many are looked at as are asked for, wherever the one that asks stands', () => {
    for (const from of ['a.cs', 'src/f10/p10.cs', 'src/f30/p20.cs', 'src/f49/p49.cs', 'z/z.cs'])
      expect(around(from, listed, 100)).toHaveLength(100);
  });

  it('are those that share the most folders', () => {
    for (const from of ['src/f10/new.cs', 'src/f31/a/b.cs', 'src/f49/zz.cs'])
      expect(nearest(from, around(from, listed, 100))).toEqual(nearest(from, listed));
  });

  it('are found where names of folders begin alike', () => {
    const files = ['a/x.cs', 'a/y.cs', 'a-b/x.cs', 'a-b/y.cs', 'a.b/x.cs'];
    expect(around('a-b/z.cs', files, 2)).toContain('a-b/y.cs');
  });

  it('are all, where they are few', () => {
    expect(around('a.cs', ['b.cs', 'c.cs'], 100)).toEqual(['b.cs', 'c.cs']);
  });
});
