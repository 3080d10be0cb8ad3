/** Choices on the way to a value, and whether two values can be of one and the same run. */
import type { Guard } from './value.ts';

/** More choices than these are not kept: such values agree with more than they should. */
const MAX_GUARDS = 24;

/** What stands between the arms of a guard that holds in any of several. */
const OR = '\n';

/** The arm of a guard that holds in any of these. */
export const severalArms = (arms: readonly string[]): string => arms.join(OR);

const armsOf = ({ arm }: Guard): readonly Guard['arm'][] => (typeof arm === 'string' ? arm.split(OR) : [arm]);

/** Whether all arms of the one are arms of the other, and whether any is. */
const isAmong = (one: Guard, other: Guard): boolean =>
  one.arm === other.arm || armsOf(one).every((arm) => armsOf(other).includes(arm));
const meets = (one: Guard, other: Guard): boolean =>
  one.arm === other.arm || armsOf(one).some((arm) => armsOf(other).includes(arm));

const contradicts = (a: Guard, b: Guard): boolean => {
  if (a.choice !== b.choice) return false;
  if (a.not) return !b.not && isAmong(b, a);
  return b.not ? isAmong(a, b) : !meets(a, b);
};

/** Whether no choice of the one contradicts a choice of the other. */
export const agree = (ones: readonly Guard[], others: readonly Guard[]): boolean =>
  ones.length === 0 || others.length === 0 || !ones.some((a) => others.some((b) => contradicts(a, b)));

/** The arm of a branching construct that a step of a branch leads into. */
export function guardOfStep(path: string, step: string): Guard {
  const at = step.indexOf(':');
  return { choice: `${path}:${step.slice(0, at)}`, arm: step.slice(at + 1) };
}

/** How many choices two values share. */
export const shared = (ones: readonly Guard[], others: readonly Guard[]): number =>
  ones.filter((a) => !a.not && others.some((b) => !b.not && a.choice === b.choice && meets(a, b))).length;

/** How many choices of the one the other does not know. */
export const foreign = (ones: readonly Guard[], others: readonly Guard[]): number =>
  ones.filter((a) => !others.some((b) => a.choice === b.choice)).length;

/** The choices of both. */
export function bothGuards(ones: readonly Guard[], others: readonly Guard[]): readonly Guard[] {
  if (others.length === 0) return ones;
  if (ones.length === 0) return others;
  const further = others.filter(
    (b) => !ones.some((a) => a.choice === b.choice && a.arm === b.arm && (a.not ?? false) === (b.not ?? false)),
  );
  return [...ones, ...further].slice(0, MAX_GUARDS);
}

/** That a choice is not made so. */
export const unless = (guard: Guard): Guard => ({ ...guard, not: true });

/** What holds when none of the values does, as far as it can be said: of each that depends on one choice the other arms. */
export const insteadOf = (values: readonly { readonly guards: readonly Guard[] }[]): readonly Guard[] =>
  values.flatMap(({ guards }) => {
    const [only, second] = guards;
    return only && !second && !only.not ? [unless(only)] : [];
  });
