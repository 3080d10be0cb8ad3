/** What gives a value to a variable or configuration key that a mail setting reads, and where its name can stand. */

import path from 'node:path';
import { type EntryFact, entriesOf } from '../detect/entries.ts';
import { callsByName, lastName } from '../evaluate/call-index.ts';
import { atCall } from '../evaluate/places.ts';
import type { Asked, Definition, Place } from '../evaluate/value.ts';
import { chainOf, type Entry, type Expr, NAMED_TEMPLATE, type ObjectExpr } from '../model/expr.ts';
import {
  argument,
  type CallSite,
  type Facts,
  type Format,
  PROGRAMS,
  type Program,
  type ScopeId,
} from '../model/facts.ts';
import { grouped } from '../model/grouped.ts';
import { oncePer } from '../model/once.ts';
import { formatOf } from '../select/formats.ts';
import { roleOf } from '../select/role.ts';
import { isTranslation } from '../select/translations.ts';
import { BINDING_WORDS, boundIn } from './bound-keys.ts';
import { INJECTING, injectionsFor } from './containers.ts';
import { DESCRIBING_WORDS, describedIn, isType } from './described-keys.ts';
import { environmentWrites } from './environment-writes.ts';
import { FLAG_WORDS, flagsIn } from './flags.ts';
import { handedIn, namesOfTemplate } from './handed-variables.ts';
import { namedTemplates } from './named-templates.ts';
import { PREFIXING_WORDS } from './prefixes.ts';
import { PROVIDING, providedIn } from './providers.ts';
import { filledFrom, filledInPlace } from './substitutions.ts';
import { type ForWhom, holdsFor } from './units.ts';

/** Programs that hold configuration: `settings.py`, `config/constants.rb`. */
const SETTINGS_MODULE =
  /(^|[/_.-])(settings?|config(uration)?|conf|constants?|defaults?|attributes|env)([/_.-][\w.-]+)?\.(py|php|rb|js|cjs|mjs|ts|rs)$|(^|\/)config\/(initializers|environments)\/[\w.-]+\.rb$|(^|[/_.-])(definitions|dependencies|container)\.php$|\.conf$/i;

/** Data files that hold an application's configuration from its root on. */
const CONFIGURATION =
  /(^|\/)(((config|conf|settings)\/[^/]+|[^/]*(config(uration)?|settings|appsettings|application|parameters|secrets|credentials)[^/]*)\.\w+|[^/]*\.config|pulumi(\.[\w-]+)?\.ya?ml)$/i;

/** Names that say nothing of mail: a definition of `HOST` is hardly ever the relay's. */
const TOO_COMMON =
  /^(host|hostname|url|uri|name|address|addr|domain|server|port|value|smtp|email|mail|config|item|default|key|options?|settings|id|ip|user|type|data|result|env)$/i;

/** A plain word is a variable of a program as often as a key: `connect`, `conf`. */
const PLAIN = /^[a-z]+$/;
const SPEAKS_OF_MAIL = /mail|smtp|relay|smarthost|mta/;

/** Fields of objects (Go calls the object by a letter or three), and what requests bring: no file defines them. */
const OF_A_PROGRAM = /^(this|self|[a-z]|url|uri|srv|conn|req|res|ctx|_(POST|GET|REQUEST|COOKIE|SESSION|FILES))$/;

const MOST_PARTS = 8;

/** Whether it is worth asking the whole repository. */
export function isSearchable({ space, path }: Asked): boolean {
  if (space === 'resource' || space === 'terraform' || space === 'injected' || space === 'handed') return true;
  const last = path.at(-1) ?? '';
  if (path.length > MOST_PARTS || !path.every((part) => /^[A-Za-z_][\w-]*$/.test(part))) return false;
  if (OF_A_PROGRAM.test(path[0] ?? '')) return keysOnly({ space, path }) !== undefined && path.length > 2;
  if (path.length > 1) return true;
  if (space === 'config') return last.length > 2 && !OF_A_PROGRAM.test(last);
  return last.length > 2 && !TOO_COMMON.test(last) && !(PLAIN.test(last) && !SPEAKS_OF_MAIL.test(last));
}

