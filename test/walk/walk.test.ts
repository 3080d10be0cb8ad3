import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type WalkOptions, walk } from '../../src/walk/walk.ts';
import { makeTree } from './tree.ts';

async function pathsOf(root: string, options?: WalkOptions): Promise<string[]> {
  const { files, diagnostics } = await walk(root, options);
  expect(diagnostics).toEqual([]);
  return files.map((file) => file.path);
}

/** Files with no content. */
const empty = (...names: string[]): Record<string, string> => Object.fromEntries(names.map((name) => [name, '']));

describe('walk', () => {
  it('lists files, hidden ones too, sorted by code unit', async () => {
    const root = makeTree(empty('b.yml', 'B.yml', '.env', 'a/.hidden/c.ini', 'a-b.php', 'ä.php', 'nothing/'));
    expect(await pathsOf(root)).toEqual(['.env', 'B.yml', 'a-b.php', 'a/.hidden/c.ini', 'b.yml', 'ä.php']);
  });

  it('leaves out folders of packages, version control and caches', async () => {
    const root = makeTree({
      ...empty('node_modules/a/index.js', '.git/config', 'app/vendor/x.php', 'app/vendors/x.php', 'dist/mail.js'),
      ...empty('env/lib/settings.py', 'env/pyvenv.cfg', 'target/CACHEDIR.TAG', 'target/out.toml', 'build/main.cf'),
    });
    expect(await pathsOf(root)).toEqual(['app/vendors/x.php', 'build/main.cf', 'dist/mail.js']);
  });

  it('walks what the user names, whatever it is called', async () => {
    const root = makeTree({
      ...empty('vendor/a/mail.php', 'vendor/a/node_modules/x.js', 'dist/mail.js', 'src/mail.js', 'venv/pyvenv.cfg'),
      '.gitignore': '/dist\n',
      '.git/HEAD': '',
    });
    expect(await pathsOf(root, { paths: ['vendor', 'dist', 'venv', 'src/mail.js'] })).toEqual([
      'dist/mail.js',
      'src/mail.js',
      'vendor/a/mail.php',
      'venv/pyvenv.cfg',
    ]);
  });

  it('gives each file once, and takes absolute paths and paths outside of the root', async () => {
    const root = makeTree(empty('in/a/x.yml', 'out/y.yml', 'z.yml'));
    const paths = ['a', 'a/x.yml', path.join(root, 'in/a'), '../out', '../z.yml'];
    expect(await pathsOf(path.join(root, 'in'), { paths })).toEqual(['../out/y.yml', '../z.yml', 'a/x.yml']);
  });

  it('says which named path is not there', async () => {
    const { files, diagnostics } = await walk(makeTree(empty('a.yml')), { paths: ['a.yml', 'b.yml'] });
    expect(files.map((file) => file.path)).toEqual(['a.yml']);
    expect(diagnostics).toEqual([{ path: 'b.yml', message: 'does not exist, or may not be read' }]);
  });

  it('leaves out what the policy ignores, even when named', async () => {
    const root = makeTree(empty('docs/a.md', 'docs/.b/c.md', 'src/a.test.ts', 'src/a.ts', 'docs.md'));
    const ignore = ['docs/**', '**/*.test.ts'];
    expect(await pathsOf(root, { ignore })).toEqual(['docs.md', 'src/a.ts']);
    expect(await pathsOf(root, { ignore, paths: ['src/a.test.ts', 'docs', 'src/a.ts'] })).toEqual(['src/a.ts']);
    expect(await pathsOf(root, { ignore: ['./docs/', '/src'] })).toEqual(['docs.md']);
  });
});

