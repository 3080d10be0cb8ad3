/** The programs that judge, and how each is asked: by a script of programs/, which runs in the sandbox. */
import { fileURLToPath } from 'node:url';

export interface Asking {
  readonly script: string;
  /** Users that the package would have made. */
  readonly users: readonly string[];
}

const asking = (script: string, ...users: readonly string[]): Asking => ({
  script: fileURLToPath(new URL(`./programs/${script}.sh`, import.meta.url)),
  users,
});

const PROGRAMS = {
  curl: asking('command'),
  exim: asking('exim', 'Debian-exim'),
  'git-send-email': asking('command'),
  msmtp: asking('command'),
  mutt: asking('command'),
  nullmailer: asking('nullmailer'),
  opensmtpd: asking('opensmtpd', 'opensmtpd', 'opensmtpq'),
  postfix: asking('postfix', 'postfix', 'postdrop'),
  's-nail': asking('command'),
  sendmail: asking('sendmail', 'smmta', 'smmsp'),
  swaks: asking('command'),
} as const satisfies Readonly<Record<string, Asking>>;

export type Program = keyof typeof PROGRAMS;

export const isProgram = (name: string): name is Program => Object.hasOwn(PROGRAMS, name);

export const askingOf = (program: Program): Asking => PROGRAMS[program];
