/**
 * A matcher of regular expressions that counts its steps. It goes back as V8's does, so that what takes it very many steps takes V8
 * very long, on every machine alike.
 */
import { type AST, RegExpParser } from '@eslint-community/regexpp';

export interface Counted {
  readonly steps: number;
  /** It was ended at the limit. */
  readonly isCut: boolean;
}

export type Search = (text: string, limit: number) => Counted;

type Then = (at: number) => boolean;

class TooMany extends Error {}

/** No expression of the program looks further back. */
const FARTHEST_BEHIND = 40;

/** A search for an expression's first match in a text, from every place as `RegExp.exec` does. */
export function searchFor(source: string, flags: string): Search {
  const pattern = new RegExpParser({ ecmaVersion: 2025 }).parsePattern(source, 0, source.length, {
    unicode: flags.includes('u'),
    unicodeSets: flags.includes('v'),
  });
  const characters = characterTest(flags.replace(/[dgmy]/g, ''));
  return (text, limit) => {
    let steps = 0;
    // Behind the place V8 goes backwards, by as many letters as are asked for.
    let isBehind = false;
    const spend = (): void => {
      if (!isBehind) steps += 1;
      if (steps > limit) throw new TooMany();
    };
    const anyOf = (alternatives: readonly AST.Alternative[], at: number, then: Then): boolean =>
      alternatives.some(({ elements }) => sequence(elements, 0, at, then));
    const sequence = (elements: readonly AST.Element[], index: number, at: number, then: Then): boolean => {
      const element = elements[index];
      if (!element) return then(at);
      return one(element, at, (next) => sequence(elements, index + 1, next, then));
    };
    const repeated = (loop: AST.Quantifier, count: number, at: number, then: Then): boolean => {
      const more = (): boolean =>
        count < loop.max &&
        one(loop.element, at, (next) => (next > at || count < loop.min) && repeated(loop, count + 1, next, then));
      if (count < loop.min) return more();
      return loop.greedy ? more() || then(at) : then(at) || more();
    };
    const one = (element: AST.Element, at: number, then: Then): boolean => {
      spend();
      switch (element.type) {
        case 'Character':
        case 'CharacterClass':
        case 'CharacterSet':
        case 'ExpressionCharacterClass':
          return at < text.length && characters(element.raw, text.charAt(at)) && then(at + 1);
        case 'Group':
        case 'CapturingGroup':
          return anyOf(element.alternatives, at, then);
        case 'Quantifier':
          return repeated(element, 0, at, then);
        case 'Assertion':
          return asserted(element, at) && then(at);
        case 'Backreference':
          // Whatever it stands for; one letter says enough of the cost.
          return at < text.length && then(at + 1);
      }
    };
    const asserted = (element: AST.Assertion, at: number): boolean => {
      if (element.kind === 'lookahead') return anyOf(element.alternatives, at, () => true) !== element.negate;
      if (element.kind === 'lookbehind') {
        const outer = isBehind;
        isBehind = true;
        const from = Array.from({ length: Math.min(at + 1, FARTHEST_BEHIND) }, (_, index) => at - index);
        const isFound = from.some((start) => anyOf(element.alternatives, start, (end) => end === at));
        isBehind = outer;
        return isFound !== element.negate;
      }
      const isMultiline = flags.includes('m');
      if (element.kind === 'start') return at === 0 || (isMultiline && text[at - 1] === '\n');
      if (element.kind === 'end') return at === text.length || (isMultiline && text[at] === '\n');
      return (isWord(text[at - 1]) !== isWord(text[at])) !== (element.kind === 'word' && element.negate);
    };
    try {
      const last = flags.includes('y') ? 0 : text.length;
      for (let at = 0; at <= last; at += 1) if (anyOf(pattern.alternatives, at, () => true)) break;
    } catch (error) {
      if (!(error instanceof TooMany)) throw error;
    }
    return { steps, isCut: steps > limit };
  };
}

const isWord = (sign: string | undefined): boolean => sign !== undefined && /\w/.test(sign);

function characterTest(flags: string): (raw: string, sign: string) => boolean {
  const answers = new Map<string, boolean>();
  return (raw, sign) => {
    const id = `${sign}${raw}`;
    const answer = answers.get(id) ?? new RegExp(`^(?:${raw})$`, flags).test(sign);
    answers.set(id, answer);
    return answer;
  };
}
