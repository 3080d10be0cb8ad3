/** The tokens of a file, in lines as Visual Basic sees them. */
import type { Dialect } from '../plain/dialects.ts';
import { type PlainToken, tokensOf } from '../plain/tokens.ts';

/** https://learn.microsoft.com/dotnet/visual-basic/language-reference/ */
export const VISUAL_BASIC: Dialect = {
  lineComments: ["'"],
  blockComments: [],
  quotes: '"',
  isDoubled: true,
  assigning: ['='],
  concat: ['&', '+'],
  naming: [':='],
  hasBraces: false,
};

/** Signs at the end of a line that go on in the next one. */
const GOES_ON = /^(?:[,({&=+.]|:=)$/;

/**
 * A line goes on behind `_` and behind signs that something follows, and a colon ends it.
 * https://learn.microsoft.com/dotnet/visual-basic/programming-guide/language-features/statements
 */
export function linesOf(source: string): PlainToken[] {
  const lines: PlainToken[] = [];
  let goesOn = false;
  let isEnded = false;
  for (const token of tokensOf(source, VISUAL_BASIC)) {
    if (token.word === '_' && token.kind === 'name') goesOn = true;
    else if (token.word === ':' && token.kind === 'sign') isEnded = true;
    else {
      lines.push({ ...token, isFirst: isEnded || (token.isFirst && !goesOn) });
      goesOn = token.kind === 'sign' && GOES_ON.test(token.word);
      isEnded = false;
    }
  }
  return lines;
}
