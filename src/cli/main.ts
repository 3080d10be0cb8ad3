/** The command line's entry: finds the command, loads only its module, turns errors into words and exit code 2. */
import v8 from 'node:v8';
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

const commands: Readonly<Record<string, () => Promise<Command>>> = {
  scan: async () => (await import('./scan-command.ts')).scanCommand,
  trace: async () => (await import('./trace-command.ts')).traceCommand,
  compare: async () => (await import('./compare-command.ts')).compareCommand,
  init: async () => (await import('./init-command.ts')).initCommand,
  explain: async () => (await import('./explain-command.ts')).explainCommand,
  suppressions: async () => (await import('./suppressions-command.ts')).suppressionsCommand,
  detectors: async () => (await import('./detectors-command.ts')).detectorsCommand,
};

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
  smtp-scan explain RULE|DETECTOR
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
  --format F[=FILE]   text, json, sarif, github, gitlab, junit, checkstyle, rdjson, markdown (repeatable; =FILE writes a file)
  --fail-on LEVEL     error (default), warning, note or never
  --role R            only settings of this role: runtime, sample, dev, test (repeatable)
  --jobs N            worker threads
  --no-ignore         also what git ignores
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
  if (first === 'help' || options.includes('--help') || options.includes('-h')) {
    const own = first !== undefined && Object.hasOwn(helps, first) ? await helps[first]?.() : undefined;
    process.stdout.write(own ?? help);
    return 0;
  }
  const load = first === undefined ? undefined : Object.hasOwn(commands, first) ? commands[first] : undefined;
  try {
    const command = load ? await load() : await (commands.scan ?? unreachable)();
    return await command(load ? rest : args, version);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    process.stderr.write(`smtp-scan: ${error.message}\n`);
    return 2;
  }
}

const unreachable = (): never => {
  throw new Error('there is no scan command');
};

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
