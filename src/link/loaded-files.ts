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
import { textOf } from './files.ts';
import type { Search } from './search.ts';
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
  const namesOf = (files: readonly string[]): readonly string[] => [...new Set(files.flatMap(namesIn))];
  const [models, others] = [[...apart].filter(isModel), [...apart].filter((file) => !isModel(file))];
  const [ofModels, ofOthers] = await Promise.all([
    search(models.length > 0 ? deployed.filter(takesModels) : [], namesOf(models)),
    search(others.length > 0 ? deployed : [], namesOf(others)),
  ]);
  const holders = new Map([...ofModels, ...ofOthers]);
  return ofProgram(settings, loadedBy(root, [...apart], holders));
}

/** The settings, those of some files with the role of the program that takes them. */
export const ofProgram = (settings: readonly Setting[], files: ReadonlySet<string>): readonly Setting[] =>
  settings.map((one) => (files.has(one.path) && one.role !== 'runtime' ? { ...one, role: 'runtime' } : one));

/**
 * Whether a file of data is called what it is by its own name, and lies where what is deployed does: `.env.example`, `.env.test`,
 * `docker-compose.dev.yml`, `config/mail.sample.yml`; or a program that is a model: `config/mail.sample.php`.
 */
function isModel(file: string): boolean {
  if (isApart(file) || roleOf(file) === 'runtime') return false;
  const format = formatOf(file) ?? 'lines';
  return MODELS.has(format) || (roleOf(file) === 'sample' && PROGRAMS.has(format));
}

const MODELS: ReadonlySet<Format> = new Set(['dotenv', 'yaml', 'json', 'toml', 'ini', 'properties', 'xml']);
/** Of languages whose programs load others by the names of their files. */
const PROGRAMS: ReadonlySet<Format> = new Set(['php', 'javascript']);

/** Whether a file may say what is deployed, and how, or take a model as it is. */
const takesModels = (file: string): boolean => TAKING.has(formatOf(file) ?? 'lines');

const TAKING: ReadonlySet<Format> = new Set([
  ...(['yaml', 'bash', 'dockerfile', 'ini', 'toml', 'hcl', 'nix', 'properties'] as const),
  ...(['javascript', 'php', 'python', 'ruby', 'go'] as const),
]);

/** What a file is called where it is loaded: itself or, where it lies apart, its folder. */
function namesIn(file: string): readonly string[] {
  if (isModel(file)) return [path.posix.basename(file)];
  const folder = ending(path.posix.dirname(file));
  return folder.includes('/') ? [ending(file), folder] : [ending(file)];
}

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
    for (const holder of new Set(namesIn(file).flatMap((name) => holders.get(name) ?? [])))
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

const isLoadedIn = (text: string, file: string, holder: string): boolean =>
  namesIn(file).some((name) => {
    const isOne = isModel(file) ? isUsedAsIs : file.endsWith(name) ? isLoaded : isFolderLoaded;
    return isLoadedBy(text, name, file, holder, isOne);
  });

function isLoadedBy(
  text: string,
  name: string,
  file: string,
  holder: string,
  isOne: (place: Place) => boolean,
): boolean {
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
  if (LOADS.test(before) || (STARTS.test(holder) && RUNS.test(before))) return true;
  // Which of several environments is deployed is not said by the one that is named.
  return roleOf(file) !== 'dev' && (VALUES.test(before) || isResource(before, holder));
}

/** `-var-file=test/a.tfvars` of Terraform, `vars_files` of Ansible, `valueFiles` of Argo CD. */
const VALUES = /(?:\bvar-?file|\bvars_files|\bvalueFiles)["']?[ \t]*[:=]?[\s\w./"',[~${}-]*$/;

/** https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/resource/ */
const KUSTOMIZATION = /(^|\/)kustomization\.ya?ml$/;
const isResource = (before: string, holder: string): boolean =>
  KUSTOMIZATION.test(holder) && /(?:^|\n)[ \t]*-[ \t]+["']?[\w./-]*$/.test(before);

/** What takes all that lies in a folder: manifests, the settings of node-config and of Spring Boot. */
const FOLDER_OF =
  /\bkubectl\b[^\n]*[ \t](?:-f|--filename|-k|--kustomize)[= \t]["']?[\w./~${}-]*$|\bNODE_CONFIG_DIR["']?[ \t]*[:=]?[ \t]*["']?[\w./~${}-]*$|\bconfig\.(?:additional-)?location["']?[ \t]*[:=][ \t]*["']?(?:optional:)?(?:file:)?[\w./~${}-]*$/;

const isFolderLoaded = ({ before, written, file, holder }: Place): boolean =>
  starterOf(holder) === undefined &&
  roleOf(file) !== 'dev' &&
  meansFile(written, path.posix.dirname(file)) &&
  (FOLDER_OF.test(before) || isResource(before, holder));

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

/** A file of variables or a program that a program takes as it is; copies of it, and lists of what must be set, are no such thing. */
const TAKEN: readonly { readonly format: ReadonlySet<Format>; readonly takes: RegExp }[] = [
  {
    // `load_dotenv('a')`, `dotenv.config({ path: 'a' })`, `godotenv.Load('a')`, `Dotenv.load('a')`.
    format: new Set(['dotenv']),
    takes:
      /\bload_dotenv\([^;\n]*$|\bdotenv["')]{0,2}\.config\([^;\n]*\bpath["']?:[^;\n:]*$|\b(?:godotenv|Dotenv)\.(?:[lL]oad|[oO]verload)\([^;\n]*$/,
  },
  {
    // https://docs.spring.io/spring-boot/reference/features/external-config.html#features.external-config.files.importing
    format: new Set(['yaml', 'properties']),
    takes: /\bimport["']?[ \t]*[:=][\s"',-]*(?:optional:)?(?:file|classpath):[\w./-]*$/,
  },
  {
    format: PROGRAMS,
    takes: /\b(?:require|include)(?:_once)?\b[^;\n]*$|\bfrom[ \t]*["'][\w./-]*$/,
  },
];

const isTaken = ({ before, file }: Place): boolean => {
  const format = formatOf(file) ?? 'lines';
  return TAKEN.some((one) => one.format.has(format) && one.takes.test(before));
};

/** Whether a path that is written in one file means another one, relative to a folder around it. */
const meansModel = (written: string, file: string, holder: string): boolean =>
  foldersAround(holder).some((folder) => path.posix.join(folder, written) === file);

/** Whether it is the path that a file has within the image, from where the image's set-up copies it on. */
const meansCopy = ({ before, after, written, file, holder }: Place): boolean =>
  IMAGE.test(holder) &&
  written.startsWith('/') &&
  COPIED.test(before) &&
  TARGET.test(after) &&
  foldersAround(holder).some((folder) => written.endsWith(`/${path.posix.relative(folder, file)}`));

const IMAGE = /(^|\/)(?:docker|container)file[\w.-]*$/i;

function isUsedAsIs(place: Place): boolean {
  const { before, after, written, file, holder } = place;
  // `__DIR__ . '/a'`: the path goes on from the folder that stands before it.
  const isBehindFolder = /\b(?:__DIR__|__dirname|dirname\(__FILE__\))\s*[.+]\s*["'][\w./-]*$/.test(before);
  if (!meansModel(isBehindFolder ? written.replace(/^\//, '') : written, file, holder) && !meansCopy(place))
    return false;
  if (roleOf(file) === 'sample' && isTaken(place)) return true;
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
