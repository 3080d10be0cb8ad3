/** What a shell makes of the texts of a script. */
import type { Escapes } from '../lower-text.ts';

/** In a here-document and in double quotes the shell takes off these backslashes (POSIX 2.2.3, 2.7.4). */
export const SHELL: Escapes = { pattern: /\\[$`"\\]/g, value: ([found]) => found.slice(1) };

/** Whether a comment begins before an offset in its line. */
export const isComment = (content: string, at: number): boolean =>
  /^[ \t]*#/.test(content.slice(content.lastIndexOf('\n', at - 1) + 1, at));
