/**
 * Replacements by regular expressions that the scanned program brings. Only such are run as take linear time, or nearly:
 * characters, classes and anchors, of which one may be repeated.
 */
import { type AST, RegExpParser } from '@eslint-community/regexpp';

const MAX_PATTERN = 200;
/** Longer texts are not searched with expressions of others. */
const MAX_TEXT = 1_000;

const parser = new RegExpParser();

/** `/x/gi` of JavaScript, `#x#i` of PHP, or the expression alone. */
function partsOf(pattern: string): { readonly source: string; readonly flags: string } {
  const found = /^([/#~@!|%])([\s\S]*)\1([a-z]*)$/.exec(pattern);
  return found ? { source: found[2] ?? '', flags: found[3] ?? '' } : { source: pattern, flags: '' };
}

const isPlain = ({ type }: AST.Element): boolean =>
  type === 'Character' || type === 'CharacterClass' || type === 'CharacterSet' || type === 'Assertion';

function isTame(source: string): boolean {
  try {
    const alternatives = parser.parsePattern(source).alternatives;
    const elements = alternatives.flatMap((one) => one.elements);
    const repeated = elements.filter(({ type }) => type === 'Quantifier');
    return (
      alternatives.length <= 8 &&
      repeated.length <= 1 &&
      elements.every((one) =>
        one.type === 'Quantifier'
          ? isPlain(one.element)
          : isPlain(one) && (one.type !== 'Assertion' || !/^look/.test(one.kind)),
      )
    );
  } catch {
    return false;
  }
}

/**
 * The text with what fits replaced; undefined where the expression is none that is run here.
 *
 * @param everywhere whether the language replaces all that fits without being told so
 */
export function replacedBy(
  text: string,
  pattern: string | undefined,
  by: string | undefined,
  everywhere: boolean,
): string | undefined {
  if (pattern === undefined || by === undefined || /[$\\]/.test(by)) return undefined;
  if (pattern.length > MAX_PATTERN || text.length > MAX_TEXT) return undefined;
  const { source, flags } = partsOf(pattern);
  if (/[^gimsuADU]/.test(flags) || !isTame(source)) return undefined;
  const kept = ['i', 'm', 's'].filter((flag) => flags.includes(flag)).join('');
  const isGlobal = everywhere || flags.includes('g');
  return text.replace(new RegExp(source, isGlobal ? `g${kept}` : kept), () => by);
}

/**
 * The text without the stretch at one end that a shell's pattern (`*`, `?`, no classes) matches: the shortest or the longest
 * one; undefined where the pattern is more than that. Each length is tried, and a pattern has one star at most.
 */
export function withoutMatch(text: string, pattern: string, at: 'front' | 'end', longest: boolean): string | undefined {
  if (pattern.length > MAX_PATTERN || text.length > MAX_TEXT || /[[\]$`]/.test(pattern)) return undefined;
  const [before = '', after, more] = pattern.split('*');
  if (more !== undefined) return undefined;
  const fits = (part: string, stretch: string): boolean =>
    part.length === stretch.length && [...part].every((letter, index) => letter === '?' || letter === stretch[index]);
  const matches = (stretch: string): boolean =>
    after === undefined
      ? fits(before, stretch)
      : stretch.length >= before.length + after.length &&
        fits(before, stretch.slice(0, before.length)) &&
        fits(after, stretch.slice(stretch.length - after.length));
  const lengths = Array.from({ length: text.length + 1 }, (_, length) => length);
  const length = (longest ? lengths.reverse() : lengths).find((one) =>
    matches(at === 'front' ? text.slice(0, one) : text.slice(text.length - one)),
  );
  if (length === undefined) return text;
  return at === 'front' ? text.slice(length) : text.slice(0, text.length - length);
}
