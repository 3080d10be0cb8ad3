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
  /** What the text consists of, in words. */
  readonly told: string;
  /** The text in which a loop runs so often. */
  text(times: number): string;
}

/** What a loop takes, again and again. */
const again = (before: string, loop: string, end: string): Pumped => ({
  told: `${JSON.stringify(before)} and ${JSON.stringify(loop)} again and again`,
  text: (times) => before + loop.repeat(times) + end,
});

/** A loop around loops runs so often while these run ever longer: where they share letters each run multiplies the ways. */
const OUTER = 4;

const longWithin = (before: string, within: (times: number) => string, end: string): Pumped => ({
  told: `${JSON.stringify(before)} and ${JSON.stringify(within(3))}, ever longer, ${OUTER} times`,
  text: (times) => before + within(times).repeat(OUTER) + end,
});

const takes = ({ raw }: AST.Node, flags: string, sign: string): boolean => {
  try {
    return new RegExp(`^(?:${raw})$`, flags.replace(/[dgy]/g, '')).test(sign);
  } catch {
    return false;
  }
};

/** A short text that an element matches, with `wish` where it may stand; its endless loops run `inner` times. */
function shortest(element: AST.Element, flags: string, wish: string, inner?: number): string {
  switch (element.type) {
    case 'Character':
      return String.fromCodePoint(element.value);
    case 'CharacterClass':
    case 'CharacterSet':
    case 'ExpressionCharacterClass':
      return [wish, ...ALPHABET].find((sign) => takes(element, flags, sign)) ?? '';
    case 'Group':
    case 'CapturingGroup': {
      const ways = element.alternatives.map(({ elements }) => all(elements, flags, wish, inner));
      return ways.find((way) => way.includes(wish)) ?? ways[0] ?? '';
    }
    case 'Quantifier':
      return inner !== undefined && isEndless(element)
        ? shortest(element.element, flags, wish).repeat(inner)
        : shortest(element.element, flags, wish, inner).repeat(Math.min(element.min, 3));
    default:
      return '';
  }
}

const all = (elements: readonly AST.Element[], flags: string, wish: string, inner?: number): string =>
  elements.map((one) => shortest(one, flags, wish, inner)).join('');

const isEndless = ({ max }: AST.Quantifier): boolean => max === Number.POSITIVE_INFINITY;

/** Whether a loop that runs more than once has an endless one in it. */
const isAround = (loop: AST.Quantifier, loops: readonly AST.Quantifier[]): boolean =>
  loop.max > 1 && loops.some((one) => isEndless(one) && one.start >= loop.element.start && one.end <= loop.element.end);

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
      loops.push(loop);
    },
  });
  const endless = loops.filter(isEndless);
  const found = new Map<string, Pumped>();
  const add = (pumped: Pumped): unknown => found.set(pumped.text(2), pumped);
  for (const loop of endless)
    for (const wish of wishesOf(loop, endless, flags)) {
      const once = shortest(loop.element, flags, wish);
      if (once === '') continue;
      for (const start of [before(loop, flags, wish), '']) for (const end of ENDS) add(again(start, once, end));
    }
  for (const loop of loops.filter((one) => isAround(one, endless)))
    for (const wish of wishesOf(loop, endless, flags)) {
      const within = (times: number): string => shortest(loop.element, flags, wish, times);
      for (const end of ENDS) add(longWithin(before(loop, flags, wish), within, end));
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
