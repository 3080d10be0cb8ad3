/** Whether settings of one role lead through different relays although the policy names a single one. */
import { placeOf } from '../model/pick.ts';
import type { Setting } from '../model/setting.ts';
import type { Fault } from './fault.ts';
import { mixedMessage } from './messages.ts';
import type { Policy } from './policy.ts';
import type { Judgement } from './verdict.ts';

interface Mixed {
  /** The first setting of the role that goes another way. */
  readonly index: number;
  readonly fault: Fault;
}

/** @param excepted settings that an exception lets go another way. */
export function mixedRelays(
  settings: readonly Setting[],
  judgements: readonly Judgement[],
  policy: Policy,
  excepted: ReadonlySet<number>,
): readonly Mixed[] {
  const wanted = theOneRelay(policy);
  if (wanted === undefined) return [];
  const roles = new Map<string, Map<string, number[]>>();
  settings.forEach(({ role }, index) => {
    const relay = excepted.has(index) ? undefined : relayOf(judgements[index], wanted);
    if (relay === undefined) return;
    const relays = roles.get(role) ?? new Map<string, number[]>();
    roles.set(role, relays);
    const places = relays.get(relay);
    if (places) places.push(index);
    else relays.set(relay, [index]);
  });
  return [...roles].flatMap(([role, relays]) => {
    if (relays.size < 2) return [];
    const first = [...relays].find(([relay]) => relay !== wanted)?.[1][0];
    if (first === undefined) return [];
    const ordered = [...relays].sort(([, a], [, b]) => b.length - a.length);
    const shown = ordered.map(([name, places]) => ({ name, places: places.length }));
    const related = ordered.flatMap(([host, [index = first]]) => {
      const place = settings[index];
      return index === first || !place ? [] : [{ ...placeOf(place), host }];
    });
    return [{ index: first, fault: { rule: 'mixed-relays', message: mixedMessage(role, shown, wanted), related } }];
  });
}

/** Names and addresses of one relay count as one. */
function relayOf(judgement: Judgement | undefined, wanted: string): string | undefined {
  if (!judgement || judgement.host === null) return undefined;
  const { verdict, host, legacy } = judgement;
  if (verdict === 'approved') return wanted;
  if (verdict === 'legacy') return legacy?.host;
  return verdict === 'unapproved' ? host : undefined;
}

/** The relay, when the policy names exactly one: no patterns, and no replacement that is another. */
function theOneRelay({ approved, legacy }: Policy): string | undefined {
  if (approved === undefined) return undefined;
  const hosts = new Set([
    ...approved.map(({ host }) => host),
    ...legacy.flatMap(({ replacement }) => replacement?.host ?? []),
  ]);
  const [only] = hosts;
  return hosts.size === 1 && only !== undefined && !/[*/]/.test(only) ? only : undefined;
}
