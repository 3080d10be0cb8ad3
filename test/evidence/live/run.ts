/**
 * Has a real mail program send through an old relay, changes its setting, and has it send through a new one, in namespaces of
 * their own (test/judges/sandbox.ts). Gives what is left: logs, messages, and the settings of both times.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { project } from '../../bundle.ts';
import { unpackedFor } from '../../debian.ts';
import { NAMESPACES } from '../../judges/sandbox.ts';

export const PROGRAMS = {
  postfix: ['postfix', 'postdrop'],
  exim: ['Debian-exim'],
  sendmail: ['smmta', 'smmsp'],
  opensmtpd: ['opensmtpd', 'opensmtpq'],
  msmtp: [],
  nodemailer: [],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type LiveProgram = keyof typeof PROGRAMS;

export const OLD = { host: 'mx1.old-dc.example', ip: '192.0.2.25', port: 25 } as const;
export const NEW = { host: 'smtp-relay.corp.example', ip: '198.51.100.25', port: 587 } as const;

const SECONDS = 60;
const here = fileURLToPath(new URL('.', import.meta.url));

/** The folder: `before.log`, `after.log`, `received/<relay>/*.eml`, `before/` and `after/` with the settings. */
export function sendBothWays(program: LiveProgram): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'live-'));
  for (const [time, relay] of [
    ['before', OLD],
    ['after', NEW],
  ] as const) {
    cpSync(path.join(here, 'settings', program), path.join(folder, time), { recursive: true });
    filled(path.join(folder, time), relay);
  }
  symlinkSync(path.join(project, 'node_modules'), path.join(folder, 'node_modules'));
  const layers = path.join(folder, 'layers');
  mkdirSync(layers);
  const spec = {
    work: layers,
    lower: unpackedFor(program),
    users: PROGRAMS[program],
    relays: { [OLD.host]: OLD.ip, [NEW.host]: NEW.ip },
    script: path.join(here, 'programs', `${program}.sh`),
    before: path.join(folder, 'before'),
    after: path.join(folder, 'after'),
    out: folder,
    env: { PATH: `${process.env.PATH}:/usr/sbin:/sbin`, HOME: folder, LANG: 'C.UTF-8', TZ: 'UTC' },
    seconds: SECONDS,
  };
  const { stdout, stderr } = spawnSync(
    'unshare',
    [...NAMESPACES, process.execPath, path.join(here, 'inside.mjs'), JSON.stringify(spec)],
    { encoding: 'utf8', timeout: (SECONDS + 20) * 1000, killSignal: 'SIGKILL' },
  );
  const answer = stdout.split('\n').find((line) => line.startsWith('{'));
  const { code, log }: { code: number; log: string } = answer ? JSON.parse(answer) : { code: -1, log: stdout + stderr };
  if (code !== 0) throw new Error(`${program} did not come to its end:\n${log}`);
  return folder;
}

/** Puts the relay in the place of `@RELAY@` and `@PORT@`. */
function filled(folder: string, { host, port }: { readonly host: string; readonly port: number }): void {
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replaceAll('@RELAY@', host).replaceAll('@PORT@', String(port)));
  }
}
