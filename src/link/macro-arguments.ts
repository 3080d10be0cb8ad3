/** What those who include a named template of Helm's give it, each call a choice of its own. */
import { moduleEnd } from '../evaluate/places.ts';
import type { Asked } from '../evaluate/value.ts';
import { memberUnder } from '../model/expr.ts';
import type { Facts } from '../model/facts.ts';
import { givenToTemplate } from '../read/within/template-macros.ts';
import type { Named } from './entries-by-key.ts';

/** The members that are asked of what the calls of a file hand over. */
export const macroArguments = (facts: Facts, { path: [name = '', ...keys] }: Asked): readonly Named[] =>
  givenToTemplate(facts.source.text, name).map((given) => ({
    path: keys,
    keyRange: given.range,
    value: memberUnder(given, keys, given.range),
    siblings: [],
    place: moduleEnd(facts),
    item: `${given.range.start}`,
  }));
