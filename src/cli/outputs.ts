/** `--format NAME[=FILE]`. */
import { suggestion } from '../text/nearest.ts';
import { UserError } from './errors.ts';
import { treeOf } from './tree-of.ts';
import { writeFile } from './write-file.ts';

export interface Output<F extends string> {
  readonly format: F;
  /** Standard output when undefined. */
  readonly file: string | undefined;
}

/**
 * @param known every format that there is.
 * @throws UserError for one that is not known.
 */
export function outputOf<F extends string>(text: string, known: Readonly<Record<F, unknown>>): Output<F> {
  const [name = '', ...rest] = text.split('=');
  const names = Object.keys(known);
  if (!isFormat(name, known))
    throw new UserError(
      `--format takes ${names.join(', ')}, each with =FILE if wanted; '${name}' is none of them${suggestion(name, names)}`,
    );
  return { format: name, file: rest.length > 0 ? rest.join('=') : undefined };
}

/** @throws UserError for two outputs that would stand in one another on standard output. */
export function refuseMixture(outputs: readonly Output<string>[]): void {
  const [first, second] = outputs.filter(({ file }) => file === undefined);
  if (!first || !second) return;
  throw new UserError(
    `standard output takes one format, not ${first.format} and ${second.format}: write one into a file, as in --format ${second.format}=FILE`,
  );
}

const isFormat = <F extends string>(name: string, known: Readonly<Record<F, unknown>>): name is F =>
  Object.hasOwn(known, name);

/**
 * @param root the folder that the command works on: within its tree nothing is written by way of a link.
 * @throws UserError when the file cannot be written.
 */
export function emit(file: string | undefined, text: string, root: string = process.cwd()): void {
  if (file === undefined) process.stdout.write(text);
  else writeFile(file, text, { within: [treeOf(root)] });
}
