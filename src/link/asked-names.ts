/** What is asked of a project, and the names by which it may be called elsewhere: spellings, variables, keys without holders. */
import { OPEN } from '../evaluate/texts.ts';
import type { Asked } from '../evaluate/value.ts';

/** Names that say nothing of mail: a definition of `HOST` is hardly ever the relay's. */
export const TOO_COMMON =
  /^(host|hostname|url|uri|name|address|addr|domain|server|port|value|smtp|email|mail|config|item|default|key|options?|settings|id|ip|user|type|data|result|env)$/i;

/** A plain word is a variable of a program as often as a key: `connect`, `conf`. */
const PLAIN = /^[a-z]+$/;
const SPEAKS_OF_MAIL = /mail|smtp|relay|smarthost|mta/;

/** Fields of objects (Go calls the object by a letter or three), and what requests bring: no file defines them. */
const OF_A_PROGRAM = /^(this|self|[a-z]|url|uri|srv|conn|req|res|ctx|_(POST|GET|REQUEST|COOKIE|SESSION|FILES))$/;

const MOST_PARTS = 8;

/** Spaces in which any name is worth asking, for few give it a value. */
const ALWAYS: ReadonlySet<Asked['space']> = new Set([
  ...(['resource', 'terraform', 'injected', 'handed', 'input', 'play', 'chart', 'flag', 'macro', 'step'] as const),
]);

/** Whether it is worth asking the whole repository. */
export function isSearchable({ space, path }: Asked): boolean {
  if (ALWAYS.has(space)) return true;
  const last = path.at(-1) ?? '';
  // A parameter of one of Puppet's classes.
  if (path.length === 1 && /^[a-z]\w*(?:::[a-z]\w*)+$/.test(last)) return true;
  if (path.length > MOST_PARTS || !path.every((part) => /^[A-Za-z_*][\w*-]*$/.test(part))) return false;
  // Of a bundle each `e[t].host` would be such a key.
  if (path.includes(OPEN) && path.some((part) => part !== OPEN && part.length < 3)) return false;
  if (OF_A_PROGRAM.test(path[0] ?? '')) return keysOnly({ space, path }) !== undefined && path.length > 2;
  if (path.length > 1) return true;
  if (space === 'config') return last.length > 2 && !OF_A_PROGRAM.test(last);
  return last.length > 2 && !TOO_COMMON.test(last) && !(PLAIN.test(last) && !SPEAKS_OF_MAIL.test(last));
}

/** Names of functions and keys that mean a relay wherever they stand. */
export const OF_RELAYS = /smtp|relay|smart_?host|mailer/i;
const OF_MAIL = /mail|mta/i;
const OF_A_HOST = /(?:host|name|server|address|addr|url|uri|dsn|node|endpoint|hub)$/i;
const OF_AN_ADDRESS = /^e?mails?$/i;

/**
 * Whether a definition of what is asked would be the relay's, whoever gives it: a variable in capitals is one for all, a key
 * like `options.user` may be anything's, unless it speaks of mail. `data.email` is an address, `email.et` what a program keeps
 * at a message. On the way, in another file than the use, many keys speak of mail, and those of a relay end like a host's.
 */
export function isMeant({ space, path }: Asked, isOnTheWay: boolean): boolean {
  if (space === 'env') return /^[A-Z][A-Z\d_]*$/.test(path[0] ?? '');
  const key = path.join('.');
  const last = path.at(-1) ?? '';
  if (OF_RELAYS.test(key)) return true;
  if (!OF_MAIL.test(key)) return false;
  return isOnTheWay ? OF_A_HOST.test(last) : last.length > 2 && !OF_AN_ADDRESS.test(last);
}

/** An `Asked` as a key of maps. */
export const idOfAsked = ({ space, path }: Asked): string => `${space} ${path.join('.')}`;

export const fold = (key: string): string => key.toLowerCase().replace(/[-_]/g, '');

/** Whether a part of what is asked is open: any key may be meant that begins and ends like it. */
export const isOpen = (part: string): boolean => part.includes(OPEN);

/** Whether a key is the part of what is asked, in any spelling. */
export function isPart(asked: string, key: string): boolean {
  const [first = '', ...rest] = asked.split(OPEN).map(fold);
  const folded = fold(key);
  if (rest.length === 0) return folded === first;
  const last = rest.at(-1) ?? '';
  return folded.length >= first.length + last.length && folded.startsWith(first) && folded.endsWith(last);
}

