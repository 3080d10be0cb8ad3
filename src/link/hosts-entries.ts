/** Entries of hosts files that lead a relay's name elsewhere. */
import type { Setting } from '../model/setting.ts';
import { comparableHost } from '../relays/host.ts';

/**
 * The settings, of which those that give a name an address count only where mail is sent to that name: another setting names
 * it, or the policy does. They then come through the name, and cannot be changed to one.
 *
 * @param named hosts of the policy
 */
export function ofUsedNames(settings: readonly Setting[], named: readonly string[]): readonly Setting[] {
  if (!settings.some(({ standsFor }) => standsFor)) return settings;
  const used = new Set(
    [...named, ...settings.flatMap(({ host, standsFor }) => (host === null || standsFor ? [] : [host]))].map(
      comparableHost,
    ),
  );
  return settings.flatMap((setting) => {
    const { standsFor, written: _, ...entry } = setting;
    if (!standsFor) return setting;
    const name = standsFor.find((one) => used.has(comparableHost(one)));
    return name === undefined ? [] : { ...entry, key: `${entry.key}.${name}`, ref: name, advice: adviceOf(name) };
  });
}

const adviceOf = (name: string): string =>
  `mail for ${name} goes to this address, whatever DNS says: remove the entry, or approve the address`;