/** An `Asked` as a key of maps. */
export const idOfAsked = ({ space, path }: Asked): string => `${space} ${path.join('.')}`;

const fold = (key: string): string => key.toLowerCase().replace(/[-_]/g, '');

/**
 * What frameworks put before the keys in the names of their variables: https://nuxt.com/docs/guide/going-further/runtime-config,
 * https://www.dynaconf.com/envvars/, https://flask.palletsprojects.com/en/stable/config/#configuring-from-environment-variables
 */
const PREFIXES = ['NUXT_', 'DYNACONF_', 'FLASK_'];

/** The variables that stand for a key: `Mail__Host` (.NET), `MAIL_HOST` and `SPRING_MAIL_HOST` (relaxed binding, viper's replacer). */
export const variablesOf = ({ path }: Asked, prefixes: readonly string[] = []): readonly string[] => {
  const [first = ''] = path;
  const names = namesOf(path);
  const own = path.length < 2 ? [] : [...names, ...PREFIXES.flatMap((prefix) => names.map((name) => prefix + name))];
  const flask = path.length < 2 && /^[A-Z][A-Z0-9_]*$/.test(first) ? [`FLASK_${first}`] : [];
  return [...new Set([...own, ...flask, ...prefixes.flatMap((prefix) => names.map((name) => prefix + name))])];
};

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
const spellings = (part: string): readonly string[] => {
  const words = part.split(/[-_]|(?<=[a-z0-9])(?=[A-Z])/).map((word) => word.toLowerCase());
  const camel = words
    .map((word, index) => (index === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1)))
    .join('');
  const pascal = camel.charAt(0).toUpperCase() + camel.slice(1);
  return [...new Set([part, words.join('-'), words.join('_'), camel, pascal, words.join('')])];
};

/** Names of what holds an application's configuration: no part of a key. */
const HOLDER =
  /^(this|self|[a-z]|ctx|conf|cfg|config|configuration|settings|options?|opts|env|app|application|state|rails)$/i;

/**
 * What is asked, without the names of the variables that hold the configuration: `settings.mail.host`, `c.Mail.Host`
 * are `mail.host` of a file that the program has read whole.
 */
function keysOnly({ space, path }: Asked): Asked | undefined {
  if (space !== 'config' || path.length < 2) return undefined;
  const start = path.findIndex((part) => !HOLDER.test(part));
  const kept = path.slice(start > 0 ? start : 1);
  const isPlain = kept.length === 1 && (start <= 0 || TOO_COMMON.test(kept[0] ?? ''));
  return start < 0 || kept.length === 0 || isPlain ? undefined : { space, path: kept };
}

/** The words by which files are searched: one of each group must stand in a file that defines what is asked. */
export function wordsOfAsked(asked: Asked): readonly (readonly (readonly string[])[])[] {
  if (asked.space === 'terraform') return [[[asked.path[0] ?? '']]];
  if (asked.space === 'injected') return wordsOfInjected(asked);
  if (asked.space === 'prefix') return [[PREFIXING_WORDS]];
  if (asked.space === 'handed') return [[namesOfTemplate(asked.path[0] ?? ''), [asked.path.at(-1) ?? '']]];
  if (asked.space !== 'config') return [asked.path.map((part) => [part])];
  const last = asked.path.at(-1) ?? '';
  const first = asked.path[0] ?? '';
  const keys = asked.path.length === 1 ? [spellings(last)] : [spellings(first), spellings(last)];
  // One key alone is a variable only behind a prefix.
  const variables = asked.path.length > 1 ? variablesOf(asked) : TOO_COMMON.test(last) ? [] : [last.toUpperCase()];
  const held = keysOnly(asked);
  return [keys, ...(variables.length > 0 ? [[variables]] : []), ...(held ? wordsOfAsked(held) : [])];
}

