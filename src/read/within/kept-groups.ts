/** What the first group of a substitution of sed keeps: `s|^\(SMTP_HOST=\).*|\1relay|` puts in `SMTP_HOST=relay`. */
import type { TextExpr } from '../../model/expr.ts';
import { text } from '../reader.ts';
import { sliceOf } from './templated.ts';
import { together } from './written-texts.ts';

/** `\1`, and Perl's `$1` and `${1}`. */
const FIRST = /^(?:\\1|\$\{?1\}?)/;
const LAST = /\\[2-9]$/;
/** Between the words of a key a pattern has optional blanks, comment signs and anchors. */
const OPTIONAL = /\^|[#;][*?]|(?: |\\s|\[\[:(?:space|blank):\]\])[*+?]|\.\*/g;
const KEY = /^["']?[\w.-]+["']?[ \t]*(?:=>|[:=])?[ \t]*["']?$/;
const LONGEST = 200;

/** What is put in, with the key that its first group keeps; as it is where it begins with none. */
export function withKeptKey(value: TextExpr, old: string | undefined): TextExpr {
  const group = FIRST.exec(value.value)?.[0];
  const key = group === undefined ? undefined : keyIn(old ?? '');
  if (group === undefined || key === undefined) return value;
  const end = value.value.replace(LAST, '').length;
  return together([text(key, value.range), sliceOf(value, group.length, end)], '', value.range);
}

/** The literal text of a pattern's first group, where that is a key. */
function keyIn(old: string): string | undefined {
  const start = old.indexOf('(');
  const end = old.indexOf(')', start);
  if (start < 0 || end < 0 || end - start > LONGEST) return undefined;
  const key = old
    .slice(start + 1, end)
    .replace(/\\$/, '')
    .replace(OPTIONAL, '')
    .replace(/\\(.)/g, '$1');
  return KEY.test(key) ? key : undefined;
}
