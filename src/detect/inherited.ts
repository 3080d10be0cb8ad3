/** Fields that a class has from its bases: they stand beside its own. */
import type { Place } from '../evaluate/value.ts';
import { chainOf, type Entry, type Expr, type Range } from '../model/expr.ts';
import type { Program } from '../model/facts.ts';
import { oncePer } from '../model/once.ts';
import type { Tools } from './detector.ts';
import type { EntryFact } from './entries.ts';

const derivedScopes = oncePer(
  ({ classes }: Program): ReadonlySet<number> =>
    new Set(classes.flatMap(({ scope, bases }) => (bases.length > 0 ? [scope] : []))),
);

/** An entry with what the bases of the class around it set beside its own fields: `class Production(Base): MAIL_SERVER = …`. */
export function withInherited(entry: EntryFact, tools: Tools): EntryFact {
  const { place, siblings, path } = entry;
  const { program } = place.facts;
  if (path.length !== 1 || !program || !derivedScopes(program).has(place.scope)) return entry;
  const inherited = fieldsOfBases(place, tools);
  return inherited.length > 0 ? { ...entry, siblings: [...inherited, ...siblings] } : entry;
}

/** The names are those of the bases; what they hold is asked of the class itself, wherever it is set. */
const fieldsOfBases = (place: Place, tools: Tools): readonly Entry[] =>
  [...tools.bases(place)].reverse().flatMap(({ facts, definition }) =>
    (facts.program?.assignments ?? []).flatMap(({ target, scope, range }): readonly Entry[] => {
      const name = scope === definition.scope ? chainOf(target)?.at(-1) : undefined;
      return name === undefined ? [] : [{ key: name, keyRange: range, value: fieldOf(name, range) }];
    }),
  );

const fieldOf = (name: string, range: Range): Expr => ({
  kind: 'member',
  of: { kind: 'ref', name: 'this', range },
  key: { kind: 'text', value: name, range },
  range,
});
