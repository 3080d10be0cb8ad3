/**
 * Keys at the top of a chart's values, of which any name is worth asking: those who may give it a value are few and known by
 * their places. https://helm.sh/docs/chart_template_guide/values_files/, https://helmfile.readthedocs.io/en/latest/#environment-values
 */
import path from 'node:path';
import type { EntryFact } from '../detect/entries.ts';
import type { Asked } from '../evaluate/value.ts';
import type { Facts, Format } from '../model/facts.ts';

/** Files of values; https://helm.sh/docs/chart_template_guide/subcharts_and_globals/#global-chart-values */
export const HELM_VALUES = /(^|\/)values[\w.-]*\.ya?ml$/i;

/** What a single name of `.Values` is asked as; undefined elsewhere. */
export function askedOfChart({ source: { text } }: Facts, { space, path: keys }: Asked): Asked | undefined {
  const [name = ''] = keys;
  const isPlain = space === 'env' && keys.length === 1 && /^[a-z]\w+$/.test(name);
  return isPlain && text.includes(`.Values.${name}`) ? { space: 'chart', path: keys } : undefined;
}

export const mayDefineInChart = (format: Format): boolean => format === 'yaml';

/** Keys that hold a release's own values: Flux, Argo CD, helmfile. */
const OF_RELEASE = /^(?:values|valuesObject)$/;

/** At the top of a file of values, or of the values of a release. */
export const isOfChart = ({ path: file, name = file }: Facts, { path: keys }: EntryFact): boolean =>
  keys.length === 1
    ? HELM_VALUES.test(name) || OF_RELEASE.test(path.posix.basename(name))
    : OF_RELEASE.test(keys.at(-2) ?? '');
