import { expect, test } from 'vitest';
import { type CommandName, specOf } from '../../src/cli/commands.ts';
import { mergeFormats } from '../../src/merge/index.ts';
import { compareFormats } from '../../src/report/compare.ts';
import { hopsFormats } from '../../src/report/hops-formats.ts';
import { formats } from '../../src/report/index.ts';
import { routesFormats } from '../../src/routes/index.ts';

const registers: readonly (readonly [CommandName, object])[] = [
  ['scan', formats],
  ['trace', hopsFormats],
  ['compare', compareFormats],
  ['routes', routesFormats],
  ['merge', mergeFormats],
];

test.each(registers)('%s: the help names every format that there is, and no other', (name, known) => {
  const spec = specOf(name);
  expect([...(spec.options.format?.choices ?? [])].sort()).toEqual(Object.keys(known).sort());
});
