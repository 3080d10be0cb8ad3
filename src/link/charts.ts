/** Charts of Helm. Values fill the templates of their own chart and of those that it holds or depends on. */
import path from 'node:path';
import { isUnder } from '../model/paths.ts';
import { rememberedIn } from '../model/remembered.ts';
import type { Root } from '../walk/root.ts';
import { isFileInside, textOf } from './files.ts';

/** https://helm.sh/docs/topics/charts/#the-chart-file-structure; `requirements.yaml` is that of Helm 2. */
const DESCRIPTION = 'Chart.yaml';
const DEPENDING = [DESCRIPTION, 'requirements.yaml'];

/** None that people write is larger. */
const LARGEST = 256 * 1024;

/** The folder of the chart that a folder is part of; null where it is of none. */
const chartAround = rememberedIn((root: Root, folder): string | null => {
  if (isFileInside(root, path.posix.join(folder, DESCRIPTION))) return folder;
  const above = path.posix.dirname(folder);
  return folder === '' ? null : chartAround(root, above === '.' ? '' : above);
});

const chartOf = (root: Root, file: string): string | null => {
  const folder = path.posix.dirname(file);
  return chartAround(root, folder === '.' ? '' : folder);
};

/** What a chart says of itself and of what it depends on. */
const described = rememberedIn((root: Root, chart) => {
  const text = DEPENDING.map((name) => textOf(root, path.posix.join(chart, name), LARGEST)).join('\n');
  return { name: NAME.exec(text)?.[1] ?? '', words: new Set(text.split(/[^\w.-]+/)) };
});

const NAME = /^name:[ \t]*["']?([\w.-]+)/m;

/** Values of a chart, as against what they fill. */
const IN_TEMPLATES = /(?:^|\/)templates\//;

/**
 * How the values of `file` are called that are for the chart of `from`, where that is another one which its chart depends on:
 * by a name or alias that the chart's description has. https://helm.sh/docs/chart_template_guide/subcharts_and_globals/
 */
export function subchartNames(root: Root, file: string, from: string): ReadonlySet<string> | undefined {
  if (!/\.ya?ml$/i.test(file) || IN_TEMPLATES.test(file)) return undefined;
  const [chart, own] = [chartOf(root, file), chartOf(root, from)];
  return chart === null || own === null || chart === own || isUnder(chart, own)
    ? undefined
    : described(root, chart).words;
}

/** Whether `file` and `from` are parts of two charts of which that of `file` has nothing to do with the other. */
export function areChartsApart(root: Root, file: string, from: string): boolean {
  const [chart, own] = [chartOf(root, file), chartOf(root, from)];
  if (chart === null || own === null || chart === own || isUnder(own, chart)) return false;
  const names = [path.posix.basename(own), described(root, own).name];
  const { words } = described(root, chart);
  return !names.some((name) => name !== '' && words.has(name));
}
