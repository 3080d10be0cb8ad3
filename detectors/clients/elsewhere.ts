/** What a client keeps of the same server under keys of their own, away from the host's neighbours. */

import type { Matcher, TlsValue } from '../../src/detect/detector.ts';
import { entriesOf } from '../../src/detect/entries.ts';
import type { Expr } from '../../src/model/expr.ts';
import type { Facts } from '../../src/model/facts.ts';

interface Elsewhere {
  /** The key of the port, from the host's. */
  readonly port?: (key: string) => string;
  /** Keys that the encryption may have, from the host's, and the program's words for its kinds. */
  readonly tls?: (key: string) => readonly string[];
  readonly words?: Readonly<Record<string, 'ssl' | 'starttls' | 'none'>>;
}

const valuesOf = (facts: Facts): ReadonlyMap<string, Expr> =>
  new Map(entriesOf(facts).map(({ path, value }) => [path.join('.'), value]));

/** The matches of `matcher` with the port and encryption that other keys say. */
export function withElsewhere(matcher: Matcher, { port, tls, words = {} }: Elsewhere): Matcher {
  return function* (facts, tools) {
    const values = valuesOf(facts);
    for (const match of matcher(facts, tools)) {
      const said = tls?.(match.key)
        .flatMap((key) => values.get(key) ?? [])
        .find(({ kind }) => kind === 'text');
      const word = said?.kind === 'text' ? words[said.value.toLowerCase()] : undefined;
      const encryption: readonly TlsValue[] | undefined =
        said && word ? [{ value: { kind: 'text', value: word, range: said.range }, whenTrue: 'starttls' }] : undefined;
      yield { ...match, port: match.port ?? (port && values.get(port(match.key))), tls: encryption ?? match.tls };
    }
  };
}
