/**
 * The format of a text that stands under a key that names no file: `systemYaml: |`, `configOverrides`, `values: |`, JSON in a
 * variable. Only what speaks of mail is looked at.
 */
import type { Format } from '../../model/facts.ts';
import { SPEAKS_OF_MAIL } from '../../text/mail-words.ts';

/** The longest text that is looked at, and as much of it as tells its format. */
const LONGEST = 200_000;
const MOST_LINES = 200;

/** As many lines out of ten must be of a format. */
const ENOUGH = 0.7;

const SECTION = /^[ \t]*\[[\w .:"-]+\][ \t]*\r?$/m;
const KEY_OF_YAML = /^[ \t]*(?:-[ \t]+)?["']?[\w./ -]+["']?:(?:[ \t]|$)|^[ \t]*-[ \t]/;
const KEY_OF_INI = /^[ \t]*[A-Za-z][\w.-]*[ \t]*=/;

/** What a text seems to be; undefined when it is prose, or a program. */
export function formatOfText(content: string): Format | undefined {
  if (content.length > LONGEST || !SPEAKS_OF_MAIL.test(content)) return undefined;
  if (/^\s*#!.*\b(?:ba|da|z|k)?sh\b/.test(content)) return 'bash';
  if (/^\s*(?:\{\s*"|\[\s*\{)/.test(content)) return 'json';
  if (/^\s*<(?:\?xml|[A-Za-z][\w.-]*[\s>])/.test(content)) return 'xml';
  const lines = content.split(/\r?\n/, MOST_LINES).filter((line) => !/^\s*(?:[#;]|\/\/|$)/.test(line));
  const share = (pattern: RegExp): number =>
    lines.filter((line) => pattern.test(line)).length / Math.max(1, lines.length);
  if (SECTION.test(content) && share(/=|^\s*\[/) >= ENOUGH) return 'ini';
  if (share(KEY_OF_INI) >= ENOUGH) return 'ini';
  return share(KEY_OF_YAML) >= ENOUGH ? 'yaml' : undefined;
}
