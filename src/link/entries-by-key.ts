/** The entries of a file by the last key of their path, in whatever spelling. */
import { type EntryFact, entriesOf } from '../detect/entries.ts';
import type { Facts } from '../model/facts.ts';
import { grouped } from '../model/grouped.ts';
import { oncePer } from '../model/once.ts';
import { fold } from './asked-names.ts';

/** Of a class's parameter in Puppet's data the last part: its templates know `profile::mail::smarthost` as `@smarthost`. */
export const lastPart = (key: string): string =>
  DEFAULT_OF.exec(key)?.[1] ?? key.slice(key.lastIndexOf('::') + 1).replace(/^:/, '');

/** Symfony's default of a variable, as a parameter. https://symfony.com/doc/current/configuration.html#configuration-based-on-environment-variables */
const DEFAULT_OF = /^env\((\w+)\)$/;

/** Whether an entry says what a variable is where the environment has none of it. */
export const isDefaultOfVariable = ({ path }: EntryFact): boolean => DEFAULT_OF.test(path.at(-1) ?? '');

/** An entry of an item of a list is one of the list's, too: `shards.exit` of each table `[[shards]]`. */
export interface Named extends EntryFact {
  /** Which items of which lists hold it. */
  readonly item?: string;
  /** Others of the same file hold in its stead, for other aliases of what it is given to. */
  readonly isOneOfSeveral?: true;
}

/** All of a file's entries by their last key, see `fold`. */
export const byLastKey = oncePer((facts: Facts) =>
  grouped(
    entriesOf(facts).flatMap((one): readonly Named[] => [one, ...ofList(facts, one)]),
    ({ path }) => fold(lastPart(path.at(-1) ?? '')),
  ),
);

const INDEX = /^\d+$/;

const ofList = ({ program }: Facts, one: EntryFact): readonly Named[] =>
  program || !one.path.some((step) => INDEX.test(step))
    ? []
    : [
        {
          ...one,
          path: one.path.filter((step) => !INDEX.test(step)),
          item: one.path.filter((step) => INDEX.test(step)).join('.'),
        },
      ];
