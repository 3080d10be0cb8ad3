/** What becomes part of the program: the list of it is whole, each part has its licence, and no more is fetched to build it. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { project } from '../bundle.ts';

const read = (file: string): string => readFileSync(path.join(project, file), 'utf8');

interface Build {
  modulesInside(): Promise<readonly string[]>;
  grammarPaths(): Promise<readonly string[]>;
}
interface ActionBuild {
  neededPackages(packages: Lock['packages'], bundled: Bundled): ReadonlyMap<string, readonly string[] | null>;
}
type Bundled = Readonly<Record<string, readonly string[] | null>>;
interface Lock {
  readonly packages: Readonly<Record<string, object>>;
}

const load = async <T>(file: string): Promise<T> => import(path.join(project, file));
const bundled: Bundled = JSON.parse(read('scripts/bundled.json'));
const lock: Lock = JSON.parse(read('package-lock.json'));

/** `node_modules/a/node_modules/b` of a path inside of it. */
const folderOf = (file: string): string | undefined => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0];

it('all that is bundled is fetched to build it, and nothing of a grammar but its wasm file', async () => {
  const { modulesInside, grammarPaths } = await load<Build>('scripts/build.mjs');
  const { neededPackages } = await load<ActionBuild>('action/build.mjs');
  const needed = neededPackages(lock.packages, bundled);
  const inside = new Set((await modulesInside()).flatMap((file) => folderOf(file) ?? []));
  expect([...inside].filter((folder) => needed.get(folder) !== null)).toEqual([]);
  const wasm = (await grammarPaths()).filter((file) => !file.startsWith('web-tree-sitter/'));
  expect(
    Object.entries(bundled)
      .flatMap(([name, files]) => (files ?? []).map((file) => `${name}/${file}`))
      .sort(),
  ).toEqual([...wasm].sort());
  // Nothing is listed that is not part of the program.
  const used = new Set([...inside].map((folder) => folder.slice('node_modules/'.length)));
  const idle = Object.entries(bundled).filter(([name, files]) => files === null && !used.has(name));
  expect(idle).toEqual([]);
});

it('the bundler comes for the machine that builds, and no tool of development does', async () => {
  const { neededPackages } = await load<ActionBuild>('action/build.mjs');
  const needed = [...neededPackages(lock.packages, bundled).keys()];
  expect(needed).toContain('node_modules/esbuild');
  expect(needed.filter((key) => key.startsWith('node_modules/@esbuild/'))).toEqual([
    `node_modules/@esbuild/${process.platform}-${process.arch}`,
  ]);
  for (const tool of ['vitest', 'typescript', '@microsoft/sarif-multitool', 'mermaid', '@biomejs/biome'])
    expect(needed).not.toContain(`node_modules/${tool}`);
  expect(needed.every((key) => Object.hasOwn(lock.packages, key))).toBe(true);
});

it('each grammar has the licence of its own authors', () => {
  const text = read('THIRD-PARTY-LICENSES.txt');
  const sections = new Map(text.split(`\n${'-'.repeat(80)}\n`).map((one) => [one.trim().split(/[ \n]/)[0], one]));
  for (const file of bundled['@vscode/tree-sitter-wasm'] ?? [])
    expect(sections.get(path.basename(file, '.wasm'))).toMatch(/Copyright \(c\) \d{4}/);
  for (const [name, section] of sections)
    if (name !== 'smtp-scan') expect([name, section.length > 400]).toEqual([name, true]);
});
