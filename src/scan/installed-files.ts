/**
 * Files that others install under a name that tells what they are, whatever they are called themselves: compose's configs and
 * volumes, `COPY` and `cp`, `src` and `dest` of Ansible, `source` of Salt, Puppet, Chef and NixOS, kustomize's `files`.
 */
import path from 'node:path';
import { foldersAround } from '../link/units.ts';
import type { Format } from '../model/facts.ts';
import { grouped } from '../model/grouped.ts';
import { relative } from '../read/within/script-files.ts';
import { TEMPLATE } from '../select/file-names.ts';
import { formatOf } from '../select/formats.ts';
import { escaped } from '../select/literals.ts';
import type { FileResult } from './file-result.ts';
import type { Scanner } from './scan-file.ts';

/** A file, as its installer writes it, and the path that it is installed under. */
export interface Installed {
  readonly source: string;
  readonly name: string;
}

/** Formats of what installs files. */
const INSTALLING: ReadonlySet<Format> = new Set<Format>([
  ...(['yaml', 'json', 'dockerfile', 'bash', 'ruby', 'puppet', 'hcl', 'nix', 'ini'] as const),
]);

/** Larger files are made by a machine, and more targets are no set-up. */
const LARGEST = 300_000;
const MOST_TARGETS = 2000;
export const MOST_INSTALLED = 200;