/**
 * What frameworks put before the keys in the names of their variables: https://nuxt.com/docs/guide/going-further/runtime-config,
 * https://www.dynaconf.com/envvars/, https://flask.palletsprojects.com/en/stable/config/#configuring-from-environment-variables,
 * https://airflow.apache.org/docs/apache-airflow/stable/howto/set-config.html
 */
const PREFIXES = ['NUXT_', 'DYNACONF_', 'FLASK_', 'AIRFLOW__'];

/** The variables that stand for a key: `Mail__Host` (.NET), `MAIL_HOST` and `SPRING_MAIL_HOST` (relaxed binding, viper's replacer). */
export const variablesOf = ({ path }: Asked, prefixes: readonly string[] = []): readonly string[] => {
  const [first = ''] = path;
  if (path.some(isOpen)) return [];
  const names = namesOf(path);
  const own =
    path.length < 2
      ? []
      : [
          ...names,
          ...PREFIXES.flatMap((prefix) => names.map((name) => prefix + name)),
          // Words of a key in camel case are words of the variable: `NUXT_POST_RELAY_HOST`.
          `NUXT_${path.map(inCapitals).join('_')}`,
        ];
  const flask = path.length < 2 && /^[A-Z][A-Z0-9_]*$/.test(first) ? [`FLASK_${first}`] : [];
  return [...new Set([...own, ...flask, ...prefixes.flatMap((prefix) => names.map((name) => prefix + name))])];
};

const inCapitals = (part: string): string => part.replace(/(?<=[a-z0-9])(?=[A-Z])|-/g, '_').toUpperCase();

const namesOf = (path: readonly string[]): readonly string[] => {
  const upper = path.map((part) => part.toUpperCase());
  return [
    path.join('__'),
    upper.join('_'),
    upper.map((part) => part.replaceAll('-', '')).join('_'),
    upper.map((part) => part.replaceAll('-', '_')).join('_'),
    ...(path.length > 1 ? [upper.join('__')] : []),
  ];
};

/** What is put before the names of variables is asked once for all keys. */
export const PREFIX: Asked = { space: 'prefix', path: [] };

/** The ways to write one part of a key: kebab, camel and snake case mean the same to most loaders. */
export const spellings = (part: string): readonly string[] => {
  const words = part.split(/[-_]|(?<=[a-z0-9])(?=[A-Z])/).map((word) => word.toLowerCase());
  const camel = words
    .map((word, index) => (index === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1)))
    .join('');
  const pascal = camel.charAt(0).toUpperCase() + camel.slice(1);
  return [...new Set([part, words.join('-'), words.join('_'), camel, pascal, words.join('')])];
};

/** Names of what holds an application's configuration: no part of a key. */
export const HOLDER =
  /^(this|self|[a-z]|ctx|conf|cfg|config|configuration|settings|options?|opts|env|app|application|state|rails)$/i;

/** `fastify.config.SMTP_HOST`, `deps.env.SMTP_HOST`: a variable's name behind a holder of whatever owner. */
const isHeldByAny = ([, holder = '', name = '', further]: readonly string[]): boolean =>
  HOLDER.test(holder) && /^[A-Z][A-Z0-9_]+$/.test(name) && further === undefined;

/**
 * What is asked, without the names of the variables that hold the configuration: `settings.mail.host`, `c.Mail.Host`
 * are `mail.host` of a file that the program has read whole.
 */
export function keysOnly({ space, path }: Asked): Asked | undefined {
  if (space !== 'config' || path.length < 2) return undefined;
  const start = isHeldByAny(path) ? 2 : path.findIndex((part) => !HOLDER.test(part));
  const kept = path.slice(start > 0 ? start : 1);
  const isPlain = kept.length === 1 && (start <= 0 || TOO_COMMON.test(kept[0] ?? ''));
  return start < 0 || kept.length === 0 || isPlain ? undefined : { space, path: kept };
}

/** The variables that stand for a key, as it is asked for or without the names of what holds the configuration. */
export function namesOfVariables(asked: Asked, prefixes: readonly string[]): readonly string[] {
  const held = keysOnly(asked);
  return [asked, ...(held ? [held] : [])].flatMap((one) => variablesOf(one, prefixes));
}
