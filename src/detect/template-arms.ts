/** What stands beside an entry of a file that a template engine writes: nothing of an arm that is written in its place. */
import type { Entry } from '../model/expr.ts';
import type { Facts } from '../model/facts.ts';
import { oncePer } from '../model/once.ts';
import { countWhile } from '../model/sorted.ts';
import { type Arm, armsIn, type Condition } from '../read/within/template-arms.ts';
import type { EntryFact } from './entries.ts';

/** A condition on a line of its own: the program itself is written by a template, as cookiecutter writes a project's settings. */
const IN_PROGRAM = /^[ \t]*\{%-?[ \t]*if\b[^\n]*%\}[ \t]*\r?$/m;

const armsOf = oncePer(({ program, source }: Facts): readonly Arm[] =>
  program && !IN_PROGRAM.test(source.text) ? [] : armsIn(source.text),
);

const NOTHING: readonly Condition[] = [];

/** What is asked where the offset stands: the same list for all that stand together. */
function askedAt(arms: readonly Arm[], at: number): readonly Condition[] {
  return arms[countWhile(arms, ({ from }) => from <= at) - 1]?.asked ?? NOTHING;
}

const contradicts = (ones: readonly Condition[], others: readonly Condition[]): boolean =>
  ones.some((one) => others.some(({ condition, holds }) => condition === one.condition && holds !== one.holds));

const shared = (ones: readonly Condition[], others: readonly Condition[]): number =>
  ones.filter((one) => others.some(({ condition, holds }) => condition === one.condition && holds === one.holds))
    .length;

/** More entries beside each other are a table, whose rows no template chooses one by one. */
const MOST_BESIDE = 1000;

const byArm = oncePer((_siblings: readonly Entry[]) => new Map<readonly Condition[], readonly Entry[]>());

/** The entries that are written together with this one; those that share most of what is asked come last, for they count. */
export function writtenTogether({ place: { facts }, keyRange, siblings }: EntryFact): readonly Entry[] {
  const arms = armsOf(facts);
  if (arms.length === 0 || siblings.length > MOST_BESIDE) return siblings;
  const asked = askedAt(arms, keyRange.start);
  const known = byArm(siblings).get(asked);
  if (known) return known;
  const ranked = siblings
    .map((entry) => ({ entry, asked: askedAt(arms, entry.keyRange.start) }))
    .filter((one) => !contradicts(one.asked, asked))
    .sort((a, b) => shared(a.asked, asked) - shared(b.asked, asked));
  const together = ranked.length < siblings.length ? ranked.map(({ entry }) => entry) : siblings;
  byArm(siblings).set(asked, together);
  return together;
}
