/** Help, made of the table of commands. */
import { wrapped } from '../report/wrap.ts';
import { type CommandName, type CommandSpec, commands, specOf } from './commands.ts';
import type { OptionSpec } from './options.ts';

/** What a terminal shows without breaking lines, as far as it goes. */
const WIDTH = 110;

const HEAD = 'smtp-scan: through which SMTP relay does mail leave, and who says so?';

/** What stands in front of a longer text goes on a line of its own. */
const WIDEST = 28;

/** Names and what they mean, in two columns. */
function table(rows: readonly (readonly [string, string])[], widest = WIDEST): string {
  const width = Math.max(...rows.map(([name]) => (name.length > widest ? 0 : name.length)));
  return rows
    .map(([name, words]) => {
      const lines = wrapped(words, WIDTH - width - 4, 0);
      const first = name.length > width ? `  ${name}\n${' '.repeat(width + 4)}` : `  ${name.padEnd(width)}  `;
      return `${first}${lines.join(`\n${' '.repeat(width + 4)}`)}`;
    })
    .join('\n');
}

const optionRow = ([name, { value, short, does }]: readonly [string, OptionSpec]): readonly [string, string] => [
  `--${name}${value === undefined ? '' : ` ${value}`}${short === undefined ? '' : `, -${short}`}`,
  does,
];

function commandHelp(name: CommandName): string {
  const spec = specOf(name);
  return [
    `smtp-scan ${spec.usage}: ${spec.summary}`,
    spec.examples.map(([command, does]) => `  ${command}\n      ${does}`).join('\n'),
    ...(spec.remarks === undefined ? [] : [spec.remarks]),
    optionsPart(spec),
    `Exit codes: ${spec.exitCodes}`,
  ].join('\n\n');
}

const optionsPart = ({ options }: CommandSpec): string => `Options\n${table(Object.entries(options).map(optionRow))}`;

function generalHelp(): string {
  const names = Object.values<CommandSpec>(commands).map(({ usage, summary }): [string, string] => [
    `smtp-scan ${usage}`,
    summary,
  ]);
  return [
    HEAD,
    table(names, 48),
    `smtp-scan COMMAND --help tells the options of a command and shows examples; smtp-scan --version the version.`,
    `Options of scan\n${table(Object.entries<OptionSpec>(commands.scan.options).map(optionRow))}`,
    `Exit codes: ${commands.scan.exitCodes}`,
  ].join('\n\n');
}

/** The help of a command, or of the whole program. */
export const helpFor = (name: CommandName | undefined): string =>
  `${name === undefined ? generalHelp() : commandHelp(name)}\n`;
