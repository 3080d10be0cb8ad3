/** What expressions have turned out to be, by the place that they were looked at from. */
import type { Expr } from '../model/expr.ts';
import type { Place, Value } from './value.ts';

export interface Memo {
  get(expr: Expr, place: Place): readonly Value[] | undefined;
  set(expr: Expr, place: Place, values: readonly Value[]): void;
}

/** Nearly every expression is asked for from one place; some from very many, which then have an index. */
interface Known {
  readonly place: Place;
  readonly values: readonly Value[];
  others?: Map<string, readonly Value[]>;
}

export function createMemo(): Memo {
  const known = new WeakMap<Expr, Known>();
  const idOf = identities();
  const keyOf = ({ facts, scope, at, frame }: Place): string =>
    `${idOf(facts)} ${scope} ${at} ${frame ? idOf(frame) : ''}`;
  return {
    get(expr, place) {
      const first = known.get(expr);
      return first && isSame(first.place, place) ? first.values : first?.others?.get(keyOf(place));
    },
    set(expr, place, values) {
      const first = known.get(expr);
      if (!first) known.set(expr, { place, values });
      else {
        first.others ??= new Map();
        first.others.set(keyOf(place), values);
      }
    },
  };
}

const isSame = (a: Place, b: Place): boolean =>
  a.facts === b.facts && a.scope === b.scope && a.at === b.at && a.frame === b.frame;

/** A number for each object, so that several together are a key. */
function identities(): (of: object) => number {
  const numbers = new WeakMap<object, number>();
  let next = 0;
  return (of) => {
    const number = numbers.get(of) ?? next++;
    numbers.set(of, number);
    return number;
  };
}
