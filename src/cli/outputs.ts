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
 * What `--format` asks for, each time that it is given.
 *
 * @param known every format that there is.
 * @throws UserError for one that is not known, and for two on standard output.
 */
export function outputsOf<F extends string>(
  texts: readonly string[],
  known: Readonly<Record<F, unknown>>,
): readonly Output<F>[] {
  const outputs = texts.map((text) => outputOf(text, known));
  refuseMixture(outputs);
  return outputs;
}

/** Those that are asked for; if none is, the usual format on standard output. */
export const orUsual = <F extends string>(outputs: readonly Output<F>[], usual: F): readonly Output<F>[] =>
  outputs.length > 0 ? outputs : [{ format: usual, file: undefined }];

function outputOf<F extends string>(text: string, known: Readonly<Record<F, unknown>>): Output<F> {
  const [name = '', ...rest] = text.split('=');
  const names = Object.keys(known);
  if (!isFormat(name, known))
    throw new UserError(
      `--format takes ${names.join(', ')}, each with =FILE if wanted; '${name}' is none of them${suggestion(name, names)}`,
    );
  return { format: name, file: rest.length > 0 ? rest.join('=') : undefined };
}

/** Two outputs would stand in one another on standard output. */
function refuseMixture(outputs: readonly Output<string>[]): void {
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
