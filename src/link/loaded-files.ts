/**
 * A file that lies with the tests or the samples, or is called one, is none when what is deployed loads it by its path: its
 * settings are then those of the program, whatever the folder or the file is called.
 */
import path from 'node:path';
import type { Format } from '../model/facts.ts';
import { grow } from '../model/grouped.ts';
import type { Setting } from '../model/setting.ts';
import { formatOf } from '../select/formats.ts';
import { isApart, roleOf } from '../select/role.ts';
import type { Root } from '../walk/root.ts';
import type { Search } from './callers.ts';
import { textOf } from './files.ts';
import { foldersAround } from './units.ts';

/** What takes variables or configuration from a file, shortly before the file's name. */
const LOADS =
  /dotenv|env[-_]?file|compose_?file|\bextends\b|environmentfile|loadenv|\bsource\b|(?:^|[;&|\s])\.\s|\binclude|\brequire|\bimport|\bopen\b|read|load|parse|\b(?:copy|add|cp|install)\b|config|values|\bcat\b|(?:^|\s)-[ef]\b|volumes|mount/i;
const SHORTLY = 120;

/** Whose parts are for tests as often as for what is deployed. */
const OF_ALL_TASKS =
  /(^|\/)(makefile|gnumakefile|package\.json|composer\.json|rakefile|justfile|taskfile\.ya?ml|tox\.ini|noxfile\.py|setup\.cfg|pyproject\.toml|procfile)$|\.mk$/i;

/** Of them, what starts the program that is deployed: the parts that do, up to the name of a file. */
const STARTERS: readonly { readonly file: RegExp; readonly starts: RegExp }[] = [
  // https://devcenter.heroku.com/articles/procfile
  { file: /(^|\/)procfile$/i, starts: /(?:^|\n)(?!#)[\w-]+:[^\n]*$/ },
  // https://docs.npmjs.com/cli/using-npm/scripts#npm-start
  { file: /(^|\/)package\.json$/i, starts: /"(?:(?:pre)?start(?::prod\w*)?|main|bin)"\s{0,20}:\s{0,20}"[^"\n]*$/ },
];

const starterOf = (holder: string): RegExp | undefined => STARTERS.find(({ file }) => file.test(holder))?.starts;

/** Larger files load nothing. */
const LARGEST = 1024 * 1024;

/** Characters that are looked through; of what is beyond, that something names it has to do. */
const MOST_WORK = 300_000_000;

/** The settings, those of files that something deployed loads with its role. `files` are all that were scanned. */
export async function asLoaded(
  root: Root,
  settings: readonly Setting[],
  files: readonly string[],
  search: Search,
): Promise<readonly Setting[]> {
  const apart = new Set(
    settings
      .filter(({ host, role, path: file }) => host !== null && role !== 'runtime' && (isApart(file) || isModel(file)))
      .map((setting) => setting.path),
  );
  if (apart.size === 0) return settings;
  const deployed = files.filter(
    (file) => roleOf(file) === 'runtime' && (!OF_ALL_TASKS.test(file) || starterOf(file) !== undefined),
  );
  const namesOf = (files: readonly string[]): readonly string[] => [...new Set(files.map(nameIn))];
  const [models, others] = [[...apart].filter(isModel), [...apart].filter((file) => !isModel(file))];
  const holders = new Map([
    ...(models.length > 0 ? await search(deployed.filter(deploys), namesOf(models)) : []),
    ...(others.length > 0 ? await search(deployed, namesOf(others)) : []),
  ]);
  return ofProgram(settings, loadedBy(root, [...apart], holders));
}

/** The settings, those of some files with the role of the program that takes them. */
export const ofProgram = (settings: readonly Setting[], files: ReadonlySet<string>): readonly Setting[] =>
  settings.map((one) => (files.has(one.path) && one.role !== 'runtime' ? { ...one, role: 'runtime' } : one));

/**
 * Whether a file of data is called what it is by its own name, and lies where what is deployed does: `.env.example`, `.env.test`,
 * `docker-compose.dev.yml`, `config/mail.sample.yml`.
 */
const isModel = (file: string): boolean =>
  !isApart(file) && roleOf(file) !== 'runtime' && MODELS.has(formatOf(file) ?? 'lines');

const MODELS: ReadonlySet<Format> = new Set(['dotenv', 'yaml', 'json', 'toml', 'ini', 'properties', 'xml']);

/** Whether a file may say what is deployed, and how: programs load no model. */
const deploys = (file: string): boolean => DEPLOYING.has(formatOf(file) ?? 'lines');

const DEPLOYING: ReadonlySet<Format> = new Set(['yaml', 'bash', 'dockerfile', 'ini', 'toml', 'hcl', 'nix']);

/** What a file is called where it is loaded. */
const nameIn = (file: string): string => (isModel(file) ? path.posix.basename(file) : ending(file));

/** The name of a file and of its folder. */
const ending = (file: string): string => file.split('/').slice(-2).join('/');

/** Those of the files that one of their holders loads; each holder is read once. */
function loadedBy(
  root: Root,
  apart: readonly string[],
  holders: ReadonlyMap<string, readonly string[]>,
): ReadonlySet<string> {
  const named = new Map<string, string[]>();
  for (const file of apart)
    for (const holder of holders.get(nameIn(file)) ?? [])
      if (holder !== file && formatOf(holder) !== undefined) grow(named, holder, [file]);
  const loaded = new Set<string>();
  let left = MOST_WORK;
  for (const [holder, files] of named) {
    const text = left > 0 ? textOf(root, holder, LARGEST) : '';
    for (const file of files) {
      if (loaded.has(file)) continue;
      left -= text.length;
      if (left <= 0 || isLoadedIn(text, file, holder)) loaded.add(file);
    }
  }
  return loaded;
}

/** At more places than these the same is said again. */
const MOST_PLACES = 200;

function isLoadedIn(text: string, file: string, holder: string): boolean {
  const name = nameIn(file);
  const isOne = isModel(file) ? isUsedAsIs : isLoaded;
  let left = MOST_PLACES;
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
    const before = text.slice(Math.max(0, at - SHORTLY), at);
    const written = (/[\w./@~${}-]*$/.exec(before)?.[0] ?? '') + name;
    const isEnd = !/[\w/.-]/.test(text[at + name.length] ?? ' ');
    const after = text.slice(at + name.length, at + name.length + SHORTLY);
    if (isEnd && !isComment(before) && isOne({ before, after, written, file, holder })) return true;
    left -= 1;
    if (left === 0) return true;
  }
  return false;
}

