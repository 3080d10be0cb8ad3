/** Commands that set a parameter, found in the text of any file: scripts, Dockerfiles, playbooks, programs. */

import { moduleEnd } from '../../src/detect/building.ts';
import { isCommented, literalAt } from '../../src/detect/text-matches.ts';
import type { Place } from '../../src/evaluate/value.ts';
import type { Expr } from '../../src/model/expr.ts';
import type { Facts } from '../../src/model/facts.ts';

export interface CommandMatch {
  readonly name: string;
  readonly value: Expr;
  readonly place: Place;
}

/** A command's words end here; lines ending in a backslash go on. */
const LONGEST = 4000;

/** The stretch of text from `from` to the end of the command. */
export function commandEnd(text: string, from: number): number {
  const rest = text.slice(from, from + LONGEST);
  const end = /(?<!\\)\r?\n|&&|\|\|/.exec(rest);
  return from + (end ? end.index : rest.length);
}

/** Every `name=value` of the commands, quoted in any way: `-e "name = value"`, `-e name="value"`, `['-e', 'name=value']`. */
export function* commandMatches(facts: Facts, command: RegExp, names: string): Generator<CommandMatch> {
  const { text } = facts.source;
  let end = 0;
  for (const found of text.matchAll(command)) {
    if (found.index < end || isCommented(text, found.index)) continue;
    const from = found.index + found[0].length;
    end = commandEnd(text, from);
    const stretch = text.slice(from, end);
    for (const option of stretch.matchAll(new RegExp(`(?<=[\\s,([])(\\\\*["'])?(${names})(\\s*=\\s*)`, 'g'))) {
      const [, quote, name = '', equals = ''] = option;
      if (!quote && /\s/.test(equals)) continue;
      const at = option.index + option[0].length;
      const value = valueAt(stretch, at, quote);
      if (value)
        yield {
          name,
          value: literalAt(facts, { start: from + value.start, end: from + value.end }),
          place: { ...moduleEnd(facts), at: found.index },
        };
    }
  }
}

function valueAt(stretch: string, at: number, quote: string | undefined): { start: number; end: number } | undefined {
  const inner = quote ?? /^\\*["']/.exec(stretch.slice(at))?.[0];
  const start = quote ? at : at + (inner?.length ?? 0);
  const end = inner
    ? stretch.indexOf(inner, start)
    : start + (/^[^\s"';|&)]*/.exec(stretch.slice(start))?.[0].length ?? 0);
  return end < start ? undefined : { start, end };
}
