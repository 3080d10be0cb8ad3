/**
 * Variables of Puppet's classes, as the texts and templates within a class know them: `$relay` of `mail::mta` is `mail::mta::relay`,
 * which Hiera's data or a user of the class may give its value. https://www.puppet.com/docs/puppet/8/hiera_automatic
 */
import type { EntryFact } from '../detect/entries.ts';
import { moduleEnd } from '../evaluate/places.ts';
import type { Range } from '../model/expr.ts';
import type { Facts } from '../model/facts.ts';
import { memberOfAny } from '../read/reader.ts';

const DEFINITION = /^[ \t]*(?:class|define)[ \t]+(?<name>[a-z][\w:]*)/gm;

interface Named extends Range {
  readonly name: string;
}

/** The classes and defined types of a manifest, each from its name to the next one's. */
function classesOf({ source: { text } }: Facts): readonly Named[] {
  const found = [...text.matchAll(DEFINITION)].map(({ index, groups }) => ({ name: groups?.name ?? '', start: index }));
  return found.map((one, index) => ({ ...one, end: found[index + 1]?.start ?? text.length }));
}

/** `$routes.each |String $domain, $hop| { … }`. https://www.puppet.com/docs/puppet/8/lang_lambdas */
const EACH = /\$(?<list>[a-z]\w*)\.(?:each|map)[ \t]*(?:\(\))?[ \t]*\|(?<names>[^|\n]{1,120})\|/dg;

/** What a block's last parameter is: any value of what is gone through. */
const itemsOfBlocks = (facts: Facts, { start, name: className }: Named, stretch: string, name: string): EntryFact[] =>
  [...stretch.matchAll(EACH)].flatMap(({ indices, groups }): EntryFact[] => {
    const [from, to] = indices?.groups?.list ?? [0, 0];
    if (/\$(?<last>\w+)\s*$/.exec(groups?.names ?? '')?.groups?.last !== name) return [];
    const range = { start: start + from, end: start + to };
    const list = { kind: 'env', name: `${className}::${groups?.list ?? ''}`, range } as const;
    return [
      { path: [name], keyRange: range, value: memberOfAny(list, [], range), siblings: [], place: moduleEnd(facts) },
    ];
  });

/** What the classes that have a variable of the name give it; only those around one of `places`, if these are said. */
export function variablesOfClasses(facts: Facts, name: string, places?: readonly Range[]): readonly EntryFact[] {
  const declared = new RegExp(
    `(?:^|[(,])[ \\t]*(?:[A-Z][^$\\r\\n]{0,200}[ \\t])?\\$(?<name>${name.replace(/\W/g, '')})(?=[ \\t]*(?:=[^=~>]|[,)\\r\\n]))`,
    'dm',
  );
  return classesOf(facts).flatMap((one): EntryFact[] => {
    if (places && !places.some(({ start, end }) => start < one.end && end > one.start)) return [];
    const stretch = facts.source.text.slice(one.start, one.end);
    const at = declared.exec(stretch)?.indices?.groups?.name;
    if (!at) return itemsOfBlocks(facts, one, stretch, name);
    const range = { start: one.start + at[0], end: one.start + at[1] };
    const value = { kind: 'env', name: `${one.name}::${name}`, range } as const;
    return [{ path: [name], keyRange: range, value, siblings: [], place: moduleEnd(facts) }];
  });
}
