/** Whether mail moved: every verdict, with evidence that leads to it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type Comparison, compareSides } from '../../src/evidence/compare.ts';
import { readSide } from '../../src/evidence/sides.ts';
import type { Policy } from '../../src/policy/policy.ts';
import { compareJson, compareMarkdown, compareText } from '../../src/report/compare.ts';
import { NOW, policyOf } from './read.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'compare-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const OLD = 'relay-old.example.net[192.0.2.25]:25';
const NEW = 'relay-new.example.net[198.51.100.25]:587';
const both = policyOf(['relay-old.example.net'], ['relay-new.example.net']);

/** A message of an app at a minute of an hour, its way, and how long it waited. */
const mail = (app: string, time: string, relay: string, { delay = 0.1, status = 'sent' } = {}): string => {
  const id = `A${Buffer.from(`${app}${time}${relay}`).toString('hex').slice(-11).toUpperCase()}`;
  const at = Date.parse(`2026-11-23T${time}:00Z`);
  const stamp = (seconds: number) => new Date(at - seconds * 1000).toISOString().replace('Z', '+00:00');
  return [
    `${stamp(delay)} app01 postfix/smtpd[1]: ${id}: client=${app}.corp.example[10.0.0.1]`,
    `${stamp(delay)} app01 postfix/qmgr[1]: ${id}: from=<${app}@shop.example>, size=1, nrcpt=1 (queue active)`,
    `${stamp(0)} app01 postfix/smtp[1]: ${id}: to=<a@customer.example>, relay=${relay}, delay=${delay}, delays=0/0/0/0, dsn=2.0.0, status=${status} (250 Ok)`,
    '',
  ].join('\n');
};

async function compared(
  before: string,
  after: string,
  policy: Policy | undefined = both,
  changedAt?: number,
): Promise<Comparison> {
  const [first, second] = ['before', 'after'].map((name) => path.join(folder, name));
  writeFileSync(first ?? '', before);
  writeFileSync(second ?? '', after);
  const none = async () => undefined;
  const request = { policy, offset: 0, now: NOW };
  const old = await readSide(
    first ?? '',
    { ...request, ...(changedAt === undefined ? {} : { window: { until: changedAt } }) },
    none,
  );
  const change = changedAt ?? old.last ?? undefined;
  const window = {
    ...(change === undefined ? {} : { changedAt: change }),
    ...(changedAt === undefined ? {} : { from: changedAt }),
  };
  return compareSides(old, await readSide(second ?? '', { ...request, window }, none), policy, change ?? null);
}

const statesOf = ({ sources }: Comparison) =>
  Object.fromEntries(sources.map(({ client, state }) => [client?.split('.')[0] ?? '-', state]));

