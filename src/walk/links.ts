/** Where symbolic links lead. */
import { realpathSync, type Stats, statSync } from 'node:fs';
import path from 'node:path';

export type Led =
  /** `real` is absolute, with `/`; `path` relative to the root. */
  { readonly kind: 'file' | 'folder'; readonly real: string; readonly path: string } | { readonly problem: string };

/** Where a link leads to, all links on the way followed; or, in words, why it is not. Never throws. */
export function leadOf(link: string, realRoot: string): Led {
  let real: string;
  let stats: Stats;
  try {
    real = realpathSync(link).split(path.sep).join('/');
    stats = statSync(real);
  } catch {
    return { problem: 'is a link that leads nowhere, or in a circle' };
  }
  const relative = path.posix.relative(realRoot, real);
  const isOutside = relative === '..' || relative.startsWith('../') || path.isAbsolute(relative);
  if (isOutside || /(^|\/)\.git(\/|$)/i.test(relative))
    return { problem: 'is a link that leads out of the scanned folder; it was not followed' };
  if (stats.isDirectory()) return { kind: 'folder', real, path: relative };
  return stats.isFile() ? { kind: 'file', real, path: relative } : { problem: SPECIAL };
}

export const SPECIAL = 'is a device, pipe or socket; it was not read';
