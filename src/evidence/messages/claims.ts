/** Legacy relays that a header names where no server bears it out: no proof of the way, and no reason to call it clean. */
import type { Place } from '../model.ts';
import { providerOf } from '../providers.ts';
import type { Chain, Knowledge } from './chain.ts';
import { isClaim } from './hop.ts';
import type { Sign } from './signs.ts';

export interface Claim {
  /** The host or the provider, as the header has it. */
  readonly relay: string;
  /** Who says so, for people. */
  readonly by: string;
  readonly place: Place;
}

/** By its own name, or as one of a provider's servers: those that take mail from customers are among them. */
const isLegacy = (host: string, known: Knowledge): boolean =>
  known.named(host) === 'legacy' || known.ofProvider(providerOf(host) ?? '') === 'legacy';

/** Each relay once, from the sender's side. */
export function legacyClaims({ hops }: Chain, signs: readonly Sign[], known: Knowledge): readonly Claim[] {
  const claims = [
    ...hops
      .filter(isClaim)
      .flatMap(({ by, rdns, helo, ip, place }) =>
        [by, rdns ?? helo, ip].flatMap((relay) =>
          relay !== null && isLegacy(relay, known)
            ? [{ relay, by: 'a line that the server above it does not bear out', place }]
            : [],
        ),
      ),
    ...signs.flatMap(({ provider, value, place }) =>
      provider !== undefined && known.ofProvider(provider) === 'legacy'
        ? [{ relay: provider, by: `a field that its servers write: ${value}`, place }]
        : [],
    ),
  ];
  return claims.filter((claim, index) => claims.findIndex(({ relay }) => relay === claim.relay) === index);
}
