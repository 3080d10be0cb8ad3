/** Entries of hosts files, and records of name servers, that lead a relay's name elsewhere. */
import type { Setting } from '../model/setting.ts';
import { comparableHost } from '../relays/comparable-host.ts';

/**
 * The settings, of which those that give names an address count only where mail is sent there: another setting names one of
 * them, or the policy names one or the address. Of the names the one that counts is kept.
 *
 * A record of a name server is what DNS says itself: it counts only where it leads to a legacy relay.
 *
 * @param named hosts of the policy
 * @param retired those of them that are legacy relays
 */
export function ofUsedNames(
  settings: readonly Setting[],
  named: readonly string[],
  retired: readonly string[],
): readonly Setting[] {
  if (!settings.some(({ standsFor }) => standsFor)) return settings;
  const ofPolicy = new Set(named.map(comparableHost));
  const ofSettings = settings.flatMap(({ host, standsFor }) =>
    host === null || standsFor ? [] : [comparableHost(host)],
  );
  const used = new Set([...ofPolicy, ...ofSettings]);
  const legacy = new Set(retired.map(comparableHost));
  return settings.flatMap((setting) => {
    const { standsFor, host, key } = setting;
    if (!standsFor || host === null) return setting;
    const isRecord = key === 'dns';
    if (isRecord && !legacy.has(comparableHost(host))) return [];
    const name =
      standsFor.find((one) => used.has(comparableHost(one))) ??
      (!isRecord && ofPolicy.has(comparableHost(host)) ? standsFor[0] : undefined);
    return name === undefined
      ? []
      : { ...setting, standsFor: [name], key: `${key}.${name}`, ref: name, advice: adviceOf(name, isRecord) };
  });
}

const adviceOf = (name: string, isRecord: boolean): string =>
  isRecord
    ? `mail for ${name} goes there, whoever is approved by name: change the record`
    : `mail for ${name} goes to this address, whatever DNS says: remove the entry, or approve the address`;
