/** JSON objects one after the other, as streams and exports have them: a line each, a list, or without anything between. */
import type { Chunks } from '../input/open.ts';

/** A longer one is no event. */
const LONGEST = 1024 * 1024;

/** Calls `take` with each object at the top, or in a list at the top, and the line it begins on. Gives the number of lines. */
export async function eachObject(
  chunks: Chunks,
  take: (value: unknown, line: number) => void,
  broken: (line: number) => void,
): Promise<number> {
  const decoder = new TextDecoder();
  let line = 1;
  let depth = 0;
  let quoted = false;
  let escaped = false;
  let start = 0;
  let begun = 1;
  let held = '';
  let tooLong = false;
  const finish = (text: string): void => {
    try {
      if (tooLong) broken(begun);
      else take(JSON.parse(text), begun);
    } catch {
      broken(begun);
    }
    tooLong = false;
  };
  const scan = (text: string): void => {
    start = 0;
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code === 10) line += 1;
      if (escaped) escaped = false;
      else if (quoted) {
        if (code === 92) escaped = true;
        else if (code === 34) quoted = false;
      } else if (code === 34) quoted = depth > 0;
      else if (code === 123) {
        if (depth === 0) {
          start = at;
          begun = line;
          held = '';
        }
        depth += 1;
      } else if (code === 125 && depth > 0) {
        depth -= 1;
        if (depth === 0) finish(held + text.slice(start, at + 1));
      }
    }
    if (depth === 0) return;
    held += text.slice(start);
    if (held.length > LONGEST) {
      held = '';
      tooLong = true;
    }
  };
  for await (const chunk of chunks) scan(decoder.decode(chunk, { stream: true }));
  if (depth > 0) broken(begun);
  return line;
}
