import path from 'node:path';

/** Whether a file lies in a folder or below it; the empty folder is the root. Both are relative to the root, with `/`. */
export const isUnder = (file: string, folder: string): boolean => folder === '' || file.startsWith(`${folder}/`);

/** Whether a path that is relative to a folder leads out of it; one of another drive is none that is relative. */
export const leadsOut = (relative: string): boolean =>
  relative === '..' || relative.startsWith('../') || relative.startsWith(`..${path.sep}`) || path.isAbsolute(relative);
