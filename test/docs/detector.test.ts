/** The detector that the README shows works as it stands. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { expect, it } from 'vitest';
import { callRules, lookups } from '../../detectors/spaces/index.ts';
import type { Detector } from '../../src/detect/detector.ts';
import { createScanner } from '../../src/scan/scan-file.ts';
import { rootOf } from '../../src/walk/root.ts';
import { project } from '../bundle.ts';
import { blocksOf } from './markdown.ts';

const IMPORTS = `import { detector } from './src/detect/detector.ts';
import { property } from './src/detect/matchers.ts';
`;

it('finds what the fixture of its system holds', async () => {
  const [shown, second] = blocksOf('ts').filter(({ page }) => page === 'README.md');
  expect(second).toBeUndefined();
  const { outputFiles } = await build({
    stdin: { contents: IMPORTS + (shown?.text ?? ''), resolveDir: project, loader: 'ts' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    write: false,
  });
  const source = Buffer.from(outputFiles[0]?.contents ?? []).toString('base64');
  const { default: own }: { readonly default: Detector } = await import(`data:text/javascript;base64,${source}`);
  expect(own.id).toBe('phpmailer');
  const root = path.join(project, 'fixtures/phpmailer/list-of-hosts');
  const {
    settings: expected,
  }: { readonly settings: readonly { readonly path: string; readonly host: string | null }[] } = JSON.parse(
    readFileSync(path.join(root, 'expected.json'), 'utf8'),
  );
  const scanner = createScanner({ root: rootOf(root), detectors: [own], lookups, calls: callRules });
  const found = await Promise.all([...new Set(expected.map((one) => one.path))].map((file) => scanner.scan(file)));
  const shownIn = (settings: readonly { readonly path: string; readonly host: string | null }[]): readonly string[] =>
    settings.map(({ path: file, host }) => `${file} ${host}`).sort();
  expect(expected.length).toBeGreaterThan(1);
  expect(shownIn(found.flatMap(({ settings }) => settings))).toEqual(shownIn(expected));
});
