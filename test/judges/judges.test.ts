/** Real configurations of mail servers and senders: the scan names the relays that the program itself hands its mail to. */
import { describe, expect, test } from 'vitest';
import type { Setting } from '../../src/model/setting.ts';
import { collect } from '../../src/scan/collect.ts';
import { cases, type Relay } from './cases.ts';
import { missing, relaysUsedBy } from './sandbox.ts';

const required = process.env.SMTP_SCAN_REQUIRE_JUDGES === '1';

const written = ({ host, port, mx }: Relay): string => `${host}:${port}${mx ? ' mx' : ''}`;

/** The ports of RFC 5321 and RFC 8314, where the configuration names none. */
const portOf = ({ port, transport }: Setting): number => port ?? (transport === 'implicit' ? 465 : 25);

const asRelay = (setting: Setting): string =>
  setting.host === null
    ? `unresolved ${setting.ref}`
    : written({ host: setting.host, port: portOf(setting), mx: setting.route === 'mx' });

const distinct = (texts: readonly string[]): string[] => [...new Set(texts)].sort();

describe.each(cases)('$name', (one) => {
  const { relays, direct = [] } = one.expected;

  test('the scan names each relay, and nothing else', async () => {
    const { settings, diagnostics } = await collect({
      root: one.folder,
      jobs: 1,
      ignore: ['/ask.json', '/expected.json'],
    });
    expect(diagnostics).toEqual([]);
    // A use that leads to a place that names the host is told by that place.
    const named = settings.filter(({ decided }) => !decided);
    expect(named.map((setting) => `${setting.path}:${setting.line} ${asRelay(setting)}`).sort()).toEqual(
      relays.flatMap((relay) => [relay.at].flat().map((at) => `${at} ${written(relay)}`)).sort(),
    );
  });

  const reason = required ? undefined : missing(one.program);
  test.skipIf(reason !== undefined)(
    `the program uses the same relays${reason === undefined ? '' : ` (${reason})`}`,
    { timeout: 120_000 },
    () => {
      const { relays: used, log } = relaysUsedBy(one);
      const own = direct.map((host): Relay => ({ host, port: 25, mx: true }));
      expect(distinct(used.map(written)), log).toEqual(distinct([...relays, ...own].map(written)));
    },
  );
});
