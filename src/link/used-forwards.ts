/** Forwards that carry mail because somebody hands it to them: a use of the machine or container that they run on. */
import type { LocalName } from '../model/local-name.ts';
import { isUnder } from '../model/paths.ts';
import type { Setting } from '../model/setting.ts';
import { comparableHost } from '../relays/comparable-host.ts';
import { PORT_NAMES } from '../relays/host.ts';
import { isLoopback } from '../relays/known.ts';
import type { Root } from '../walk/root.ts';
import { holdsFor } from './units.ts';

/** Names by which a container reaches the machine that it runs on. */
const OF_THE_MACHINE = /^host\.(?:docker|containers)\.internal$/;

const ROLE_OF_ANSIBLE = /(?:^|\/)roles\/[^/]+\//;

/** As many uses are asked for each forward; of one and the same machine more say the same. */
const MOST_USES = 1_000;

/**
 * The settings, of which the forwards that wait for a use are kept only where there is one in the same deployment unit: of the
 * own machine or of the container, at a port where the forward waits.
 *
 * @param retired legacy relays of the policy
 */
export function ofUsedForwards(
  root: Root,
  settings: readonly Setting[],
  localNames: readonly LocalName[],
  retired: readonly string[],
): readonly Setting[] {
  if (!settings.some(({ awaits }) => awaits)) return settings;
  const legacy = new Set(retired.map(comparableHost));
  const services = new Set(localNames.map(({ name }) => name));
  const uses = settings
    .filter((one) => !one.awaits && !one.standsFor && one.host !== null && (ofMachine(one) || services.has(one.host)))
    .slice(0, MOST_USES);
  return settings.flatMap((setting) => {
    const { awaits, ...bare } = setting;
    if (!awaits) return setting;
    if (awaits.isOwnServer && !(setting.host !== null && legacy.has(comparableHost(setting.host)))) return [];
    const use = uses.find((one) => isFor(root, one, setting, localNames));
    return use ? { ...bare, advice: adviceOf(use) } : [];
  });
}

const ofMachine = ({ host }: Setting): boolean => host !== null && (isLoopback(host) || OF_THE_MACHINE.test(host));

function isFor(root: Root, use: Setting, forward: Setting, localNames: readonly LocalName[]): boolean {
  const { awaits } = forward;
  if (!awaits || (forward.role === 'runtime' && use.role !== 'runtime') || !isAt(use.port, awaits.ports)) return false;
  if (ofMachine(use)) return isOneRole(use.path, forward.path) && holdsFor(root, use.path, forward.path);
  return (
    (use.host !== null && awaits.services.includes(use.host)) ||
    localNames.some(
      ({ name, holds = [] }) =>
        name === use.host &&
        holds.some((held) => held === forward.path || (held !== '' && isUnder(forward.path, held))),
    )
  );
}

const isAt = (port: number | null, ports: readonly string[]): boolean =>
  port === null || ports.length === 0 || ports.some((one) => (PORT_NAMES.get(one) ?? Number(one)) === port);

/** Two roles of Ansible are for two machines. */
const isOneRole = (one: string, other: string): boolean => {
  const [first, second] = [ROLE_OF_ANSIBLE.exec(one)?.[0], ROLE_OF_ANSIBLE.exec(other)?.[0]];
  return first === undefined || second === undefined || first === second;
};

const adviceOf = ({ path, line, host }: Setting): string => `what ${path}:${line} hands to ${host} goes there`;
