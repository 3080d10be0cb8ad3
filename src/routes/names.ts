/** The policy's word on names of relays: which are one relay, and what takes a legacy one's place. */
import { compileHost } from '../policy/match.ts';
import { replacementWords } from '../policy/messages.ts';
import type { LegacyRelay, Policy } from '../policy/policy.ts';
import type { RelayNames } from './relays.ts';

export function relayNames(policy: Policy | undefined): RelayNames {
  const entries = (policy?.legacy ?? []).map((relay) => ({
    relay,
    tests: [relay.host, ...relay.also].map(compileHost),
  }));
  const known = new Map<string, LegacyRelay | undefined>();
  const legacyOf = (host: string): LegacyRelay | undefined => {
    if (!known.has(host)) known.set(host, entries.find(({ tests }) => tests.some((matches) => matches(host)))?.relay);
    return known.get(host);
  };
  return {
    // A pattern is no name: the hosts that it means may be many relays.
    mainName: (host) => {
      const name = legacyOf(host)?.host;
      return name === undefined || /[*/]/.test(name) ? host : name;
    },
    isLegacy: (host) => legacyOf(host) !== undefined,
    replacementOf: (host) => {
      const replacement = legacyOf(host)?.replacement;
      return replacement ? replacementWords(replacement) : null;
    },
  };
}
