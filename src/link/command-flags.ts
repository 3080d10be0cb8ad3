/**
 * What commands give the flags of a program: `ExecStart=/usr/bin/report --relay h`, lines of a crontab or a Procfile, `command` and
 * `args` of manifests, `CMD ["report", "--relay", "h"]`. Flags have any names, so only a command that names the program counts.
 */
import path from 'node:path';
import type { EntryFact } from '../detect/entries.ts';
import { literalAt } from '../detect/text-matches.ts';
import { moduleEnd } from '../evaluate/places.ts';
import type { Asked } from '../evaluate/value.ts';
import type { Facts, Format } from '../model/facts.ts';
import { rememberedIn } from '../model/remembered.ts';
import { escaped } from '../select/literals.ts';
import type { Root } from '../walk/root.ts';
import { isFileInside, textOf } from './files.ts';
import { foldersAround } from './units.ts';

/** Names of flags as people give them, and of Java's system properties. */
const FLAG = /^[A-Za-z][\w-]{0,60}(?:\.[\w-]{1,60}){0,8}$/;

/** Languages that run on Java's machine. */
const OF_JAVA: ReadonlySet<Format> = new Set(['java', 'kotlin', 'scala', 'groovy']);

/** A key that a program of Java's machine asks for is what the command sets as a system property: `java -Dmail.hop=h -jar x.jar`. */
export const asProperty = ({ format }: Facts, { space, path: keys }: Asked): Asked | undefined =>
  space === 'config' && keys.length > 1 && OF_JAVA.has(format)
    ? { space: 'flag', path: [`D${keys.join('.')}`] }
    : undefined;

/** As the bytes of a command hold it; one dash is Go's way. */
export const wordsOfFlag = ({ path: [name = ''] }: Asked): readonly string[] => [`--${name}`, ` -${name}`];

/** What stands between a flag and its value: `=`, a space, the next item of a list. */
const BETWEEN = String.raw`(?:=|["']?[ \t]*,\s{0,80}|["']?[ \t]*(?:\\[ \t]*)?\r?\n[ \t]*-?[ \t]*|[ \t]+)["']?`;
const VALUE = String.raw`(?<value>(?:\$\{[^}\s]{1,80}\}|\$\([\w]{1,80}\)|[^\s"'\`,;|&<>()\]])+)`;

/** So much stands at most between a program's name and one of its flags. */
const FAR = 800;

/** More commands of one file that give a flag are no different from these. */
const MOST_GIVEN = 40;

export interface GivenFlag extends EntryFact {
  readonly item: string;
}

/** The values of a flag in a file's commands, each as an entry of the flag's name; those of one command belong together. */
export function flagsGiven(facts: Facts, { path: [name = ''] }: Asked, from: Facts, root: Root): readonly GivenFlag[] {
  if (!FLAG.test(name)) return [];
  const { text } = facts.source;
  const pattern = new RegExp(String.raw`(?<=[\s"'=\[,(])--?${escaped(name)}${BETWEEN}${VALUE}`, 'dg');
  // A property says by its parts whose it is.
  const programs = name.includes('.') ? undefined : programsOf(from.path, root);
  return [...text.matchAll(pattern)].slice(0, MOST_GIVEN).flatMap((found) => {
    const [start, end] = found.indices?.groups?.value ?? [0, 0];
    const command = commandBefore(text, found.index);
    if (text[start] === '-' || isComment(command) || (programs && !names(command, programs))) return [];
    return [
      {
        path: [name],
        keyRange: { start: found.index, end: start },
        value: literalAt(facts, { start, end }),
        siblings: [],
        place: { ...moduleEnd(facts), at: start },
        item: `command at ${found.index - command.length}`,
      },
    ];
  });
}

/** Where a command begins: behind the end of the one before, a blank line, the start of a list, a key of a manifest. */
const BEGINNING = /[;|&]|\n[ \t]*\n|(?<!\\)\n(?![ \t]*(?:-[ \t]|["'\\]|--?[A-Za-z]))/g;

const LISTED = /^\s*(?:-|(?:args|command|entrypoint)[ \t]*:)/;

function commandBefore(text: string, at: number): string {
  const before = text.slice(Math.max(0, at - FAR), at);
  const [last] = [...before.matchAll(BEGINNING)].slice(-1);
  const command = last ? before.slice(last.index + last[0].length) : before;
  // A manifest's list stands below its key, and the image beside it.
  return LISTED.test(command) || !/[\w/]/.test(command) ? before : command;
}

const isComment = (command: string): boolean => /^[ \t]*(?:#|\/\/)[^\n]*$/.test(command);

/** Whether a command has the name of a program among its words. */
const names = (command: string, programs: readonly string[]): boolean =>
  command.split(/[^\w-]+/).some((word) => programs.includes(word.toLowerCase().replaceAll('_', '-')));

/** Names of files and folders that say nothing of the program that they are of. */
const GENERAL = new Set([
  ...['main', 'index', 'app', 'cli', 'root', 'cmd', 'src', 'lib', 'internal', 'pkg', 'bin', 'run', 'args', 'options'],
  ...['config', 'flags', 'server', 'client', 'command', 'commands', 'management', 'java', 'kotlin', 'scala', 'init'],
  ...['--init--', '--main--', 'opts', 'program', 'programs', 'scripts', 'tools', 'apps', 'services', 'packages'],
]);

/** What a program may be called, by the file that declares its flags: the names of the file, of its folders and of its package. */
function programsOf(file: string, root: Root): readonly string[] {
  const parts = file.split('/').map((part) => part.replace(/\.\w+$/, ''));
  const named = [...parts, ...foldersAround(file).flatMap((folder) => packagesIn(root, folder))];
  return [...new Set(named.map((name) => name.toLowerCase().replaceAll('_', '-')))].filter(
    (name) => name.length > 2 && !GENERAL.has(name),
  );
}

/** Where packages say their names, and how. */
const MANIFESTS: readonly (readonly [string, RegExp])[] = [
  ['go.mod', /^module[ \t]+"?(?:[^\s"]*\/)?([\w.-]+)"?[ \t]*\r?$/m],
  ['package.json', /"name"[ \t]*:[ \t]*"(?:@[\w.-]+\/)?([\w.-]+)"/],
  ['Cargo.toml', /^name[ \t]*=[ \t]*"([\w-]+)"/m],
  ['pyproject.toml', /^name[ \t]*=[ \t]*["']([\w.-]+)["']/m],
];
const LARGEST = 200_000;

/** The names of the packages whose manifests lie in a folder; each flag asks for those around its program. */
const packagesIn = rememberedIn((root: Root, folder): readonly string[] =>
  MANIFESTS.flatMap(([name, pattern]) => {
    const manifest = path.posix.join(folder, name);
    const text = isFileInside(root, manifest) ? textOf(root, manifest, LARGEST) : '';
    return pattern.exec(text)?.[1] ?? [];
  }),
);
