/** Where things stand, and the steps from a use to what decides it. */
import type { Hop, HopKind } from '../evaluate/value.ts';
import type { Range } from '../model/expr.ts';
import type { Facts } from '../model/facts.ts';
import type { Location, Step } from '../model/setting.ts';
import { shownName } from '../text/shown.ts';
import type { Position } from '../text/source-text.ts';
import type { Match } from './detector.ts';
import type { Found } from './found.ts';

/** The way from the use to the place that decides; empty when they are one. */
export function trailOf(found: Found, match: Match, facts: Facts): readonly Step[] {
  // What a macro or a parameter of the same file stands for is away from its use.
  if (found.hops.length === 0 && (found.host === null || isWithin(found, match, facts))) return [];
  const use = { ...locationOf(facts, match.anchor), note: `${match.key} uses it` };
  const passed = found.hops.filter((hop) => hop.facts !== found.facts || hop.range.start !== found.range.start);
  if (found.host === null && match.api === undefined)
    return passed.some((hop) => !isWithin(hop, match, facts)) ? [use, ...found.hops.map(stepOf)] : [];
  const hops = passed.map(stepOf);
  if (hops.length === 0 && isWithin(found, match, facts)) return [];
  const last = {
    ...locationOf(found.facts, found.range),
    note: `${found.host ?? found.ref} is named here`,
  };
  return [use, ...hops, last];
}

const NOTES: Readonly<Record<HopKind, string>> = {
  set: 'is set here',
  passed: 'is passed here',
  defined: 'is defined here',
  given: 'is given here',
  returned: 'returns it',
  read: 'is read here',
  configured: 'is given its value here',
};

const stepOf = (hop: Hop): Step => ({
  ...locationOf(hop.facts, firstLine(hop)),
  note: `${shownName(hop.name)} ${NOTES[hop.kind]}`,
});

/** The host stands in the very expression that uses it. */
export const isWithin = (found: Pick<Found, 'facts' | 'range'>, match: Match, facts: Facts): boolean =>
  found.facts === facts && found.range.start >= match.anchor.start - 1 && found.range.end <= match.anchor.end + 1;

/** A step points to one line: the range may be a whole function. */
function firstLine(hop: Hop): Range {
  const { text } = hop.facts.source;
  const stop = text.slice(hop.range.start, hop.range.end).search(/[\r\n]/);
  return stop < 0 ? hop.range : { start: hop.range.start, end: hop.range.start + stop };
}

/** A range as the report has it: 1-based lines and UTF-16 columns. */
export function locationOf(facts: Facts, range: Range): Location {
  const start = facts.source.position(range.start);
  const end = endOf(facts, range, start);
  return { path: facts.path, line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
}

/**
 * Where a range ends. A text within a file may be put together of pieces that stand there in another order
 * (`printf 'relayhost=%s:587' "$HOP"`): then its first piece ends there.
 */
function endOf({ source }: Facts, range: Range, start: Position): Position {
  let at = range.end;
  while (at > range.start && isBefore(source.position(at), start)) at -= 1;
  const { line, column } = source.position(at);
  return at === range.end ? { line, column } : { line, column: column + 1 };
}

const isBefore = (one: Position, other: Position): boolean =>
  one.line < other.line || (one.line === other.line && one.column < other.column);
