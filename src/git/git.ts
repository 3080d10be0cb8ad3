/**
 * Git, asked so that nothing of the scanned repository has a say but its objects: by way of a bare repository of our own
 * that borrows them (https://git-scm.com/docs/gitrepository-layout, `objects/info/alternates`). Its configuration,
 * attributes, hooks, filters, helpers, replacements, grafts and promisors are in files that git never gets to see. Only
 * plumbing is called, without a shell, and nothing is ever fetched.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, lstatSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gitFolderIn, type Place, placeOf } from './place.ts';
import { GitProblem, NoGit } from './problem.ts';
import { type Refs, refsOf, tablesOf } from './refs.ts';
import { smallFile } from './small-file.ts';
import { temporaryFolder } from './temporary.ts';

export { GitProblem } from './problem.ts';

export interface Repository extends Place {
  readonly refs: Refs;
  /** Of its object ids. */
  readonly hash: 'sha1' | 'sha256';
  /** The bytes that git wrote. @throws GitProblem */
  run(args: readonly string[], input?: Uint8Array): Buffer;
  /** Lets git write to an open file instead. @throws GitProblem */
  runInto(descriptor: number, args: readonly string[]): void;
  /** Gives git a copy of a file under a name in its own folder. */
  borrow(file: string, name: string): void;
  /** Undefined when git says no. @throws NoGit */
  ask(args: readonly string[]): string | undefined;
}

const LARGEST_OUTPUT = 1 << 30;
const LARGEST_SHALLOW = 64 * 1024 * 1024;

/** No single question takes this long, unless something is wrong with the repository. */
const MOST_MILLISECONDS = 120_000;

/** https://git-scm.com/docs/git#_environment_variables. What the environment says of another repository is left out. */
function environmentFor(own: string): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(GIT_|XDG_CONFIG_HOME$|HOME$)/i.test(name));
  return {
    ...Object.fromEntries(inherited),
    HOME: own,
    GIT_DIR: own,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_NO_LAZY_FETCH: '1',
    // A list of what is allowed, with nothing that exists in it.
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    GIT_LITERAL_PATHSPECS: '1',
    LC_ALL: 'C',
  };
}

/** A commit graph could say other parents than the commits do. */
const configuration = (hash: Repository['hash'], hasTables: boolean): string => `[core]
\trepositoryformatversion = 1
\tbare = true
\tcommitGraph = false
\tfsmonitor = false
\thooksPath = /dev/null
\tattributesFile = /dev/null
\tquotePath = false
[protocol]
\tallow = never
[extensions]
\tobjectFormat = ${hash}
${hasTables ? '\trefStorage = reftable\n' : ''}`;