describe('ignore files', () => {
  it('follows nested .gitignore files and negations', async () => {
    const root = makeTree({
      '.gitignore': '# build\r\n*.log\r\n/out/\r\nconf/*\r\n!conf/keep.yml\r\n',
      'app/.gitignore': '!important.log\n/local.yml\n',
      ...empty('a.log', 'out/x.yml', 'app/out/x.yml', 'conf/drop.yml', 'conf/keep.yml', 'app/important.log'),
      ...empty('app/other.log', 'app/local.yml', 'app/sub/local.yml'),
    });
    expect(await pathsOf(root)).toEqual([
      '.gitignore',
      'app/.gitignore',
      'app/important.log',
      'app/out/x.yml',
      'app/sub/local.yml',
      'conf/keep.yml',
    ]);
  });

  it('walks a folder that a deeper file includes again', async () => {
    const root = makeTree({
      '.gitignore': 'build\n',
      'a/.gitignore': '!build\n',
      ...empty('a/build/build', 'build/x', 'b/build/x'),
    });
    expect(await pathsOf(root)).toEqual(['.gitignore', 'a/.gitignore', 'a/build/build']);
  });

  it('keeps wanted files that git ignores, but not in ignored folders', async () => {
    const root = makeTree({
      '.gitignore': '.env\n*-local.yml\nsecret/\n',
      ...empty('.env', 'app/.env', 'app/application-local.yml', 'other-local.yml', 'secret/.env', 'app/a.yml'),
    });
    const { files } = await walk(root, { keepIgnored: (file) => /(^|\/)(\.env|application-local\.yml)$/.test(file) });
    expect(files).toEqual(
      [
        { path: '.gitignore', ignored: false },
        { path: 'app/.env', ignored: true },
        { path: 'app/a.yml', ignored: false },
        { path: 'app/application-local.yml', ignored: true },
        { path: '.env', ignored: true },
      ].sort((a, b) => (a.path < b.path ? -1 : 1)),
    );
  });

  it('obeys its own ignore file even for wanted files, and lets it include what git ignores', async () => {
    const root = makeTree({
      '.gitignore': 'generated/\n',
      '.smtp-scanignore': '.env\n!generated/\nfixtures\n',
      ...empty('.env', 'generated/a.yml', 'fixtures/mail.php', 'b.yml'),
    });
    expect(await pathsOf(root, { keepIgnored: () => true })).toEqual([
      '.gitignore',
      '.smtp-scanignore',
      'b.yml',
      'generated/a.yml',
    ]);
  });

  it('asks none when told so, but still leaves out skipped folders', async () => {
    const root = makeTree({
      '.gitignore': '*.yml\n',
      '.smtp-scanignore': '*.php\n',
      ...empty('a.yml', 'b.php', 'node_modules/a/b.js'),
    });
    expect(await pathsOf(root, { noIgnore: true })).toEqual(['.gitignore', '.smtp-scanignore', 'a.yml', 'b.php']);
  });

  it('asks the files above a root within a repository, but none above the repository', async () => {
    const root = makeTree({
      '.gitignore': '*.php\n',
      'repo/.git/info/exclude': 'private.yml\n',
      'repo/.gitignore': '*.log\n/services/mail/tmp\n/services/other\n',
      'repo/services/.gitignore': 'gen-*\n',
      ...empty('repo/services/mail/a.log', 'repo/services/mail/tmp/a.yml', 'repo/services/mail/gen-a.yml'),
      ...empty('repo/services/mail/private.yml', 'repo/services/mail/ok.yml', 'repo/services/mail/ok.php'),
      ...empty('repo/services/other/a.log', 'repo/services/other/gen-b', 'repo/services/other/ok.yml'),
    });
    expect(await pathsOf(path.join(root, 'repo/services/mail'))).toEqual(['ok.php', 'ok.yml']);
    expect(await pathsOf(path.join(root, 'repo'), { paths: ['services/mail'] })).toEqual([
      'services/mail/ok.php',
      'services/mail/ok.yml',
    ]);
    // Ignored itself, and named all the same: the rule that ignores it has no say in it, the others' do.
    expect(await pathsOf(path.join(root, 'repo/services/other'))).toEqual(['a.log', 'ok.yml']);
  });

  it('takes a nested repository for one of its own', async () => {
    const root = makeTree({
      '.gitignore': '*.log\n',
      '.smtp-scanignore': '*.tmp\n',
      'sub/.git/HEAD': '',
      'worktree/.git': 'gitdir: /somewhere\n',
      ...empty('a.log', 'sub/b.log', 'sub/c.tmp', 'worktree/d.log'),
    });
    expect(await pathsOf(root)).toEqual(['.gitignore', '.smtp-scanignore', 'sub/b.log', 'worktree/d.log']);
  });

  it('agrees with git', async () => {
    const patterns = [
      'a*b',
      '*.py[cod]',
      '/top.txt',
      'sub/deep',
      'deep/**',
      '**/any/x.txt',
      '!deep/keep.txt',
      'npm-debug.log*',
      '*~',
      '.env.*.local',
      'foo\\ ',
      '\\#x',
      '\\!y',
      'trail   ',
      'f?o',
      '[!a-y]z',
      '*mid*dle*',
      'q/',
      '*.d/',
      '!.env.a.local',
      'Case',
    ];
    const names = [
      'ab',
      'axb',
      'axbc',
      'm.pyc',
      'm.pyx',
      'top.txt',
      'sub/top.txt',
      'sub/deep',
      'x/sub/deep',
      'deep/x.txt',
      'deep/keep.txt',
      'any/x.txt',
      'k/any/x.txt',
      'npm-debug.log',
      'npm-debug.log.1',
      'x/back~',
      '.env.a.local',
      '.env.b.local',
      '.env.local',
      'foo ',
      'foo',
      '#x',
      '!y',
      'trail',
      'fxo',
      'zz',
      'az',
      'amidbdlec',
      'amiddlec',
      'q/file',
      'w/q',
      'conf.d/x',
      'w/conf.d',
      'case',
      'w/Case',
    ];
    const root = makeTree({ '.gitignore': `${patterns.join('\n')}\n`, ...empty(...names) });
    execFileSync('git', ['init', '-q'], { cwd: root });
    const listed = execFileSync(
      'git',
      ['-c', 'core.excludesFile=', 'ls-files', '-z', '--others', '--exclude-standard'],
      { cwd: root },
    );
    const expected = listed
      .toString()
      .split('\0')
      .filter((name) => name !== '');
    expect(await pathsOf(root)).toEqual(expected.sort());
  });

  it('drops patterns that would cost too much, and says so', async () => {
    const costly = `${'**/a/'.repeat(12)}b`;
    const root = makeTree({
      '.gitignore': `${costly}\n*.log\n`,
      ...empty('x.log', 'x.yml'),
      [`${'a/'.repeat(60)}c`]: '',
    });
    const { files, diagnostics } = await walk(root);
    expect(files).toHaveLength(3);
    expect(diagnostics).toEqual([{ path: '.gitignore', message: expect.stringContaining('too many **') }]);
  });
});

