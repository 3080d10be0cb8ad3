/** From which folder a scan goes out, and how its paths are shown. */
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { prefixes } from '../../src/cli/prefixes.ts';
import { underPolicy } from '../../src/cli/root.ts';
import { type Files, POLICY, repositoryIn, temporaryFolder } from '../repository.ts';

const made: string[] = [];
afterEach(() => {
  vi.restoreAllMocks();
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function repository(files: Files) {
  const root = temporaryFolder();
  made.push(root);
  const found = repositoryIn(root);
  found.commit(files);
  return found;
}

const APPS = { 'apps/shop/src/a.js': '', 'apps/crm/b.js': '' };

describe('a part of a repository', () => {
  it('is scanned by the policy above it', () => {
    const { root } = repository({ '.smtp-scan.yml': POLICY, ...APPS });
    const at = (...way: readonly string[]): string => path.join(root, ...way);
    expect(underPolicy({ root: at('apps', 'shop'), paths: [] }, undefined)).toEqual({ root, paths: ['apps/shop'] });
    expect(underPolicy({ root: at('apps'), paths: ['shop/src/a.js', 'crm'] }, undefined)).toEqual({
      root,
      paths: ['apps/shop/src/a.js', 'apps/crm'],
    });
    expect(underPolicy({ root, paths: ['apps'] }, undefined)).toEqual({ root, paths: ['apps'] });
  });

  it('that has a policy of its own keeps it', () => {
    const { root } = repository({ '.smtp-scan.yml': POLICY, 'apps/shop/.smtp-scan.yaml': POLICY, ...APPS });
    const shop = path.join(root, 'apps', 'shop');
    expect(underPolicy({ root: shop, paths: [] }, undefined)).toEqual({ root: shop, paths: [] });
    expect(underPolicy({ root: path.join(shop, 'src'), paths: [] }, undefined)).toEqual({ root: shop, paths: ['src'] });
  });

  it('does not get rid of the policy by removing it', () => {
    const { root, git, commit } = repository({ '.smtp-scan.yml': POLICY, ...APPS });
    git('switch', '-q', '-c', 'topic');
    commit({ '.smtp-scan.yml': null });
    const part = { root: path.join(root, 'apps'), paths: [] };
    expect(underPolicy(part, undefined)).toEqual(part);
    expect(underPolicy(part, 'main')).toEqual({ root, paths: ['apps'] });
  });

  it('looks for no policy outside its repository, or the working directory', () => {
    const outer = repository({ '.smtp-scan.yml': POLICY });
    const inner = path.join(outer.root, 'inner');
    mkdirSync(path.join(inner, 'src'), { recursive: true });
    repositoryIn(inner);
    const part = { root: path.join(inner, 'src'), paths: [] };
    expect(underPolicy(part, undefined)).toEqual(part);
    rmSync(path.join(outer.root, '.git'), { recursive: true });
    rmSync(path.join(inner, '.git'), { recursive: true });
    expect(underPolicy(part, undefined)).toEqual(part);
    vi.spyOn(process, 'cwd').mockReturnValue(outer.root);
    expect(underPolicy(part, undefined)).toEqual({ root: outer.root, paths: ['inner/src'] });
  });
});

describe('paths are shown', () => {
  it('to people as seen from where they are, to machines as seen from the top of the repository', () => {
    const { root, git } = repository(APPS);
    git('config', 'remote.origin.url', 'https://github.com/corp/shop');
    const shop = path.join(root, 'apps', 'shop');
    vi.spyOn(process, 'cwd').mockReturnValue(path.join(root, 'apps'));
    expect(prefixes(shop, undefined)('text')).toMatchObject({ prefix: 'shop/', inside: '' });
    expect(prefixes(root, undefined)('text')).toMatchObject({ prefix: '../', inside: 'apps/' });
    expect(prefixes(shop, undefined)('json')).toMatchObject({ prefix: '', origin: undefined });
    for (const format of ['sarif', 'github', 'markdown'] as const)
      expect(prefixes(shop, undefined)(format)).toMatchObject({
        prefix: 'apps/shop/',
        origin: { repositoryUri: 'https://github.com/corp/shop' },
      });
  });

  it('as the command line says, without a link when the repository says otherwise', () => {
    const { root, git } = repository(APPS);
    git('config', 'remote.origin.url', 'https://github.com/corp/shop');
    expect(prefixes(root, './sub//')('text')).toEqual({ prefix: 'sub/', origin: undefined });
    expect(prefixes(root, 'sub')('sarif')).toEqual({ prefix: 'sub/', origin: undefined });
    expect(prefixes(root, '')('sarif').origin).toBeDefined();
  });
});
