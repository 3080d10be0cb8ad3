/** `smtp-scan detectors`: what is recognised. */
import { detectors } from '../scan/collect.ts';
import { commands } from './commands.ts';
import { parseOptions } from './options.ts';

export async function detectorsCommand(args: readonly string[]): Promise<number> {
  const { flag } = parseOptions(args, commands.detectors.options);
  const rows = detectors.map(({ id, title, layer, docs, recognises }) => ({
    id,
    title,
    layer,
    docs,
    recognises: recognises ?? '',
  }));
  if (flag('json')) process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
  else
    for (const row of rows)
      process.stdout.write(`${row.id.padEnd(22)} ${row.title}\n${' '.repeat(23)}${row.recognises}\n`);
  return 0;
}
