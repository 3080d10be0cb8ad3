/** `smtp-scan merge RESULT.json…`: the results of many repositories as one map, and what became of the one before. */
import { type Previous, readPrevious } from '../merge/change.ts';
import { mergeFormats } from '../merge/index.ts';
import { type MergedMap, mergedMap, type Unread } from '../merge/map.ts';
import { type RepositoryResult, readResult } from '../merge/result.ts';
import { UserError } from './errors.ts';
import { namedPaths } from './named-paths.ts';
import { type OptionSpec, parseOptions } from './options.ts';
import { emit, outputOf } from './outputs.ts';
import { ownersBeside, type ResultFile, resultFiles, textIn } from './result-files.ts';

export const mergeOptions: Readonly<Record<string, OptionSpec>> = {
  format: { type: 'string', multiple: true, short: 'f' },
  since: { type: 'string' },
  label: { type: 'string' },
  retired: { type: 'string', multiple: true },
  'fail-on': { type: 'string', values: ['legacy', 'unapproved', 'never'] },
  help: { type: 'boolean', short: 'h' },
};

const help = `smtp-scan merge: the results of many repositories as one map

  smtp-scan merge results/                     a folder with one result for each repository: results/OWNER/NAME.json
  smtp-scan merge shop=a.json crm=b.json
  smtp-scan merge results/ --since before.json --label 2026-11-28 --format json=now.json --format html=map.html

A result is what smtp-scan --format json writes. Beside shop.json may lie the repository's CODEOWNERS as shop.CODEOWNERS.

Options
  --format F[=FILE]   markdown, html or json (repeatable; =FILE writes a file)
  --since FILE        the JSON of the merge before: what is gone, what is new, and the burn-down
  --label TEXT        what this merge is called in the burn-down, such as a date
  --retired NAME      a repository of the merge before that is no more (repeatable)
  --fail-on WHAT      legacy (default): places that name a legacy relay; unapproved: these as well; or never

Exit codes: 0 none of these, 1 some, 2 a result is missing, cannot be read or is incomplete.
`;

/**
 * @returns 0 nothing to report, 1 legacy places (or what `--fail-on` says), 2 when the map may lack something.
 * @throws UserError for options and files that cannot be used.
 */
export async function mergeCommand(args: readonly string[]): Promise<number> {
  const { positionals, string, strings, flag } = parseOptions(args, mergeOptions);
  if (flag('help')) {
    process.stdout.write(help);
    return 0;
  }
  if (positionals.length === 0)
    throw new UserError('merge takes results of scans: files, NAME=FILE, or a folder that holds them');
  const outputs = strings('format').map((text) => outputOf(text, mergeFormats));
  const previous = previousIn(string('since'), new Set(strings('retired')));
  const read = resultFiles(await namedPaths(positionals, 'files or folders')).map(resultIn);
  if (read.length === 0) throw new UserError(`there is no .json file in ${positionals.join(' ')}`);
  const map = mergedMap({
    results: read.flatMap((one) => ('settings' in one ? [one] : [])),
    unread: read.flatMap((one) => ('message' in one ? [one] : [])),
    previous,
    label: string('label') ?? null,
  });
  for (const { format, file } of outputs.length > 0 ? outputs : [{ format: 'markdown' as const, file: undefined }]) {
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
