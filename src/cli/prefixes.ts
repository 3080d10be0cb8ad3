/** What reports put before the paths of a result, which are relative to the scan root. */
import path from 'node:path';
import { type Origin, type Whence, whenceOf } from '../git/origin.ts';
import type { FormatName } from '../report/index.ts';

export interface Prefix {
  /** Ends in `/`, or is empty. */
  readonly prefix: string;
  /** As `ReportOptions` has it. */
  readonly inside?: string;
  /** Where the prefixed paths can be looked at. */
  readonly origin: Origin | undefined;
}

/**
 * People want paths that their terminal can open, so relative to the working directory; machines that know only the
 * repository want them relative to its top. `given` (`--path-prefix`) is the word of whoever knows better.
 */
export function prefixes(root: string, given: string | undefined): (format: FormatName) => Prefix {
  let whence: Whence | undefined;
  const wanted = given === undefined ? undefined : normal(given);
  return (format) => {
    if (format === 'json') return { prefix: '', origin: undefined };
    if (format === 'text')
      return { ...(wanted === undefined ? asSeenFrom(process.cwd(), root) : { prefix: wanted }), origin: undefined };
    whence ??= whenceOf(root, process.env);
    const prefix = wanted ?? whence.prefix;
    return { prefix, origin: prefix === whence.prefix ? whence.origin : undefined };
  };
}

const asSeenFrom = (folder: string, root: string): { readonly prefix: string; readonly inside: string } => ({
  prefix: normal(path.relative(folder, root)),
  inside: root === folder || path.relative(root, folder).startsWith('..') ? '' : normal(path.relative(root, folder)),
});

function normal(text: string): string {
  const prefix = text
    .split(path.sep)
    .join('/')
    .replace(/^(\.?\/)+/, '')
    .replace(/\/+$/, '');
  return prefix === '' || prefix === '.' ? '' : `${prefix}/`;
}
