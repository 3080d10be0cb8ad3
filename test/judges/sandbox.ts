/**
 * Asks a real mail program where it would hand its mail. It runs in namespaces of its own: a network of nothing but loopback,
 * whose one name server knows every name, and whose relays send everybody on to the next one, so that fallbacks show
 * themselves as well. Its package's files lie over the machine's; what it writes is gone with it.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { isIP } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { leftOut, notUnpacked, unpackedFor } from '../debian.ts';
import type { JudgedCase, Relay } from './cases.ts';
import { askingOf, type Program } from './programs.ts';

export const NAMESPACES = ['--net', '--mount', '--pid', '--uts', '--ipc', '--fork', '--kill-child', '--mount-proc'];
const inside = fileURLToPath(new URL('./inside/run.mjs', import.meta.url));

/** No program needs as long, even on a machine with much else to do. */
const SECONDS = 60;
const USUAL_PORTS = [25, 465, 587];

const works = (command: string, ...args: readonly string[]): boolean =>
  spawnSync(command, [...args], { stdio: 'ignore', timeout: 30_000 }).status === 0;

let sandboxed: boolean | undefined;
export const canSandbox = (): boolean => {
  sandboxed ??= process.getuid?.() === 0 && works('unshare', ...NAMESPACES, 'ip', 'link', 'set', 'lo', 'up');
  return sandboxed;
};

const installed = new Map<Program, boolean>();
function isInstalled(program: Program): boolean {
  let known = installed.get(program);
  if (known === undefined) {
    const unpacked = unpackedFor(program);
    known = unpacked.length > 0 ? notUnpacked(program).length === 0 : hasCommand(program);
    installed.set(program, known);
  }
  return known;
}

const hasCommand = (program: Program): boolean =>
  program === 'git-send-email'
    ? works('git', 'send-email', '--dump-aliases')
    : works('sh', '-c', `command -v ${program}`);

/** Why the program cannot be asked here and how to get it; undefined when it can. */
export function missing(program: Program): string | undefined {
  if (!canSandbox()) return 'left out; it runs as root on Linux, with unshare and ip: sudo .ci/packages, sudo npm test';
  return isInstalled(program) ? undefined : leftOut(program, 'sandbox');
}

interface Answer {
  readonly relays: readonly Relay[];
  /** What the program said meanwhile. */
  readonly log: string;
}

/** Whom the program connected to, in order. */
export function relaysUsedBy({ name, program, folder, ask, expected }: JudgedCase): Answer {
  const work = mkdtempSync(path.join(os.tmpdir(), 'judges-'));
  try {
    const copy = path.join(work, 'case');
    const layers = path.join(work, 'layers');
    cpSync(folder, copy, { recursive: true });
    mkdirSync(layers);
    const { script, users } = askingOf(program);
    const runs = ask.commands ?? [(ask.mails ?? []).flat()];
    const spec = {
      work: layers,
      lower: unpackedFor(program),
      runs: runs.map((words) => [script, copy, ...words]),
      env: { PATH: `${process.env.PATH}:/usr/sbin:/sbin`, HOME: copy, LANG: 'C.UTF-8' },
      addresses: expected.relays.flatMap(({ host }) => (isIP(host) > 0 && !host.startsWith('127.') ? [host] : [])),
      ports: [...new Set([...USUAL_PORTS, ...expected.relays.map(({ port }) => port)])],
      users,
      seconds: SECONDS,
    };
    const { stdout, stderr } = spawnSync('unshare', [...NAMESPACES, process.execPath, inside, JSON.stringify(spec)], {
      encoding: 'utf8',
      timeout: (SECONDS + 20) * 1000,
      killSignal: 'SIGKILL',
    });
    const answer = stdout.split('\n').find((line) => line.startsWith('{'));
    if (!answer) throw new Error(`${name} gave no answer:\n${stdout}${stderr}`);
    const { seen, failed, log }: { seen: readonly Relay[]; failed: boolean; log: string } = JSON.parse(answer);
    if (failed) throw new Error(`${name} did not come to its end:\n${log}`);
    return { relays: seen, log };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
