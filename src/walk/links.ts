/** Where symbolic links lead. */
import path from 'node:path';
import { leadsOut } from '../model/paths.ts';
import type { Kind, Root } from './root.ts';

export type Led =
  /** `real` is absolute, with `/`; `path` relative to the root. */
  { readonly kind: 'file' | 'folder'; readonly real: string; readonly path: string } | { readonly problem: string };

/** Where a link leads to, all links on the way followed; or, in words, why it is not. Never throws. */
export function leadOf(of: Root, link: string, realRoot: string): Led {
  let real: string;
  let kind: Kind | undefined;
  try {
    real = of.real(link).split(path.sep).join('/');
    kind = of.kind(real);
  } catch {
    return { problem: 'is a link that leads nowhere, or in a circle' };
  }
  const relative = path.posix.relative(realRoot, real);
  if (leadsOut(relative) || /(^|\/)\.git(\/|$)/i.test(relative))
    return { problem: 'is a link that leads out of the scanned folder; it was not followed' };
  if (kind?.isDirectory()) return { kind: 'folder', real, path: relative };
  return kind?.isFile() ? { kind: 'file', real, path: relative } : { problem: SPECIAL };
}

export const SPECIAL = 'is a device, pipe or socket; it was not read';
