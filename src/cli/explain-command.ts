/** `smtp-scan explain RULE|DETECTOR`: what it means, and what to do. */
import { rules } from '../rules/index.ts';
import { detectors } from '../scan/collect.ts';
import { suggestion } from '../text/nearest.ts';
import { UserError } from './errors.ts';
import { parseOptions } from './options.ts';

/** @throws UserError when there is no rule or detector of that name. */
export async function explainCommand(args: readonly string[]): Promise<number> {
  const { positionals } = parseOptions(args, {});
  const [name] = positionals;
  if (name === undefined)
    throw new UserError('explain takes the name of a rule or detector, such as legacy-relay or nodemailer');
  const rule = rules.find((one) => one.id === name);
  const detector = detectors.find((one) => one.id === name);
  if (rule) process.stdout.write(`${rule.id} (${rule.level}): ${rule.shortDescription}\n\n${rule.help}\n`);
  else if (detector)
    process.stdout.write(
      `${detector.id}: ${detector.title} (${detector.layer})\n\nRecognised: ${detector.recognises ?? ''}\nSource: ${detector.docs}\n`,
    );
  else
    throw new UserError(
      `there is no rule or detector '${name}'${suggestion(name, [...rules.map((one) => one.id), ...detectors.map((one) => one.id)])}`,
    );
  return 0;
}
