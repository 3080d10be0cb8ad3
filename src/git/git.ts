/**
 * Git, asked without a shell: fixed arguments, no hooks, no watcher, no external diff, no locks. What the repository's
 * own files say (attributes, names) must not decide what is seen.
 */
import { execFileSync } from 'node:child_process';
import path from 'node:path';

/** What git could not do, in words for people. */
export class GitProblem extends Error {}

export interface Repository {
  /** The work tree's top folder, absolute. */
  readonly top: string;
  /** The scan root within it: empty, or ending in `/`. */
  readonly prefix: string;
  /** The bytes that git wrote. @throws GitProblem */
  run(args: readonly string[], input?: Uint8Array): Buffer;
  /** Undefined when git fails. */
  ask(args: readonly string[]): string | undefined;
}

/** https://git-scm.com/docs/git-config: what would run programs or change files is switched off. */
const SAFE = [
  '-c',
  'core.fsmonitor=false',
  '-c',
  'core.hooksPath=/dev/null',
  '-c',
  'core.quotePath=false',
  '--no-pager',
];

const LARGEST_OUTPUT = 1 << 30;

function runIn(folder: string, args: readonly string[], input?: Uint8Array): Buffer {
  const env = {
    ...process.env,
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    GIT_LITERAL_PATHSPECS: '1',
    LC_ALL: 'C',
  };
  try {
    return execFileSync('git', [...SAFE, ...args], {
      cwd: folder,
      env,
      input: input ?? '',
      maxBuffer: LARGEST_OUTPUT,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
  } catch (error) {
    throw new GitProblem(problemOf(error));
  }
}

function problemOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'ENOENT') return 'there is no git on this machine';
  const said = 'stderr' in error ? String(error.stderr).trim() : '';
  return said === '' ? error.message : (said.split('\n', 1)[0] ?? said);
}

/**
 * The repository that holds `root`.
 *
 * @throws GitProblem when there is none, or no git.
 */
export function repositoryOf(root: string): Repository {
  const line = (args: readonly string[]): string => runIn(root, args).toString('utf8').replace(/\n$/, '');
  const top = path.resolve(line(['rev-parse', '--show-toplevel']));
  const prefix = line(['rev-parse', '--show-prefix']);
  const run = (args: readonly string[], input?: Uint8Array): Buffer => runIn(top, args, input);
  return {
    top,
    prefix,
    run,
    ask: (args) => {
      try {
        return run(args).toString('utf8').trim();
      } catch (error) {
        if (error instanceof GitProblem) return undefined;
        throw error;
      }
    },
  };
}

/** The full id of the commit that a name means; undefined when the clone has none of that name. */
export const commitOf = (repository: Repository, name: string): string | undefined =>
  name === '' || name.startsWith('-')
    ? undefined
    : repository.ask(['rev-parse', '--verify', '--quiet', `${name}^{commit}`]);

export const isShallow = (repository: Repository): boolean =>
  repository.ask(['rev-parse', '--is-shallow-repository']) === 'true';

/** Texts that end in NUL, as git writes names with `-z`. */
export const split = (bytes: Buffer): readonly string[] => bytes.toString('utf8').split('\0').slice(0, -1);
