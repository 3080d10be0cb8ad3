/** What an expression can't match without: texts that a byte search finds much faster than the expression itself runs. */
import { type AST, RegExpParser } from '@eslint-community/regexpp';

/** More texts than this are not told apart; the search is for others beside them. */
const MAX_TEXTS = 16;

/** What is known of a part of an expression. */
interface Part {
  /** All texts it matches, if they are few. */
  readonly exact?: readonly string[] | undefined;
  /** Texts of which one stands in each of its matches; `['']` when nothing is sure. */
  readonly within: readonly string[];
}

const ANY: Part = { within: [''] };
const parser = new RegExpParser();

/**
 * Texts, in lower case, of which at least one stands in whatever the expression matches, letters' case aside.
 *
 * @param source of an expression without flags that change its syntax
 */
export const literalsOf = (source: string): readonly string[] => KNOWN[source] ?? literalsIn(source);

const literalsIn = (source: string): readonly string[] =>
  least(either(parser.parsePattern(source).alternatives).within);

/** What the build has found out of the detectors' own expressions, as JSON; from source there is none. */
declare const SMTP_SCAN_LITERALS: string | undefined;
const KNOWN: Readonly<Record<string, readonly string[]>> = JSON.parse(
  typeof SMTP_SCAN_LITERALS === 'undefined' ? '{}' : SMTP_SCAN_LITERALS,
);

/** A text as the source of an expression that matches just this. */
export const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** A text that holds another one of them adds nothing. */
export const least = (texts: readonly string[]): readonly string[] =>
  [...new Set(texts)].filter((text, _, all) => !all.some((other) => other !== text && text.includes(other)));

function either(alternatives: readonly AST.Alternative[]): Part {
  const parts = alternatives.map((alternative) => sequence(alternative.elements.map(partOf)));
  const exact = parts.flatMap((part) => part.exact ?? []);
  return {
    within: parts.flatMap((part) => part.within),
    exact: parts.every((part) => part.exact) && exact.length <= MAX_TEXTS ? exact : undefined,
  };
}

/** One after the other: of all that must stand in it, what is rarest, which is what is longest. */
function sequence(parts: readonly Part[]): Part {
  let run: readonly string[] = [''];
  let best: readonly string[] = [''];
  let whole = true;
  const offer = (texts: readonly string[]): void => {
    if (rarity(texts) > rarity(best)) best = texts;
  };
  for (const part of parts) {
    const longer = part.exact && run.flatMap((head) => part.exact?.map((tail) => head + tail) ?? []);
    if (longer && longer.length <= MAX_TEXTS) {
      run = longer;
      continue;
    }
    whole = false;
    offer(run);
    offer(part.within);
    run = part.exact ?? [''];
  }
  offer(run);
  return { within: best, exact: whole ? run : undefined };
}

const rarity = (texts: readonly string[]): number =>
  Math.min(...texts.map((text) => text.length)) - least(texts).length / 100;

function partOf(element: AST.Element): Part {
  switch (element.type) {
    case 'Character': {
      const text = String.fromCodePoint(element.value).toLowerCase();
      return { exact: [text], within: [text] };
    }
    case 'CharacterClass': {
      const exact = element.negate ? undefined : charactersOf(element.elements);
      return exact ? { exact, within: exact } : ANY;
    }
    case 'Group':
    case 'CapturingGroup':
      return either(element.alternatives);
    case 'Assertion':
      return { exact: [''], within: [''] };
    case 'Quantifier':
      return repeated(element);
    default:
      return ANY;
  }
}

function charactersOf(elements: readonly AST.CharacterClass['elements'][number][]): readonly string[] | undefined {
  const characters = elements.flatMap((one) =>
    one.type === 'Character' ? [String.fromCodePoint(one.value).toLowerCase()] : [],
  );
  return characters.length === elements.length && characters.length <= MAX_TEXTS ? characters : undefined;
}

function repeated({ element, min, max }: AST.Quantifier): Part {
  const part = partOf(element);
  if (max === 1 && part.exact)
    return { exact: min === 0 ? ['', ...part.exact] : part.exact, within: min === 0 ? [''] : part.within };
  return min === 0 ? ANY : { within: part.within };
}
