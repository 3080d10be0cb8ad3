/** Repositories that name programs, or look otherwise than most: nothing of theirs runs, and nothing of them is missed. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { entriesOf } from '../../src/cli/baseline-file.ts';
import { type GuardedRequest, guardedScan } from '../../src/cli/guarded-scan.ts';
import { policyFor } from '../../src/cli/policy-file.ts';
import { repositoryOf } from '../../src/git/git.ts';
import { trackedIn } from '../../src/git/tracked.ts';
import { stagedBlobs } from '../../src/git/tree.ts';
import { requestFor } from '../guarded.ts';
import { repositoryIn, type TestRepository, temporaryFolder } from '../repository.ts';
import { ENV, OLD } from './changes.ts';

vi.setConfig({ testTimeout: 120_000 });

const made: string[] = [];
afterEach(() => {
  vi.unstubAllEnvs();
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const GOOD = 'SMTP_HOST=new-relay.corp.example\n';
const POLICY = `approved: [new-relay.corp.example]\nlegacy: [${OLD}]\n`;

interface Place extends TestRepository {
  /** Is there when a program of the repository ran. */
  readonly ran: string;
  readonly program: string;
}

function repository(): Place {
  const top = temporaryFolder();
  made.push(top);
  const root = path.join(top, 'repository');
  mkdirSync(root);
  const found = repositoryIn(root);
  found.commit({ '.smtp-scan.yml': POLICY, '.env': GOOD, 'a/.env': GOOD });
  const ran = path.join(top, 'ran');
  const program = path.join(top, 'program.sh');
  writeFileSync(program, `#!/bin/sh\ntouch '${ran}'\ncat\n`, { mode: 0o755 });
  return { ...found, ran, program };
}

async function scan(root: string, request: Partial<GuardedRequest> = {}): Promise<readonly string[]> {
  const { result } = await guardedScan(requestFor(root, request));
  return result.findings
    .filter(({ suppressed, rule }) => !suppressed && rule === 'legacy-relay')
    .map(({ rule, path: file }) => `${rule} ${file}`);
}

const FOUND = ['legacy-relay .env'];

/** Settings of `.git/config` that name a program. https://git-scm.com/docs/git-config */
const programs: Readonly<Record<string, (program: string) => readonly (readonly [string, string])[]>> = {
  'a clean filter': (program) => [['filter.x.clean', program]],
  'a process filter': (program) => [
    ['filter.x.process', program],
    ['filter.x.required', 'true'],
  ],
  'a smudge filter': (program) => [['filter.x.smudge', program]],
  'a watcher': (program) => [['core.fsmonitor', program]],
  'an external diff': (program) => [['diff.external', program]],
  'a diff driver': (program) => [
    ['diff.x.command', program],
    ['diff.x.textconv', program],
  ],
  'a folder of hooks': (program) => [['core.hooksPath', path.dirname(program)]],
  'a pager': (program) => [
    ['core.pager', program],
    ['pager.diff', program],
    ['pager.blame', program],
  ],
  'an alias': (program) => [
    ['alias.rev-parse', `!${program}`],
    ['alias.cat-file', `!${program}`],
    ['alias.ls-tree', `!${program}`],
  ],
  'a credential helper': (program) => [
    ['credential.helper', `!${program}`],
    ['core.askPass', program],
  ],
  'an ssh command': (program) => [
    ['core.sshCommand', program],
    ['remote.origin.url', 'ssh://nowhere.invalid/x'],
  ],
  'an included configuration': (program) => [['include.path', path.join(path.dirname(program), 'more.config')]],
  'a promisor': (program) => [
    ['remote.origin.url', `ext::${program}`],
    ['remote.origin.promisor', 'true'],
    ['remote.origin.uploadpack', program],
    ['extensions.partialClone', 'origin'],
    ['protocol.ext.allow', 'always'],
  ],
  'an editor and a signer': (program) => [
    ['core.editor', program],
    ['gpg.program', program],
    ['log.showSignature', 'true'],
  ],
};

