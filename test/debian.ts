/** The Debian packages that tests need: the list that CI installs from, and where it puts those that are only unpacked. */
import { existsSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

interface Package {
  readonly name: string;
  /** What it is for: a language of test/linking, a program of fixtures/judges. */
  readonly use: string;
  readonly unpacked: boolean;
}

const packages: readonly Package[] = readFileSync(new URL('../.ci/debian-packages', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => /^\w/.test(line))
  .map((line) => {
    const [name = '', use = '', how] = line.split(' ');
    return { name, use, unpacked: how === 'unpacked' };
  });

const cache = path.join(process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache'), 'smtp-scan/debian');

/** Folders that hold the unpacked packages for one use. */
export const unpackedFor = (use: string): readonly string[] =>
  packages.filter((one) => one.use === use && one.unpacked).map(({ name }) => path.join(cache, name));

/** Those of them that are not there. */
export const notUnpacked = (use: string): readonly string[] => unpackedFor(use).filter((folder) => !existsSync(folder));

/** Why a test is left out here, and what brings it back. */
export function leftOut(...uses: readonly string[]): string {
  const wanted = packages.filter(({ use }) => uses.includes(use));
  if (wanted.length === 0) throw new Error(`.ci/debian-packages has nothing for ${uses.join(' ')}`);
  return wanted.some(({ unpacked }) => unpacked)
    ? 'left out; to run it, as root on Debian: .ci/packages'
    : `left out; to run it: apt-get install -y --no-install-recommends ${wanted.map(({ name }) => name).join(' ')}`;
}