interface Place {
  /** What stands before the name. */
  readonly before: string;
  /** What stands behind it. */
  readonly after: string;
  /** The path as it is written. */
  readonly written: string;
  readonly file: string;
  readonly holder: string;
}

function isLoaded({ before, written, file, holder }: Place): boolean {
  if (!meansFile(written, file)) return false;
  const starts = starterOf(holder);
  if (starts) return starts.test(before);
  return LOADS.test(before) || (STARTS.test(holder) && RUNS.test(before));
}

/** Units, images and services start programs, and not for tests. */
const STARTS =
  /\.(?:service|container)$|(^|\/)(?:docker|container)file[\w.-]*$|(^|\/)(?:docker-)?compose[\w.-]*\.ya?ml$/i;
const RUNS = /(?:ExecStart\w*=|\bCMD\b|\bENTRYPOINT\b|\bcommand:|\bentrypoint:)[^\n]*$/;

/** A model is there to be copied and filled in, which set-ups do; used as it is by what names it as a file of variables. */
const VARIABLES_OF = /(?:env_file|env-file|environmentfile|envfile)s?["']?[ \t]*[:=]?[\s\w./"',[~${}-]*$/i;
const SOURCED = /(?:^|[;&|\n])[ \t]*(?:source|\.)[ \t]+["']?[\w./~${}-]*$/;
/** Into the image, or on the way to where it runs. */
const INTO_IMAGE = /(?:^|\n)[ \t]*(?:COPY|ADD)[ \t][^\n]*$/;
const COPIED = /(?:^|[;&|\n"'-]|\bRUN\b|\brun:)[ \t]*(?:sudo[ \t]+)?(?:cp|mv|install|ln|cat|envsubst)[ \t][^\n;|&]*$/;
const DEPLOYS =
  /(^|\/)(?:[\w.-]*[._-])?(?:deploy|release|prod|entrypoint|start|publish|rollout)[\w.-]*$|(^|\/)deploy(?:ment)?\/(?:[^/]+\/)*[\w.-]+$|(^|\/)(?:docker|container)file[\w.-]*$/i;

const ADDED = /(?:^|\s)(?:-f|--file)[ \t=]+["']?[\w./~${}-]*$/;

/** Where a copy goes: the last word of the command. A folder, and the name of a model, keep it what it is. */
const TARGET = /^["']?[ \t,]+(?:[^\s;|&]+[ \t]+)*?["']?(?<to>[^\s;|&"'\]]+)["']?\]?[ \t]*(?:$|[\r\n;|&])/;

function isKeptAsModel(after: string): boolean {
  const to = TARGET.exec(after)?.groups?.to;
  return to !== undefined && (/(?:^|\/)\.{0,2}$/.test(to) || roleOf(path.posix.basename(to)) !== 'runtime');
}

function isUsedAsIs({ before, after, written, file, holder }: Place): boolean {
  if (!foldersAround(holder).some((folder) => path.posix.join(folder, written) === file)) return false;
  // What is for development or for tests is that in every set-up but the one that says otherwise.
  if (roleOf(file) !== 'sample' && !DEPLOYS.test(holder)) return false;
  if (VARIABLES_OF.test(before) || SOURCED.test(before)) return true;
  const isCopied = INTO_IMAGE.test(before) || (DEPLOYS.test(holder) && COPIED.test(before));
  return (isCopied && !isKeptAsModel(after)) || (DEPLOYS.test(holder) && ADDED.test(before));
}

/** `./test/prod.env` is a file that ends so; of `/app/test/prod.env`, `$DIR/test/prod.env` the end has to do. */
function meansFile(written: string, file: string): boolean {
  const plain = path.posix.normalize(written).replace(/^(?:\.\.\/)+/, '');
  return /^[/~$@]|[{}]/.test(written) || plain === file || file.endsWith(`/${plain}`);
}

/** Whether the line is a comment up to here. */
const isComment = (before: string): boolean => /(?:^|\n)[ \t]*(?:#|\/\/|\*|--|;)[^\n]*$/.test(before);
