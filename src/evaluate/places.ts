/** The places that evaluation goes on at: where a value is given, passed or returned, and where all of a file has run. */
import type { Assignment, CallSite, Facts, FunctionDef } from '../model/facts.ts';
import type { FoundClass } from './classes.ts';
import type { Frame, Place } from './value.ts';

/** Everything in the file has run. */
export const moduleEnd = (facts: Facts): Place => ({ facts, scope: 0, branch: [], at: Number.POSITIVE_INFINITY });

/** Every method of the class has run. */
export const classEnd = ({ facts, definition }: FoundClass): Place => ({
  facts,
  scope: definition.scope,
  branch: [],
  at: Number.POSITIVE_INFINITY,
});

export const atCall = (facts: Facts, { call, scope, branch }: CallSite): Place => ({
  facts,
  scope,
  branch,
  at: call.range.start,
});

export const atAssignment = (facts: Facts, { scope, branch, range }: Assignment): Place => ({
  facts,
  scope,
  branch,
  at: range.start,
});

/** Where a function gives a value back: what the statement itself does on the way has happened. */
export const atReturn = (facts: Facts, { branch, scope, range }: FunctionDef['returns'][number]): Place => ({
  facts,
  scope,
  branch,
  at: range.end,
});

/** The place within a call of the function around it, if that is known. */
export const inFrame = (place: Place, frame: Frame | undefined): Place => (frame ? { ...place, frame } : place);
