/** Hosts that are known by a name such as `MAIL_HOST` alone, and that something else than sending reads. */
import type { Setting } from '../model/setting.ts';
import { comparableHost } from '../relays/comparable-host.ts';

/**
 * What a container is given may be for the program of its image, which is nowhere in the repository. What says SMTP is meant for
 * sending, whatever else reads it.
 */
const ALWAYS_RELAY = /(?:^|\.)(?:environment|env|data|stringData|containers)\.|smtp/i;

/**
 * The settings without other uses of mail hosts, and without what is taken for a relay by its name alone where such a use reads
 * it: a mailbox's server, the host of links. What a relay's use reads, too, has a trail and stays; so does a legacy relay, for a
 * program that is not understood may send there.
 *
 * @param byName detectors that know a relay by its name alone
 * @param retired legacy relays of the policy
 */
export function withoutOtherUses(
  settings: readonly Setting[],
  byName: ReadonlySet<string>,
  retired: readonly string[],
): readonly Setting[] {
  const others = settings.filter(({ noRelay }) => noRelay);
  if (others.length === 0) return settings;
  const legacy = new Set(retired.map(comparableHost));
  const read = new Set(others.map(placeOf));
  const isOfOther = (one: Setting): boolean =>
    byName.has(one.detector) && one.trail.length === 0 && read.has(placeOf(one)) && !ALWAYS_RELAY.test(one.key);
  const isLegacy = ({ host }: Setting): boolean => host !== null && legacy.has(comparableHost(host));
  return settings.filter((one) => !one.noRelay && (isLegacy(one) || !isOfOther(one)));
}

const placeOf = ({ path, line, column, host }: Setting): string => `${path}\0${line}\0${column}\0${host}`;