describe('odd trees', () => {
  it('follows links within the root once, says which lead out or nowhere, and is not caught in loops', async () => {
    const root = makeTree(empty('a/x.yml', 'b/y.yml'));
    symlinkSync('..', path.join(root, 'a/loop'));
    symlinkSync('x.yml', path.join(root, 'a/link.yml'));
    symlinkSync('../b', path.join(root, 'a/folder'));
    symlinkSync('../a', path.join(root, 'b/back'));
    symlinkSync('nowhere', path.join(root, 'a/broken.yml'));
    symlinkSync('/etc/hosts', path.join(root, '.gitignore'));
    const { files, diagnostics } = await walk(root);
    expect(files.filter(({ target }) => target === undefined).map(({ path }) => path)).toEqual(['a/x.yml', 'b/y.yml']);
    expect(files.flatMap(({ path, target }) => (target ? [`${path} > ${target}`] : []))).toEqual([
      'a/folder/back/link.yml > a/x.yml',
      'a/folder/back/x.yml > a/x.yml',
      'a/folder/y.yml > b/y.yml',
      'a/link.yml > a/x.yml',
      'b/back/folder/y.yml > b/y.yml',
      'b/back/link.yml > a/x.yml',
      'b/back/x.yml > a/x.yml',
    ]);
    expect(new Set(diagnostics.map(({ path, message }) => `${path} ${message.split(';')[0]}`))).toEqual(
      new Set([
        '.gitignore is a link that leads out of the scanned folder',
        'a/broken.yml is a link that leads nowhere, or in a circle',
      ]),
    );
    expect(await pathsOf(root, { paths: ['a/link.yml'] })).toEqual(['a/link.yml']);
  });

  it('leaves out special files, and says so', async () => {
    const root = makeTree(empty('x.yml'));
    execFileSync('mkfifo', [path.join(root, 'pipe.yml'), path.join(root, '.smtp-scanignore')]);
    const { files, diagnostics } = await walk(root);
    expect(files.map((file) => file.path)).toEqual(['x.yml']);
    expect(diagnostics.map(({ path }) => path)).toEqual(['.smtp-scanignore', 'pipe.yml']);
  });

  it('takes any name', async () => {
    const names = [
      'back\\slash.yml',
      '(a)[b]{c}*?!+@.yml',
      'sp ace/ x',
      '-rf',
      '#',
      '~',
      '!x',
      '...',
      'a..b',
      '$HOME',
      '"q"',
      '\u{1F4E7}.yml',
      'tab\t/x',
    ];
    const root = makeTree(empty(...names));
    expect(await pathsOf(root)).toEqual([...names].sort());
    expect(await pathsOf(root, { paths: ['(a)[b]{c}*?!+@.yml', 'sp ace'] })).toEqual([
      '(a)[b]{c}*?!+@.yml',
      'sp ace/ x',
    ]);
  });

  it('walks named folders with odd names', async () => {
    for (const name of ['(a)', '[b]', '{c,d}', 'e*', '!f', 'g\\h', '@(i)', '#j']) {
      const root = makeTree(empty(`${name}/x.yml`, 'other/y.yml'));
      expect(await pathsOf(root, { paths: [name] })).toEqual([`${name}/x.yml`]);
    }
  });

  it('walks names with line breaks', async () => {
    const root = makeTree(empty('x.yml', 'two\nlines/y.yml', 'cr\r.yml'));
    expect(await pathsOf(root)).toEqual(['cr\r.yml', 'two\nlines/y.yml', 'x.yml']);
    expect(await pathsOf(root, { paths: ['two\nlines', 'cr\r.yml'] })).toEqual(['cr\r.yml', 'two\nlines/y.yml']);
  });

  it('says which name is not UTF-8', async () => {
    const root = makeTree(empty('ok.yml', '\uFFFD.yml'));
    writeFileSync(Buffer.concat([Buffer.from(`${root}/bad`), Buffer.from([0xff]), Buffer.from('.yml')]), '');
    const { files, diagnostics } = await walk(root);
    expect(files.map((file) => file.path)).toEqual(['ok.yml', '\uFFFD.yml']);
    expect(diagnostics).toEqual([
      { path: 'bad\uFFFD.yml', message: 'name is not valid UTF-8; it cannot be opened', failed: true },
    ]);
  });

  it('says which folder may not be read, and walks the rest', async () => {
    const root = makeTree(empty('open/x.yml', 'shut/y.yml'));
    chmodSync(path.join(root, 'shut'), 0);
    const { files, diagnostics } = await walk(root);
    chmodSync(path.join(root, 'shut'), 0o755);
    if (process.getuid?.() === 0) return; // The superuser may read everything.
    expect(files.map((file) => file.path)).toEqual(['open/x.yml']);
    expect(diagnostics).toEqual([{ path: 'shut', message: expect.stringContaining('EACCES') }]);
  });

  it('goes on where a path becomes too long to open', async () => {
    const root = makeTree(empty('x.yml'));
    const name = 'd'.repeat(250);
    for (let depth = 0; depth < 20; depth += 1) {
      mkdirSync(path.join(root, 'new'));
      if (depth > 0) renameSync(path.join(root, name), path.join(root, 'new', name));
      renameSync(path.join(root, 'new'), path.join(root, name));
    }
    const { files, diagnostics } = await walk(root);
    expect(files.map((file) => file.path)).toEqual(['x.yml']);
    expect(diagnostics).toEqual([
      { path: expect.stringContaining('ddd'), message: expect.stringContaining('ENAMETOOLONG') },
    ]);
  });
});
