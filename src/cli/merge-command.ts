/** `smtp-scan merge RESULT.json…`: the results of many repositories as one map, and what became of the one before. */
import { type Previous, readPrevious } from '../merge/change.ts';
import { mergeFormats } from '../merge/index.ts';
import { type MergedMap, mergedMap, type Unread } from '../merge/map.ts';
import { type RepositoryResult, readResult } from '../merge/result.ts';
import { commands } from './commands.ts';
import { UserError } from './errors.ts';
import { namedPaths } from './named-paths.ts';
import { parseOptions } from './options.ts';
import { emit, orUsual, outputsOf } from './outputs.ts';
import { ownersBeside, type ResultFile, resultFiles, textIn } from './result-files.ts';

/**
 * @returns 0 nothing to report, 1 legacy places (or what `--fail-on` says), 2 when the map may lack something.
 * @throws UserError for options and files that cannot be used.
 */
export async function mergeCommand(args: readonly string[]): Promise<number> {
  const { positionals, string, strings } = parseOptions(args, commands.merge.options);
  if (positionals.length === 0)
    throw new UserError('merge takes results of scans: files, NAME=FILE, or a folder that holds them');
  const outputs = outputsOf(strings('format'), mergeFormats);
  const previous = previousIn(string('since'), new Set(strings('retired')));
  const read = resultFiles(await namedPaths(positionals, 'files or folders')).map(resultIn);
  if (read.length === 0) throw new UserError(`there is no .json file in ${positionals.join(' ')}`);
  const map = mergedMap({
    results: read.flatMap((one) => ('settings' in one ? [one] : [])),
    unread: read.flatMap((one) => ('message' in one ? [one] : [])),
    previous,
    label: string('label') ?? null,
  });
  for (const { format, file } of orUsual(outputs, 'markdown')) {
    const write = await mergeFormats[format]();
    emit(file, write(map));
  }
  return exitCode(map, string('fail-on') ?? 'legacy');
}

/** One that cannot be read must not end the merge of a thousand, nor be forgotten. */
function resultIn({ name, file }: ResultFile): RepositoryResult | Unread {
  try {
    return { name, ...readResult(textIn(file)), ownersOf: ownersBeside(file) };
  } catch (error) {
    return { file: name, message: error instanceof Error ? error.message : String(error) };
  }
}

function previousIn(file: string | undefined, retired: ReadonlySet<string>): Previous | undefined {
  if (file === undefined) {
    if (retired.size > 0) throw new UserError('--retired speaks of the merge before, so it needs --since FILE');
    return undefined;
  }
  try {
    return readPrevious(textIn(file), retired);
  } catch (error) {
    throw new UserError(`--since: ${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function exitCode({ complete, places }: MergedMap, failOn: string): number {
  if (!complete) return 2;
  const failing = failOn === 'never' ? [] : failOn === 'legacy' ? ['legacy'] : ['legacy', 'unapproved'];
  return places.some(({ verdict, excused }) => !excused && failing.includes(verdict)) ? 1 : 0;
}
