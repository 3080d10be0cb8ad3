/**
 * Settings for development, and those of a mode called otherwise, that what is deployed switches on: `ENV NODE_ENV=development`
 * in an image, `DJANGO_SETTINGS_MODULE=shop.settings.dev` in a unit. They are then those of the program, whatever they are called.
 */
import type { Setting } from '../model/setting.ts';
import { MODE_VARIABLES } from '../read/roles/words.ts';
import { formatOf } from '../select/formats.ts';
import { roleOf } from '../select/role.ts';
import type { Root } from '../walk/root.ts';
import { textOf } from './files.ts';
import { ofProgram } from './loaded-files.ts';
import type { Search } from './search.ts';
import { holdsFor } from './units.ts';

/** https://docs.djangoproject.com/en/stable/topics/settings/#envvar-DJANGO_SETTINGS_MODULE */
const MODULE_VARIABLE = 'DJANGO_SETTINGS_MODULE';
const NAMES: readonly string[] = [...MODE_VARIABLES, MODULE_VARIABLE];

/** `NAME=value`, `NAME: value`, `ENV NAME value`, `name: NAME` above `value: value`. */
const CHOSEN = new RegExp(
  String.raw`\b(?<name>${NAMES.join('|')})["']?(?:[ \t]*[=:][ \t]*|[ \t]+|[ \t]*\r?\n[ \t]*["']?value["']?:[ \t]*)["']?(?<value>[A-Za-z][\w.]*)`,
  'g',
);

/** Larger files deploy nothing. */
const LARGEST = 256 * 1024;
/** Of so many files that name such a variable the first are read. */
const MOST_HOLDERS = 200;

/** A mode of that name, by either of its usual spellings. */
const SPELLINGS: Readonly<Record<string, readonly string[]>> = {
  dev: ['dev', 'development'],
  development: ['dev', 'development'],
};

interface Choice {
  readonly holder: string;
  readonly name: string;
  readonly value: string;
}

/** The settings, those of files for a mode that something deployed chooses with its role. */
export async function asChosen(
  root: Root,
  settings: readonly Setting[],
  files: readonly string[],
  search: Search,
): Promise<readonly Setting[]> {
  const apart = new Set(
    settings
      .filter(({ host, path }) => host !== null && roleOf(path) !== 'runtime' && roleOf(path) !== 'sample')
      .map(({ path }) => path),
  );
  if (apart.size === 0) return settings;
  const holders = await search(
    files.filter((file) => roleOf(file) === 'runtime' && mayDeploy(file)),
    NAMES,
  );
  const named = [...new Set([...holders.values()].flat())].sort().slice(0, MOST_HOLDERS);
  const choices = named.flatMap((holder) => choicesIn(textOf(root, holder, LARGEST), holder));
  const isChosen = (file: string): boolean =>
    choices.some((choice) => isOf(file, choice) && holdsFor(root, file, choice.holder));
  return ofProgram(settings, new Set([...apart].filter(isChosen)));
}

const UNIT = /\.(?:service|container)$/i;

/** Images, units and manifests. A compose file that chooses development is for development. */
const mayDeploy = (file: string): boolean =>
  UNIT.test(file) || formatOf(file) === 'dockerfile' || formatOf(file) === 'yaml';

const MANIFEST = /^["']?kind["']?:[ \t]*["']?(?:Deployment|StatefulSet|DaemonSet|CronJob|Job|Pod|ConfigMap)\b/m;

/** What a file says for what is deployed. */
function choicesIn(text: string, holder: string): readonly Choice[] {
  if (formatOf(holder) === 'yaml' && !MANIFEST.test(text)) return [];
  const isImage = formatOf(holder) === 'dockerfile';
  const image = isImage ? lastStage(text) : '';
  const said = isImage ? instructions(image, /^[ \t]*ENV\b/i) : text;
  // Images that tests run in are deployed nowhere; one that starts a server is, whatever its mode is called.
  const isForTests = (value: string): boolean => isImage && value.startsWith('test') && !startsProgram(image);
  return [...said.matchAll(CHOSEN)].flatMap(({ groups: { name, value } = {} }) =>
    name === undefined || value === undefined || isForTests(value) ? [] : [{ holder, name, value }],
  );
}

const STAGE = /^[ \t]*FROM[ \t]+\S+(?:[ \t]+AS[ \t]+(?<name>\S+))?/gim;

/** The instructions of the last stage, each on one line: the image that is deployed, unless it is called one for development. */
function lastStage(text: string): string {
  const last = [...text.matchAll(STAGE)].at(-1);
  if (!last || /dev|test|debug/i.test(last.groups?.name ?? '')) return '';
  return text.slice(last.index).replace(/\\\r?\n/g, ' ');
}

const instructions = (stage: string, kind: RegExp): string =>
  stage
    .split('\n')
    .filter((line) => kind.test(line))
    .join('\n');

/** Whether an image says what it runs, and that is no test. */
function startsProgram(stage: string): boolean {
  const started = instructions(stage, /^[ \t]*(?:CMD|ENTRYPOINT)\b/i);
  return started !== '' && !TESTING.test(started);
}

/** Words of commands that run tests, or a shell for whoever runs them. */
const TESTING = /test|spec|check|cucumber|behat|lint|cypress|karma|\btox\b|\b(?:ba|z|a)?sh["'\]\s]*$/i;

/** Whether a file is for what is chosen: the module, or one with the mode among the words of its path. */
function isOf(file: string, { name, value }: Choice): boolean {
  if (name === MODULE_VARIABLE) return `/${file}`.endsWith(`/${value.replaceAll('.', '/')}.py`);
  const words = file.split(/[/._-]/);
  return (SPELLINGS[value] ?? [value]).some((mode) => words.includes(mode));
}
