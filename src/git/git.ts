/**
 * Git, asked without a shell: fixed arguments, no hooks, no watcher, no external diff, no locks. What the repository's
 * own files say (attributes, names) must not decide what is seen.
 */
import { spawnSync } from 'node:child_process';
import { lstatSync } from 'node:fs';
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
  // A folder of the scanned tree may look like a repository of its own, with a configuration that names programs.
  '-c',
  'safe.bareRepository=explicit',
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
  const { status, stdout, stderr, error } = spawnSync('git', [...SAFE, ...args], {
    cwd: folder,
    env,
    input: input ?? '',
    maxBuffer: LARGEST_OUTPUT,
  });
  if (error) throw new GitProblem(problemOf(error));
  if (status === 0) return stdout;
  throw new GitProblem(stderr.toString('utf8').trim().split('\n', 1)[0] || `git ${args[0]} ended with ${status}`);
}

const problemOf = (error: Error): string =>
  'code' in error && error.code === 'ENOENT' ? 'there is no git on this machine' : error.message;

/**
 * The repository that holds `root`.
 *
 * @throws GitProblem when there is none, or no git.
 */
export function repositoryOf(root: string): Repository {
  const line = (args: readonly string[]): string => runIn(root, args).toString('utf8').replace(/\n$/, '');
  const top = path.resolve(line(['rev-parse', '--show-toplevel']));
  const prefix = line(['rev-parse', '--show-prefix']);
  const run: Repository['run'] = (args, input) => runIn(top, args, input);
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

/** Likewise; undefined when there is none, or no git. */
export function repositoryIn(root: string): Repository | undefined {
  try {
    return repositoryOf(root);
  } catch (error) {
    if (error instanceof GitProblem) return undefined;
    throw error;
  }
}

/** The repository of a submodule, by its path from the top; undefined when it is not checked out. */
export function submoduleAt(repository: Repository, name: string): Repository | undefined {
  const folder = path.join(repository.top, name);
  // Without a `.git` of its own git would take the repository around it.
  return lstatSync(path.join(folder, '.git'), { throwIfNoEntry: false }) && repositoryIn(folder);
}

/** Names in one call: the system bounds the length of a command. */
const MOST_NAMES = 200;

/** Which of the files git ignores. They are named relative to the scan root. */
export function ignoredAmong(repository: Repository, files: readonly string[]): ReadonlySet<string> {
  const { prefix } = repository;
  const ignored = new Set<string>();
  for (let start = 0; start < files.length; start += MOST_NAMES) {
    const names = files.slice(start, start + MOST_NAMES).map((file) => `${prefix}${file}`);
    const listed = repository.run(['ls-files', '--others', '--ignored', '--exclude-standard', '-z', '--', ...names]);
    for (const file of split(listed)) ignored.add(file.slice(prefix.length));
  }
  return ignored;
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
