/** Where a place of the repository can be looked at. */
import path from 'node:path';
import { uriPath } from '../report/escape.ts';

/** The address of a place; undefined where there is none. */
export type LinkTo = (place: { readonly path: string; readonly line?: number }) => string | undefined;

const anchor = (line: number | undefined): string => (line === undefined ? '' : `#L${line}`);

/** Behind the address of the repository's files: `https://github.com/o/r/blob/main/`. */
export const linksBehind =
  (base: string): LinkTo =>
  ({ path: file, line }) =>
    `${base.replace(/\/*$/, '/')}${uriPath(file)}${anchor(line)}`;

/**
 * From a document that stands in the repository itself, as forges resolve it.
 *
 * @param folder the document's, relative to the scan root with `/`; empty for the root.
 */
export const linksFrom =
  (folder: string): LinkTo =>
  ({ path: file, line }) =>
    `${uriPath(path.posix.relative(folder === '' ? '.' : folder, file) || '.')}${anchor(line)}`;

export const noLinks: LinkTo = () => undefined;
