/** Why a legacy relay is not changed, and what a person has to do instead. */
import type { JudgedSetting, Wanted } from '../model/finding.ts';

export type Obstacle =
  | 'no-replacement'
  | 'not-written'
  | 'joined'
  | 'hosts-entry'
  | 'several-lines'
  | 'address'
  | 'service'
  | 'credentials'
  | 'port'
  | 'transport'
  | 'conflict'
  | 'generated'
  | 'hands-off'
  | 'database'
  | 'link'
  | 'unreadable'
  | 'changed'
  | 'not-understood'
  | 'hidden';

/** `smtp-relay.corp.example:587`; an IPv6 address with a port in brackets. */
export const wantedWords = ({ host, port }: Wanted): string =>
  port === null ? host : `${host.includes(':') ? `[${host}]` : host}:${port}`;

type Words = (setting: JudgedSetting, wanted: string, port: number | null) => string;

const WORDS: Readonly<Record<Obstacle, Words>> = {
  'no-replacement': () =>
    'the policy names no replacement for it that is not legacy itself: add one (replacement: HOST or HOST:PORT), or change the setting by hand',
  'not-written': (setting, wanted) =>
    `no host is written here, ${setting.ref === null ? "the library's default" : `the default ${setting.ref}`} decides: name ${wanted}`,
  joined: (_, wanted) => `the host is put together from several texts: change them by hand so that it reads ${wanted}`,
  'hosts-entry': (setting, wanted) =>
    `it is the address that a hosts entry gives to ${setting.ref}: remove the entry when programs send to ${wanted}`,
  'several-lines': (_, wanted) =>
    `the host is written over several lines or in an encoded file: change it by hand to ${wanted}`,
  address: (_, wanted) =>
    `the host is taken from the domain of a mail address, which has to stay as it is: name ${wanted} as the host beside it`,
  service: (setting, wanted) =>
    `'${setting.ref ?? setting.host}' is a name for a service, and what stands beside it does not tell how to write a host instead: give host and port of ${wanted} in its place`,
  credentials: (_, wanted) =>
    `a password of the old relay is written beside it: put that of ${wanted} there and change the host with it (--keep-credentials when the same ones hold)`,
  port: (setting, wanted, port) =>
    setting.port === null
      ? `no port is written beside it that could become ${port}: set the port and change the host with it to ${wanted}`
      : `its port ${setting.port} is not written where it can be changed with the host: set it to ${port} and change the host with it to ${wanted}`,
  transport: (_, wanted, port) =>
    `port ${port} needs ${port === 465 ? 'TLS from the first byte' : 'STARTTLS'}, and nothing beside it can be switched so: set it and change host and port with it to ${wanted}`,
  conflict: (_, wanted) =>
    `its host, port or TLS is used for another relay as well: give each its own, and let this one be ${wanted}`,
  generated: (_, wanted) => `this file is made by a program: change what it is made from to ${wanted} and make it anew`,
  'hands-off': (_, wanted) =>
    `the head of this file says not to edit it: give ${wanted} in the way it names (an environment variable, a file of one's own, what it is made from)`,
  database: (_, wanted) =>
    `this is a value of a database: change it there to ${wanted} (a changed dump or migration reaches no database that is set up already)`,
  link: (_, wanted) =>
    `the file is reached through a link, and links are not followed: change the file itself to ${wanted}`,
  unreadable: (_, wanted) => `the file cannot be read or is write-protected: change it by hand to ${wanted}`,
  changed: () => 'the file changed meanwhile: run the command again',
  'not-understood': (_, wanted) =>
    `the changed text would not read as ${wanted} here, so it was left as it is: change it by hand`,
  hidden: () => 'it shows only now that others are changed: run the command again',
};

/** What a person has to do, in one sentence. */
export function adviceOf(obstacle: Obstacle, setting: JudgedSetting, wanted: Wanted | undefined): string {
  const words = wanted ? wantedWords(wanted) : 'an approved relay';
  return `${setting.host ?? setting.ref ?? 'the relay'} stays: ${WORDS[obstacle](setting, words, wanted?.port ?? null)}`;
}
