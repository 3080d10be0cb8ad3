/** `smtp-scan routes [PATH…]`: the outbound mail path as a document, and whether a committed one is still true. */
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { redacted } from '../report/redact.ts';
import { routesDocument } from '../routes/document.ts';
import { type Evidence, evidenceOf, readEvidence } from '../routes/evidence.ts';
import { formatOfFile, type RoutesFormat, routesFormats } from '../routes/index.ts';
import { type LinkTo, linksBehind, linksFrom, noLinks } from '../routes/links.ts';
import { relayNames } from '../routes/names.ts';
import { differences } from '../routes/stale.ts';
import { detectors } from '../scan/collect.ts';
import { commands } from './commands.ts';
import { UserError } from './errors.ts';
import { parseOptions } from './options.ts';
import { emit, type Output, orUsual, outputsOf } from './outputs.ts';
import { policyFor } from './policy-file.ts';
import { rootAndPaths, underPolicy } from './root.ts';
import { runScan } from './run-scan.ts';

type Target = Output<RoutesFormat>;

/**
 * @returns 0 written or up to date, 1 when a checked file is stale, 2 when the scan is incomplete.
 * @throws UserError for options, paths, policies and evidence that cannot be used.
 */
export async function routesCommand(args: readonly string[]): Promise<number> {
  const { positionals, string, strings, flag } = parseOptions(args, commands.routes.options);
  const given = rootAndPaths(positionals);
  const config = string('config');
  const { root, paths } = config === undefined ? underPolicy(given, undefined) : given;
  const checks = strings('check').map(checkOf);
  const outputs = outputsOf(strings('format'), routesFormats);
  if (checks.length > 0 && outputs.length > 0)
    throw new UserError(
      '--check writes nothing, so --format has no use beside it: the name of the file says the format',
    );
  const base = linkBaseOf(string('link-base'));
  const evidence = evidenceOf(strings('evidence').map(evidenceIn));
  const { policy, path: policyPath } = policyFor(root, config, {
    approve: strings('approve'),
    legacy: strings('legacy'),
  });
  const targets = checks.length > 0 ? checks : outputs;
  // A document that names relays is no place that decides them.
  const leaveOut = [...targets.flatMap(({ file }) => file ?? []), ...strings('evidence')].map((file) =>
    within(root, file),
  );
  const noIgnore = flag('no-ignore');
  const { result } = await runScan({ root, paths, policy, policyPath, noIgnore, jobs: undefined, leaveOut });
  const titles = new Map(detectors.map(({ id, title }) => [id, title]));
  const document = routesDocument(redacted(result), {
    titleOf: (detector) => titles.get(detector) ?? detector,
    names: relayNames(policy),
    evidence,
  });
  let stale = false;
  for (const { format, file } of orUsual(targets, 'markdown')) {
    const write = await routesFormats[format]();
    const text = write(document, base === undefined ? relativeLinks(root, file) : linksBehind(base));
    if (checks.length > 0 && file !== undefined) stale = isStale(file, text) || stale;
    else emit(file, text, root);
  }
  if (!result.complete) return 2;
  return stale ? 1 : 0;
}

function checkOf(file: string): Target {
  const format = formatOfFile(file);
  if (!format) throw new UserError(`--check: the name of ${file} should end in .md, .html, .json or .csv`);
  if (!statSync(file, { throwIfNoEntry: false })?.isFile())
    throw new UserError(
      `--check: there is no file ${file}; write it with: smtp-scan routes --format ${format}=${file}`,
    );
  return { format, file };
}

function linkBaseOf(text: string | undefined): string | undefined {
  if (text === undefined || (/^https?:\/\//.test(text) && URL.canParse(text))) return text;
  throw new UserError(
    `--link-base takes the address of a folder, such as https://github.com/o/r/blob/main, not '${text}'`,
  );
}

/** More than any evidence worth showing needs. */
const LARGEST = 256 * 1024 * 1024;

function evidenceIn(file: string): Evidence {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (!stat?.isFile()) throw new UserError(`--evidence: there is no file ${file}`);
  if (stat.size > LARGEST) throw new UserError(`--evidence: ${file} has more than 256 MiB`);
  try {
    return readEvidence(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UserError(`--evidence: ${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

const within = (root: string, file: string): string =>
  path.relative(root, path.resolve(file)).split(path.sep).join('/');

/** A document outside what it tells of can be moved, and its links with it: it has none. */
function relativeLinks(root: string, file: string | undefined): LinkTo {
  if (file === undefined) return linksFrom('');
  const folder = within(root, path.dirname(path.resolve(file)));
  return folder.startsWith('..') || path.isAbsolute(folder) ? noLinks : linksFrom(folder);
}

function isStale(file: string, text: string): boolean {
  const found = differences(readFileSync(file, 'utf8'), text);
  if (found.length === 0) return false;
  process.stdout.write(
    `${file} is stale: write it anew with smtp-scan routes --format ${formatOfFile(file)}=${file}\n`,
  );
  process.stdout.write(found.map((line) => `  ${line}\n`).join(''));
  return true;
}
