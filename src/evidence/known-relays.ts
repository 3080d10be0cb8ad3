/** Which names and addresses are one relay, and what the policy says of it. */
import type { Verdict } from '../model/setting.ts';
import type { LegacyRelay, Policy } from '../policy/policy.ts';
import { hostJudge } from '../policy/verdict.ts';
import type { Knowledge } from './messages/chain.ts';

/** Addresses and aliases that names had when they were looked up; empty unless that was asked for. */
export type Resolved = ReadonlyMap<string, readonly string[]>;

export interface JudgedHost {
  readonly verdict: Verdict;
  readonly legacy: LegacyRelay | undefined;
  /** By which other name or address it was known, when the name itself says nothing. */
  readonly through: string | undefined;
}

export interface KnownRelays extends Knowledge {
  judge(names: readonly string[]): JudgedHost;
}

/** What mail was really handed to is no stand-in, whatever its name looks like. */
const real = (verdict: Verdict): Verdict => (verdict === 'placeholder' ? 'unapproved' : verdict);

export function knownRelays(policy: Policy | undefined, resolved: Resolved = new Map()): KnownRelays {
  const judgeHost = hostJudge(policy);
  const legacyAddresses = addressesOfLegacy(policy, resolved);

  /** A name, then what it was looked up as. */
  const forms = (name: string): readonly string[] => [name, ...(resolved.get(name) ?? [])];

  const legacyOf = (
    name: string,
  ): { readonly legacy: LegacyRelay; readonly through: string | undefined } | undefined => {
    for (const form of forms(name)) {
      const legacy = judgeHost(form).legacy ?? legacyAddresses.get(form);
      if (legacy) return { legacy, through: form === name && judgeHost(form).legacy ? undefined : form };
    }
    return undefined;
  };

  return {
    judge(names) {
      for (const name of names) {
        const old = legacyOf(name);
        if (old) return { verdict: 'legacy', ...old };
      }
      const verdicts = names.map((name) => judgeHost(name).verdict);
      const [first = 'unresolved'] = verdicts;
      return {
        verdict: verdicts.includes('approved') ? 'approved' : real(first),
        legacy: undefined,
        through: undefined,
      };
    },
    named(host) {
      if (legacyOf(host)) return 'legacy';
      return judgeHost(host).verdict === 'approved' ? 'approved' : undefined;
    },
    isSame(a, b) {
      if (a === b) return true;
      const old = legacyOf(a)?.legacy;
      if (old && old === legacyOf(b)?.legacy) return true;
      const known = forms(a).slice(1);
      return (
        forms(b).some((form) => known.includes(form)) || known.includes(b) || (resolved.get(b)?.includes(a) ?? false)
      );
    },
  };
}

function addressesOfLegacy(policy: Policy | undefined, resolved: Resolved): ReadonlyMap<string, LegacyRelay> {
  const owners = new Map<string, LegacyRelay>();
  for (const relay of policy?.legacy ?? [])
    for (const name of [relay.host, ...relay.also])
      for (const address of resolved.get(name) ?? []) owners.set(address, relay);
  return owners;
}
