/** What the code within a placeholder comes to, whatever the language: where in it the literals and names stand. */

export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** A literal, or the name of a variable. */
export type Part = Stretch & { readonly isName?: true };

/** What the code inside the delimiters stands for; `undefined` is unknown. */
export type Inner = (inner: string) =>
  | {
      readonly name?: string;
      /** What holds the name, where it is no variable. */
      readonly resource?: string;
      readonly fallback?: Stretch;
      /** Texts that a condition chooses from; with a name, that variable is another. */
      readonly options?: readonly Stretch[];
      /** What it is put together of. */
      readonly parts?: readonly Part[];
    }
  | undefined;

/** Where a quoted default stands inside the placeholder. */
export function quoted(value: string | undefined, inner: string): { fallback?: { from: number; to: number } } {
  if (value === undefined || value === '') return {};
  const from = inner.lastIndexOf(value);
  return { fallback: { from, to: from + value.length } };
}

/** `{{ 'smtp.acme.example' }}`, `{{ "smtp.acme.example" | quote }}`. */
export function saidIn(inner: string): ReturnType<Inner> {
  const at = LITERAL.exec(inner)?.indices?.groups?.literal;
  return at ? { options: [{ from: at[0], to: at[1] }] } : undefined;
}

const LITERAL = /^-?\s*(?<quote>["'])(?<literal>[^"']+)\k<quote>\s*(?:\|[\s\w|]*)?-?$/d;

/** The literals and names in a stretch of an expression. */
export const operandsIn = (at: number, stretch: string): readonly Part[] =>
  [...stretch.matchAll(/(["'])([^"']*)\1|[.$]*[A-Za-z_][\w.]*/g)].map(({ 0: whole, 2: literal, index }) =>
    literal === undefined
      ? { from: at + index, to: at + index + whole.length, isName: true }
      : { from: at + index + 1, to: at + index + 1 + literal.length },
  );
