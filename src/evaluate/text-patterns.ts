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
