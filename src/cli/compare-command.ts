/** `smtp-scan compare BEFORE AFTER`: whether mail moved from the old relay to the new one. */
import { type CompareVerdict, compareSides } from '../evidence/compare.ts';
import { readSide } from '../evidence/sides.ts';
import type { TraceRequest } from '../evidence/trace.ts';
import { compareFormats } from '../report/compare.ts';
import { wantsColor } from './color.ts';
import { commands } from './commands.ts';
import { UserError } from './errors.ts';
import { lookedUp } from './look-up.ts';
import { parseOptions } from './options.ts';
import { emit, orUsual, outputsOf } from './outputs.ts';
import { evidencePolicy, mustBeThere, offsetOf, withProgress } from './trace-command.ts';

const CODES: Readonly<Record<CompareVerdict, number>> = { 'cut over': 0, partly: 1, not: 1, 'no evidence': 2 };

/**
 * @returns 0 cut over, 1 partly or not, 2 no evidence, or not all of it could be read.
 * @throws UserError for options, files and policies that cannot be used.
 */
export async function compareCommand(args: readonly string[], version: string): Promise<number> {
  const { positionals, string, strings, flag } = parseOptions(args, commands.compare.options);
  const outputs = outputsOf(strings('format'), compareFormats);
  const [before, after, more] = positionals;
  if (before === undefined || after === undefined || more !== undefined)
    throw new UserError('compare takes two: BEFORE and AFTER, each a file or folder of evidence, or a JSON result');
  for (const name of positionals) mustBeThere(name);
  const { policy } = evidencePolicy(positionals, undefined, string('config'), {
    approve: strings('approve'),
    legacy: strings('legacy'),
  });
  const given = changeOf(string('changed-at'));
  const lookUp = (names: readonly string[]) => lookedUp(flag('resolve'), string('dns-server'), policy, names);
  const request = { policy, offset: offsetOf(string('timezone')), now: Date.now() };
  const until = given === undefined ? {} : { window: { until: given } };
  const sideOf = (name: string, window: Pick<TraceRequest, 'window'>) =>
    withProgress((progress) => readSide(name, { ...request, ...window, ...progress }, lookUp)).catch(unreadable(name));
  const old = await sideOf(before, until);
  const changedAt = given ?? old.last ?? undefined;
  const window = { ...(changedAt === undefined ? {} : { changedAt }), ...(given === undefined ? {} : { from: given }) };
  const fresh = await sideOf(after, { window });
  const comparison = compareSides(old, fresh, policy, changedAt ?? null);
  for (const { format, file } of orUsual(outputs, 'text')) {
    const text = compareFormats[format](comparison, {
      version,
      color: file === undefined && wantsColor(string('color'), process.stdout),
      verbose: flag('verbose'),
    });
    emit(file, text);
  }
  return comparison.complete ? CODES[comparison.verdict] : 2;
}

const unreadable =
  (name: string) =>
  (error: unknown): never => {
    throw new UserError(`${name}: ${error instanceof Error ? error.message : String(error)}`);
  };

function changeOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const zoned = /(Z|[+-]\d\d:?\d\d)$/.test(text) || !/\d\d:\d\d/.test(text) ? text : `${text}Z`;
  const time = Date.parse(zoned.replace(' ', 'T'));
  if (Number.isNaN(time)) throw new UserError(`--changed-at takes a time such as 2026-11-23T22:35:14Z, not '${text}'`);
  return time;
}
