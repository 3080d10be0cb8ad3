/** Choices by a subject, `match (x) { 'a' => …, default => … }`: what each arm asks of it. */
import { type Chosen, type Expr, isNull, type Range } from '../model/expr.ts';
import type { Lowering } from './lower.ts';
import { chosenAmong } from './reader.ts';
import { type Node, parts, rangeOf } from './tree-sitter.ts';

/** What an arm asks: one of some patterns, whatever no other arm asks, or what cannot be told. */
export type ArmPatterns = readonly Range[] | 'rest' | 'unsure';

/** What the way into each arm takes. */
export type WaysOfArms = readonly (readonly Chosen[])[];

/** A choice of more arms, or of more patterns, is a table of data. */
const MOST_ARMS = 12;
const MOST_PATTERNS = 40;

const patternsOf = (arms: readonly ArmPatterns[]): readonly Range[] =>
  arms.flatMap((one) => (typeof one === 'string' ? [] : one));

/** @param subject what all arms ask; without one each pattern is a condition, asked in their order */
export function waysOfArms(subject: Range | undefined, arms: readonly ArmPatterns[]): WaysOfArms {
  if (arms.length > MOST_ARMS || patternsOf(arms).length > MOST_PATTERNS) return arms.map(() => []);
  const none = (some: readonly ArmPatterns[]): readonly Chosen[] => {
    const patterns = patternsOf(some);
    if (!subject) return patterns.map((by) => ({ by, holds: false }));
    return patterns.length > 0 ? [{ by: subject, is: patterns, holds: false }] : [];
  };
  return arms.map((asked, index) => {
    if (asked === 'unsure') return [];
    if (asked === 'rest') return none(arms);
    return subject
      ? [{ by: subject, is: asked, holds: true }]
      : [...asked.map((by) => ({ by, holds: true })), ...none(arms.slice(0, index))];
  });
}

/** What the choice gives: any arm's value, in its way; an arm without one leaves what is around. */
export const valueOfWays = (values: readonly (Expr | undefined)[], ways: WaysOfArms, at: Range): Expr =>
  chosenAmong(
    values.flatMap((option, index) => (option ? [{ option, way: ways[index] ?? [] }] : [])),
    at,
  );

/** The same of the arms whose value is known, if there is any. */
export function knownOfWays(values: readonly Expr[], ways: WaysOfArms, at: Range): Expr {
  const known = values.map((value) => (value.kind !== 'unknown' || isNull(value) ? value : undefined));
  return valueOfWays(known.some((value) => value) ? known : values, ways, at);
}

/** Whether a pattern is a literal, a symbol or a constant, which is the same wherever it is written. */
export const isFixed = (written: string): boolean => FIXED.test(written);

/** Nodes around patterns, or around alternatives to each other. */
const AROUND =
  /^(?:(?:or|union|alternative|match|case|constant)_pattern|pattern|switch_label|match_condition_list|expression_list|arguments)$/;

/** Other patterns bind names or take values apart. */
const FIXED = /^(?:["'`:]|[A-Z]|-?\d|\w+(?:\.|::|\\)\w)/;
const ANYTHING = /^(?:_|default|else)$/;
const BARE_NAME = /^[a-z]\w*$/;

/** The patterns that a node holds, itself left out where it only stands around them. */
const patternsIn = (node: Node): readonly Node[] => (AROUND.test(node.type) ? parts(node).flatMap(patternsIn) : [node]);

/** What an arm with these patterns asks; `hasSubject` unless they are conditions. */
function askedBy(given: readonly Node[], isLast: boolean, hasSubject: boolean, to: Lowering): ArmPatterns {
  if (given.some((node) => node.childForFieldName('condition') !== null)) return 'unsure';
  if (given.some((node) => AROUND.test(node.type) && parts(node).length === 0)) return 'rest';
  const patterns = given.flatMap(patternsIn);
  const written = patterns.map((node) => to.textOf(node).trim());
  const [only = '_', second] = written;
  if (second === undefined && (ANYTHING.test(only) || (isLast && hasSubject && BARE_NAME.test(only)))) return 'rest';
  const isClear = hasSubject ? written.every(isFixed) : second === undefined;
  return isClear ? patterns.map(rangeOf) : 'unsure';
}

/**
 * The patterns of a `switch` whose arms go on into the next: one without statements is no arm of its own.
 *
 * @param isRest whether it is the `default`
 * @param patternOf what follows the word `case`
 */
export function casesOf(
  arms: readonly Node[],
  isRest: (arm: Node) => boolean,
  patternOf: (arm: Node) => Node | null | undefined,
): readonly (readonly Node[] | null)[] {
  let passed: Node[] = [];
  return arms.map((arm) => {
    const pattern = isRest(arm) ? undefined : patternOf(arm);
    const patterns = isRest(arm) ? [] : [...passed, ...(pattern ? [pattern] : [])];
    const isEmpty = parts(arm).length <= (pattern ? 1 : 0);
    passed = isEmpty ? [...patterns] : [];
    return isEmpty ? null : patterns;
  });
}

/** `match (true)`, `switch (true)`: the patterns are conditions. */
const ALWAYS = /^\(?\s*true\s*\)?$/i;

/** The ways into arms by their patterns; an arm without any is for the rest, one that is asked more is given as null. */
export function waysOf(
  subject: Node | null | undefined,
  arms: readonly (readonly Node[] | null)[],
  to: Lowering,
): WaysOfArms {
  const by = subject && !ALWAYS.test(to.textOf(subject)) ? rangeOf(subject) : undefined;
  const asked = arms.map((patterns, index) =>
    patterns ? askedBy(patterns, index === arms.length - 1, by !== undefined, to) : 'unsure',
  );
  return waysOfArms(by, asked);
}

/** The same of a construct whose arms are branches of the program, which is told of them. */
export function choosing(
  construct: Node,
  subject: Node | null | undefined,
  arms: readonly (readonly Node[] | null)[],
  to: Lowering,
): WaysOfArms {
  const ways = waysOf(subject, arms, to);
  to.builder.arms(construct.startIndex, ways);
  return ways;
}
