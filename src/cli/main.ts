/** The command line's entry: finds the command, loads only its module, turns errors into words and exit code 2. */
import { GitProblem } from '../git/problem.ts';
import { withTemporaryFolders } from '../git/temporary.ts';
import { tuneEngine } from '../model/engine.ts';
import { type CommandName, isCommand } from './commands.ts';
import { systemReason, UserError } from './errors.ts';
import { version } from './version.ts';

tuneEngine('start');

type Command = (args: readonly string[], version: string) => Promise<number>;

const modules: Readonly<Record<CommandName, () => Promise<Command>>> = {
  scan: async () => (await import('./scan-command.ts')).scanCommand,
  trace: async () => (await import('./trace-command.ts')).traceCommand,
  compare: async () => (await import('./compare-command.ts')).compareCommand,
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
    return await withTemporaryFolders(() => command(name === undefined ? args : rest, version));
  } catch (error) {
    const words = wordsFor(error);
    if (words === undefined) throw error;
    process.stderr.write(`smtp-scan: ${words}\n`);
    return 2;
  }
}

/** What people can mend: a mistake of theirs, a repository that lacks something, a full disk. Undefined for a fault of this program. */
function wordsFor(error: unknown): string | undefined {
  if (error instanceof UserError || error instanceof GitProblem) return error.message;
  if (!(error instanceof Error) || !('syscall' in error)) return undefined;
  const place = 'path' in error && typeof error.path === 'string' ? `${error.path}: ` : '';
  return `${place}${systemReason(error)}`;
}

/** Ends at once, with nothing left behind: temporary folders go when the process does. */
function end(words: string): never {
  try {
    process.stderr.write(`smtp-scan: ${words}\n`);
  } catch {
    // Nobody listens there, either.
  }
  process.exit(2);
}

function watch(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => end(`ended by ${signal}, so nothing was checked in full`));
  process.stderr.on('error', () => process.exit(2));
  process.stdout.on('error', (error) => end(`the report could not be written: ${systemReason(error)}`));
}

const started = process.argv[1];
if (started !== undefined && /(^|[\\/])(cli|smtp-scan)(\.js)?$/.test(started)) {
  watch();
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