/** A container names the class, or binds the parameter's name for all. */
const wordsOfInjected = ({
  path: [className = '', param = ''],
}: Asked): readonly (readonly (readonly string[])[])[] => [
  [[className], INJECTING],
  [[`$${param}`], INJECTING],
];
/** The ways in which a key's parts may stand in a file that defines it, all of each: whole, in a file of its first part's name, without holders. */
export function keysOfAsked(asked: Asked): readonly (readonly (readonly string[])[])[] {
  const held = keysOnly(asked);
  const ways = [asked.path, asked.path.slice(1), ...(held ? [held.path] : [])];
  return ways.filter(({ length }) => length > 0).map((keys) => keys.map(spellings));
}

const baseOf = (file: string): string => fold(path.posix.basename(file).replace(/\..*$/, ''));

/** `mail.smtp.host` may be `smtp.host` of `config/mail.php`: the file's name is the first part of its keys. */
export const wordsInNamed = ({ space, path: keys }: Asked): readonly string[] =>
  space === 'config' && keys.length > 1 ? spellings(keys.at(-1) ?? '') : [];

/** The words of files in which a call gives a key its value: one of each group. */
export function wordsOfWritten({ space, path: keys }: Asked): readonly (readonly string[])[] {
  const last = keys.at(-1) ?? '';
  if (space === 'env') return [[last], DESCRIBING_WORDS];
  return space === 'config' ? [spellings(last), [...WRITING, ...PROVIDING, ...BINDING_WORDS, ...DESCRIBING_WORDS]] : [];
}

/** Whether a file is called like the first part of what is asked. */
export const isNamedBy = (file: string, { path: [first = ''] }: Asked): boolean => baseOf(file) === fold(first);

/** Whether a file of this name and format may define what is asked. */
export function mayDefine(file: string, format: Format, { space, path: keys }: Asked): boolean {
  if (space === 'resource')
    return keys[0] === NAMED_TEMPLATE ? /\.(?:tpl|ya?ml)$/.test(file) : format === 'yaml' || format === 'json';
  if (space === 'injected') return CONTAINERS.has(format);
  if (space === 'prefix') return PROGRAMS.has(format);
  if (space === 'handed') return HANDING.has(format) && path.posix.basename(file) !== keys[0];
  if (space === 'terraform') return format === 'hcl' || /\.tfvars(\.json)?$|\.tf\.json$/.test(file);
  if (PROGRAMS.has(format)) return SETTINGS_MODULE.test(file);
  return space === 'env' || keys.length > 1 || CONFIGURATION.test(file);
}

/** Formats in which templates are handed their variables; Puppet's manifests are lines. */
const HANDING: ReadonlySet<Format> = new Set([
  ...(['yaml', 'json', 'hcl', 'ruby', 'lines', 'python'] as const),
  ...(['bash', 'dockerfile'] as const),
]);

/** Formats that configure containers. */
const CONTAINERS: ReadonlySet<Format> = new Set(['yaml', 'xml', 'php']);
/** Languages whose programs are parts of one another. */
const TOGETHER: Partial<Readonly<Record<Format, string>>> = { java: 'jvm', kotlin: 'jvm', scala: 'jvm', groovy: 'jvm' };

const areApart = (a: Format, b: Format): boolean =>
  PROGRAMS.has(a) && PROGRAMS.has(b) && (TOGETHER[a] ?? a) !== (TOGETHER[b] ?? b);

/**
 * Whether what a file defines may hold for a use in another one, by their names alone: asked before the file is read. What
 * tests say is no program's, and no program calls what one of another language has.
 */
export function mayDecide(file: string, from: string): boolean {
  if (file === from) return true;
  const [format, own] = [formatOf(file), formatOf(from)];
  return !isForeignTest(file, from) && !(format && own && areApart(format, own) && !SETTINGS_MODULE.test(file));
}

/** A key in more translations than these is a word of an interface. */
const MOST_TRANSLATIONS = 3;

/** The files without translations, if these are many: a file alone is no translation for standing in such a folder. */
export function withoutTranslations(files: readonly string[]): readonly string[] {
  const others = files.filter((file) => !isTranslation(file, formatOf(file) ?? 'lines'));
  return files.length - others.length > MOST_TRANSLATIONS ? others : files;
}

