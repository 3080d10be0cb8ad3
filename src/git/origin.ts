/** Where a scanned folder comes from: the repository's address on the web, the commit, and where a file of it can be looked at. */
import path from 'node:path';
import { GitProblem, type Repository, repositoryIn } from './git.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Origin {
  /** `https://github.com/o/r`, never with a user or password. */
  readonly repositoryUri: string;
  /** A full commit id. */
  readonly revisionId?: string;
  readonly branch?: string;
  /** What a file's path is put behind: `https://github.com/o/r/blob/<commit>/`. Undefined for a forge that is not known. */
  readonly blob?: string;
}

export interface Whence {
  /** The scan root within its repository: empty, or ending in `/`. */
  readonly prefix: string;
  readonly origin: Origin | undefined;
}

/** Between the repository's address and the commit. */
const VIEWS = { github: '/blob/', gitlab: '/-/blob/', bitbucket: '/src/', gitea: '/src/commit/' } as const;

type Forge = keyof typeof VIEWS;

const FORGES: Readonly<Record<string, Forge>> = {
  'github.com': 'github',
  'gitlab.com': 'gitlab',
  'bitbucket.org': 'bitbucket',
  'codeberg.org': 'gitea',
};

const ADDRESS = ['--no-includes', '--get', 'remote.origin.url'];

/** Without a git program a report lacks its links, and no more. */
function remoteOf(repository: Repository): string | undefined {
  try {
    return repository.ask(['config', '--file', path.join(repository.commonFolder, 'config'), ...ADDRESS]);
  } catch (error) {
    if (error instanceof GitProblem) return undefined;
    throw error;
  }
}

/** By git, and by what GitHub Actions and GitLab CI say in their environment. */
export function whenceOf(root: string, environment: Environment): Whence {
  const repository = repositoryIn(root);
  const remote = repository && remoteOf(repository);
  const repositoryUri = webAddress(remote ?? '') ?? announced(environment);
  const prefix = repository?.prefix ?? '';
  if (repositoryUri === undefined) return { prefix, origin: undefined };
  const here = announced(environment) === repositoryUri ? environment : {};
  const revisionId = repository?.refs.idOf('HEAD') || here.GITHUB_SHA || here.CI_COMMIT_SHA;
  const branch = repository?.refs.branch() || here.GITHUB_HEAD_REF || here.GITHUB_REF_NAME || here.CI_COMMIT_REF_NAME;
  const forge = forgeOf(repositoryUri, environment);
  return {
    prefix,
    origin: {
      repositoryUri,
      ...(revisionId ? { revisionId } : {}),
      ...(branch ? { branch } : {}),
      ...(revisionId && forge ? { blob: `${repositoryUri}${VIEWS[forge]}${revisionId}/` } : {}),
    },
  };
}

/** https://docs.github.com/en/actions/reference/workflows-and-actions/variables, https://docs.gitlab.com/ci/variables/predefined_variables/ */
function announced({ GITHUB_SERVER_URL, GITHUB_REPOSITORY, CI_PROJECT_URL }: Environment): string | undefined {
  if (GITHUB_SERVER_URL && GITHUB_REPOSITORY) return webAddress(`${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}`);
  return webAddress(CI_PROJECT_URL ?? '');
}

/** A server of one's own says in the environment of its jobs what it is. */
function forgeOf(address: string, { GITHUB_SERVER_URL, CI_SERVER_URL }: Environment): Forge | undefined {
  const host = hostOf(address);
  if (host === hostOf(GITHUB_SERVER_URL ?? '')) return 'github';
  return host === hostOf(CI_SERVER_URL ?? '') ? 'gitlab' : FORGES[host ?? ''];
}

const hostOf = (address: string): string | undefined => parsed(address)?.host;

const parsed = (text: string): URL | undefined => (URL.canParse(text) ? new URL(text) : undefined);

/** `git@host:o/r.git`: https://git-scm.com/docs/git-clone#_git_urls */
const SCP = /^(?:[\w.+-]+@)?([\w-]+(?:\.[\w-]+)+):(?!\/\/)\/?([^\s?#]+)$/;

/**
 * A remote's address as a browser would have it: without user, password, query and `.git`, which may all hold secrets or
 * mean nothing there. Undefined for what is not on the web.
 */
export function webAddress(remote: string): string | undefined {
  const [, scpHost, scpPath] = SCP.exec(remote) ?? [];
  const url = parsed(scpHost === undefined ? remote : `ssh://${scpHost}/${scpPath}`);
  if (!url || !/^(https?|ssh|git):$/.test(url.protocol) || url.hostname === '') return undefined;
  const isWeb = url.protocol.startsWith('http');
  // The port of another protocol says nothing of the web's.
  const authority = isWeb ? url.host : url.hostname;
  const way = url.pathname.replace(/\/+$/, '').replace(/\.git$/, '');
  return way === '' ? undefined : `${url.protocol === 'http:' ? 'http' : 'https'}://${authority}${way}`;
}
