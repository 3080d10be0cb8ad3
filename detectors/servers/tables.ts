/** Tables that a parameter names, whatever they are called: `transport_maps = hash:/etc/postfix/nexthops`. */
import { moduleEnd, rows } from '../../src/detect/building.ts';
import type { Tools } from '../../src/detect/detector.ts';
import type { Hop, Place } from '../../src/evaluate/value.ts';
import type { Entry, Expr, TextExpr } from '../../src/model/expr.ts';
import type { Facts } from '../../src/model/facts.ts';

/** A table that was found: its rows, and the way to them. */
export interface Table {
  readonly rows: readonly Entry[];
  readonly place: Place;
  readonly via: readonly Hop[];
}

/** Types of tables that are read from a text (DATABASE_README): a compiled one from the source of the same name. */
const OF_TEXT = /^(?:proxy:)?(?:hash|btree|lmdb|texthash|cdb|dbm|regexp|pcre):(?<path>\S+)$/;

/** The text of an expression; what is filled in stands for a folder, which the path does not need. */
const writtenIn = (value: Expr): string =>
  value.kind === 'text' ? value.value : value.kind === 'join' ? value.parts.map(writtenIn).join('') : '';

/** The paths of the tables that a parameter lists; `types`: of which types, with a group `path`. */
export const tablePaths = (value: Expr, types = OF_TEXT): readonly string[] =>
  writtenIn(value)
    .split(/[,\s]+/)
    .flatMap((one) => types.exec(one)?.groups?.path ?? []);

const wholeOf = (facts: Facts): TextExpr => {
  const { text } = facts.source;
  return { kind: 'text', value: text, range: { start: 0, end: text.length } };
};

/** The table under a path that `facts` names, if the repository has it. */
export function tableAt(facts: Facts, path: string, tools: Tools, read = rows): Table | undefined {
  const file = tools.textFile(facts, path);
  if (!file) return undefined;
  const found = read(wholeOf(file));
  const [first] = found;
  if (!first) return undefined;
  const name = path.slice(path.lastIndexOf('/') + 1);
  return {
    rows: found,
    place: moduleEnd(file),
    via: [{ facts: file, range: first.keyRange, kind: 'defined', name }],
  };
}
