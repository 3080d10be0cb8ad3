/** Entries of hosts files that lead a relay's name elsewhere. */
import type { Setting } from '../model/setting.ts';
import { comparableHost } from '../relays/host.ts';

/**
 * The settings, of which those that give names an address count only where mail is sent there: another setting names one of
 * them, or the policy names one or the address. Of the names the one that counts is kept.
 *
 * @param named hosts of the policy
 */
export function ofUsedNames(settings: readonly Setting[], named: readonly string[]): readonly Setting[] {
  if (!settings.some(({ standsFor }) => standsFor)) return settings;
  const ofPolicy = new Set(named.map(comparableHost));
  const ofSettings = settings.flatMap(({ host, standsFor }) =>
    host === null || standsFor ? [] : [comparableHost(host)],
  );
  const used = new Set([...ofPolicy, ...ofSettings]);
  return settings.flatMap((setting) => {
    const { standsFor, host, key } = setting;
    if (!standsFor || host === null) return setting;
    const name =
      standsFor.find((one) => used.has(comparableHost(one))) ??
      (ofPolicy.has(comparableHost(host)) ? standsFor[0] : undefined);
    return name === undefined
      ? []
      : { ...setting, standsFor: [name], key: `${key}.${name}`, ref: name, advice: adviceOf(name) };
  });
}

const adviceOf = (name: string): string =>
  `mail for ${name} goes to this address, whatever DNS says: remove the entry, or approve the address`;
