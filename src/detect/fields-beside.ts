/** Fields beside an entry that stand elsewhere: those of a class's bases, and those that are spread into its object. */
import type { Place } from '../evaluate/value.ts';
import { chainOf, type Entry, type Expr, type Range } from '../model/expr.ts';
import type { Program } from '../model/facts.ts';
import { oncePer } from '../model/once.ts';
import type { Tools } from './detector.ts';
import type { EntryFact } from './entries.ts';
import { optionOf } from './options.ts';

/** An entry with what stands beside it elsewhere; what is written beside it goes before that. */
export function withFieldsElsewhere(entry: EntryFact, tools: Tools): EntryFact {
  const { place, siblings, path } = entry;
  const { program } = place.facts;
  if (!program) return entry;
  const inherited = path.length === 1 && derivedScopes(program).has(place.scope) ? fieldsOfBases(place, tools) : [];
  const further = [...inherited, ...spreadFields(siblings, place, tools)];
  return further.length > 0 ? { ...entry, siblings: [...further, ...siblings] } : entry;
}

const derivedScopes = oncePer(
  ({ classes }: Program): ReadonlySet<number> =>
    new Set(classes.flatMap(({ scope, bases }) => (bases.length > 0 ? [scope] : []))),
);

/** `class Production(Base)`: the names are those of the bases; what they hold is asked of the class itself, wherever it is set. */
const fieldsOfBases = (place: Place, tools: Tools): readonly Entry[] =>
  [...tools.bases(place)].reverse().flatMap(({ facts, definition }) =>
    (facts.program?.assignments ?? []).flatMap(({ target, scope, range }): readonly Entry[] => {
      const name = scope === definition.scope ? chainOf(target)?.at(-1) : undefined;
      return name === undefined ? [] : [{ key: name, keyRange: range, value: fieldOf(name, range) }];
    }),
  );

const fieldOf = (name: string, range: Range): Expr => optionOf({ kind: 'ref', name: 'this', range }, name);

/** Made once for all the entries that stand among the same ones. */
const spreads = oncePer((siblings: readonly Entry[]) => siblings.filter(({ spread }) => spread).slice(0, MAX_SPREADS));
const MAX_SPREADS = 4;
const MAX_FIELDS = 100;

/** `{ host, ...options }`: what the spread value holds is asked of that value. */
const spreadFields = (siblings: readonly Entry[], place: Place, tools: Tools): readonly Entry[] =>
  spreads(siblings).flatMap(({ value, keyRange }) => {
    const keys = tools
      .evaluate(value, place)
      .flatMap((one) => (one.kind === 'structure' && one.expr.kind === 'object' ? one.expr.entries : []))
      .flatMap((entry) => (entry.spread ? [] : [entry.key]));
    return [...new Set(keys)]
      .slice(0, MAX_FIELDS)
      .map((key): Entry => ({ key, keyRange, value: optionOf(value, key) }));
  });
