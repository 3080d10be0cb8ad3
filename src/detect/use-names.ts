/** What a use without a host is called for those who look for its relay. */

import { shownChain } from '../evaluate/texts.ts';
import type { Hop } from '../evaluate/value.ts';
import type { Expr } from '../model/expr.ts';
import { shownName } from '../text/shown.ts';

/** What is read for a host, as people know it. */
export const nameOf = (host: Expr): string | undefined =>
  host.kind === 'env' ? shownName(host.name) : shownChain(host);

const NAMING: ReadonlySet<Hop['kind']> = new Set(['set', 'passed', 'defined']);

/** What holds the host, by the first hop that has a name for it; a name of what holds much else says nothing: `app`. */
export const nameOnTheWay = (hops: readonly Hop[]): string | undefined =>
  hops.find(({ kind, name }) => NAMING.has(kind) && !/\s/.test(name) && !OF_MUCH.test(name))?.name;

const OF_MUCH = /^(?:app|application|self|this|root|ctx|context|container|core|main|service|services|state)$/i;