/** As in C: the list of alternates knows this form for names with line breaks. */
const quoted = (file: string): string =>
  `"${file.split(path.sep).join('/').replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;

/** The bare repository of our own. */
function borrowing(place: Place, hash: Repository['hash']): string {
  const own = temporaryFolder();
  const objects = path.join(place.commonFolder, 'objects');
  const tables = tablesOf(place);
  for (const folder of ['refs', 'objects/info']) mkdirSync(path.join(own, folder), { recursive: true });
  writeFileSync(path.join(own, 'HEAD'), 'ref: refs/heads/none\n');
  writeFileSync(path.join(own, 'config'), configuration(hash, tables.length > 0));
  writeFileSync(path.join(own, 'objects/info/alternates'), `${quoted(objects)}\n`);
  // Commits whose parents the clone lacks: without the list git would take it for a damaged one.
  const shallow = smallFile(path.join(place.commonFolder, 'shallow'), LARGEST_SHALLOW);
  if (shallow) writeFileSync(path.join(own, 'shallow'), shallow);
  if (tables.length > 0) mkdirSync(path.join(own, 'reftable'));
  for (const table of tables) {
    const file = path.join(place.commonFolder, 'reftable', table);
    if (lstatSync(file).isFile()) copyFileSync(file, path.join(own, 'reftable', table));
  }
  return own;
}

/** https://git-scm.com/docs/git-config#Documentation/git-config.txt-extensionsobjectFormat */
export const hashOf = ({ commonFolder }: Place): Repository['hash'] =>
  /^\s*objectformat\s*=\s*sha256\s*$/im.test(smallFile(path.join(commonFolder, 'config')) ?? '') ? 'sha256' : 'sha1';

/**
 * The repository that holds `root`.
 *
 * @throws GitProblem when there is none. That there is no git at all is found out when it is asked.
 */
export function repositoryOf(root: string): Repository {
  const place = placeOf(root);
  if (!place) throw new GitProblem(`${root} is in no git repository`);
  return at(place);
}

function at(place: Place): Repository {
  const hash = hashOf(place);
  let own: string | undefined;
  const folder = (): string => {
    // It may have been removed after the question before.
    if (own === undefined || !statSync(own, { throwIfNoEntry: false })) own = borrowing(place, hash);
    return own;
  };
  const call = (args: readonly string[], input: Uint8Array | string, stdout: 'pipe' | number): Buffer =>
    runIn(folder(), args, input, stdout);
  return {
    ...place,
    hash,
    refs: refsOf(place),
    run: (args, input) => call(args, input ?? '', 'pipe'),
    runInto: (descriptor, args) => {
      call(args, '', descriptor);
    },
    borrow: (file, name) => {
      if (lstatSync(file, { throwIfNoEntry: false })?.isFile()) copyFileSync(file, path.join(folder(), name));
    },
    ask: (args) => {
      try {
        return call(args, '', 'pipe').toString('utf8').trim();
      } catch (error) {
        if (error instanceof GitProblem && !(error instanceof NoGit)) return undefined;
        throw error;
      }
    },
  };
}

function runIn(own: string, args: readonly string[], input: Uint8Array | string, stdout: 'pipe' | number): Buffer {
  const ran = spawnSync('git', ['--no-pager', ...args], {
    cwd: own,
    env: environmentFor(own),
    input,
    stdio: ['pipe', stdout, 'pipe'],
    maxBuffer: LARGEST_OUTPUT,
    timeout: MOST_MILLISECONDS,
    killSignal: 'SIGKILL',
    windowsHide: true,
  });
  if (ran.error) throw new NoGit(problemOf(ran.error));
  if (ran.status === 0) return ran.stdout ?? Buffer.alloc(0);
  const said = ran.stderr.toString('utf8').trim().split('\n', 1)[0];
  throw new GitProblem(said || `git ${args[0]} ended with ${ran.status ?? ran.signal}`);
}

function problemOf(error: Error): string {
  const code = 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return 'there is no git on this machine';
  return code === 'ETIMEDOUT' ? `git gave no answer within ${MOST_MILLISECONDS / 1000} seconds` : error.message;
}

/** Likewise; undefined when there is none. */
export const repositoryIn = (root: string): Repository | undefined => {
  const place = placeOf(root);
  return place && at(place);
};

/** The repository of a submodule, by its path from the top; undefined when it is not checked out. */
export function submoduleAt(repository: Repository, name: string): Repository | undefined {
  const folder = path.join(repository.top, name);
  const gitFolder = lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() ? gitFolderIn(folder) : undefined;
  // Without a `.git` of its own this would be the repository around it.
  return gitFolder === undefined ? undefined : repositoryIn(folder);
}

/** What may stand behind a name: `HEAD~1`, `v1.0^{commit}`, `main^2~3`. */
const STEPS = /^(.+?)((?:[~^]\d*|\^\{[a-z]*\})*)$/s;

/** The full id of the commit that a name means; undefined when the clone has none of that name. */
export function commitOf(repository: Repository, name: string): string | undefined {
  const [, base = '', steps = ''] = STEPS.exec(name) ?? [];
  const id = base === '' || base.startsWith('-') ? undefined : (repository.refs.idOf(base) ?? base);
  return id === undefined ? undefined : repository.ask(['rev-parse', '--verify', '--quiet', `${id}${steps}^{commit}`]);
}

export const isShallow = ({ commonFolder }: Repository): boolean =>
  (smallFile(path.join(commonFolder, 'shallow'), LARGEST_SHALLOW) ?? '') !== '';

/** Texts that end in NUL, as git writes names with `-z`. */
export const split = (bytes: Buffer): readonly string[] => bytes.toString('utf8').split('\0').slice(0, -1);
