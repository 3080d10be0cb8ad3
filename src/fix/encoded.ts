/** Values in base64, changed within and encoded anew. */
import type { Change } from './changes.ts';

/** The whole value with the changes made inside it; undefined when it is no base64 that would come back as it was. */
export function encodedAnew(written: string, changes: readonly Change[]): string | undefined {
  const decoded = Buffer.from(written, 'base64').toString('utf8');
  if (Buffer.from(decoded, 'utf8').toString('base64') !== written) return undefined;
  let text = decoded;
  for (const { at, text: wanted } of [...changes].sort(lastFirst)) {
    const { start, end } = at.decoded ?? { start: 0, end: 0 };
    if (decoded.slice(start, end) !== at.value) return undefined;
    text = text.slice(0, start) + wanted + text.slice(end);
  }
  return Buffer.from(text, 'utf8').toString('base64');
}

const lastFirst = (a: Change, b: Change): number => (b.at.decoded?.start ?? 0) - (a.at.decoded?.start ?? 0);