describe('nothing of the repository runs:', () => {
  it.each(Object.entries(programs))('%s', async (_, settings) => {
    const { root, git, write, program, ran } = repository();
    for (const hook of ['post-index-change', 'reference-transaction', 'post-checkout', 'fsmonitor-watchman'])
      write({ [`.git/hooks/${hook}`]: readFileSync(program) });
    writeFileSync(
      path.join(path.dirname(program), 'more.config'),
      `[filter "x"]\n\tclean = ${program}\n[core]\n\tfsmonitor = ${program}\n`,
    );
    write({ '.gitattributes': '* filter=x diff=x\n', '.git/info/attributes': '* filter=x diff=x\n', '.env': ENV });
    for (const [name, value] of settings(program)) git('config', name, value);
    rmSync(ran, { force: true });
    expect(await scan(root, { policyRef: 'HEAD', range: { base: 'HEAD' } })).toEqual(FOUND);
    expect(await scan(root)).toEqual(FOUND);
    await scan(root, { range: 'staged' });
    expect(existsSync(ran)).toBe(false);
  });

  it('by way of the environment of the user', async () => {
    const { root, write, program, ran } = repository();
    write({ '.env': ENV });
    for (const name of ['GIT_EXTERNAL_DIFF', 'GIT_PAGER', 'GIT_ASKPASS', 'GIT_SSH_COMMAND', 'GIT_EDITOR'])
      vi.stubEnv(name, program);
    vi.stubEnv('GIT_CONFIG_COUNT', '1');
    vi.stubEnv('GIT_CONFIG_KEY_0', 'core.fsmonitor');
    vi.stubEnv('GIT_CONFIG_VALUE_0', program);
    expect(await scan(root, { policyRef: 'HEAD', range: { base: 'HEAD' } })).toEqual(FOUND);
    expect(existsSync(ran)).toBe(false);
  });

  it('and a commit that is missing is not fetched', async () => {
    const { root, git, program, ran } = repository();
    for (const [name, value] of programs['a promisor']?.(program) ?? []) git('config', name, value);
    const missing = 'feedfacefeedfacefeedfacefeedfacefeedface';
    await expect(scan(root, { policyRef: missing })).rejects.toThrow('is not in this clone');
    expect(existsSync(ran)).toBe(false);
  });

  it('and a folder that looks like a repository is none', async () => {
    const { root, write, program, ran } = repository();
    const config = `[core]\n\tbare = true\n\tfsmonitor = ${program}\n\thooksPath = ${path.dirname(program)}\n`;
    write({ 'a/HEAD': 'ref: refs/heads/main\n', 'a/config': config, 'a/objects/x': '', 'a/refs/x': '', 'a/.env': ENV });
    expect(await scan(path.join(root, 'a'), { policyRef: 'HEAD', range: { base: 'HEAD' }, legacy: [OLD] })).toEqual(
      FOUND,
    );
    expect(existsSync(ran)).toBe(false);
  });
});

/** Shapes of repositories in which `.env` names the old relay, tracked and against every ignore file. */
const shapes: Readonly<Record<string, (place: Place) => unknown>> = {
  'an index of version 4': ({ git }) => git('update-index', '--index-version=4'),
  'an index of version 3': ({ git, write }) => {
    write({ 'x.md': 'x' });
    git('add', '-f', '-N', 'x.md');
  },
  'an index in two files': ({ git }) => {
    git('update-index', '--split-index');
    git('rm', '-q', '--cached', 'a/.env');
    git('add', '-f', 'a/.env');
  },
  'a detached HEAD': ({ git }) => git('switch', '-q', '--detach'),
  'packed refs and objects': ({ git }) => {
    git('pack-refs', '--all');
    git('gc', '-q');
  },
  'another work tree': ({ git, root }) => {
    const other = path.join(path.dirname(root), 'other');
    git('worktree', 'add', '-q', '-b', 'other', other);
    return other;
  },
  'a shallow clone': ({ root }) => {
    const clone = path.join(path.dirname(root), 'clone');
    execFileSync('git', ['clone', '-q', '--depth=2', `file://${root}`, clone]);
    return clone;
  },
  'a name with spaces and quotes': ({ root }) => {
    const other = path.join(path.dirname(root), 'a "b" \\ ö');
    renameSync(root, other);
    return other;
  },
  'a name with a line break': ({ root }) => {
    const other = path.join(path.dirname(root), 'a\nb');
    renameSync(root, other);
    return other;
  },
  'a way through a link': ({ root }) => {
    const other = path.join(path.dirname(root), 'link');
    symlinkSync(root, other);
    return other;
  },
  grafts: ({ git, write }) => write({ '.git/info/grafts': `${git('rev-parse', 'HEAD')}\n` }),
  'replaced objects': ({ git }) => {
    const blob = (text: string): string =>
      execFileSync('git', ['hash-object', '-w', '--stdin'], {
        cwd: git('rev-parse', '--show-toplevel'),
        input: text,
        encoding: 'utf8',
      }).trim();
    git('replace', blob(GOOD), blob(ENV));
  },
  'objects that are borrowed': ({ root }) => {
    const clone = path.join(path.dirname(root), 'clone');
    execFileSync('git', ['clone', '-q', '--shared', root, clone]);
    return clone;
  },
};

