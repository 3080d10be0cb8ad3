/** Which commit a change is compared with. */
import { commitOf, GitProblem, isShallow, type Repository } from './git.ts';

export interface Base {
  /** As people call it. */
  readonly name: string;
  /** The merge base's full id. */
  readonly commit: string;
  /** Whether it is the very commit that is checked out. */
  readonly isHead: boolean;
}

/**
 * The merge base of the checked-out commit and `wanted`; without a name, of the branch that a pull request is for, or the
 * main branch.
 *
 * @throws GitProblem that says what to fetch when the clone lacks it.
 */
export function baseOf(
  repository: Repository,
  wanted: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): Base {
  const target = environment.GITHUB_BASE_REF;
  const names =
    wanted !== undefined
      ? [wanted, `origin/${wanted}`]
      : target
        ? [`origin/${target}`, target]
        : ['origin/HEAD', 'origin/main', 'main', 'origin/master', 'master'];
  const name = names.find((one) => commitOf(repository, one) !== undefined);
  const head = commitOf(repository, 'HEAD');
  if (head === undefined) throw new GitProblem('the repository has no commit yet, so there is nothing to compare with');
  if (name === undefined) throw new GitProblem(missing(repository, wanted ?? target));
  const commit = repository.ask(['merge-base', commitOf(repository, name) ?? name, head])?.split('\n')[0];
  if (!commit) throw new GitProblem(unrelated(repository, name));
  return { name, commit, isHead: commit === head };
}

function missing(repository: Repository, name: string | undefined): string {
  if (name === undefined) return 'there is no main branch to compare with: name one, as in --changed=origin/develop';
  const fetch = `git fetch --no-tags origin ${/^[\w./-]+$/.test(name) && !name.startsWith('-') ? name.replace(/^origin\//, '') : 'BASE'}`;
  const hint = isShallow(repository) ? `, which is shallow. ${DEEPER}` : `. Run: ${fetch}`;
  return `the base '${name}' is not in this clone${hint}`;
}

const DEEPER =
  "Run: git fetch --no-tags --unshallow origin (in GitHub Actions, give actions/checkout 'fetch-depth: 0'; in GitLab CI, set GIT_DEPTH: 0)";

const unrelated = (repository: Repository, name: string): string =>
  isShallow(repository)
    ? `this clone is shallow and does not reach back to where it left '${name}'. ${DEEPER}`
    : `'${name}' and the checked-out commit have no commit in common`;
