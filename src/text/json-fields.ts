/** Parts of JSON that comes from anywhere. */

export type Fields = Readonly<Record<string, unknown>>;

/** @throws Error that says why it is none. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`it is no JSON (${error instanceof Error ? error.message : String(error)})`);
  }
}

export const fieldsOf = (value: unknown): Fields | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;

export const listOf = (value: unknown): readonly unknown[] | undefined => (Array.isArray(value) ? value : undefined);

export const recordsIn = (all: readonly unknown[]): readonly Fields[] =>
  all.map(fieldsOf).filter((fields) => fields !== undefined);

/** More than any path or name needs; what is longer is cut. */
const LONGEST = 4096;

export const textOf = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value.slice(0, LONGEST) : null;

export const countOf = (value: unknown): number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : 0;
