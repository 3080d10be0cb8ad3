/**
 * Helm's named templates: what `{{ define "chart.relay" }} … {{ end }}` of a chart puts where `{{ include "chart.relay" . }}`
 * stands. https://helm.sh/docs/chart_template_guide/named_templates/
 */
import type { EntryFact } from '../detect/entries.ts';
import { moduleEnd } from '../evaluate/places.ts';
import type { Expr } from '../model/expr.ts';
import type { Facts } from '../model/facts.ts';
import { grouped } from '../model/grouped.ts';
import { oncePer } from '../model/once.ts';
import { either, range, text } from '../read/reader.ts';
import { withMacroInputs } from '../read/within/template-macros.ts';
import { templated } from '../read/within/templated.ts';

/** No helper that gives a host is longer. */
const LONGEST = 2000;

const DEFINE = /\{\{-?[ \t]*define[ \t]+"(?<name>[^"\n]{1,200})"[ \t]*-?\}\}/dg;
const STATEMENT = /\{\{-?[ \t]*(?:if|else|end|with|range|\$\w+[ \t]*:?=|\/\*)(?:[^}]|\}(?!\})){0,400}\}\}/g;

/** What the templates of a file that are called so put in, each of the ways. */
export const namedTemplates = (facts: Facts, name: string): readonly EntryFact[] => byName(facts).get(name) ?? [];

const byName = oncePer((facts: Facts) => grouped(templatesIn(facts), ({ path }) => path[0]));

function templatesIn(facts: Facts): readonly EntryFact[] {
  const content = facts.source.text;
  return [...content.matchAll(DEFINE)].flatMap((found, index, all): readonly EntryFact[] => {
    const at = found.indices?.groups?.name;
    if (!at) return [];
    const start = found.index + found[0].length;
    const end = Math.min(content.length, start + LONGEST, all[index + 1]?.index ?? content.length);
    const value = bodyOf(content, start, end);
    const path = [content.slice(...at)];
    return value ? [{ path, keyRange: range(...at), value, siblings: [], place: moduleEnd(facts) }] : [];
  });
}

/** The stretches between the statements of a body, each as it would be read where it is put in. */
function bodyOf(content: string, start: number, end: number): Expr | undefined {
  const ways: Expr[] = [];
  let from = start;
  for (const statement of [...content.slice(start, end).matchAll(STATEMENT)]) {
    const to = start + statement.index;
    const written = content.slice(from, to);
    const trimmed = written.trim();
    const at = from + written.indexOf(trimmed);
    if (trimmed !== '') ways.push(withMacroInputs(templated(text(trimmed, range(at, at + trimmed.length))), content));
    from = to + statement[0].length;
  }
  return ways.length > 0 ? either(ways, range(start, end)) : undefined;
}
