/** How many places are still to change, merge by merge. */
import { html, type Markup, nothing } from '../../report/html/markup.ts';
import { row } from '../../report/html/parts.ts';
import { shortened } from '../../report/shortened.ts';
import type { Point } from '../map.ts';
import { labelOf } from '../words.ts';

/** The last ones; a bar needs some room. */
const MOST_BARS = 40;
const HEIGHT = 150;
const WIDTH = 1400;

/** Nothing for a first merge. The table in the section says the same in words. */
export function burnDown(history: readonly Point[]): Markup {
  if (history.length < 2) return nothing;
  const points = history.map((point, index) => ({ ...point, name: labelOf(point, index) })).slice(-MOST_BARS);
  const highest = Math.max(1, ...points.map(({ legacy, unapproved, unsure }) => legacy + unapproved + unsure));
  const step = WIDTH / points.length;
  const width = Math.min(step * 0.6, 80);
  const bars = points.map(({ name, legacy, unapproved, unsure }, index) => {
    const x = index * step + (step - width) / 2;
    const tall = (number: number): number => (number / highest) * HEIGHT;
    const top = 20 + HEIGHT - tall(legacy) - tall(unapproved) - tall(unsure);
    const bar = (kind: string, y: number, number: number): Markup =>
      number === 0
        ? nothing
        : html`<rect class="bar ${kind}" x="${rounded(x)}" y="${rounded(y)}" width="${rounded(width)}" height="${rounded(tall(number))}"/>`;
    return html`<g><title>${name}: ${legacy} legacy, ${unapproved} unapproved, ${unsure} not looked at</title>${bar('placeholder', top, unsure)}${bar('unapproved', top + tall(unsure), unapproved)}${bar('legacy', top + tall(unsure) + tall(unapproved), legacy)}
<text x="${rounded(x + width / 2)}" y="${rounded(top - 5)}" text-anchor="middle">${legacy + unapproved + unsure}</text>
<text class="name" x="${rounded(x + width / 2)}" y="${20 + HEIGHT + 18}" text-anchor="middle">${shortened(name, Math.max(3, Math.floor(step / 7.5)))}</text></g>
`;
  });
  const words = points.map(({ name, complete, repositories, withLegacy, legacy, unapproved, unsure }) =>
    row(complete ? name : `${name} (incomplete)`, repositories, withLegacy, legacy, unapproved, unsure),
  );
  return html`<section aria-labelledby="burn-title">
<h2 id="burn-title">Burn-down</h2>
<p class="small"><span class="legacy">■ legacy places</span> <span class="unapproved">■ unapproved places</span> <span class="placeholder">■ not looked at</span></p>
<svg class="bars" viewBox="0 0 ${WIDTH} ${HEIGHT + 46}" role="img" aria-label="Places to change at each merge; the table below says the same">
<line x1="0" x2="${WIDTH}" y1="${20 + HEIGHT}" y2="${20 + HEIGHT}"/>
${bars}</svg>
<details><summary class="small">As a table</summary><div class="scroll" tabindex="0" role="region" aria-labelledby="burn-title"><table><thead><tr>${[
    'Merge',
    'Repositories',
    'With a legacy relay',
    'Legacy places',
    'Unapproved places',
    'Not looked at',
  ].map((column) => html`<th scope="col">${column}</th>`)}</tr></thead><tbody>
${words}</tbody></table></div></details>
</section>`;
}

const rounded = (number: number): string => String(Math.round(number * 10) / 10);

export const burnDownStyle = `
.bars { display: block; width: 100%; height: auto; }
.bars text { fill: var(--text); font-size: 13px; }
.bars .name { fill: var(--soft); font-size: 12px; }
.bars line { stroke: var(--line); }
.bar { fill: currentColor; }
`;