const isForeignTest = (file: string, from: string): boolean => roleOf(file) === 'test' && roleOf(from) !== 'test';

/** Values in a program that can be a definition: a bare name there is more often another use. */
const DECIDING: ReadonlySet<Expr['kind']> = new Set(['text', 'join', 'env', 'either', 'call', 'object']);

/** Of a class's parameter in Puppet's data the last part: its templates know `profile::mail::smarthost` as `@smarthost`. */
const lastPart = (key: string): string => key.slice(key.lastIndexOf('::') + 1).replace(/^:/, '');

/** An entry of an item of a list is one of the list's, too: `shards.exit` of each table `[[shards]]`. */
interface Named extends EntryFact {
  /** Which items of which lists hold it. */
  readonly item?: string;
}

const byLastKey = oncePer((facts: Facts) =>
  grouped(
    entriesOf(facts).flatMap((one): readonly Named[] => [one, ...ofList(facts, one)]),
    ({ path }) => fold(lastPart(path.at(-1) ?? '')),
  ),
);

const INDEX = /^\d+$/;

const ofList = ({ program }: Facts, one: EntryFact): readonly Named[] =>
  program || !one.path.some((step) => INDEX.test(step))
    ? []
    : [
        {
          ...one,
          path: one.path.filter((step) => !INDEX.test(step)),
          item: one.path.filter((step) => INDEX.test(step)).join('.'),
        },
      ];

/** Functions that give a key its value or its default: viper, CakePHP, WordPress, Laravel, Symfony, convict, Flask, Rust's config. */
export const WRITING = [
  ...['SetDefault', 'setDefault', 'set_default', 'set_override', 'from_mapping', 'add_option', 'update_option'],
  ...['Configure::write', 'config->set', 'Config::set', 'setParameter', 'set_config', 'addProperty'],
  // Sinatra's and Capistrano's `set :name, value`, dry-configurable's and Hanami's `setting :name, default: value`
  ...['set :', 'setting :', 'mattr_accessor :', 'class_attribute :'],
  // https://www.tornadoweb.org/en/stable/options.html, https://hexdocs.pm/elixir/Config.html
  ...['tornado.options.define', 'config :'],
  // Go: koanf's and viper's maps, flags that viper is bound to
  ...['confmap.Provider', 'MergeConfigMap', 'Flags().String', 'pflag.String', 'Flags().Int', 'pflag.Int'],
  ...FLAG_WORDS,
];
const WRITING_NAMES = new Set(WRITING.map((name) => name.replace(/^.*(::|->|\.)| :$/g, '')));

/** `Flags().String("relay", "h", …)`; with a letter before the default, `StringP("relay", "r", "h", …)`. */
const FLAG = /^(?:String|Int)(P?)$/;
/** What calls write: `viper.SetDefault("mail.host", "x")`, `app.config.from_mapping(MAIL_HOST="x")`. */
const writtenIn = oncePer((facts: Facts): readonly EntryFact[] => [
  ...providedIn(facts),
  ...boundIn(facts),
  ...flagsIn(facts),
  ...(facts.program?.calls ?? []).flatMap((site) => {
    const name = lastName(site.call.callee);
    if (facts.format === 'elixir' && name === 'config') return configuredBy(facts, site);
    const flag = facts.format === 'go' ? FLAG.exec(name) : null;
    if (!WRITING_NAMES.has(name) && !flag) return [];
    const place = atCall(facts, site);
    const given = site.call.args.filter((one) => one.name === undefined).map((one) => one.value);
    const [key] = given;
    const value = given[flag?.[1] ? 2 : 1];
    if (key?.kind === 'object') return key.entries.flatMap((one) => mapped(one, place));
    const named = site.call.args.flatMap(({ name, value: given }) =>
      name === undefined ? [] : [{ path: [name], keyRange: given.range, value: given, siblings: [], place }],
    );
    const written = value ?? argument(site.call.args, 'default', undefined);
    if (key?.kind !== 'text' || !written) return named;
    return [...named, { path: key.value.split('.'), keyRange: key.range, value: written, siblings: [], place }];
  }),
]);