/** An absolute path, or one below the home folder. */
const TARGET = /(?<![\w.$}/@-])~?\/[\w.@-]{1,80}(?:\/[\w.@-]{1,80}){0,8}/g;
/** `environment.etc."msmtprc"`, `home.file.".msmtprc"` of NixOS; https://nixos.org/manual/nixos/stable/options#opt-environment.etc */
const OPTION = /\b(?:environment\.etc|home\.file|xdg\.configFile)\."(?<name>[\w./-]{1,100})"/g;
/** `files: [main.cf=relay.txt]`. https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/configmapgenerator/ */
const KEYED = /(?:-[ \t]+|[[,][ \t]*)["']?(?<name>[\w.-]{1,80})=(?<source>[\w./-]{1,200})["']?[ \t]*(?:$|[,\]#])/gm;

/** As far as the source may stand from the target, in characters of the same item. */
const NEAR = 400;

/** What copies a file: the word before the target is the source. */
const COPIES = /(?:^|[\s;&|"'[(])(?:COPY|ADD|cp|install|mv|ln|scp|rsync)["']?[\s,][^\n]*$/;
/** What fills a template in. */
const FILLS =
  /(?:envsubst|sed|gomplate|m4|j2)\b[^\n]*?(?:<|-f|-i|-in)?[ \t]+["']?(?<source>[\w./-]+)["']?[ \t]*>[ \t]*["']?$/;
const MOUNTED = /(?<source>[\w./-]+):$/;
const WORD = /(?<source>[\w./:@-]*\w)["']?[ \t]*,?[ \t]*["']?$/;

/** Keys and functions that name the source beside the target. */
const SOURCE =
  /(?:\b(?:src|source|file)["']?(?:[ \t]{0,8}(?:=>|[:=])|[ \t])[ \t]{0,8}|\b(?:template|epp|file|templatefile)\([ \t]*)["']?(?<source>(?:[\w+.-]{1,20}:\/\/\/?)?[\w./@-]{1,200})/g;

/** Where something else begins: at the margin, behind an empty line or the end of a statement. */
const APART = /\n(?=[^\s#}\])-])|[\n;][ \t]*\r?\n/g;
const ITEM = /\n(?<blank>[ \t]*)-[ \t]/g;

/** The files that a file of some format installs under a name that is one of `isNamed`. */
export function installsIn(
  format: Format | undefined,
  bytes: Buffer,
  isNamed: (name: string) => boolean,
): readonly Installed[] {
  if (!format || !INSTALLING.has(format) || bytes.length > LARGEST) return [];
  const text = bytes.toString('latin1');
  const found: Installed[] = [];
  let configs: ReadonlyMap<string, string> | undefined;
  const fileOfConfig = (name: string): string | undefined => {
    configs ??= filesOfConfigs(text);
    return configs.get(name);
  };
  const add = (source: string | undefined, name: string): void => {
    if (source !== undefined && found.length < MOST_INSTALLED && !isSame(source, name)) found.push({ source, name });
  };
  const targets = [...text.matchAll(TARGET), ...text.matchAll(OPTION)].slice(0, MOST_TARGETS);
  for (const { 0: target, index } of targets) {
    const name = relative(target.replace(/^[\w.]+"|"$/g, ''));
    if (isNamed(name)) add(sourceOf(text, index, index + target.length, fileOfConfig), name);
    else if (DATA.has(formatOf(name) ?? 'lines')) add(FILLS.exec(lineBefore(text, index))?.groups?.source, name);
  }
  for (const { groups } of text.matchAll(KEYED)) {
    const { name = '', source } = groups ?? {};
    if (isNamed(name)) add(source, name);
  }
  return found;
}

const isSame = (source: string, name: string): boolean => plain(source) === path.posix.basename(name);

const plain = (file: string): string => path.posix.basename(file).replace(TEMPLATE, '');

/** What is filled in is read as what it becomes, whether a detector knows it by that name or not. */
const DATA: ReadonlySet<Format> = new Set<Format>(['yaml', 'json', 'toml', 'ini', 'properties', 'dotenv', 'xml']);

const lineBefore = (text: string, at: number): string =>
  text.slice(Math.max(text.lastIndexOf('\n', at - 1) + 1, at - NEAR), at);

/** The source of a target that stands from `start` to `end`. */
function sourceOf(
  text: string,
  start: number,
  end: number,
  fileOfConfig: (name: string) => string | undefined,
): string | undefined {
  const line = lineBefore(text, start);
  if (/^[ \t]*(?:#|\/\/)/.test(line)) return undefined;
  const mounted = MOUNTED.exec(line)?.groups?.source ?? FILLS.exec(line)?.groups?.source;
  if (mounted !== undefined) return mounted;
  if (COPIES.test(line)) return WORD.exec(line)?.groups?.source;
  const named = nearest(text, start, end);
  return named === undefined || /[./]/.test(named) ? named : (fileOfConfig(named) ?? named);
}

/** The source that is nearest to the target within the same item, state, resource or task. */
function nearest(text: string, start: number, end: number): string | undefined {
  const before = text.slice(Math.max(0, start - NEAR), start);
  const after = text.slice(end, end + NEAR);
  const own = /^[ \t]*/.exec(before.slice(before.lastIndexOf('\n') + 1))?.[0].length ?? 0;
  const [from] = boundariesIn(before, own).slice(-1);
  const [to] = boundariesIn(after, own);
  const ahead = [...before.slice(from ?? 0).matchAll(SOURCE)].at(-1);
  const behind = [...after.slice(0, to).matchAll(SOURCE)][0];
  const distance = ahead ? before.length - (from ?? 0) - ahead.index - ahead[0].length : Number.POSITIVE_INFINITY;
  return (behind && behind.index < distance ? behind : ahead)?.groups?.source;
}

/** Where something begins that is not of the item whose line is indented by `own`. */
const boundariesIn = (text: string, own: number): readonly number[] =>
  [
    ...[...text.matchAll(APART)].map(({ index }) => index),
    ...[...text.matchAll(ITEM)].flatMap(({ index, groups }) => ((groups?.blank ?? '').length < own ? [index] : [])),
  ].sort((a, b) => a - b);

/** `mta: { file: ./conf/main }` of the configs and secrets of a compose file. https://docs.docker.com/reference/compose-file/configs/ */
const CONFIG = /^[ \t]+(?<name>[\w.-]+):[ \t]*(?:\{|\n[ \t]+)[ \t]*file:[ \t]*["']?(?<file>[\w./-]+)/gm;

/** The files of a text's configs by the configs' names; of several of a name the first. */
const filesOfConfigs = (text: string): ReadonlyMap<string, string> =>
  new Map([...text.matchAll(CONFIG)].reverse().map(({ groups }) => [groups?.name ?? '', groups?.file ?? '']));

/** Folders that Ansible, Chef, Puppet and Salt put before what their paths name. */
const BETWEEN = '(?:(?:templates|files|default|source)/)*';

/**
 * The names under which files are installed, by their paths; of several installers the first counts.
 *
 * @param installers files, and what they install
 * @param files all of the tree that are looked at
 */
export function installedAmong(
  installers: readonly { readonly path: string; readonly installs?: readonly Installed[] }[],
  files: readonly string[],
  isOpen: (file: string) => boolean,
): ReadonlyMap<string, string> {
  const installing = installers.filter(({ installs }) => installs && installs.length > 0);
  if (installing.length === 0) return new Map();
  const named = grouped(files, plain);
  const found = new Map<string, string>();
  for (const { path: from, installs = [] } of installing)
    for (const { source, name } of installs) {
      const file = fileOf(from, source, named.get(plain(source)) ?? []);
      if (file !== undefined && file !== from && !found.has(file) && isOpen(file)) found.set(file, name);
    }
  return found;
}

/** The file that a source means: the nearest to its installer whose path ends so. */
function fileOf(from: string, source: string, sameName: readonly string[]): string | undefined {
  const parts = source
    .replace(/^[\w+.-]+:\/\/\/?/, '')
    .split('/')
    .filter((part) => !/^(?:\.{0,2}|modules)$/.test(part));
  const last = parts.at(-1) ?? '';
  const ends = new RegExp(
    `(?:^|/)${[...parts.slice(0, -1), ''].map((part) => (part === '' ? '' : `${escaped(part)}/`)).join(BETWEEN)}${BETWEEN}${escaped(last)}(?:\\.\\w+)?$`,
  );
  const fitting = sameName.filter((file) => ends.test(file));
  return foldersAround(from)
    .map((folder) => fitting.find((file) => folder === '' || file.startsWith(`${folder}/`)))
    .find((file) => file !== undefined);
}

/** The results, with what files say that are read under the names they are installed under. */
export async function withInstalled(
  results: readonly FileResult[],
  installed: ReadonlyMap<string, string>,
  scanner: Pick<Scanner, 'scan'>,
): Promise<readonly FileResult[]> {
  const again = new Map<string, FileResult>();
  for (const [file, name] of installed) again.set(file, await scanner.scan(file, undefined, { name }));
  const others = results.filter((result) => !again.has(result.path));
  return [...others, ...again.values()];
}
