/** Values through variables and across files: what the scan says, and what the real libraries do. */
import { describe, expect, test } from 'vitest';
import type { Setting } from '../../src/model/setting.ts';
import { collect } from '../../src/scan/collect.ts';
import { cases } from './cases.ts';
import { hostUsedBy, missing } from './judge.ts';

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

describe.each(cases)('$name', (one) => {
  const { host, at, trail, also = [] } = one.expected;

  test('the scan finds the host, where it is named and the way there', async () => {
    const { settings, diagnostics } = await collect({
      root: one.folder,
      jobs: 1,
      ignore: ['/run.json', '/expected.json'],
    });
    expect(diagnostics).toEqual([]);
    expect(hostsOf(settings)).toEqual([{ host, at }, ...also].map((found) => `${found.host} ${found.at}`).sort());
    const steps = settings.find((setting) => setting.host === host)?.trail.map(placeOf) ?? [];
    expect({ notPassed: notPassed(trail, steps), trail: steps }).toEqual({ notPassed: [], trail: steps });
  });

  const reason = required ? undefined : missing(one);
  test.skipIf(reason !== undefined)(
    `the real library uses the same host${reason === undefined ? '' : ` (${reason})`}`,
    () => {
      expect(hostUsedBy(one)).toBe(host);
    },
    60_000,
  );
});
