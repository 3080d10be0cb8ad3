/** Texts that an expression may take long for: what comes before one of its loops, and then what the loop takes, again and again. */
import { type AST, RegExpParser, visitRegExpAST } from '@eslint-community/regexpp';

/** Letters that stand for the classes people write. */
const ALPHABET = [
  'a',
  '0',
  '-',
  '.',
  ' ',
  '\t',
  '"',
  "'",
  '/',
  ':',
  '=',
  '_',
  ',',
  '\\',
  '(',
  '{',
  '\n',
  'A',
  '<',
  '$',
];

/** What ends a text so that no match does. */
const ENDS = ['\u0001', '\n\u0001'];

export interface Pumped {
  readonly before: string;
  readonly loop: string;
  readonly end: string;
}

export const textOf = ({ before, loop, end }: Pumped, times: number): string => before + loop.repeat(times) + end;

const takes = ({ raw }: AST.Node, flags: string, sign: string): boolean => {
  try {
    return new RegExp(`^(?:${raw})$`, flags.replace(/[dgy]/g, '')).test(sign);
  } catch {
    return false;
  }
};

/** A short text that an element matches, with `wish` where it may stand. */
function shortest(element: AST.Element, flags: string, wish: string): string {
  switch (element.type) {
    case 'Character':
      return String.fromCodePoint(element.value);
    case 'CharacterClass':
    case 'CharacterSet':
    case 'ExpressionCharacterClass':
      return [wish, ...ALPHABET].find((sign) => takes(element, flags, sign)) ?? '';
    case 'Group':
    case 'CapturingGroup': {
      const ways = element.alternatives.map(({ elements }) => all(elements, flags, wish));
      return ways.find((way) => way.includes(wish)) ?? ways[0] ?? '';
    }
    case 'Quantifier':
      return shortest(element.element, flags, wish).repeat(Math.min(Math.max(element.min, 0), 3));
    default:
      return '';
  }
}

const all = (elements: readonly AST.Element[], flags: string, wish: string): string =>
  elements.map((one) => shortest(one, flags, wish)).join('');

/** What must stand before a loop, from the start of the expression. */
function before(node: AST.Node, flags: string, wish: string): string {
  const { parent } = node;
  if (!parent) return '';
  if (parent.type !== 'Alternative') return before(parent, flags, wish);
  const index = parent.elements.findIndex(({ start }) => start === node.start);
  return before(parent, flags, wish) + all(parent.elements.slice(0, index), flags, wish);
}

/** The texts for one expression, each once. */
export function pumpedFor(source: string, flags: string): readonly Pumped[] {
  const pattern = new RegExpParser({ ecmaVersion: 2025 }).parsePattern(source, 0, source.length, {
    unicode: flags.includes('u'),
    unicodeSets: flags.includes('v'),
  });
  const loops: AST.Quantifier[] = [];
  visitRegExpAST(pattern, {
    onQuantifierEnter: (loop) => {
      if (loop.max === Number.POSITIVE_INFINITY) loops.push(loop);
    },
  });
  const found = new Map<string, Pumped>();
  for (const loop of loops)
    for (const wish of wishesOf(loop, loops, flags)) {
      const once = shortest(loop.element, flags, wish);
      if (once === '') continue;
      for (const start of [before(loop, flags, wish), ''])
        for (const end of ENDS) found.set(`${start}\0${once}\0${end}`, { before: start, loop: once, end });
    }
  return [...found.values()];
}

/** Letters that the loop takes: those first that other loops take as well, for what several may take is tried in every way. */
const MOST_WISHES = 3;

function wishesOf(loop: AST.Quantifier, loops: readonly AST.Quantifier[], flags: string): readonly string[] {
  const takenBy = (sign: string): number =>
    loops.filter((one) => shortest(one.element, flags, sign).includes(sign)).length;
  return ALPHABET.filter((sign) => shortest(loop.element, flags, sign).includes(sign))
    .map((sign) => ({ sign, count: takenBy(sign) }))
    .sort((one, other) => other.count - one.count)
    .slice(0, MOST_WISHES)
    .map(({ sign }) => sign);
}
