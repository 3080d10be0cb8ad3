/**
 * Asks real libraries through which relays the programs of fixtures would send: host, port and kind of TLS. They run in the
 * sandbox of test/judges, whose name server knows every name; the relays there take no mail.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { leftOut } from '../debian.ts';
import { canSandbox, NAMESPACES } from '../judges/sandbox.ts';
import { cases, type LinkingCase } from './cases.ts';
import { type Language, languageOf } from './languages.ts';

const inside = fileURLToPath(new URL('./inside/run.mjs', import.meta.url));
const modules = fileURLToPath(new URL('../../node_modules', import.meta.url));
const autoload = fileURLToPath(new URL('./autoload.php', import.meta.url));

/** No program needs as long, even on a machine with much else to do. */
const SECONDS = 60;
/** Those of RFC 5321, 8314 and 6409, and what several libraries take for one. */
const USUAL_PORTS = [25, 465, 587, 2525];

/** `opportunistic`: with STARTTLS where the relay offers it, and else without TLS; `unknown`: it connects and says nothing. */
export interface UsedRelay {
  readonly host: string;
  readonly port: number;
  readonly transport: 'implicit' | 'starttls' | 'opportunistic' | 'none' | 'unknown';
}

export interface Answer {
  readonly relays: readonly UsedRelay[];
  /** What the program said meanwhile. */
  readonly log: string;
}

const checked = new Map<Language, boolean>();

/** Why the library cannot be asked here and how to get it; undefined when it can. */
export function missing(one: LinkingCase): string | undefined {
  if (!canSandbox()) return 'left out; it runs as root on Linux, with unshare and ip: sudo .ci/packages, sudo npm test';
  const language = languageOf(one);
  let works = checked.get(language);
  if (works === undefined) {
    const [program = '', ...words] = language.check;
    works = spawnSync(program, words, { stdio: 'ignore', timeout: 60_000 }).status === 0;
    checked.set(language, works);
  }
  return works ? undefined : leftOut(one.run.command[0] ?? '', 'sandbox');
}

const answers = new Map<string, ReadonlyMap<string, Answer>>();

/** The relays that the program uses, in order. All programs of a library run together, when one of them is first asked for. */
export function relaysUsedBy(one: LinkingCase): Answer {
  const known = answers.get(one.library) ?? judged(cases.filter(({ library }) => library === one.library));
  answers.set(one.library, known);
  return known.get(one.name) ?? { relays: [], log: 'it was not run' };
}

/** Runs in copies, so that nothing is written beside the fixtures. */
function judged(asked: readonly LinkingCase[]): ReadonlyMap<string, Answer> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'linking-'));
  try {
    const programs = asked.map((one, index) => {
      const cwd = path.join(folder, `${index}`);
      cpSync(one.folder, cwd, { recursive: true });
      symlinkSync(modules, path.join(cwd, 'node_modules'));
      mkdirSync(path.join(cwd, 'vendor'));
      cpSync(autoload, path.join(cwd, 'vendor/autoload.php'));
      const { args, env } = languageOf(one);
      const command = [...args, ...one.run.command.slice(1)];
      // Only where the scan cannot tell it matters whether STARTTLS is a must.
      const twice = one.expected.relays.some(({ transport }) => transport === 'unknown');
      return { command, cwd, env: { PATH: process.env.PATH ?? '', HOME: cwd, ...env, ...one.run.env }, twice };
    });
    const work = path.join(folder, 'layers');
    mkdirSync(work);
    const named = asked.flatMap(({ expected }) => expected.relays.flatMap(({ port }) => port ?? []));
    const ports = [...new Set([...USUAL_PORTS, ...named])];
    const spec = JSON.stringify({ work, programs, ports, seconds: SECONDS });
    const { stdout, stderr } = spawnSync('unshare', [...NAMESPACES, process.execPath, inside, spec], {
      encoding: 'utf8',
      timeout: (2 * SECONDS * asked.length + 20) * 1000,
      killSignal: 'SIGKILL',
    });
    const answer = stdout.split('\n').find((line) => line.startsWith('['));
    if (!answer) throw new Error(`no answer:\n${stdout}${stderr}`);
    const told: readonly Answer[] = JSON.parse(answer);
    return new Map(asked.flatMap(({ name }, index) => (told[index] ? [[name, told[index]]] : [])));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
