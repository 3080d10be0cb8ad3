/** Asks the real library which host a fixture's program would hand its mail to. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { leftOut } from '../debian.ts';
import type { LinkingCase } from './cases.ts';

const judges = fileURLToPath(new URL('./judges/', import.meta.url));
const modules = fileURLToPath(new URL('../../node_modules', import.meta.url));

interface Language {
  readonly program: string;
  /** Before the program's own arguments. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Ends without an error where the libraries are there. */
  readonly check: readonly string[];
}

const LANGUAGES: Readonly<Record<string, Language>> = {
  node: {
    program: process.execPath,
    args: ['--require', `${judges}node.cjs`],
    env: {},
    check: ['-e', ''],
  },
  python3: {
    program: '/usr/bin/python3',
    args: [],
    env: { PYTHONPATH: `${judges}python`, PYTHONDONTWRITEBYTECODE: '1' },
    check: ['-c', 'import django, dotenv, decouple, flask_mail, yaml'],
  },
  php: {
    program: '/usr/bin/php',
    args: ['-d', `auto_prepend_file=${judges}preload.php`, '-d', 'variables_order=EGPCS'],
    env: {},
    check: [
      '-r',
      'foreach (["libphp-phpmailer", "Symfony/Component/Mailer", "Symfony/Component/Dotenv", "Symfony/Component/Yaml"] as $one) is_file("/usr/share/php/$one/autoload.php") || exit(1);',
    ],
  },
  ruby: {
    program: '/usr/bin/ruby',
    args: ['-r', `${judges}preload.rb`],
    env: {},
    check: ['-e', 'require "mail"; require "action_mailer"; require "dotenv"'],
  },
  perl: {
    program: '/usr/bin/perl',
    args: [`-I${judges}perl`, '-MJudge'],
    env: {},
    check: ['-MNet::SMTP', '-MEmail::Sender::Simple', '-e', '1'],
  },
};

const languageOf = ({ name, run }: LinkingCase): Language => {
  const language = LANGUAGES[run.command[0] ?? ''];
  if (!language) throw new Error(`${name}: run.json names no language that can be judged`);
  return language;
};

const checked = new Map<Language, boolean>();

/** Why the library cannot be asked here and how to get it; undefined when it can. */
export function missing(one: LinkingCase): string | undefined {
  const language = languageOf(one);
  let works = checked.get(language);
  if (works === undefined) {
    works = spawnSync(language.program, [...language.check], { stdio: 'ignore', timeout: 60_000 }).status === 0;
    checked.set(language, works);
  }
  return works ? undefined : leftOut(one.run.command[0] ?? '');
}

/** The host that the program would connect to. Runs in a copy, so that nothing is written beside the fixture. */
export function hostUsedBy(one: LinkingCase): string {
  const language = languageOf(one);
  const folder = mkdtempSync(path.join(os.tmpdir(), 'linking-'));
  try {
    cpSync(one.folder, folder, { recursive: true });
    symlinkSync(modules, path.join(folder, 'node_modules'));
    mkdirSync(path.join(folder, 'vendor'));
    cpSync(`${judges}autoload.php`, path.join(folder, 'vendor/autoload.php'));
    const env = { PATH: process.env.PATH ?? '', ...language.env, ...one.run.env };
    const { stdout, stderr } = spawnSync(language.program, [...language.args, ...one.run.command.slice(1)], {
      cwd: folder,
      env,
      encoding: 'utf8',
      timeout: 60_000,
    });
    const host = /^judge:(.*)$/m.exec(stdout)?.[1];
    if (host === undefined) throw new Error(`${one.name} did not try to send:\n${stdout}${stderr}`);
    return host;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
