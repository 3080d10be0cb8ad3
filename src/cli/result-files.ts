/** The result files that `merge` is given: files, `NAME=FILE`, or folders that hold one for each repository. */
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { nobody, type OwnersOf, ownersIn } from '../merge/owners.ts';
import { UserError } from './errors.ts';

export interface ResultFile {
  /** The repository's name. */
  readonly name: string;
  readonly file: string;
}

/**
 * A file of a folder is named by its path there without `.json`, another by its own name; what is called like the tool's
 * own outputs is named by its folder.
 *
 * @throws UserError for what is not there, and when two have one name.
 */
export function resultFiles(given: readonly string[]): readonly ResultFile[] {
  const all = given.flatMap(filesOf).sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const twice = all.find(({ name }, index) => all[index - 1]?.name === name);
  if (twice)
    throw new UserError(
      `two results are named ${twice.name}; give them as NAME=FILE, or in a folder that has one for each repository`,
    );
  return all;
}

function filesOf(given: string): readonly ResultFile[] {
  const stat = lstatSync(given, { throwIfNoEntry: false });
  if (stat?.isDirectory()) return filesIn(given);
  if (stat)
    return [{ name: nameOf(path.basename(given), path.basename(path.dirname(path.resolve(given)))), file: given }];
  const [name = '', ...rest] = given.split('=');
  const file = rest.join('=');
  if (name !== '' && lstatSync(file, { throwIfNoEntry: false })) return [{ name, file }];
  throw new UserError(`there is no file or folder ${given}`);
}

/** More than any organisation has repositories; also ends a folder that was given by mistake. */
const MOST_FILES = 100_000;

function filesIn(root: string): readonly ResultFile[] {
  const found: ResultFile[] = [];
  const open = [''];
  for (let folder = open.pop(); folder !== undefined; folder = open.pop())
    for (const entry of readdirSync(path.join(root, folder), { withFileTypes: true })) {
      const relative = path.posix.join(folder, entry.name);
      // A link may lead anywhere, and is neither a folder nor a file here.
      if (entry.isDirectory()) open.push(relative);
      else if (entry.isFile() && entry.name.endsWith('.json'))
        found.push({ name: nameOf(relative, folder), file: path.join(root, relative) });
      if (found.length > MOST_FILES) throw new UserError(`${root} holds more than ${MOST_FILES} results`);
    }
  return found;
}

const OWN_NAMES = /^(smtp-scan|smtp-scan-results?|results?)$/;

function nameOf(relative: string, folder: string): string {
  const name = relative.replace(/\.json$/, '');
  return OWN_NAMES.test(path.posix.basename(name)) && folder !== '' ? folder : name;
}

/** A result of any sensible repository is far smaller. */
const LARGEST = 256 * 1024 * 1024;

/** @throws Error that says why it cannot be read. */
export function textIn(file: string): string {
  if (lstatSync(file).size > LARGEST) throw new Error('it has more than 256 MiB');
  return readFileSync(file, 'utf8');
}

/** By the `NAME.CODEOWNERS` or `CODEOWNERS` that lies beside the result. */
export function ownersBeside(file: string): OwnersOf {
  const candidates = [file.replace(/\.json$/, '.CODEOWNERS'), path.join(path.dirname(file), 'CODEOWNERS')];
  const found = candidates.find((one) => lstatSync(one, { throwIfNoEntry: false })?.isFile());
  return found === undefined ? nobody : ownersIn(textIn(found));
}