/** An entry of a map that is handed over: `"mail.host": "h"`. */
const mapped = ({ key, keyRange, value, spread }: Entry, place: Place): EntryFact[] =>
  spread ? [] : [{ path: key.split('.'), keyRange, value, siblings: [], place }];

/** `config :app, :dispatch, node: "h"` is `dispatch.node` of the application. https://hexdocs.pm/elixir/Config.html */
function configuredBy(facts: Facts, site: CallSite): EntryFact[] {
  const place = atCall(facts, site);
  const given = site.call.args.filter(({ name }) => name === undefined).map(({ value }) => textOf(value));
  const path = given.slice(1).flatMap((part) => part?.replace(/^:/, '') ?? []);
  return site.call.args.flatMap(({ name, value }) =>
    name === undefined ? [] : [{ path: [...path, name], keyRange: value.range, value, siblings: [], place }],
  );
}

const isWritten =
  ({ space, path: keys }: Asked) =>
  ({ path: written }: EntryFact): boolean =>
    space === 'config' &&
    keys.length === written.length &&
    keys.every((key, at) => fold(key) === fold(written[at] ?? ''));

/** The variables that stand for a key, as it is asked for or without the names of what holds the configuration. */
function namesOfVariables(asked: Asked, prefixes: readonly string[]): readonly string[] {
  const held = keysOnly(asked);
  return [asked, ...(held ? [held] : [])].flatMap((one) => variablesOf(one, prefixes));
}

/** A schema names variables as they are, and keys in the spelling that the program reads. */
const isDescribed = ({ space, path: keys }: Asked, { path: described }: EntryFact): boolean =>
  (space === 'env' || space === 'config') &&
  keys.length === described.length &&
  keys.every((key, at) => key === described[at]);

/** The definitions in a file, and in the files within it, of what is asked in `from`. */
export function definitionsIn(
  root: string,
  from: Facts,
  facts: Facts,
  asked: Asked,
  prefixes: readonly string[] = [],
): readonly Definition[] {
  if (asked.space === 'injected' || asked.space === 'handed')
    return (asked.space === 'handed' ? handedIn(facts, asked) : injectionsFor(facts, asked)).flatMap(
      (found) => definitionOf(root, from.path, facts, found) ?? [],
    );
  // What a data file asks for is the whole key: `%app.exit%`.
  const held = from.program ? keysOnly(asked) : undefined;
  const written = writtenIn(facts).filter((one) => isWritten(asked)(one) || (held && isWritten(held)(one)));
  const described = describedIn(facts).filter((one) => isDescribed(asked, one) || (held && isDescribed(held, one)));
  const configured =
    PROGRAMS.has(facts.format) && !isConfiguration(facts) ? [] : matching(facts, asked, held, prefixes);
  // What a test sets is its own affair.
  const setBy = asked.space === 'env' && roleOf(facts.path) !== 'test' ? environmentWrites(facts) : [];
  const set = setBy.filter(({ path: [name] }) => name === asked.path[0]);
  const variables = new Set(asked.space === 'config' ? namesOfVariables(asked, prefixes) : []);
  const own = [...configured, ...written, ...described, ...set]
    .filter((found) => !isStandIn(from, facts, found))
    .flatMap((found) => {
      const definition = definitionOf(root, from.path, facts, found);
      if (!definition) return [];
      return variables.has(found.path.at(-1) ?? '') ? [{ ...definition, byVariable: true as const }] : [definition];
    });
  const inner = (facts.embedded ?? []).flatMap((one) => definitionsIn(root, from, one, asked, prefixes));
  return [...own, ...inner];
}

/**
 * The definitions in the file that asks, of a name that says too little to look for it elsewhere: the variables at the top of
 * a file of settings, those of a template, and the properties of XML (logback, log4j, NLog, Ant).
 */
