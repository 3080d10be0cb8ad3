/** Which files may define what is asked, by their names and formats alone. */
import path from 'node:path';
import { isPipeline } from '../detect/deploying-jobs.ts';
import type { Asked } from '../evaluate/value.ts';
import { NAMED_TEMPLATE } from '../model/expr.ts';
import { type Format, PROGRAMS } from '../model/facts.ts';
import { formatOf } from '../select/formats.ts';
import { isForeignTest } from '../select/role.ts';
import { isTranslation } from '../select/translations.ts';
import { mayDefineInChart } from './chart-values.ts';
import { mayDefineInPlay } from './play-variables.ts';
import { isPosition } from './script-arguments.ts';

/** Programs that hold configuration: `settings.py`, `settings/components/mail.py`, `config/constants.rb`, Laminas' providers, Chef's roles and environments. */
export const SETTINGS_MODULE =
  /(^|[/_.-])(settings?|config(uration)?|conf|constants?|defaults?|attributes|env)([/_.-][\w.-]+)?\.(py|php|rb|js|cjs|mjs|ts|rs)$|(^|\/)config\/(initializers|environments)\/[\w.-]+\.rb$|(^|\/)config\/(autoload|env)\/[\w./-]+\.(php|[cm]?js|ts)$|(^|\/)module\.config\.php$|(^|[/_.-])(definitions|dependencies|container)\.php$|\.conf$|(^|\/)(roles|environments)\/[\w-]+\.rb$|(^|\/)settings\/[\w-]+\/[\w-]+\.py$|(^|\/)ConfigProvider\.php$/i;

/** Data files that hold an application's configuration from its root on. */
const CONFIGURATION =
  /(^|\/)(((config|conf|settings|environments)\/[^/]+|[^/]*(config(uration)?|settings|appsettings|application|parameters|secrets|credentials)[^/]*)\.\w+|[^/]*\.config|pulumi(\.[\w-]+)?\.ya?ml)$/i;

/** Whether a file of this name and format may define what is asked. */
export function mayDefine(file: string, format: Format, { space, path: keys }: Asked): boolean {
  if (space === 'resource')
    return keys[0] === NAMED_TEMPLATE ? /\.(?:tpl|ya?ml)$/.test(file) : format === 'yaml' || format === 'json';
  if (space === 'play') return mayDefineInPlay(file);
  if (space === 'chart') return mayDefineInChart(format);
  if (space === 'injected') return CONTAINERS.has(format);
  if (space === 'flag') return COMMANDING.has(format);
  if (space === 'prefix') return PROGRAMS.has(format);
  if (space === 'step') return format === 'groovy';
  if (space === 'macro') return /\.(?:tpl|ya?ml)$/.test(file);
  if (space === 'input') return format === 'yaml';
  if (space === 'handed' && isPosition({ space, path: keys })) return CALLING.has(format);
  if (space === 'handed') return HANDING.has(format) && path.posix.basename(file) !== keys[0];
  if (space === 'terraform') return format === 'hcl' || /\.tfvars(\.json)?$|\.tf\.json$/.test(file);
  if (PROGRAMS.has(format)) return SETTINGS_MODULE.test(file);
  return space === 'env' || keys.length > 1 || CONFIGURATION.test(file);
}

/** Formats that give variables of the environment their values. */
const WITH_VARIABLES: ReadonlySet<Format> = new Set(['dotenv', 'yaml', 'json', 'toml', 'dockerfile', 'ini', 'bash']);

/**
 * Whether what a file says of one key alone may be a variable behind the program's prefix, and nothing else: `PIER_RELAY` is
 * `relay`, but `relay:` of any data is not.
 */
export const isForPrefixed = (file: string, format: Format, asked: Asked): boolean =>
  asked.space === 'config' && asked.path.length === 1 && WITH_VARIABLES.has(format) && !mayDefine(file, format, asked);

/** Formats in which commands start programs: units, crontabs, Procfiles, manifests, scripts, images. */
const COMMANDING: ReadonlySet<Format> = new Set<Format>([
  ...(['ini', 'lines', 'bash', 'yaml', 'json', 'toml', 'dockerfile', 'hcl', 'nix', 'properties'] as const),
]);

/** Formats in which templates are handed their variables. */
const HANDING: ReadonlySet<Format> = new Set<Format>([
  ...(['yaml', 'json', 'hcl', 'ruby', 'puppet', 'bicep', 'python', 'bash', 'dockerfile'] as const),
]);

/** Formats in which commands call scripts: pipelines, makefiles, images, units, crontabs. */
const CALLING: ReadonlySet<Format> = new Set<Format>(['yaml', 'bash', 'dockerfile', 'ini', 'lines', 'hcl']);

/** Formats that configure containers. */
const CONTAINERS: ReadonlySet<Format> = new Set(['yaml', 'xml', 'php', 'javascript']);

/** Languages whose programs are parts of one another. */
const TOGETHER: Partial<Readonly<Record<Format, string>>> = { java: 'jvm', kotlin: 'jvm', scala: 'jvm', groovy: 'jvm' };

/** No program calls what one of the other language has. */
export const areApart = (a: Format, b: Format): boolean =>
  PROGRAMS.has(a) && PROGRAMS.has(b) && (TOGETHER[a] ?? a) !== (TOGETHER[b] ?? b);

/**
 * Whether what a file defines may hold for a use in another one, by their names alone: asked before the file is read. What
 * tests say is no program's, and no program calls what one of another language has.
 */
export function mayDecide(file: string, from: string): boolean {
  if (file === from) return true;
  const [format, own] = [formatOf(file), formatOf(from)];
  const isOfTests = isForeignTest(file, from) && !isPipeline(file);
  return !isOfTests && !(format && own && areApart(format, own) && !SETTINGS_MODULE.test(file));
}

/** A key in more translations than these is a word of an interface. */
const MOST_TRANSLATIONS = 3;

/** The files without translations, if these are many: a file alone is no translation for standing in such a folder. */
export function withoutTranslations(files: readonly string[]): readonly string[] {
  const others = files.filter((file) => !isTranslation(file, formatOf(file) ?? 'lines'));
  return files.length - others.length > MOST_TRANSLATIONS ? others : files;
}
