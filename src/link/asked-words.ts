/** The words by which files are searched for what is asked. */
import path from 'node:path';
import type { Asked } from '../evaluate/value.ts';
import { fold, isOpen, keysOnly, spellings, TOO_COMMON, variablesOf } from './asked-names.ts';
import { BINDING_WORDS } from './bound-keys.ts';
import { wordsOfFlag } from './command-flags.ts';
import { wordsOfInjected } from './containers.ts';
import { DECORATION_WORDS } from './decorations.ts';
import { DESCRIBING_WORDS } from './described-keys.ts';
import { namesOfTemplate } from './handed-variables.ts';
import { PREFIXING_WORDS } from './prefixes.ts';
import { PROVIDING } from './providers.ts';
import { isPosition } from './script-arguments.ts';
import { WRITING } from './written-keys.ts';

/** The words by which files are searched: one of each group must stand in a file that defines what is asked. */
export function wordsOfAsked(asked: Asked): readonly (readonly (readonly string[])[])[] {
  if (asked.space === 'terraform') return [[[asked.path[0] ?? '']]];
  if (asked.space === 'injected') return wordsOfInjected(asked);
  if (asked.space === 'prefix') return [[PREFIXING_WORDS]];
  if (asked.space === 'flag') return [[wordsOfFlag(asked)]];
  if (asked.space === 'macro' || asked.space === 'step') return [[[asked.path[0] ?? '']]];
  if (asked.space === 'input') return [asked.path.map((part) => [part])];
  if (asked.space === 'handed' && isPosition(asked)) return [[[asked.path[0] ?? '']]];
  if (asked.space === 'handed') return [[namesOfTemplate(asked.path[0] ?? ''), [asked.path.at(-1) ?? '']]];
  if (asked.space !== 'config') return [asked.path.map((part) => [part]), ...ofClass(asked.path)];
  const last = asked.path.at(-1) ?? '';
  const first = asked.path[0] ?? '';
  const keys = [...new Set([first, last])].filter((key) => !isOpen(key)).map(spellings);
  // One key alone is a variable only behind a prefix.
  const variables = asked.path.length > 1 ? variablesOf(asked) : TOO_COMMON.test(last) ? [] : [last.toUpperCase()];
  const held = keysOnly(asked);
  return [keys, ...(variables.length > 0 ? [[variables]] : []), ...(held ? wordsOfAsked(held) : [])];
}

/** `mail::mta::relay` is `$relay` of the manifest with `class mail::mta`. */
function ofClass([name = '']: readonly string[]): readonly (readonly (readonly string[])[])[] {
  const at = name.lastIndexOf('::');
  return at < 0 ? [] : [[[name.slice(0, at)], [name.slice(at + 2)]]];
}

/**
 * The ways in which a key's parts may stand in a file that defines it, all of each: whole, in a file of its first part's name,
 * without holders.
 */
export function keysOfAsked(asked: Asked): readonly (readonly (readonly string[])[])[] {
  const held = keysOnly(asked);
  const ways = [asked.path, asked.path.slice(1), ...(held ? [held.path] : [])];
  return ways.filter(({ length }) => length > 0).map((keys) => keys.filter((key) => !isOpen(key)).map(spellings));
}

const baseOf = (file: string): string => fold(path.posix.basename(file).replace(/\..*$/, ''));

/** `mail.smtp.host` may be `smtp.host` of `config/mail.php`: the file's name is the first part of its keys. */
export const wordsInNamed = ({ space, path: keys }: Asked): readonly string[] =>
  space === 'config' && keys.length > 1 ? spellings(keys.at(-1) ?? '') : [];

/** The words of files in which a call or a schema gives a key its value, with all of its parts: one of each group. */
export function wordsOfWritten(asked: Asked): readonly (readonly string[])[] {
  const name = asked.path.at(-1) ?? '';
  if (asked.space === 'env') return [[name, name.toLowerCase()], DESCRIBING_WORDS];
  if (asked.space !== 'config') return [];
  const { path: keys } = keysOnly(asked) ?? asked;
  return [
    ...keys.filter((key) => !isOpen(key)).map(spellings),
    [...WRITING, ...DECORATION_WORDS, ...PROVIDING, ...BINDING_WORDS, ...DESCRIBING_WORDS],
  ];
}

/** Whether a file is called like the first part of what is asked: `params.php`, and `params-local.php` that is set over it. */
export const isNamedBy = (file: string, { path: [first = ''] }: Asked): boolean =>
  [fold(first), `${fold(first)}local`].includes(baseOf(file));