describe('what git tracks is scanned, and compared, in', () => {
  it.each(Object.entries(shapes))('%s', async (_, shape) => {
    const place = repository();
    place.git('commit', '-q', '--allow-empty', '-m', 'more');
    place.commit({ '.env': ENV, '.gitignore': '*\n', '.smtp-scanignore': '*\n', 'a/CACHEDIR.TAG': '' });
    const other = shape(place);
    const root = typeof other === 'string' && other !== '' ? other : place.root;
    expect(await scan(root)).toEqual(FOUND);
    expect(await scan(root, { policyRef: 'HEAD~1', range: { base: 'HEAD~1' } })).toEqual(FOUND);
    expect(await scan(root, { policyRef: 'HEAD', range: 'staged' })).toEqual([]);
  });

  it('a repository with longer ids', async () => {
    const top = temporaryFolder();
    made.push(top);
    execFileSync('git', ['init', '-q', '-b', 'main', '--object-format=sha256', top]);
    const { commit } = repositoryIn(top, true);
    commit({ '.smtp-scan.yml': POLICY, '.env': GOOD });
    commit({ '.env': ENV, '.gitignore': '*\n' });
    expect(await scan(top, { policyRef: 'HEAD~1', range: { base: 'HEAD~1' } })).toEqual(FOUND);
  });

  it('one without a commit yet', async () => {
    const top = temporaryFolder();
    made.push(top);
    const { git, write } = repositoryIn(top);
    write({ '.smtp-scan.yml': POLICY, 'vendor/.env': ENV, '.gitignore': 'vendor\n' });
    git('add', '-f', '.');
    expect(await scan(top)).toEqual(['legacy-relay vendor/.env']);
    expect(await scan(top, { range: 'staged' })).toEqual(['legacy-relay vendor/.env']);
    await expect(scan(top, { range: { base: undefined } })).rejects.toThrow('no commit yet');
  });

  it('a sparse check-out, which says what is missing', async () => {
    const { root, git, commit } = repository();
    commit({ 'b/.env': ENV, 'c/.env': ENV });
    git('sparse-checkout', 'set', '--cone', '--sparse-index', 'b');
    expect(await scan(root)).toEqual(['legacy-relay b/.env']);
    expect(trackedIn(root)?.absent).toBeGreaterThan(0);
    expect(await scan(root, { range: { base: 'HEAD~1' } })).toEqual(['legacy-relay b/.env']);
  });

  it('a submodule, whose own list counts', async () => {
    const inner = repository();
    inner.commit({ 'vendor/.env': ENV, '.gitignore': 'vendor\n' });
    const { root, git, commit } = repository();
    git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner.root, 'mailer');
    commit({ '.gitignore': 'mailer\n' });
    expect(await scan(root)).toEqual(['legacy-relay mailer/vendor/.env']);
    git('submodule', '--quiet', 'deinit', '-f', 'mailer');
    expect(trackedIn(root)?.absent).toBe(1);
  });

  it('an index that cannot be understood, which makes the scan incomplete', async () => {
    const { root, write } = repository();
    write({ '.git/index': 'DIRC\0\0\0\u0009\0\0\0\u0001' });
    const { result } = await guardedScan(requestFor(root));
    expect([result.complete, result.diagnostics[0]?.path]).toEqual([false, '.git']);
    write({ '.git/index': 'DIRC\0\0\0\u0002\0\u00ff\u00ff\u00ff' });
    expect(() => trackedIn(root)).toThrow('damaged');
  });

  it('the index of a hook, of which git says where it is', async () => {
    const { root, write } = repository();
    write({ '.env': ENV });
    vi.stubEnv('GIT_INDEX_FILE', '.git/next-index');
    execFileSync('git', ['read-tree', 'HEAD'], { cwd: root });
    execFileSync('git', ['add', '.env'], { cwd: root });
    expect(await scan(root, { range: 'staged' })).toEqual(FOUND);
    vi.stubEnv('GIT_INDEX_FILE', '/dev/null');
    expect(stagedBlobs(repositoryOf(root)).length).toBe(3);
  });
});