export const ownDefinitions = (root: string, from: Facts, asked: Asked): readonly Definition[] =>
  asked.space !== 'env' || from.program
    ? []
    : entriesNamed(from, asked)
        .filter(
          ({ path: { length, 0: first = '' } }) =>
            length === 1 || WITH_PROPERTIES.has(from.format) || first === 'DEFAULT',
        )
        .flatMap((found) => definitionOf(root, from.path, from, found) ?? []);

/** Formats in which a name may be given its value at any depth. */
const WITH_PROPERTIES: ReadonlySet<Format> = new Set(['dockerfile', 'xml']);

/** Sections that hold the values of one environment, as Rails, Figaro, dynaconf and Quarkus have them, and Chef's levels of attributes. */
const PROFILE =
  /^%?((?:force_)?(?:default|override|normal)(?:_attributes|_unless)?|defaults|shared|all|global|base|common|production|prod|live|staging|stage|preprod|uat|development|dev|local|test|testing)$/i;
const NOT_LIVE = /^%?(development|dev|local|test|testing)$/i;

/** The keys around what is asked: none, a profile's name, the loader's own. */
const around = ({ path }: EntryFact, asked: Asked): readonly string[] =>
  path.slice(0, Math.max(0, path.length - asked.path.length));

/** Functions that make a configuration of a schema with defaults. https://github.com/mozilla/node-convict */
const SCHEMA_OF = 'convict';

/** Whether a program holds configuration: it is called so, or makes one. */
export const isConfiguration = (facts: Facts): boolean =>
  SETTINGS_MODULE.test(facts.path) || (callsByName(facts).get(SCHEMA_OF) ?? []).length > 0;

/** Sections that hold a file's whole configuration: Pulumi's stacks; `[app:main]` of https://docs.pylonsproject.org/projects/pastedeploy/. */
const SECTION = /^(?:config|app:[\w.-]+)$/;

const isRooted = (found: EntryFact, asked: Asked): boolean => {
  const outer = around(found, asked).filter(
    (part) => part !== SCHEMA_OF && !(found.place.facts.program && HOLDER.test(part)),
  );
  if (outer.includes('appSettings') || (outer.length === 1 && SECTION.test(outer[0] ?? ''))) return true;
  const [profile, further] = outer;
  // What a function without a name gives back has none.
  return further === undefined && (!profile || PROFILE.test(profile));
};

/** Entries whose path is what is asked: from the root on, or else as the end of a longer one. */
function matching(
  facts: Facts,
  asked: Asked,
  held: Asked | undefined,
  prefixes: readonly string[],
): readonly EntryFact[] {
  if (asked.space === 'resource')
    return asked.path[0] === NAMED_TEMPLATE ? namedTemplates(facts, asked.path[1] ?? '') : keysOfResource(facts, asked);
  const named = [...keyed(facts, asked), ...prefixed(facts, asked, prefixes)];
  if (named.length > 0 || asked.space !== 'config' || asked.path.length < 2) return named;
  const inFile: Asked = { ...asked, path: asked.path.slice(1) };
  const ofFile = isNamedBy(facts.path, asked) ? keyed(facts, inFile, asked).filter((one) => isRooted(one, inFile)) : [];
  if (ofFile.length > 0 || !held || facts.program) return ofFile;
  return keyed(facts, held).filter((one) => isRooted(one, held));
}

/** Variables that stand for a key behind a prefix of the program's. */
const prefixed = (facts: Facts, asked: Asked, prefixes: readonly string[]): readonly EntryFact[] => {
  if (prefixes.length === 0 || asked.space !== 'config' || facts.program) return [];
  const names = new Set(namesOfVariables(asked, prefixes));
  const own = new Set(variablesOf(asked));
  return [...names]
    .filter((name) => !own.has(name))
    .flatMap((name) => (byLastKey(facts).get(fold(name)) ?? []).filter(({ path }) => path.at(-1) === name));
};

/** `whole` is what is asked, where the file's name is a part of it. */
function keyed(facts: Facts, asked: Asked, whole = asked): readonly EntryFact[] {
  const candidates = entriesNamed(facts, asked).filter((found) => !facts.program || isDefining(found, whole));
  const rooted = candidates.filter((found) => isRooted(found, asked));
  return rooted.length > 0 && asked.space === 'config' ? rooted : candidates;
}

