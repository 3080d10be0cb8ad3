/**
 * Helm's named templates that hold the variables of containers: `{{ define "chart.env" }}` and, below it, what a list of `name`
 * and `value` has, or variables as keys. https://helm.sh/docs/chart_template_guide/named_templates/
 */
import { range, text } from '../reader.ts';
import type { WrittenFile } from './written-by-scripts.ts';

const DEFINE = /\{\{-?[ \t]*define[ \t]+"(?<name>[^"\n]{1,200})"[ \t]*-?\}\}[ \t]*\r?\n?/g;
/** No list of variables is longer. */
const LONGEST = 20_000;
/** The first line that is more than blanks, a comment or an action of the template. */
const FIRST =
  /^(?:[ \t]*(?:#[^\n]*|\{\{(?:[^}]|\}(?!\})){0,400}\}\}[ \t\r]*)?\n)*[ \t]*(?:- name|[A-Z][A-Z\d]*_[A-Z\d_]*):[ \t]/;

/** The lists of variables in the templates of a chart, each as a file of its own. */
export function* definedVariables(content: string): Generator<WrittenFile> {
  const all = [...content.matchAll(DEFINE)];
  for (const [index, found] of all.entries()) {
    const start = found.index + found[0].length;
    const end = Math.min(content.length, start + LONGEST, all[index + 1]?.index ?? content.length);
    const body = content.slice(start, end);
    if (FIRST.test(body))
      yield { name: 'env.yaml', content: text(body, range(start, end)), inputOf: found.groups?.name ?? '' };
  }
}
