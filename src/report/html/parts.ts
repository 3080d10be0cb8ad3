/** Parts that several pages have. */
import type { Verdict } from '../../model/setting.ts';
import { html, type Markup, nothing } from './markup.ts';

/** A section with a plain table; nothing without a row. Rows are `<tr>` elements. */
export function tableSection(
  id: string,
  title: string,
  columns: readonly string[],
  rows: readonly Markup[],
  after: Markup = nothing,
): Markup {
  if (rows.length === 0) return nothing;
  return html`<section aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
<div class="scroll" tabindex="0" role="region" aria-labelledby="${id}-title"><table id="${id}"><thead><tr>${columns.map(
    (column) => html`<th scope="col">${column}</th>`,
  )}</tr></thead><tbody>
${rows}</tbody></table></div>
${after}</section>`;
}

export const row = (...cells: readonly (Markup | string | number)[]): Markup =>
  html`<tr>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>
`;

/** @param shown the word for it, where that is another. */
export const verdictPill = (verdict: Verdict, shown: string = verdict): Markup =>
  html`<span class="pill ${verdict}">${shown}</span>`;

/** What the reader must know before trusting the rest. */
export const notices = (texts: readonly string[]): Markup =>
  html`${texts.map((text) => html`<p class="notice bad">${text}</p>\n`)}`;

/** A host; a long one may be broken. */
export const hostCode = (host: string): Markup => html`<code class="${host.length < 44 ? 'whole' : ''}">${host}</code>`;
