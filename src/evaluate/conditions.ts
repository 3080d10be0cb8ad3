/** Conditions as choices: what `isLive` decides in one place it decides alike in another one. */
import type { Chosen } from '../model/expr.ts';
import type { Branch, Facts, Program, ScopeId } from '../model/facts.ts';
import { remembered } from '../model/remembered.ts';
import { guardOfStep, severalArms } from './guards.ts';
import { functionScope, scopeIndex } from './scopes.ts';
import type { Frame, Guard, Place } from './value.ts';

/** Where a condition stands, and the call through which the function around it was entered. */
type Around = Pick<Place, 'facts' | 'scope' | 'frame'>;

/** The choices that lead to an option; none where a condition may hold at one place and not at another. */
export const guardsOfWay = (way: readonly Chosen[], around: Around): readonly Guard[] =>
  way.flatMap((chosen) => guardOfCondition(chosen, around) ?? []);

/** The arm of a branching construct that a step of a branch leads into, by its condition where that says it. */
export function guardOfArm(step: string, around: Around): Guard {
  const { facts } = around;
  const chosen = chosenFor(step, facts.program);
  return (chosen && guardOfCondition(chosen, around)) ?? guardOfStep(facts.path, step);
}

/** The same with what the arm asks of the construct's subject, which other constructs may ask, too. */
export const guardsOfArm = (step: string, around: Around): readonly Guard[] => [
  guardOfArm(step, around),
  ...guardsOfWay(askedByArm(step, around.facts.program), around),
];

/** The choices of the conditions around a place. */
export const guardsAround = (place: Place): readonly Guard[] =>
  guardsOfWay(wayOfBranch(place.branch, place.facts.program), place);

/** What the conditions around a place have to be. */
export const wayOfBranch = (branch: Branch, program: Program | undefined): readonly Chosen[] =>
  branch.flatMap((step) => chosenFor(step, program) ?? askedByArm(step, program));

/** What the arm asks of the subject of its construct. */
function askedByArm(step: string, program: Program | undefined): readonly Chosen[] {
  if (!program?.arms?.size) return [];
  const at = step.indexOf(':');
  return program.arms.get(Number(step.slice(0, at)))?.[Number(step.slice(at + 1))] ?? [];
}

function chosenFor(step: string, program: Program | undefined): Chosen | undefined {
  const at = step.indexOf(':');
  const first = program?.conditions?.get(Number(step.slice(0, at)));
  return first && { ...first, holds: first.holds === FIRST_ARMS.has(step.slice(at + 1)) };
}

const FIRST_ARMS: ReadonlySet<string> = new Set(['0', 'then']);

/** No condition that is written twice is longer. */
const MAX_LENGTH = 160;

function guardOfCondition({ by, is, holds }: Chosen, { facts, scope, frame }: Around): Guard | undefined {
  if (by.end - by.start > MAX_LENGTH) return undefined;
  const { said, isNegated } = plain(facts.source.text.slice(by.start, by.end));
  const around = ownerOf(said, facts, scope);
  if (around === undefined) return undefined;
  const call = around === 0 ? '' : ` in ${around}${callOf(around, frame)}`;
  if (is) {
    const arm = severalArms(is.map(({ start, end }) => facts.source.text.slice(start, end).replaceAll('"', "'")));
    return { choice: `${facts.path}${call} is ${said}`, arm, ...(holds ? {} : { not: true }) };
  }
  return { choice: `${facts.path}${call} if ${said}`, arm: holds === isNegated ? 'not' : 'so' };
}

/** A condition without its negation, white space and outer parentheses; each value in its branch asks for it. */
const plain = remembered((condition: string): { readonly said: string; readonly isNegated: boolean } => {
  let said = condition.trim();
  let isNegated = false;
  for (let before = ''; before !== said; ) {
    before = said;
    const inner = /^\(([^()]*)\)$/.exec(said)?.[1]?.trim();
    if (inner !== undefined) said = inner;
    const denied = /^(?:!(?!=)|not\s)\s*([\w$@.:>-]+(?:\([^()]*\))?|\([^()]*\))$/.exec(said)?.[1];
    if (denied === undefined) continue;
    said = denied.trim();
    isNegated = !isNegated;
  }
  const compared = /^([^=!<>&|]+)([!=]={1,2})([^=!<>&|]+)$/.exec(said);
  if (compared?.[2]?.startsWith('!')) isNegated = !isNegated;
  const alike = compared ? `${compared[1]}==${compared[3]}` : said;
  return {
    said: alike
      .replaceAll('"', "'")
      .replace(/\s+/g, ' ')
      .replace(/ ?== ?/, '=='),
    isNegated,
  };
});

const QUOTED = /'[^']*'/g;
const NAME = /(?<![\w.@])@?[A-Za-z_]\w*(?:(?:\.|->|::)[A-Za-z_]\w*)?/g;

/** The function whose names a condition asks for, 0 for none; undefined where one of them is given more than one value. */
function ownerOf(said: string, { program }: Facts, scope: ScopeId): ScopeId | undefined {
  if (!program) return 0;
  const index = scopeIndex(program);
  let owner: ScopeId = 0;
  for (const [written] of said.replace(QUOTED, '').matchAll(NAME)) {
    const [word = '', member] = written.replace('@', 'this.').split(/\.|->|::/);
    const name = word === 'self' ? 'this' : word;
    const home = index.home(scope, name);
    const bounds = (index.byName.get(`${home}:${name}`) ?? []).filter(
      ({ chain }) => chain.length === 1 || member === undefined || chain[1] === member,
    );
    if (bounds.length > 1) return undefined;
    const isKnown = bounds.length > 0 || index.declaring(scope, name) !== undefined;
    const around = functionScope(program, home);
    if (isKnown && program.scopes[around]?.kind === 'function') owner = Math.max(owner, around);
  }
  return owner;
}

/** The call through which a function was entered, and those around it. */
function callOf(owner: ScopeId, frame: Frame | undefined): string {
  for (let at = frame; at; at = at.place.frame)
    if (at.definition.scope === owner) return `${at.place.facts.path}:${at.call.range.start}${outer(at.place.frame)}`;
  return '';
}

const outer = (frame: Frame | undefined): string =>
  frame ? ` ${frame.place.facts.path}:${frame.call.range.start}${outer(frame.place.frame)}` : '';
