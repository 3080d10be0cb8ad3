/** Fetches the commits that a comparison needs: actions/checkout brings only one, unless told otherwise. */
import { spawnSync } from 'node:child_process';

/** A folder of the change may look like a repository of its own, with a configuration that names programs. */
const SAFE = ['-c', 'core.hooksPath=/dev/null', '-c', 'safe.bareRepository=explicit'];

/** Each deeper than the one before; the last brings everything. */
const DEPTHS = [['--depth=1'], ['--depth=2'], ['--depth=100'], ['--unshallow']];

/**
 * @param base a full commit id
 * @param related whether the commit is also to be joined with the one that is checked out
 */
export function fetchMissing(folder, base, related) {
  const git = (...args) =>
    spawnSync('git', [...SAFE, ...args], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, GIT_TERMINAL_PROMPT: '0' },
    });
  const works = (...args) => git(...args).status === 0;
  const isEnough = () => works('cat-file', '-e', `${base}^{commit}`) && (!related || works('merge-base', base, 'HEAD'));
  const head = git('rev-parse', 'HEAD').stdout.trim();
  if (isEnough()) return;
  // A depth would make a whole clone a shallow one.
  const isShallow = git('rev-parse', '--is-shallow-repository').stdout.trim() === 'true';
  for (const depth of isShallow ? DEPTHS : [[]]) {
    if (isEnough()) return;
    // What cannot be fetched is said by the scan, which then lacks it.
    const fetch = (...wanted) =>
      works('fetch', '--quiet', '--no-tags', '--no-recurse-submodules', ...depth, 'origin', ...wanted);
    if (!related || !fetch(base, head)) fetch(base);
  }
}
