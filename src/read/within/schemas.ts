/**
 * What a description of data decides after all: its defaults and constants, and whatever in it describes nothing. A file
 * is no description because it begins like one.
 * https://json-schema.org/understanding-json-schema/reference, https://spec.openapis.org/oas/latest.html
 */
import type { Entry, Expr } from '../../model/expr.ts';
import { object } from '../reader.ts';

/** Keys whose members are names of values, each with its description. */
const NAMED = new Set(['properties', 'patternProperties', 'definitions', '$defs', 'dependentSchemas', 'schemas']);

/** Keys whose values speak about values. */
const SPEAKING = new Set([
  ...['$schema', '$id', '$ref', '$comment', 'title', 'description', 'type', 'format', 'pattern', 'enum', 'required'],
  ...['example', 'examples', 'default', 'const', 'deprecated', 'readOnly', 'writeOnly', 'externalDocs'],
  ...['openapi', 'swagger', 'info', 'servers', 'paths', 'tags', 'x-example', 'x-examples'],
]);

/** The document with each described name in the place of its description, and the default as its value. */
export function decidedBySchema(expr: Expr, made = new Map<Expr, Expr>()): Expr {
  if (expr.kind === 'list') return { ...expr, items: expr.items.map((item) => decidedBySchema(item, made)) };
  if (expr.kind !== 'object') return expr;
  const known = made.get(expr);
  if (known) return known;
  const decided = object(
    expr.entries.flatMap((entry) => decidedEntries(entry, made)),
    expr.range,
  );
  made.set(expr, decided);
  return decided;
}

function decidedEntries(entry: Entry, made: Map<Expr, Expr>): readonly Entry[] {
  const { key, value } = entry;
  if (NAMED.has(key) && value.kind === 'object')
    return value.entries.flatMap((one) => {
      const described = describedValue(one.value, made);
      return described ? [{ ...one, value: described }] : [];
    });
  return SPEAKING.has(key) ? [] : [{ ...entry, value: decidedBySchema(value, made) }];
}

/** What a described name is: its default, or what is described within it. */
function describedValue(description: Expr, made: Map<Expr, Expr>): Expr | undefined {
  if (description.kind !== 'object') return description;
  const standard = description.entries.find(({ key }) => key === 'default' || key === 'const')?.value;
  if (standard) return standard;
  const inner = decidedBySchema(description, made);
  return inner.kind === 'object' && inner.entries.length === 0 ? undefined : inner;
}
