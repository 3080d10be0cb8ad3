/** Since when a line stands in a file. */
import { commitOf, type Repository } from './git.ts';

/** `YYYY-MM-DD`; undefined for a line that is not committed. `file` is relative to the scan root. */
export function lineSince(repository: Repository, file: string, line: number): string | undefined {
  const head = commitOf(repository, 'HEAD');
  if (head === undefined) return undefined;
  const place = ['--no-textconv', '-L', `${line},${line}`, head, '--', `${repository.prefix}${file}`];
  const seconds = /^author-time (\d+)$/m.exec(repository.ask(['blame', '--porcelain', ...place]) ?? '')?.[1];
  return seconds === undefined ? undefined : new Date(Number(seconds) * 1000).toISOString().slice(0, 10);
}
