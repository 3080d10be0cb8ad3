/**
 * Looks names up, when it was asked for: the only use of the network. Names of policy, settings and evidence become the
 * addresses and aliases that they have now, which need not be those of the time of the evidence.
 */
import { Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { Policy } from '../policy/policy.ts';
import type { Resolved } from './known-relays.ts';

export interface LookedUp {
  readonly resolved: Resolved;
  /** Names that no server gave an answer about: whether they are the legacy relay is not known. */
  readonly unanswered: readonly string[];
  /** Names beyond those that are looked up. */
  readonly left: number;
}

const MOST_NAMES = 1000;
const AT_ONCE = 16;

/** Answers that say that there is nothing; all else is no answer. */
const NOTHING = new Set(['ENOTFOUND', 'ENODATA', 'NXDOMAIN']);

/** Names that a policy has, without patterns. */
export const policyNames = (policy: Policy | undefined): readonly string[] =>
  [
    ...(policy?.approved ?? []).map(({ host }) => host),
    ...(policy?.legacy ?? []).flatMap(({ host, also, replacement }) => [
      host,
      ...also,
      ...(replacement ? [replacement.host] : []),
    ]),
  ].filter((name) => !/[*/]/.test(name));

/**
 * @param server the name server as `ADDRESS` or `ADDRESS:PORT`; the system's own when left out.
 */
export async function lookUp(names: readonly string[], server: string | undefined): Promise<LookedUp> {
  const resolver = new Resolver({ timeout: 2000, tries: 2 });
  if (server !== undefined) resolver.setServers([server]);
  const wanted = [...new Set(names)].filter((name) => isIP(name) === 0 && name.includes('.')).sort();
  const queue = wanted.slice(0, MOST_NAMES);
  const resolved = new Map<string, readonly string[]>();
  const unanswered: string[] = [];
  const work = async (): Promise<void> => {
    for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
      const found = await formsOf(resolver, name);
      if (found === undefined) unanswered.push(name);
      else if (found.length > 0) resolved.set(name, found);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return { resolved, unanswered: unanswered.sort(), left: Math.max(0, wanted.length - MOST_NAMES) };
}

/** Aliases first, then addresses; undefined when nobody answered. */
async function formsOf(resolver: Resolver, name: string): Promise<readonly string[] | undefined> {
  let answered = false;
  const ask = async (query: Promise<readonly string[]>): Promise<readonly string[]> => {
    try {
      const found = await query;
      answered = true;
      return found.slice(0, 50).map((one) => one.toLowerCase().replace(/\.$/, ''));
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      if (NOTHING.has(code)) answered = true;
      return [];
    }
  };
  const [aliases, v4, v6] = await Promise.all([
    ask(resolver.resolveCname(name)),
    ask(resolver.resolve4(name)),
    ask(resolver.resolve6(name)),
  ]);
  return answered ? [...aliases, ...v4.toSorted(), ...v6.toSorted()] : undefined;
}

/** What has to be said of look-ups that failed. */
export const lookUpProblems = ({ unanswered, left }: LookedUp): readonly string[] => [
  ...(unanswered.length > 0
    ? [
        `no name server answered for ${unanswered.slice(0, 10).join(', ')}${unanswered.length > 10 ? ` and ${unanswered.length - 10} more` : ''}: whether they are a legacy relay is not known`,
      ]
    : []),
  ...(left > 0 ? [`${left} names were not looked up: there are too many`] : []),
];
