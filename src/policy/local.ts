/** Whether a host is a part of the deployment that the setting belongs to. */
import { grouped } from '../model/grouped.ts';
import type { LocalName } from '../model/local-name.ts';
import { isUnder } from '../model/paths.ts';
import type { Setting } from '../model/setting.ts';

export type LocalTest = (host: string, use: Pick<Setting, 'path' | 'role'>) => boolean;

/** A service in its cluster's own domain, which exists nowhere else. */
const IN_CLUSTER = /^([^.]+)(\.[^.]+)?\.svc(\.cluster\.local)?$/;

/** A name counts for its unit only, and one of a test, a sample or a development set-up never where mail is sent in earnest. */
export function localTest(names: readonly LocalName[]): LocalTest {
  const byName = grouped(names, ({ name }) => name);
  return (host, { path, role }) => {
    const counts = (one: LocalName): boolean => one.role === 'runtime' || role !== 'runtime';
    const holds = ({ units, files }: LocalName): boolean =>
      files.includes(path) || (!path.startsWith('../') && units.some((unit) => isUnder(path, unit)));
    const name = host.toLowerCase();
    const service = IN_CLUSTER.exec(name)?.[1];
    return (
      (byName.get(name)?.some((one) => counts(one) && holds(one)) ?? false) ||
      (service !== undefined && (byName.get(service)?.some(counts) ?? false))
    );
  };
}
