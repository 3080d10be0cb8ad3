/** The files of a commit, read where they lie. */
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { commitRoot } from '../../src/walk/commit-root.ts';

const ROOT = path.resolve('/srv/checkout');
const at = (file: string): string => path.join(ROOT, file);

const root = commitRoot(
  ROOT,
  new Map([
    ['a.env', { onDisk: at('a.env') }],
    ['sub/b.env', { onDisk: path.resolve('/tmp/other/sub/b.env') }],
    ['links/file', { link: '../sub/b.env' }],
    ['links/folder', { link: '../sub' }],
    ['links/twice', { link: 'folder' }],
    ['links/circle', { link: 'circle' }],
    ['links/out', { link: '../../etc/passwd' }],
    ['links/absolute', { link: '/etc/passwd' }],
    ['links/back', { link: at('a.env') }],
    ['both', { link: 'sub' }],
    ['both/c.env', { onDisk: at('both/c.env') }],
  ]),
);

describe('the files of a commit', () => {
  it('are files, folders and links by their paths', () => {
    const kinds = ['a.env', 'sub', 'links/file', 'links/folder/b.env', 'both'].map((file) => root.kind(at(file)));
    expect(kinds.map((kind) => [kind?.isFile(), kind?.isDirectory(), kind?.isSymbolicLink()])).toEqual([
      [true, false, false],
      [false, true, false],
      [false, false, true],
      [true, false, false],
      [false, true, false],
    ]);
    expect(['none', 'a.env/none', 'links/out/none', '..', '../a.env'].map((file) => root.kind(at(file)))).toEqual(
      Array(5).fill(undefined),
    );
  });

  it('are listed with their kinds', () => {
    expect(root.list(ROOT).map(({ name }) => name)).toEqual(['a.env', 'sub', 'links', 'both']);
    expect(root.list(at('links/twice')).map((entry) => [entry.name, entry.isFile()])).toEqual([['b.env', true]]);
    expect(() => root.list(at('none'))).toThrow();
    expect(() => root.list(at('links/out'))).toThrow();
  });

  it('are where their bytes are; nothing outside is one of them', () => {
    expect(root.onDisk(at('a.env'))).toBe(at('a.env'));
    expect(root.onDisk(at('links/twice/b.env'))).toBe(path.resolve('/tmp/other/sub/b.env'));
    expect(root.onDisk(at('links/back'))).toBe(at('a.env'));
    const none = ['none', 'sub', 'links/circle', 'links/out', 'links/absolute', '../x'];
    expect(none.map((file) => root.onDisk(at(file)))).toEqual(none.map(() => ''));
  });

  it('have their real paths, with links followed as far as Linux does', () => {
    expect(root.real(at('links/twice/b.env'))).toBe(at('sub/b.env'));
    for (const file of ['links/circle', 'links/out', 'links/absolute', 'none'])
      expect(() => root.real(at(file))).toThrow('leads nowhere');
  });
});
