/** `smtp-scan init`: writes a policy from what the repository holds; never over one that is there. */
import { lstatSync } from 'node:fs';
import path from 'node:path';
import { collect } from '../scan/collect.ts';
import { commands } from './commands.ts';
import { UserError } from './errors.ts';
import { writePolicy } from './init.ts';
import { parseOptions } from './options.ts';
import { POLICY_NAMES } from './policy-file.ts';
import { rootAndPaths } from './root.ts';
import { treeOf } from './tree-of.ts';
import { writeFile } from './write-file.ts';

/** @throws UserError when there is a policy already. */
export async function initCommand(args: readonly string[]): Promise<number> {
  const { positionals, flag } = parseOptions(args, commands.init.options);
  const { root } = rootAndPaths(positionals);
  const there = POLICY_NAMES.find((name) => lstatSync(path.join(root, name), { throwIfNoEntry: false }));
  if (there !== undefined && !flag('stdout'))
    throw new UserError(`${there} is there already and was left as it is; 'smtp-scan init --stdout' prints a new one`);
  const { settings, localNames } = await collect({ root });
  const text = writePolicy(settings, localNames);
  if (flag('stdout')) {
    process.stdout.write(text);
    return 0;
  }
  const file = path.join(root, POLICY_NAMES[0]);
  writeFile(file, text, { within: [treeOf(root)], fresh: true });
  process.stdout.write(
    `wrote ${path.relative(process.cwd(), file) || POLICY_NAMES[0]}: move each relay to 'approved' or 'legacy', then run smtp-scan again\n`,
  );
  return 0;
}
