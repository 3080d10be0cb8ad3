/** Asks the real library which host a fixture's program would hand its mail to. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
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
  /** Debian packages that bring it. */
  readonly packages: string;
}

const LANGUAGES: Readonly<Record<string, Language>> = {
  node: {
    program: process.execPath,
    args: ['--require', `${judges}node.cjs`],
    env: {},
    check: ['-e', ''],
    packages: 'nodejs',
  },
  python3: {
    program: '/usr/bin/python3',
    args: [],
    env: { PYTHONPATH: `${judges}python`, PYTHONDONTWRITEBYTECODE: '1' },
    check: ['-c', 'import django, dotenv, decouple, yaml'],
    packages: 'python3 python3-django python3-dotenv python3-decouple python3-yaml',
  },
  php: {
    program: '/usr/bin/php',
    args: ['-d', `auto_prepend_file=${judges}preload.php`, '-d', 'variables_order=EGPCS'],
    env: {},
    check: [
      '-r',
      'foreach (["libphp-phpmailer", "Symfony/Component/Mailer", "Symfony/Component/Dotenv", "Symfony/Component/Yaml"] as $one) is_file("/usr/share/php/$one/autoload.php") || exit(1);',
    ],
    packages: 'php-cli libphp-phpmailer php-symfony-mailer php-symfony-dotenv php-symfony-yaml',
  },
  ruby: {
    program: '/usr/bin/ruby',
    args: ['-r', `${judges}preload.rb`],
    env: {},
    check: ['-e', 'require "mail"; require "action_mailer"; require "dotenv"'],
    packages: 'ruby ruby-mail ruby-actionmailer ruby-dotenv',
  },
};

const languageOf = ({ name, run }: LinkingCase): Language => {
  const language = LANGUAGES[run.command[0] ?? ''];
  if (!language) throw new Error(`${name}: run.json names no language that can be judged`);
  return language;
};

const checked = new Map<Language, string | undefined>();

/** Why the library cannot be asked here and how to get it; undefined when it can. */
export function missing(one: LinkingCase): string | undefined {
  const language = languageOf(one);
  if (!checked.has(language)) {
    const works = spawnSync(language.program, [...language.check], { stdio: 'ignore', timeout: 60_000 }).status === 0;
    checked.set(
      language,
      works ? undefined : `left out; to run it: apt-get install -y --no-install-recommends ${language.packages}`,
    );
  }
  return checked.get(language);
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