/** Keys of the ConfigMap or Secret of the name. */
function keysOfResource(facts: Facts, { path: [resource = '', key = ''] }: Asked): readonly EntryFact[] {
  return (byLastKey(facts).get(fold(key)) ?? []).filter(
    (found) =>
      found.path.length === 2 &&
      /^(data|stringData|binaryData)$/.test(found.path[0] ?? '') &&
      found.path[1] === key &&
      textOf(get(get(documentAround(facts, found), 'metadata'), 'name')) === resource,
  );
}

const documentAround = (facts: Facts, { keyRange }: EntryFact): Expr | undefined =>
  facts.documents.find(({ range }) => range.start <= keyRange.start && keyRange.end <= range.end);

function entriesNamed(facts: Facts, asked: Asked): readonly EntryFact[] {
  const index = byLastKey(facts);
  const [name = ''] = asked.path;
  if (asked.space === 'env')
    return (index.get(fold(name)) ?? []).filter(({ path }) => lastPart(path.at(-1) ?? '') === name);
  // `variable "x" { default = … }`, `locals { x = … }`, `x = …` of a tfvars file, TF_VAR_x of the environment.
  if (asked.space === 'terraform')
    return [
      ...(index.get(fold(name)) ?? []).filter(
        (found) =>
          found.path.at(-1) === name &&
          (found.path.length === 1 || /^(?:variable|locals)$/.test(found.path.at(-2) ?? '')) &&
          !isDeclaration(found),
      ),
      ...(index.get(fold(`TF_VAR_${name}`)) ?? []),
    ];
  const folded = asked.path.map(fold);
  const isKey = ({ path }: EntryFact): boolean =>
    path.length >= folded.length &&
    folded.every((part, at) => fold(path[path.length - folded.length + at] ?? '') === part);
  const keys = (index.get(folded.at(-1) ?? '') ?? []).filter(
    (found) => isKey(found) && (asked.path.length > 1 || isRooted(found, asked)),
  );
  const variables = variablesOf(asked).flatMap((name) =>
    (index.get(fold(name)) ?? []).filter(({ path }) => path.at(-1) === name),
  );
  return [...keys, ...variables];
}

/** The block of a Terraform variable itself, as against its default: without one it gives no value. */
const isDeclaration = ({ path, keyRange, value }: EntryFact): boolean =>
  path.at(-2) === 'variable' && value.kind === 'object' && value.range.start <= keyRange.start;

/** `define('MAILHOST', $host)`: a name that stands for another; `MAILHOST=MAILHOST` passes it on. */
const isDefining = ({ path, value }: EntryFact, asked: Asked): boolean =>
  !isType(value) &&
  (DECIDING.has(value.kind) || (value.kind === 'ref' && value.name !== path.at(-1))) &&
  (asked.path.length > 1 || path.includes(SCHEMA_OF) || /^[A-Z][A-Z0-9_]*$/.test(path.at(-1) ?? ''));

/**
 * `${X:=v}` where a script needs X: what another script finds when it has none is that script's own affair
 * (POSIX shell, 2.6.2, "Assign Default Values").
 */
const isStandIn = (from: Facts, facts: Facts, { keyRange, value }: EntryFact): boolean =>
  from.format === 'bash' &&
  facts.format === 'bash' &&
  from !== facts &&
  value.kind === 'env' &&
  value.range.start <= keyRange.start &&
  keyRange.end <= value.range.end;

function definitionOf(root: string, from: string, facts: Facts, found: Named): Definition | undefined {
  if (!holdsFor(root, from, facts.path, forWhom(root, facts, found))) return undefined;
  if (isForeignTest(facts.path, from)) return undefined;
  const role = roleOf(facts.path);
  return {
    expr: found.value,
    place: found.place,
    keyRange: found.keyRange,
    source: sourceOf(facts, found),
    ...(isBase(facts, found) ? { base: true as const } : {}),
    decides: (role === 'runtime' && !NOT_LIVE.test(found.path[0] ?? '')) || role === roleOf(from),
  };
}

