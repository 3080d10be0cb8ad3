/** Where a scan comes from, as reports say it. */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { webAddress, whenceOf } from '../../src/git/origin.ts';
import { repositoryIn, temporaryFolder } from '../repository.ts';

const root = temporaryFolder();
const repository = repositoryIn(root);
const head = repository.commit({ 'apps/shop/.env': 'A=1\n' });
const outside = temporaryFolder();
afterAll(() => {
  for (const folder of [root, outside]) rmSync(folder, { recursive: true, force: true });
});

describe('the address of a remote', () => {
  it.each([
    ['https://github.com/corp/shop.git', 'https://github.com/corp/shop'],
    ['https://github.com/corp/shop/', 'https://github.com/corp/shop'],
    ['https://x-access-token:ghs_s3cret@github.com/corp/shop', 'https://github.com/corp/shop'],
    ['https://s3cret@git.corp.example:8443/a/b/c.git?token=s3cret#s3cret', 'https://git.corp.example:8443/a/b/c'],
    ['ssh://git:s3cret@git.corp.example:2222/corp/shop.git', 'https://git.corp.example/corp/shop'],
    ['git@github.com:corp/shop.git', 'https://github.com/corp/shop'],
    ['git://git.corp.example/shop', 'https://git.corp.example/shop'],
    ['git.corp.example:/srv/shop.git', 'https://git.corp.example/srv/shop'],
  ])('%s', (remote, expected) => expect(webAddress(remote)).toBe(expected));

  it.each([
    '',
    '/srv/shop.git',
    '../shop',
    'file:///srv/shop',
    'C:\\shop',
    'C:/shop',
    'work:shop.git',
    'https://github.com/',
  ])('is none: %s', (remote) => expect(webAddress(remote)).toBeUndefined());
});

const set = (url: string): string => repository.git('config', 'remote.origin.url', url);
const github = { GITHUB_SERVER_URL: 'https://github.com', GITHUB_REPOSITORY: 'corp/shop', GITHUB_SHA: 'a'.repeat(40) };

describe('a scanned folder', () => {
  it('is known by its remote, with a link that its forge understands', () => {
    set('https://token:s3cret@github.com/corp/shop.git');
    expect(whenceOf(path.join(root, 'apps/shop'), {})).toEqual({
      prefix: 'apps/shop/',
      origin: {
        repositoryUri: 'https://github.com/corp/shop',
        revisionId: head,
        branch: 'main',
        blob: `https://github.com/corp/shop/blob/${head}/`,
      },
    });
    set('git@gitlab.com:corp/shop.git');
    expect(whenceOf(root, {}).origin?.blob).toBe(`https://gitlab.com/corp/shop/-/blob/${head}/`);
  });

  it('on a server that nobody knows has no link, unless the environment says what it is', () => {
    set('https://code.corp.example/corp/shop.git');
    expect(whenceOf(root, {}).origin).not.toHaveProperty('blob');
    expect(whenceOf(root, { CI_SERVER_URL: 'https://code.corp.example' }).origin?.blob).toContain('/corp/shop/-/blob/');
    expect(whenceOf(root, { ...github, GITHUB_SERVER_URL: 'https://code.corp.example' }).origin?.blob).toContain(
      '/corp/shop/blob/',
    );
  });

  it('is known by the environment where git says nothing', () => {
    expect(whenceOf(outside, {})).toEqual({ prefix: '', origin: undefined });
    expect(whenceOf(outside, { ...github, GITHUB_REF_NAME: '7/merge', GITHUB_HEAD_REF: 'topic' })).toEqual({
      prefix: '',
      origin: {
        repositoryUri: 'https://github.com/corp/shop',
        revisionId: github.GITHUB_SHA,
        branch: 'topic',
        blob: `https://github.com/corp/shop/blob/${github.GITHUB_SHA}/`,
      },
    });
    expect(
      whenceOf(outside, { CI_PROJECT_URL: 'https://gitlab.com/corp/shop', CI_COMMIT_SHA: 'b' }).origin,
    ).toMatchObject({
      repositoryUri: 'https://gitlab.com/corp/shop',
      revisionId: 'b',
    });
  });

  it('of another repository than the workflow runs for keeps its own commit and branch', () => {
    set('https://github.com/corp/other');
    repository.git('switch', '-q', '--detach');
    const { origin } = whenceOf(root, { ...github, GITHUB_REF_NAME: 'main' });
    expect(origin).toEqual({
      repositoryUri: 'https://github.com/corp/other',
      revisionId: head,
      blob: `https://github.com/corp/other/blob/${head}/`,
    });
  });
});