describe('the verdict is', () => {
  it('cut over when every source is seen to use another relay', async () => {
    const result = await compared(
      mail('shop', '10:00', OLD) + mail('crm', '10:01', OLD),
      mail('shop', '11:00', NEW) + mail('crm', '11:01', NEW),
    );
    expect(result.verdict).toBe('cut over');
    expect(statesOf(result)).toEqual({ shop: 'moved', crm: 'moved' });
  });

  it('partly when one still uses the old one', async () => {
    const result = await compared(
      mail('shop', '10:00', OLD) + mail('crm', '10:01', OLD),
      mail('shop', '11:00', NEW) + mail('crm', '11:01', OLD),
    );
    expect(result.verdict).toBe('partly');
    expect(statesOf(result)).toEqual({ shop: 'moved', crm: 'still old' });
    expect(result.reasons[0]).toContain('crm.corp.example');
  });

  it('partly when one is not seen any more: absence is no proof', async () => {
    const result = await compared(mail('shop', '10:00', OLD) + mail('crm', '10:01', OLD), mail('shop', '11:00', NEW));
    expect(result.verdict).toBe('partly');
    expect(statesOf(result)).toEqual({ shop: 'moved', crm: 'no evidence after' });
  });

  it('partly when the new one delivers nothing', async () => {
    const result = await compared(mail('shop', '10:00', OLD), mail('shop', '11:00', NEW, { status: 'deferred' }));
    expect(result).toMatchObject({ verdict: 'partly' });
  });

  it('partly when it moved to a relay that nobody approved', async () => {
    const result = await compared(
      mail('shop', '10:00', OLD),
      mail('shop', '11:00', 'other.example.net[203.0.113.9]:25'),
    );
    expect(result.verdict).toBe('partly');
    expect(result.reasons.join()).toContain('does not approve');
  });

  it('not when nothing changed, also of one and the same log', async () => {
    const log = mail('shop', '10:00', OLD) + mail('shop', '11:00', OLD);
    expect((await compared(log, log)).verdict).toBe('not');
    expect((await compared(mail('shop', '10:00', OLD), mail('shop', '11:00', OLD))).verdict).toBe('not');
  });

  it('not when the old one is tried and does not answer', async () => {
    const result = await compared(mail('shop', '10:00', OLD), mail('shop', '11:00', OLD, { status: 'deferred' }));
    expect(result.verdict).toBe('not');
  });

  it('no evidence when one side shows nothing, or nothing of what used the old relay', async () => {
    expect((await compared(mail('shop', '10:00', OLD), 'nothing\n')).verdict).toBe('no evidence');
    expect((await compared('nothing\n', mail('shop', '10:00', OLD))).verdict).toBe('no evidence');
    expect((await compared(mail('shop', '10:00', OLD), mail('crm', '11:00', NEW))).verdict).toBe('no evidence');
  });

  it('by what BEFORE shows, when no policy says which relay is old', async () => {
    expect((await compared(mail('shop', '10:00', OLD), mail('shop', '11:00', NEW), undefined)).verdict).toBe(
      'cut over',
    );
    expect((await compared(mail('shop', '10:00', OLD), mail('shop', '11:00', OLD), undefined)).verdict).toBe('not');
  });
});

it('mail that waited in the queue during the change is no new mail', async () => {
  const result = await compared(
    mail('shop', '10:00', OLD),
    mail('shop', '11:00', OLD, { delay: 5400 }) + mail('shop', '11:05', NEW),
  );
  expect(result.verdict).toBe('cut over');
  expect(result.reasons.join()).toContain('queued before the change');
});

it('one log and the time of the change are enough', async () => {
  const log = mail('shop', '10:00', OLD) + mail('shop', '11:00', NEW);
  expect((await compared(log, log, both, Date.UTC(2026, 10, 23, 10, 30))).verdict).toBe('cut over');
});

it('results of scans are compared setting by setting', async () => {
  const scan = (host: string) =>
    JSON.stringify({
      schemaVersion: 1,
      tool: { name: 'smtp-scan' },
      complete: true,
      relays: [],
      settings: [{ path: 'main.cf', line: 3, key: 'relayhost', host, role: 'runtime', verdict: 'unapproved' }],
    });
  expect((await compared(scan('relay-old.example.net'), scan('relay-new.example.net'))).verdict).toBe('cut over');
  expect((await compared(scan('relay-old.example.net'), scan('relay-old.example.net'))).verdict).toBe('not');
});

it('reports say it in words, as JSON and as Markdown', async () => {
  const result = await compared(mail('shop', '10:00', OLD), mail('shop', '11:00', NEW));
  expect(compareText(result, { color: false, verbose: false })).toContain('✔ cut over');
  expect(compareMarkdown(result)).toContain('## Mail routes: cut over');
  expect(JSON.parse(compareJson(result, '1.2.3'))).toMatchObject({
    command: 'compare',
    verdict: 'cut over',
    before: { relays: [{ host: 'relay-old.example.net' }] },
    after: { relays: [{ host: 'relay-new.example.net' }] },
  });
});