/** Keys of one document of a file; variables of one container, service or section. */
function sourceOf(facts: Facts, { path, keyRange, place, item = '' }: Named): string {
  const document = facts.documents.findIndex(({ range }) => range.start <= keyRange.start && keyRange.end <= range.end);
  const at = path.findIndex((key) =>
    /^(env|environment|environments|variables|data|stringData|build_args|args)$/.test(key),
  );
  const profile = PROFILE.test(path[0] ?? '') ? path[0] : '';
  const home = facts.program ? place.scope : '';
  return [facts.path, facts.name ?? '', document, home, at < 0 ? profile : path.slice(0, at).join('.'), item].join(
    '\0',
  );
}

/** Files and sections whose values hold in every environment, unless it has its own: node-config, Spring, .NET, Rails, dynaconf, roles of Ansible. */
const BASE_FILE =
  /(^|\/)((default|defaults|base|shared|common|application|appsettings|values)\.\w+|roles\/[^/]+\/defaults\/[\w.-]+)$/i;
const BASE_SECTION = /^(default|defaults|shared|all|global|base|common)$/i;

function isBase(facts: Facts, { path, place }: EntryFact): boolean {
  const [profile = ''] = path;
  if (facts.program) return hasSubclass(facts.program, place.scope);
  return PROFILE.test(profile) ? BASE_SECTION.test(profile) : BASE_FILE.test(facts.path);
}

/** Whether a scope is that of a class whose fields others of the file have, too: Flask's `class Production(Base)`. */
const hasSubclass = ({ classes }: Program, scope: ScopeId): boolean => {
  const name = classes.find((one) => one.scope === scope)?.name;
  return name !== undefined && classes.some(({ bases }) => bases.some((base) => chainOf(base)?.at(-1) === name));
};

const get = (object: Expr | undefined, key: string): Expr | undefined =>
  object?.kind === 'object' ? object.entries.findLast((entry: Entry) => entry.key === key)?.value : undefined;

const textOf = (expr: Expr | undefined): string | undefined => (expr?.kind === 'text' ? expr.value : undefined);

/** The compose service or the Kubernetes workload around an entry. */
function forWhom(root: string, facts: Facts, found: EntryFact): ForWhom {
  const { path: keys } = found;
  if (facts.program && PROGRAMS.has(facts.format)) return { inProgram: true };
  if (facts.format !== 'yaml') return {};
  const document = documentAround(facts, found);
  if (document?.kind !== 'object') return {};
  const fills = filledBy(root, facts.path, document, keys);
  if (fills) return { fills };
  if (keys[0] === 'services' && keys.length > 2) return composeService(facts, document, keys[1] ?? '');
  const workload = textOf(get(document, 'kind')) && textOf(get(get(document, 'metadata'), 'name'));
  return workload !== undefined && keys.includes('containers') ? { service: workload } : {};
}

/** What a ConfigMap or Secret holds for Flux to fill in, or its Kustomization itself. */
function filledBy(
  root: string,
  file: string,
  document: ObjectExpr,
  keys: readonly string[],
): readonly string[] | undefined {
  const kind = textOf(get(document, 'kind'));
  const name = textOf(get(get(document, 'metadata'), 'name'));
  if ((kind === 'ConfigMap' || kind === 'Secret') && name !== undefined) return filledFrom(root, file, name);
  const to = textOf(get(get(document, 'spec'), 'path'));
  return to !== undefined && keys.at(-2) === 'substitute' ? filledInPlace(root, to) : undefined;
}

/** https://docs.docker.com/reference/compose-file/build/: a folder, or one under `context`, relative to the file. */
function composeService(facts: Facts, document: ObjectExpr, service: string): ForWhom {
  const build = get(get(get(document, 'services'), service), 'build');
  const context = textOf(build) ?? textOf(get(build, 'context'));
  if (context === undefined) return { service };
  const builds = path.posix.normalize(path.posix.join(path.posix.dirname(facts.path), context)).replace(/\/$/, '');
  return { service, builds: builds === '.' ? '' : builds };
}
