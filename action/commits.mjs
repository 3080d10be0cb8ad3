/** Fetches the commits that a comparison needs: actions/checkout brings only one, unless told otherwise. */
import { spawnSync } from 'node:child_process';

/**
 * What could name a program in a configuration that somebody else wrote: an earlier step of the job may have run what the
 * change brings, and a folder of the change may look like a repository of its own. https://git-scm.com/docs/git-config
 */
const SAFE = [
  ...['core.hooksPath=/dev/null', 'core.fsmonitor=false', 'core.sshCommand=ssh', 'core.gitProxy=', 'core.askPass='],
  ...['core.alternateRefsCommand=true', 'credential.helper=', 'remote.origin.uploadpack=git-upload-pack'],
  ...['fetch.recurseSubmodules=no', 'submodule.recurse=false', 'gc.auto=0', 'maintenance.auto=false'],
  ...['transfer.bundleURI=false', 'safe.bareRepository=explicit'],
].flatMap((setting) => ['-c', setting]);

const MOST_MILLISECONDS = 600_000;

/** The way of a remote's address, as git calls it: https://git-scm.com/docs/git#Documentation/git.txt-GITALLOWPROTOCOL */
function protocolOf(address) {
  const scheme = /^([a-z]+):\/\//.exec(address)?.[1];
  if (scheme !== undefined) return ['https', 'http', 'ssh', 'git', 'file'].includes(scheme) ? scheme : 'none';
  return /^[\w.@-]+:/.test(address) && !/^[A-Za-z]:[\\/]/.test(address) ? 'ssh' : 'file';
}

/** Each deeper than the one before; the last brings everything. */
const DEPTHS = [['--depth=1'], ['--depth=2'], ['--depth=100'], ['--unshallow']];

/**
 * @param base a full commit id
 * @param related whether the commit is also to be joined with the one that is checked out
 */
export function fetchMissing(folder, base, related) {
  let protocol = 'none';
  const git = (...args) =>
    spawnSync('git', [...SAFE, ...args], {
      cwd: folder,
      encoding: 'utf8',
      timeout: MOST_MILLISECONDS,
      env: {
        ...process.env,
        GIT_TERMINAL_PROMPT: '0',
        GIT_NO_LAZY_FETCH: '1',
        // Nothing is fetched on the side, and what is fetched comes the way that the remote's address says.
        GIT_ALLOW_PROTOCOL: args[0] === 'fetch' ? protocol : 'none',
      },
    });
  const works = (...args) => git(...args).status === 0;
  const isEnough = () => works('cat-file', '-e', `${base}^{commit}`) && (!related || works('merge-base', base, 'HEAD'));
  const head = git('rev-parse', 'HEAD').stdout.trim();
  if (isEnough()) return;
  protocol = protocolOf(git('ls-remote', '--get-url', 'origin').stdout.trim());
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
