/** Real programs send through an old relay, then through a new one: their own logs, and the mail that arrived, tell the story. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { bundleInto } from '../bundle.ts';
import { missing } from '../judges/sandbox.ts';
import { type LiveProgram, NEW, OLD, PROGRAMS, sendBothWays } from './live/run.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });

const required = process.env.SMTP_SCAN_REQUIRE_JUDGES === '1';
const dist = mkdtempSync(path.join(os.tmpdir(), 'live-dist-'));

beforeAll(() => bundleInto(dist));
afterAll(() => rmSync(dist, { recursive: true, force: true }));

const POLICY = `approved:
  - host: ${NEW.host}
legacy:
  - host: ${OLD.host}
    also: [${OLD.ip}]
    replacement: ${NEW.host}:${NEW.port}
`;

/** Where each program's settings name the relay. */
const SETTINGS: Readonly<Record<LiveProgram, string>> = {
  postfix: 'etc/postfix/main.cf:6',
  exim: 'etc/exim4/update-exim4.conf.conf:8',
  sendmail: 'etc/mail/sendmail.mc:9',
  opensmtpd: 'etc/smtpd.conf:6',
  msmtp: 'etc/msmtprc:7',
  nodemailer: '.env:1',
};

const absent = (program: LiveProgram): string | undefined =>
  required ? undefined : missing(program === 'nodemailer' ? 'msmtp' : program);

describe.each(Object.keys(PROGRAMS) as LiveProgram[])('%s', (program) => {
  const reason = absent(program);
  let folder = '';
  beforeAll(() => {
    if (reason !== undefined) return;
    folder = sendBothWays(program);
    writeFileSync(path.join(folder, 'policy.yml'), POLICY);
  });
  afterAll(() => folder !== '' && rmSync(folder, { recursive: true, force: true }));

  const run = (...words: readonly string[]) => {
    const args = [path.join(dist, 'cli.js'), ...words, '--config', 'policy.yml', '--format', 'json'];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
    if (stdout === '') throw new Error(stderr);
    return { status, result: JSON.parse(stdout) };
  };
  const left = reason === undefined ? '' : ` (${reason})`;

  test.skipIf(reason !== undefined)(`its log names the relay, and a setting explains it${left}`, () => {
    for (const [time, relay, verdict] of [
      ['before', OLD, 'legacy'],
      ['after', NEW, 'approved'],
    ] as const) {
      const { status, result } = run('trace', `${time}.log`, '--repo', time);
      expect(result.relays).toMatchObject([{ host: relay.host, deliveries: 2, deferred: 0, failed: 0, verdict }]);
      const [{ settings }] = result.relays;
      expect(
        settings.map((index: number) => {
          const { path: file, line } = result.repository.settings[index];
          return `${file}:${line}`;
        }),
      ).toContain(SETTINGS[program]);
      expect(result.repository.uncovered).toEqual([]);
      expect(result.legacySeen).toBe(time === 'before');
      expect(status).toBe(time === 'before' ? 1 : 0);
      if (time === 'before')
        expect(result.findings).toMatchObject([
          { rule: 'legacy-hop', message: expect.stringContaining(`before/${SETTINGS[program]}`) },
        ]);
    }
  });

  test.skipIf(reason !== undefined)(`the messages that arrived say the same${left}`, () => {
    for (const [relay, verdict] of [
      [OLD, 'legacy'],
      [NEW, 'approved'],
    ] as const) {
      const { result } = run('trace', `received/${relay.host}`);
      expect(result.relays).toMatchObject([{ host: relay.host, deliveries: 2, verdict, strength: 'recipient' }]);
      expect(result.messages).toHaveLength(2);
    }
  });

  test.skipIf(reason !== undefined)(`the comparison sees it move, and sees when it has not${left}`, () => {
    const moved = run('compare', 'before.log', 'after.log');
    expect(moved.result.reasons.join('\n')).not.toContain('still uses');
    expect(moved).toMatchObject({ status: 0, result: { verdict: 'cut over', old: [OLD.host] } });
    expect(run('compare', 'before.log', 'before.log')).toMatchObject({ status: 1, result: { verdict: 'not' } });
    expect(run('compare', `received/${OLD.host}`, `received/${NEW.host}`)).toMatchObject({
      status: 0,
      result: { verdict: 'cut over' },
    });
  });
});
