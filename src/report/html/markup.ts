/** HTML put together so that no value can become markup: whatever stands in a template's holes is escaped. */
import { xml } from '../escape.ts';

/** Text that is HTML already. Only `html` and `verbatim` make it. */
export interface Markup {
  readonly markup: string;
}

type Hole = string | number | Markup | readonly Markup[] | undefined;

/**
 * A template whose holes are texts and numbers, which are escaped for elements and quoted attributes alike, or markup,
 * which is taken as it is. Nothing stands where a hole is undefined.
 */
export function html(parts: TemplateStringsArray, ...holes: readonly Hole[]): Markup {
  const filled = parts.map((part, index) => part + written(holes[index]));
  return { markup: filled.join('') };
}

function written(hole: Hole): string {
  if (hole === undefined) return '';
  if (typeof hole === 'string' || typeof hole === 'number') return xml(String(hole));
  return 'markup' in hole ? hole.markup : hole.map(({ markup }) => markup).join('');
}

/** The project's own text, such as a style sheet. Never for a value of a scanned repository. */
export const verbatim = (markup: string): Markup => ({ markup });

export const nothing: Markup = { markup: '' };
