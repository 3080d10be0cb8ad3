/** Which files are asked who calls a function: of a common name those that can mean it. */
import path from 'node:path';
import { COMMON_METHODS } from '../evaluate/functions.ts';
import { isForeignTest } from '../select/role.ts';
import { lowerFirst } from '../text/letters.ts';
import type { Search } from './search.ts';
import type { Standing } from './standing.ts';

/** The files of one function's callers that are asked at most. */
export const MOST_CALLERS = 40;

/**
 * Away from the use, a name that more files than these call or define says little of the relay: the value of
 * `entity.get("host")` leads from `createEntity` to all of an application.
 */
export const MOST_ON_THE_WAY = 8;

export interface Callers {
  readonly files: readonly string[];
  /** Those that are asked where the function stands on the way: all of a few, of many those that pass it what looks like a host. */
  readonly onTheWay: readonly string[];
  /** More files may well call it, and they are not asked. */
  readonly isCut: boolean;
}

/**
 * Of the files that hold a function's name, those that are asked: no tests of a program's function, which call it with doubles. All
 * others, where they are few; else those that call it with a host, or call it and name the file that declares it. The rest call
 * something else of the name.
 *
 * @param declaring the files that declare the function
 * @param needsParentheses whether a file's language has no call without them
 */
export async function callersAmong(
  holders: readonly string[],
  name: string,
  declaring: readonly string[],
  search: Search,
  needsParentheses: (file: string) => boolean,
): Promise<Callers> {
  const asked = holders.filter((file) => declaring.length === 0 || declaring.some((own) => !isForeignTest(file, own)));
  if (asked.length <= MOST_ON_THE_WAY) return { files: asked, onTheWay: asked, isCut: false };
  const standing = async (how: Standing, files = asked): Promise<readonly string[]> =>
    (await search(files, [name], how)).get(name) ?? [];
  // With these names a host is passed to anything that opens a connection.
  const passing = async (how: 'host' | 'domain'): Promise<readonly string[]> =>
    COMMON_METHODS.has(name) ? [] : standing(how);
  const onTheWay = (await passing('domain')).slice(0, MOST_CALLERS);
  if (asked.length <= MOST_CALLERS) return { files: asked, onTheWay, isCut: false };
  const withoutParentheses = asked.filter((file) => !needsParentheses(file));
  const [withParentheses, without, passed] = await Promise.all([
    standing('call', asked.filter(needsParentheses)),
    standing('command', withoutParentheses),
    passing('host'),
  ]);
  const calling = [...withParentheses, ...without];
  const stems = [...new Set(declaring.flatMap(stemsOf))];
  const [imported, ofMembers] = await Promise.all([
    search(calling, stems, 'import'),
    search(calling, membersOf(stems, name), 'command'),
  ]);
  const likely = [...new Set([...[...imported.values(), ...ofMembers.values()].flat(), ...passed])];
  return { files: likely.slice(0, MOST_CALLERS).sort(), onTheWay, isCut: likely.length > MOST_CALLERS };
}

const membersOf = (stems: readonly string[], name: string): readonly string[] =>
  stems.flatMap((stem) => [`${stem}.${name}`, `${stem}::${name}`]);

/** Files that are called by their folder: `mailer/index.js`, `mail/__init__.py`; Go's packages always are. */
const OF_FOLDER = /^(?:index|main|mod|lib|init|__init__)$/;

/** The names by which programs speak of a file: `smtp_mailer`, `SmtpMailer`, `smtpMailer`. */
function stemsOf(file: string): readonly string[] {
  const stem = path.posix.basename(file).replace(/\..*$/, '');
  const folder = path.posix.basename(path.posix.dirname(file));
  const names = [
    ...(OF_FOLDER.test(stem) ? [] : [stem]),
    ...(OF_FOLDER.test(stem) || file.endsWith('.go') ? [folder] : []),
  ];
  return names.filter((name) => name.length > 2).flatMap(spellings);
}

const spellings = (name: string): readonly string[] => {
  const pascal = name.replace(/(?:^|[-_])([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return [...new Set([name, pascal, lowerFirst(pascal)])];
};
