/** Values through variables and across files: what the scan says, and what the real libraries do. */
import { describe, expect, test } from 'vitest';
import type { Setting, Transport } from '../../src/model/setting.ts';
import { collect } from '../../src/scan/collect.ts';
import { cases, type ExpectedRelay } from './cases.ts';
import { missing, relaysUsedBy, type UsedRelay } from './judge.ts';

const required = process.env.SMTP_SCAN_REQUIRE_JUDGES === '1';

const placeOf = ({ path, line }: { path: string; line: number }): string => `${path}:${line}`;

const hostsOf = (settings: readonly Setting[]): string[] =>
  settings.flatMap((setting) => (setting.host === null ? [] : [`${setting.host} ${placeOf(setting)}`])).sort();

/** The places of `wanted` that `trail` does not pass in that order. */
function notPassed(wanted: readonly string[], trail: readonly string[]): string[] {
  let from = 0;
  return wanted.filter((place) => {
    const at = trail.indexOf(place, from);
    if (at >= 0) from = at + 1;
    return at < 0;
  });
}

const asRelay = ({ host, port, transport, at }: ExpectedRelay): string => `${at} ${host}:${port} ${transport}`;

/** Ports that libraries take where none is given. */
const DEFAULT_PORTS: readonly (number | null)[] = [25, 465, 587];

/** What a library may do with TLS where the scan says this: without a word for it, it may use what the relay offers. */
const DOES: Readonly<Record<Transport, readonly UsedRelay['transport'][]>> = {
  implicit: ['implicit'],
  starttls: ['starttls', 'opportunistic'],
  none: ['none'],
  unknown: ['none', 'opportunistic'],
};

const fits = (expected: ExpectedRelay, used: UsedRelay): boolean =>
  used.host === expected.host &&
  (expected.port === null ? DEFAULT_PORTS.includes(used.port) : used.port === expected.port) &&
  DOES[expected.transport].includes(used.transport);

describe.each(cases)('$name', (one) => {
  const { relays, also = [] } = one.expected;

  test('the scan finds host, port and TLS, where the host is named and the way there', async () => {
    const { settings, diagnostics } = await collect({
      root: one.folder,
      jobs: 1,
      ignore: ['/run.json', '/expected.json'],
    });
    expect(diagnostics).toEqual([]);
    expect(hostsOf(settings)).toEqual([...relays, ...also].map(({ host, at }) => `${host} ${at}`).sort());
    const used = new Set(relays.map(({ host, at }) => `${host} ${at}`));
    const found = settings.flatMap(({ host, port, transport, ...setting }) =>
      host !== null && used.has(`${host} ${placeOf(setting)}`)
        ? [asRelay({ host, port, transport, at: placeOf(setting) })]
        : [],
    );
    expect(found.sort()).toEqual(relays.map(asRelay).sort());
    for (const { host, trail = [] } of relays) {
      const steps = settings.find((setting) => setting.host === host)?.trail.map(placeOf) ?? [];
      expect({ notPassed: notPassed(trail, steps), trail: steps }).toEqual({ notPassed: [], trail: steps });
    }
  });

  const reason = required ? undefined : missing(one);
  test.skipIf(reason !== undefined)(
    `the real library uses the same relays${reason === undefined ? '' : ` (${reason})`}`,
    { timeout: 600_000 },
    () => {
      const { relays: used, log } = relaysUsedBy(one);
      const others = used.filter((relay) => !relays.some((expected) => fits(expected, relay)));
      const unused = relays.filter((expected) => !used.some((relay) => fits(expected, relay)));
      expect({ others, unused: unused.map(asRelay) }, log).toEqual({ others: [], unused: [] });
    },
  );
});
