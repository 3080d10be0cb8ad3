/** Which names and addresses are one relay, and what the policy says of it. */
import { grow } from '../model/grouped.ts';
import type { Verdict } from '../model/setting.ts';
import type { LegacyRelay, Policy } from '../policy/policy.ts';
import { hostJudge } from '../policy/verdict.ts';
import type { Knowledge } from './messages/chain.ts';
import { providerOf, senderOf } from './providers.ts';

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

/** What the policy says of all relays that it names of one provider. */
interface OfProvider {
  readonly verdict: 'legacy' | 'approved';
  readonly legacy: LegacyRelay | undefined;
}

/** What mail was really handed to is no stand-in, whatever its name looks like. */
const real = (verdict: Verdict): Verdict => (verdict === 'placeholder' ? 'unapproved' : verdict);

export function knownRelays(policy: Policy | undefined, resolved: Resolved = new Map()): KnownRelays {
  const judgeHost = hostJudge(policy);
  const legacyAddresses = addressesOfLegacy(policy, resolved);
  const providers = judgedProviders(policy);

  /** A name, then what it was looked up as. */
  const forms = (name: string): readonly string[] => [name, ...(resolved.get(name) ?? [])];

  const listed = (verdict: Verdict): boolean => verdict === 'legacy' || verdict === 'approved';

  /** The policy names a provider's relay, and the evidence a server that hands its customers' mail on. */
  const throughProvider = (name: string): { readonly provider: string; readonly said: OfProvider } | undefined => {
    const provider = senderOf(name);
    const said = provider === undefined ? undefined : providers.get(provider);
    return provider === undefined || !said || listed(judgeHost(name).verdict) ? undefined : { provider, said };
  };

  const legacyOf = (
    name: string,
  ): { readonly legacy: LegacyRelay; readonly through: string | undefined } | undefined => {
    for (const form of forms(name)) {
      const legacy = judgeHost(form).legacy ?? legacyAddresses.get(form);
      if (legacy) return { legacy, through: form === name && judgeHost(form).legacy ? undefined : form };
    }
    const provided = throughProvider(name);
    return provided?.said.legacy && { legacy: provided.said.legacy, through: `a server of ${provided.provider}` };
  };

  const verdictOf = (name: string): Verdict => throughProvider(name)?.said.verdict ?? judgeHost(name).verdict;

  return {
    judge(names) {
      for (const name of names) {
        const old = legacyOf(name);
        if (old) return { verdict: 'legacy', ...old };
      }
      const verdicts = names.map(verdictOf);
      const [first = 'unresolved'] = verdicts;
      return {
        verdict: verdicts.includes('approved') ? 'approved' : real(first),
        legacy: undefined,
        through: undefined,
      };
    },
    named(host) {
      if (legacyOf(host)) return 'legacy';
      return verdictOf(host) === 'approved' ? 'approved' : undefined;
    },
    ofProvider: (provider) => providers.get(provider)?.verdict,
    isSame(a, b) {
      if (a === b) return true;
      if (isOneProviders(a, b)) return true;
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

/** Of two relays of one provider a server may belong to either. */
const isOneProviders = (a: string, b: string): boolean =>
  (senderOf(a) !== undefined && senderOf(a) === providerOf(b)) ||
  (senderOf(b) !== undefined && senderOf(b) === providerOf(a));

/** Providers of whose relays the policy says one thing; where it says two, a server's name does not tell which it is. */
function judgedProviders(policy: Policy | undefined): ReadonlyMap<string, OfProvider> {
  const said = new Map<string, OfProvider[]>();
  const add = (host: string, one: OfProvider): void => {
    const provider = providerOf(host.replace(/^(?:\*+\.)+/, ''));
    if (provider !== undefined) grow(said, provider, [one]);
  };
  for (const relay of policy?.legacy ?? []) {
    for (const host of [relay.host, ...relay.also]) add(host, { verdict: 'legacy', legacy: relay });
    if (relay.replacement) add(relay.replacement.host, { verdict: 'approved', legacy: undefined });
  }
  for (const { host } of policy?.approved ?? []) add(host, { verdict: 'approved', legacy: undefined });
  return new Map(
    [...said].flatMap(([provider, all]) => {
      const [first] = all;
      return first && all.every(({ verdict }) => verdict === first.verdict) ? [[provider, first] as const] : [];
    }),
  );
}
