/** The command line's entry: finds the command, loads only its module, turns errors into words and exit code 2. */
import v8 from 'node:v8';
import { type CommandName, isCommand } from './commands.ts';
import { UserError } from './errors.ts';

declare const SMTP_SCAN_VERSION: string;

/** Set by the build; `0.0.0` from source. */
export const version = typeof SMTP_SCAN_VERSION === 'string' ? SMTP_SCAN_VERSION : '0.0.0';

/**
 * V8 optimises what has run for a while, which for a program that ends after seconds is too early: with four times its
 * usual budget a scan takes an eighth less time (bench/README.md).
 */
v8.setFlagsFromString('--interrupt-budget=300000');

type Command = (args: readonly string[], version: string) => Promise<number>;

const modules: Readonly<Record<CommandName, () => Promise<Command>>> = {
  scan: async () => (await import('./scan-command.ts')).scanCommand,
  init: async () => (await import('./init-command.ts')).initCommand,
  routes: async () => (await import('./routes-command.ts')).routesCommand,
  merge: async () => (await import('./merge-command.ts')).mergeCommand,
  explain: async () => (await import('./explain-command.ts')).explainCommand,
  fix: async () => (await import('./fix-command.ts')).fixCommand,
  suppressions: async () => (await import('./suppressions-command.ts')).suppressionsCommand,
  completion: async () => (await import('./completion-command.ts')).completionCommand,
  detectors: async () => (await import('./detectors-command.ts')).detectorsCommand,
};

export async function main(args: readonly string[]): Promise<number> {
  const [first, ...rest] = args;
  if (first === '--version' || first === '-V') {
    process.stdout.write(`${version}\n`);
    return 0;
  }
  const options = args.includes('--') ? args.slice(0, args.indexOf('--')) : args;
  const asksHelp = first === 'help' || options.includes('--help') || options.includes('-h');
  const named = first === 'help' ? rest[0] : first;
  const name = named !== undefined && isCommand(named) ? named : undefined;
  if (asksHelp) {
    process.stdout.write((await import('./help.ts')).helpFor(name));
    return 0;
  }
  try {
    const command = await modules[name ?? 'scan']();
    return await command(name === undefined ? args : rest, version);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    process.stderr.write(`smtp-scan: ${error.message}\n`);
    return 2;
  }
}

const started = process.argv[1];
if (started !== undefined && /(^|[\\/])(cli|smtp-scan)(\.js)?$/.test(started)) {
  main(process.argv.slice(2)).then(
    (code) => {
      process.exitCode = code;
    },
    (error: unknown) => {
      process.stderr.write(
        `smtp-scan: internal error, please report it: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
      );
      process.exitCode = 2;
    },
  );
}
