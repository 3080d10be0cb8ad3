import picomatch from 'picomatch';
import { describe, expect, it } from 'vitest';
import { globTest } from '../../src/text/glob.ts';

const GLOBS = [
  ...[
    './*.md',
    '*.md',
    '**/*.md',
    'docs/**',
    'docs/**/x.md',
    '**',
    '*',
    'a/*/c',
    'a/**/c',
    'src/**/*.test.ts',
    '**/node/**',
  ],
  ...[
    '{a,b}/x',
    '{a,b{c,d}}.yml',
    'config?(.j2)',
    '*.mc?(.in|.erb)',
    'map@(s|_x)',
    'f[0-9].ini',
    'f[^a-c].ini',
    '?.env',
  ],
  ...['**/.env', '.env*', 'a*b*c', '**/*a**/*b', 'x/**/y/**/z', 'apps/*/config/*.{yml,yaml}', 'a/', '[', 'a[b', '**/*'],
];
const PATHS = [
  ...[
    'a.md',
    'docs',
    'docs/a.md',
    'docs/b/x.md',
    'docs/x.md',
    'a/b/c',
    'a/c',
    'a/b/d/c',
    'src/a/b.test.ts',
    'x/node/y',
  ],
  ...['a/x', 'b/x', 'a.yml', 'bc.yml', 'bd.yml', 'config', 'config.j2', 'x.mc', 'x.mc.in', 'maps', 'map_x', 'f1.ini'],
  ...[
    'fd.ini',
    'fa.ini',
    '.env',
    'a/.env',
    '.env.local',
    'a.env',
    'aXbYc',
    'abc',
    'abcd',
    'xa/q/b',
    'x/y/z',
    'x/1/y/2/z',
  ],
  ...['apps/shop/config/m.yaml', 'apps/shop/config/m.ini', 'a', 'node', '[', 'a[b', 'ä/ö.md', 'two\nlines.md'],
];

describe('a glob', () => {
  it.each(GLOBS)('%j matches what picomatch has it match', (glob) => {
    const test = globTest([glob]);
    const other = picomatch(glob, { dot: true });
    const plain = PATHS.filter((path) => !path.includes('\n'));
    expect(plain.filter(test)).toEqual(plain.filter((path) => other(path)));
  });

  it('matches names with line breaks, and small letters for capitals where it is to', () => {
    expect(globTest(['**/*.md'])('a/two\nlines.md')).toBe(true);
    expect(globTest(['Docs/**'], { ignoreCase: true })('dOCS/a')).toBe(true);
    expect(globTest(['Docs/**'])('docs/a')).toBe(false);
  });

  it.each([
    [`${'**/*a'.repeat(30)}b`, `${Array(6).fill('a'.repeat(30)).join('/')}/${'a'.repeat(16)}.js`],
    [`${'*a'.repeat(200)}b`, 'a'.repeat(4000)],
    [`${'**/'.repeat(300)}x`, Array(2000).fill('a').join('/')],
    ['{a,b}'.repeat(40), 'ab'.repeat(20)],
    [`${'{'.repeat(5000)}a,b${'}'.repeat(5000)}`, 'a'],
    [`${'?(a)'.repeat(60)}b`, 'a'.repeat(60)],
  ])('that is made to take long does not match: %#', (glob, path) => {
    expect(globTest([glob])(path)).toBe(false);
  });
});
