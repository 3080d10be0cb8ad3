/** Evidence beside what a repository says: which setting points to the relay that was seen. */
import type { JudgedSetting } from '../model/finding.ts';
import type { KnownRelays } from './known-relays.ts';
import type { SeenRelay } from './relays.ts';

export interface Coverage {
  readonly settings: readonly JudgedSetting[];
  /** `config/mail.php:41` of each setting that points to the relay. */
  pinning(relay: SeenRelay): readonly string[];
  /** Indexes of settings that point to the relay. */
  pointing(relay: SeenRelay): readonly number[];
  /** Indexes of settings whose relay no evidence shows. */
  uncovered(relays: readonly SeenRelay[]): readonly number[];
  /** Indexes of settings that get their host from outside the repository: they may explain anything. */
  readonly open: readonly number[];
}

/** Tests and development send nothing that servers' logs would show. */
const counts = ({ role }: JudgedSetting): boolean => role === 'runtime' || role === 'sample';

/** @param prefix put before paths, so that they can be opened from here. */
export function coverageOf(settings: readonly JudgedSetting[], known: KnownRelays, prefix: string): Coverage {
  const isNamed = ({ host, names }: SeenRelay, setting: string): boolean =>
    [host, ...names].some((name) => known.isSame(name, setting));
  const pointing = (relay: SeenRelay): readonly number[] =>
    settings.flatMap((setting, index) =>
      setting.host !== null && counts(setting) && isNamed(relay, setting.host) ? [index] : [],
    );
  const placeOf = (index: number): string => {
    const setting = settings[index];
    return setting ? `${prefix}${setting.path}:${setting.line}` : '';
  };
  return {
    settings,
    pointing,
    pinning: (relay) => [...new Set(pointing(relay).map(placeOf))],
    uncovered: (relays) => {
      const seen = new Set(relays.flatMap(pointing));
      return settings.flatMap((setting, index) => {
        const sends = setting.host !== null && setting.role === 'runtime' && setting.route !== 'api';
        const real = setting.verdict !== 'local' && setting.verdict !== 'placeholder';
        return sends && real && !seen.has(index) ? [index] : [];
      });
    },
    open: settings.flatMap((setting, index) =>
      setting.host === null && !setting.decided && setting.role === 'runtime' && setting.route === 'relay'
        ? [index]
        : [],
    ),
  };
}
