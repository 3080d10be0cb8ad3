/**
 * Whether a program may be handed to tree-sitter at all. In languages with generics each `<` may compare or open type
 * arguments, and a `?` may ask or be part of a type: the parser follows both, so that a statement costs as much as the square
 * of their number, and tens of thousands end its memory.
 */

/** What the squares of all statements' numbers may come to; seconds of parsing. */
const MOST_WORK = 4_000_000;
/** As people and generators write it. */
const ORDINARY = 100;

const QUOTES = new Set(['"', "'", '`']);
/** A single quote is a lifetime's (Rust), a symbol's (Scala) or a character's: what is in it is short. */
const LONGEST_CHARACTER = 12;

/** Whether the text holds statements with so many signs that look like comparisons or generics that parsing is given up. */
export function hasTooManyComparisons(text: string): boolean {
  let inStatement = 0;
  let work = 0;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] ?? '';
    if (sign === '<' || sign === '?') {
      inStatement += 1;
      if (inStatement > ORDINARY) work += 2 * inStatement;
      if (work > MOST_WORK) return true;
    } else if (sign === ';' || sign === '{' || sign === '}') inStatement = 0;
    else if (QUOTES.has(sign)) at = endOfQuoted(text, at, sign);
    else if (sign === '/' && (text[at + 1] === '/' || text[at + 1] === '*')) at = endOfComment(text, at);
  }
  return false;
}

/** Where a text ends that begins at `start`, of which an apostrophe may be none. */
function endOfQuoted(text: string, start: number, quote: string): number {
  const triple = quote.repeat(3);
  if (quote === '"' && text.startsWith(triple, start)) return endAfter(text, triple, start + 3);
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === quote) return at;
    else if (text[at] === '\n' || (quote === "'" && at - start > LONGEST_CHARACTER)) return start;
  }
  return start;
}

const endOfComment = (text: string, start: number): number =>
  text[start + 1] === '/' ? endAfter(text, '\n', start) : endAfter(text, '*/', start + 2);

/** The index of the last sign of `end`; of what has no end all of it. */
function endAfter(text: string, end: string, from: number): number {
  const at = text.indexOf(end, from);
  return at < 0 ? text.length : at + end.length - 1;
}
