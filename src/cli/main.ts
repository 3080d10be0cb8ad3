/** The command line's entry: finds the command, loads only its module, turns errors into words and exit code 2. */

import { GitProblem } from '../git/problem.ts';
import { removeTemporaryFolders } from '../git/temporary.ts';
import { tuneEngine } from '../model/engine.ts';
import { systemReason, UserError } from './errors.ts';
import { version } from './version.ts';

tuneEngine('start');

type Command = (args: readonly string[], version: string) => Promise<number>;

const commands: Readonly<Record<string, () => Promise<Command>>> = {
  scan: async () => (await import('./scan-command.ts')).scanCommand,
  trace: async () => (await import('./trace-command.ts')).traceCommand,
  compare: async () => (await import('./compare-command.ts')).compareCommand,
  init: async () => (await import('./init-command.ts')).initCommand,
  routes: async () => (await import('./routes-command.ts')).routesCommand,
  merge: async () => (await import('./merge-command.ts')).mergeCommand,
  explain: async () => (await import('./explain-command.ts')).explainCommand,
  fix: async () => (await import('./fix-command.ts')).fixCommand,
  suppressions: async () => (await import('./suppressions-command.ts')).suppressionsCommand,
  detectors: async () => (await import('./detectors-command.ts')).detectorsCommand,
};

/** These print their own help; `scan` has the general one. */
const OWN_HELP: ReadonlySet<string> = new Set(['fix', 'routes', 'merge', 'explain']);
/** Commands with a help of their own. */
const helps: Readonly<Record<string, () => Promise<string>>> = {
  trace: async () => (await import('./trace-help.ts')).traceHelp,
  compare: async () => (await import('./trace-help.ts')).compareHelp,
};

const help = `smtp-scan: through which SMTP relay does mail leave, and who says so?

  smtp-scan [scan] [PATH…]      find every setting, judge it by the policy (.smtp-scan.yml)
  smtp-scan trace FILE…         which relays handled the mail, as logs and messages show it
  smtp-scan compare BEFORE AFTER  whether mail moved from the old relay to the new one
  smtp-scan init                write a policy from what the repository holds
  smtp-scan fix [PATH]          replace legacy relays as the policy says: a diff, or --write
  smtp-scan routes [PATH]       the outbound mail path as a document (Markdown, HTML, JSON, CSV)
  smtp-scan merge RESULT.json…  the results of many repositories as one map
  smtp-scan explain RULE|DETECTOR|FILE:LINE
  smtp-scan suppressions [PATH] list ignore comments, exceptions and baseline entries (--json)
  smtp-scan detectors           list what is recognised

Options of scan
  --approve HOST      count this relay as approved (repeatable)
  --legacy HOST       count this relay as legacy (repeatable)
  --config FILE       the policy, instead of .smtp-scan.yml
  --policy-ref REF    policy, baseline and ignore comments as that commit has them
  --changed [BASE]    only what is new since the merge base with BASE (origin/HEAD); --changed=BASE before a path
  --staged            only what is new in what is staged
  --baseline FILE     leave out what the file lists
  --write-baseline    write what is found to the baseline (.smtp-scan-baseline.json)
  --format F[=FILE]   text, json, sarif, github, github-suggestions, gitlab, junit, checkstyle, rdjson, markdown
                      (repeatable; =FILE writes a file)
  --fail-on LEVEL     error (default), warning, note or never
  --role R            only settings of this role: runtime, sample, dev, test (repeatable)
  --jobs N            worker threads
  --no-ignore         also what git ignores
  --no-mentions       do not search every file for the names of legacy relays
  --path-prefix P     put before each path in reports, when the scan root is not the repository's
  --category NAME     code scanning's category, in SARIF
  --include-suppressed  also findings that are let through, in JSON and SARIF
  --verbose           also settings without findings, in text
  --quiet             findings only, in text; nothing when there is none
  --stats             times of the steps on standard error
  --color WHEN        auto, always, never

Exit codes: 0 nothing to report, 1 findings, 2 it could not do what was asked.
`;

export async function main(args: readonly string[]): Promise<number> {
  const [first, ...rest] = args;
  if (first === '--version' || first === '-V') {
    process.stdout.write(`${version}\n`);
    return 0;
  }
  const options = args.includes('--') ? args.slice(0, args.indexOf('--')) : args;
  const asksHelp = options.includes('--help') || options.includes('-h');
  if (first === 'help' || (asksHelp && !OWN_HELP.has(first ?? ''))) {
    const own = first !== undefined && Object.hasOwn(helps, first) ? await helps[first]?.() : undefined;
    process.stdout.write(own ?? help);
    return 0;
  }
  const load = first === undefined ? undefined : Object.hasOwn(commands, first) ? commands[first] : undefined;
  try {
    const command = load ? await load() : await (commands.scan ?? unreachable)();
    return await command(load ? rest : args, version);
  } catch (error) {
    const words = wordsFor(error);
    if (words === undefined) throw error;
    process.stderr.write(`smtp-scan: ${words}\n`);
    return 2;
  } finally {
    removeTemporaryFolders();
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

const unreachable = (): never => {
  throw new Error('there is no scan command');
};

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
