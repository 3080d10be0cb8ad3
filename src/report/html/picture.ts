/** A picture of what flows from the left to the right, as SVG made here: the page needs no program to draw it. */
import { sankey, sankeyLinkHorizontal } from 'd3-sankey';
import { count } from '../report.ts';
import { shortened } from '../shortened.ts';
import { html, type Markup } from './markup.ts';

/** A box of either side, in the order of the page. */
export interface Box {
  readonly title: string;
  readonly detail: string;
  /** What the page's table shows when the box is chosen: words to search for, and values of its select fields. */
  readonly query: string;
  readonly select?: { readonly field: string; readonly value: string };
  /** A class of the style sheet, which gives the colour. */
  readonly kind: string;
}

export interface Band {
  /** Indexes into the boxes of the left and of the right. */
  readonly from: number;
  readonly to: number;
  /** How many things it stands for, at least 1. */
  readonly weight: number;
  readonly kind: string;
  /** Paler: it counts for less. */
  readonly aside: boolean;
}

export interface Flow {
  readonly left: readonly Box[];
  readonly right: readonly Box[];
  readonly bands: readonly Band[];
  /** What stands above either side. */
  readonly heads: readonly [left: string, right: string];
  /** What a band's weight counts, in the singular. */
  readonly noun: string;
  /** What the picture shows, for readers who do not see it. */
  readonly label: string;
}

const WIDTH = 1400;
const LABELS = { left: 470, right: 400 };
const BOX = 12;
const ROW = 46;
const TOP = 34;
const LONGEST = { left: 58, right: 48, detail: 64 };

/** Many make a band wider, but must not make all others invisible. */
const widthOf = (weight: number): number => 1 + Math.log2(Math.max(weight, 1));

/** d3-sankey adds places, and a `layer` of its own, to what it is given. */
interface Placed {
  readonly box: Box;
}

export function picture(flow: Flow): Markup {
  const { left, right, heads, label } = flow;
  const height = TOP + Math.max(left.length, right.length, 1) * ROW;
  const layout = sankey<Placed, Pick<Band, 'kind' | 'aside' | 'weight'>>()
    .nodeWidth(BOX)
    .nodePadding(ROW / 2)
    .nodeSort(null)
    .extent([
      [LABELS.left, TOP],
      [WIDTH - LABELS.right, height - 10],
    ]);
  const { nodes, links } = layout({
    nodes: [...left, ...right].map((box) => ({ box })),
    links: flow.bands.map(({ from, to, weight, kind, aside }) => ({
      source: from,
      target: left.length + to,
      value: widthOf(weight),
      ...{ kind, aside, weight },
    })),
  });
  const bandPath = sankeyLinkHorizontal<Placed, Pick<Band, 'kind' | 'aside' | 'weight'>>();
  const bands = links.map((link) => {
    const title = `${titleOf(link.source)} → ${titleOf(link.target)}: ${count(link.weight, flow.noun)}`;
    return html`<path class="band ${link.kind}${link.aside ? ' aside' : ''}" d="${bandPath(link) ?? ''}" stroke-width="${rounded(Math.max(link.width ?? 1, 2))}"><title>${title}</title></path>
`;
  });
  const boxes = nodes.map(({ box, x0 = 0, y0 = 0, y1 = 0 }, index) =>
    drawnBox(box, { x: x0, top: y0, bottom: y1 }, index < left.length ? 'left' : 'right'),
  );
  return html`<svg class="picture" viewBox="0 0 ${WIDTH} ${height}" role="group" aria-label="${label}">
<text class="side" x="${LABELS.left + BOX}" y="14" text-anchor="end">${heads[0]}</text>
<text class="side" x="${WIDTH - LABELS.right - BOX}" y="14">${heads[1]}</text>
<g>
${bands}</g>
${boxes}</svg>`;
}

interface Spot {
  readonly x: number;
  readonly top: number;
  readonly bottom: number;
}

/** The visible words are part of the name that a screen reader says. */
function drawnBox(box: Box, { x, top, bottom }: Spot, side: 'left' | 'right'): Markup {
  const title = shortened(box.title, LONGEST[side]);
  const detail = shortened(box.detail, LONGEST.detail);
  const middle = (top + bottom) / 2;
  const textX = rounded(side === 'left' ? x - 10 : x + BOX + 10);
  const anchor = side === 'left' ? 'end' : 'start';
  return html`<g class="box ${box.kind}" role="button" tabindex="0" data-query="${box.query}" data-field="${box.select?.field}" data-value="${box.select?.value}" aria-label="${title} ${detail}: show them">
<title>${box.title}: ${box.detail}</title>
<rect x="${rounded(x)}" y="${rounded(top)}" width="${BOX}" height="${rounded(Math.max(bottom - top, 3))}" rx="3"/>
<text x="${textX}" y="${rounded(middle - 2)}" text-anchor="${anchor}">${title}</text>
<text class="detail" x="${textX}" y="${rounded(middle + 13)}" text-anchor="${anchor}">${detail}</text>
</g>
`;
}

/** d3-sankey puts the box itself in place of its number. */
const titleOf = (end: number | string | Placed): string => (typeof end === 'object' ? end.box.title : String(end));

const rounded = (number: number): string => String(Math.round(number * 10) / 10);

export const pictureStyle = `
.picture { display: block; width: 100%; min-width: 900px; height: auto; }
.picture text { fill: var(--text); font-size: 13.5px; }
.picture .detail { fill: var(--soft); font-size: 11.5px; }
.picture .side { fill: var(--soft); font-size: 12px; font-weight: 600; }
.band { fill: none; stroke: currentColor; stroke-opacity: 0.34; }
.band.aside { stroke-opacity: 0.15; }
.band:hover { stroke-opacity: 0.6; }
.box { cursor: pointer; }
.box rect { fill: currentColor; }
.box.sender { color: var(--soft); }
.box:hover text { text-decoration: underline; }
@media print { .picture { min-width: 0; } }
`;
