/** `smtp-scan explain RULE|DETECTOR|FILE:LINE`: what it means, what decides it, and what to do. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { explained, looked, nearby } from '../report/explain.ts';
import { redacted } from '../report/redact.ts';
import { rules } from '../rules/index.ts';
import { detectors } from '../scan/collect.ts';
import { suggestion } from '../text/nearest.ts';
import { commands } from './commands.ts';
import { UserError } from './errors.ts';
import { parseOptions } from './options.ts';
import { policyFor } from './policy-file.ts';
import { underPolicy } from './root.ts';
import { runScan } from './run-scan.ts';

/** How the host is seen and changed where no file holds it, and what makes copies anew. */
const moreOf = ({ held, remake }: (typeof detectors)[number]): string =>
  [
    ...(held ? [`Kept in its database. Show it: ${held.show}`, `Change it: ${held.change}`] : []),
    ...(remake === undefined ? [] : [`After a change: ${remake}`]),
  ]
    .map((line) => `${line}\n`)
    .join('');

/** @throws UserError when there is no rule, detector or setting of that name or place. */
export async function explainCommand(args: readonly string[]): Promise<number> {
  const { positionals, string, strings } = parseOptions(args, commands.explain.options);
  const [name] = positionals;
  if (name === undefined)
    throw new UserError('explain takes a rule, a detector or FILE:LINE, such as legacy-relay, nodemailer or .env:3');
  const place = placeIn(name);
  const added = { approve: strings('approve'), legacy: strings('legacy') };
  process.stdout.write(place ? await aboutLine(place, string('config'), added) : aboutName(name));
  return 0;
}

function aboutName(name: string): string {
  const rule = rules.find((one) => one.id === name);
  if (rule) return `${rule.id} (${rule.level}): ${rule.shortDescription}\n\n${rule.help}\n`;
  const detector = detectors.find((one) => one.id === name);
  if (detector)
    return `${detector.id}: ${detector.title} (${detector.layer})\n\nRecognised: ${detector.recognises ?? ''}\nSource: ${detector.docs}\n${moreOf(detector)}`;
  if (existsSync(name)) throw new UserError(`${name} is a file: say which line, as ${name}:LINE`);
  throw new UserError(
    `there is no rule or detector '${name}'${suggestion(name, [...rules.map((one) => one.id), ...detectors.map((one) => one.id)])}`,
  );
}

interface FileLine {
  readonly file: string;
  readonly line: number;
}

/** `FILE:LINE`, or `FILE:LINE:COLUMN` as reports show it. */
function placeIn(text: string): FileLine | undefined {
  const [, file, line] = /^(.+?):(\d+)(?::\d+)?$/s.exec(text) ?? [];
  return file === undefined ? undefined : { file, line: Number(line) };
}

/** The whole repository is scanned: what decides a line may stand anywhere. */
async function aboutLine(
  { file, line }: FileLine,
  config: string | undefined,
  added: { readonly approve: readonly string[]; readonly legacy: readonly string[] },
): Promise<string> {
  if (!existsSync(file)) throw new UserError(`there is no file ${file}`);
  const isWithin = !path.relative(process.cwd(), path.resolve(file)).startsWith('..');
  const given = { root: isWithin ? process.cwd() : path.dirname(path.resolve(file)), paths: [] };
  const { root } = config === undefined ? underPolicy(given, undefined) : given;
  const { policy, path: policyPath } = policyFor(root, config, added);
  const scan = await runScan({ root, paths: [], policy, policyPath, noIgnore: false, jobs: undefined });
  const result = redacted(scan.result);
  const spot = { path: path.relative(root, path.resolve(file)).split(path.sep).join('/'), line };
  const told = explained(result, spot, {
    policy,
    titleOf: (id) => detectors.find((one) => one.id === id)?.title ?? id,
    remedyOf: (id) => remedyIn(rules.find((one) => one.id === id)?.help),
  });
  if (told !== undefined) return told;
  const near = nearby(result, spot);
  throw new UserError(
    near.length > 0
      ? `nothing on line ${line} of ${file} decides a relay. What does in this file:\n  ${near.join('\n  ')}`
      : `nothing in ${file} decides a relay, as far as it was read (${looked(result)}). If it should be found, see CONTRIBUTING.md for a new detector, or name the key under \`settings\` in the policy.`,
  );
}

/** The last section of a rule's help. */
const remedyIn = (help: string | undefined): string | undefined =>
  /## What to do\n([\s\S]*)$/.exec(help ?? '')?.[1]?.trim();
