/** Where the parts of a relay are written, so that others can be put in their place. */
import { wholeText } from '../evaluate/texts.ts';
import type { TextValue } from '../evaluate/value.ts';
import { type Range, rangeIn, type TextExpr } from '../model/expr.ts';
import type { Facts } from '../model/facts.ts';
import type { Written, WrittenRelay } from '../model/setting.ts';
import type { ParsedRelay } from '../relays/host.ts';
import { locationOf } from './trail.ts';

/** A stretch of a literal, as it stands in its file. */
export function writtenAt(text: TextExpr, facts: Facts, stretch: Range): Written {
  const range = rangeIn(text, stretch.start, stretch.end);
  const value = text.value.slice(stretch.start, stretch.end);
  // Readers give words of a language in one spelling: Python's `True` is `true`.
  const there = facts.source.text.slice(range.start, range.end);
  const spelt = there.toLowerCase() === value.toLowerCase() ? there : value;
  return { ...locationOf(facts, range), value: spelt, ...(text.encoded ? { decoded: stretch } : {}) };
}

/** The literal that alone makes a value; undefined when it is put together or partly open. */
export function writtenWhole(value: TextValue): Written | undefined {
  const [only, second] = value.segments;
  const whole = wholeText(value);
  if (only?.kind !== 'literal' || only.text.computed || second || whole === undefined) return undefined;
  const { fallbackOf } = value;
  const written = writtenAt(only.text, only.facts, { start: 0, end: whole.length });
  return fallbackOf === undefined ? written : { ...written, fallbackOf };
}

/** The host and what stands about it in its text. `from` is where the literal begins in the text that was parsed. */
export function writtenParts(parsed: ParsedRelay, text: TextExpr, facts: Facts, from: number): WrittenRelay {
  const part = (start: number, end: number): Written =>
    writtenAt(text, facts, { start: start - from, end: end - from });
  const isInside = (start: number, end: number): boolean => start >= from && end <= from + text.value.length;
  const { start, end, scheme, portAt, bracketed } = parsed;
  const hasPort = portAt !== undefined && portAt.start < portAt.end;
  const mayTakePort = portAt !== undefined && !hasPort && text.value[portAt.end - from] !== ':';
  return {
    host: part(start, end),
    ...(bracketed ? { bracketed: part(text.value.lastIndexOf('[', start - from) + from, end + 1) } : {}),
    ...(scheme && isInside(scheme.start, scheme.end) ? { scheme: part(scheme.start, scheme.end) } : {}),
    ...(mayTakePort ? { portSlot: part(portAt.start, portAt.end) } : {}),
    ports:
      hasPort && parsed.port !== null && isInside(portAt.start, portAt.end) ? [part(portAt.start, portAt.end)] : [],
    tls: [],
  };
}