describe('a policy, what it extends and a baseline', () => {
  const secret = 'TOPSECRET: 1\n';
  const outside = (place: Place): string => {
    const file = path.join(path.dirname(place.root), 'secret');
    writeFileSync(file, secret);
    return file;
  };
  const none = { approve: [], legacy: [] };

  it.each<[string, (place: Place, file: string) => void]>([
    ['a policy that is a link out', ({ root }, file) => symlinkSync(file, path.join(root, '.smtp-scan.yml'))],
    ['a policy that is a device', ({ root }) => symlinkSync('/dev/zero', path.join(root, '.smtp-scan.yml'))],
    ['a policy that is a pipe', ({ root }) => execFileSync('mkfifo', [path.join(root, '.smtp-scan.yml')])],
    ['a policy that is a folder', ({ root }) => mkdirSync(path.join(root, '.smtp-scan.yml'))],
    ['a policy that is huge', ({ write }) => write({ '.smtp-scan.yml': `# ${'x'.repeat(2_000_000)}\n` })],
    [
      'one that extends a link',
      ({ root, write }, file) => {
        write({ '.smtp-scan.yml': 'extends: more.yml\n' });
        symlinkSync(file, path.join(root, 'more.yml'));
      },
    ],
    [
      'one that extends what lies behind a linked folder',
      ({ root, write }, file) => {
        write({ '.smtp-scan.yml': 'extends: way/secret\n' });
        symlinkSync(path.dirname(file), path.join(root, 'way'));
      },
    ],
    [
      'one that extends a device',
      ({ root, write }) => {
        write({ '.smtp-scan.yml': 'extends: more.yml\n' });
        symlinkSync('/dev/zero', path.join(root, 'more.yml'));
      },
    ],
  ])('%s is refused', (_, arrange) => {
    const place = repository();
    rmSync(path.join(place.root, '.smtp-scan.yml'));
    arrange(place, outside(place));
    let said = '';
    try {
      policyFor(place.root, undefined, none);
    } catch (error) {
      said = String(error);
    }
    expect(said).toMatch(/is a link|not a regular file|larger than/);
    expect(said).not.toContain('TOPSECRET');
  });

  it('may be full of anchors', () => {
    const place = repository();
    const levels = [...'bcdefghi'].map(
      (name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[index]}`)}]\n`,
    );
    place.write({ '.smtp-scan.yml': `a: &a [x, x]\n${levels.join('')}approved: *i\n` });
    expect(() => policyFor(place.root, undefined, none)).toThrow('cannot be used');
  });

  it.each<[string, (place: Place, file: string) => void]>([
    ['a link out', ({ root }, file) => symlinkSync(file, path.join(root, 'known.json'))],
    ['a device', ({ root }) => symlinkSync('/dev/zero', path.join(root, 'known.json'))],
    ['a pipe', ({ root }) => execFileSync('mkfifo', [path.join(root, 'known.json')])],
  ])('a baseline that is %s is refused', (_, arrange) => {
    const place = repository();
    arrange(place, outside(place));
    expect(() => entriesOf(place.root, path.join(place.root, 'known.json'), undefined)).toThrow(
      /is a link|not a regular file/,
    );
  });

  it('a baseline knows a renamed file in its role only, and each entry once', async () => {
    const { root, commit, git } = repository();
    commit({ 'tests/a/.env': ENV, 'b/.env': ENV });
    const baseline = path.join(root, 'known.json');
    await scan(root, { baseline, writeBaseline: true });
    expect(await scan(root, { baseline })).toEqual([]);
    git('mv', 'tests/a', 'c');
    expect(await scan(root, { baseline })).toEqual(['legacy-relay c/.env']);
    git('mv', 'b', 'd');
    expect(await scan(root, { baseline })).toEqual(['legacy-relay d/.env']);
  });
});
