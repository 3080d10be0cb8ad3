/** Some fields of a value: what it holds beside them does not slip along. */
import type { Location } from './setting.ts';

/** The fields of these names, in their order, for what is written as JSON. */
export const pick = <T extends object>(
  value: T,
  names: readonly (keyof T & string)[],
): Readonly<Record<string, unknown>> => Object.fromEntries(names.map((name) => [name, value[name]]));

/** Only where something stands. */
export const placeOf = ({ path, line, column, endLine, endColumn }: Location): Location => ({
  path,
  line,
  column,
  endLine,
  endColumn,
});
