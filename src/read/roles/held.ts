/** Names that hold the environment's name, or whether it is one of development or tests: `const isDev = NODE_ENV !== 'production'`. */
import { ASKS, DEVELOPMENT_NAME, LIVE } from './words.ts';

/** What names hold, as text that stands for them in a condition. */
export type Held = ReadonlyMap<string, string>;

/** `const isDev = …`, `$isDev = …;`, `is_dev := …`, `val isDev: Boolean = …`, `self.is_dev = …`: to the end of the line. */
const ASSIGNED =
  /(?:^|[\s;{(])(?<name>[$@]?[A-Za-z_][\w.]{0,60})(?:[ \t]{0,4}:[ \t]{0,4}[\w.]{1,60})?[ \t]{0,9}:?=(?![=>~])[ \t]{0,9}(?<value>[^\n;]{1,160}?)[ \t]{0,4};?[ \t]{0,9}(?:(?:\/\/|#)[^\n]*)?\r?$/;

/** Longer lines are no declarations of one name. */
const LINE = /^[^\n]{1,300}$/gm;
const MOST = 5_000;

/** Whether a comparison says that it is no live environment: `!== 'production'`. */
const NOT_LIVE = new RegExp(`(?:!==?|\\bne\\b|-ne)\\s*["']?(?:${LIVE})["']?\\)?$|^(?:!|not )`, 'i');
const NAMES_LIVE = new RegExp(`\\b(?:${LIVE})\\b`, 'i');

/** What a text says of where the program runs, in a form that conditions can be made of; undefined when it says nothing. */
type Says = (text: string) => string | undefined;

let last: { readonly source: string; readonly held: Held } | undefined;

/** The names of a source that are given one such value and no other; those of one source are looked for once. */
export function heldIn(source: string, says: Says): Held {
  if (last?.source === source) return last.held;
  const held = ASKS.test(source) ? found(source, says) : new Map<string, string>();
  last = { source, held };
  return held;
}

function found(source: string, says: Says): Held {
  const held = new Map<string, string>();
  const given = new Set<string>();
  let count = 0;
  for (const [line] of source.matchAll(LINE)) {
    const { name, value } = ASSIGNED.exec(line)?.groups ?? {};
    if (name === undefined || value === undefined) continue;
    count += 1;
    if (count > MOST) break;
    const text = spelledOut(value, held);
    const said = given.has(name) ? undefined : (says(text) ?? notLive(name, text));
    given.add(name);
    // Another value, too: what it holds where it is asked is not known.
    if (said === undefined) held.delete(name);
    else held.set(name, said);
  }
  return held;
}

/** Who calls it `isDev` means development by all that is not production. */
const notLive = (name: string, text: string): string | undefined =>
  DEVELOPMENT_NAME.test(name) && NOT_LIVE.test(text) && NAMES_LIVE.test(text) && ASKS.test(text)
    ? "NODE_ENV === 'development'"
    : undefined;

/** A condition with what its names hold in their places; what is negated stays as it is. */
export const spelledOut = (condition: string, held: Held): string =>
  held.size === 0
    ? condition
    : condition.replace(/[$@]?\b[A-Za-z_][\w.]*/g, (name, at: number) =>
        NEGATED.test(condition.slice(0, at)) ? name : (held.get(name) ?? name),
      );

const NEGATED = /(?:!|\b(?:not|unless)\s)\s*\(?$/;
