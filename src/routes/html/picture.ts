/** The picture as SVG: senders left, relays right, bands between them as wide as their routes are many. */
import { sankey, sankeyLinkHorizontal } from 'd3-sankey';
import { html, type Markup } from '../../report/html/markup.ts';
import { count } from '../../report/report.ts';
import type { Graph, Link } from '../graph.ts';
import { shortened, systemWords } from '../shorten.ts';
import { LAYER_TITLES } from '../words.ts';

const WIDTH = 1400;
const LABELS = { sender: 470, relay: 400 };
const BOX = 12;
const ROW = 46;
const TOP = 34;

/** One box of either side: what d3-sankey is given and gives back with its place. It has a `layer` of its own. */
interface Box {
  readonly title: string;
  readonly detail: string;
  /** What the page's search is to look for when the box is chosen. */
  readonly query: string;
  /** The layer to keep to; empty for all. */
  readonly keepTo: string;
  readonly kind: string;
}

/** Many routes make a band wider, but must not make all others invisible. */
const widthOf = ({ routes }: Link): number => 1 + Math.log2(routes);

export function picture(graph: Graph): Markup {
  const rows = Math.max(graph.senders.length, graph.relays.length, 1);
  const height = TOP + rows * ROW;
  const { nodes, links } = sankey<Box, Pick<Link, 'verdict' | 'live' | 'routes'>>()
    .nodeWidth(BOX)
    .nodePadding(ROW / 2)
    // In the order that they are given, which is the documents' own.
    .nodeSort(null)
    .extent([
      [LABELS.sender, TOP],
      [WIDTH - LABELS.relay, height - 10],
    ])({
    nodes: [...senderBoxes(graph), ...relayBoxes(graph)],
    links: graph.links.map((link) => ({
      source: link.sender,
      target: graph.senders.length + link.relay,
      value: widthOf(link),
      verdict: link.verdict,
      live: link.live,
      routes: link.routes,
    })),
  });
  const bandPath = sankeyLinkHorizontal<Box, Pick<Link, 'verdict' | 'live' | 'routes'>>();
  const bands = links.map((link) => {
    const title = `${titleOf(link.source)} → ${titleOf(link.target)}: ${count(link.routes, 'route')}`;
    return html`<path class="band ${link.verdict}${link.live ? '' : ' aside'}" d="${bandPath(link) ?? ''}" stroke-width="${rounded(Math.max(link.width ?? 1, 2))}"><title>${title}</title></path>
`;
  });
  const boxes = nodes.map((node, index) => {
    const isSender = index < graph.senders.length;
    const [x0, y0, y1] = [node.x0 ?? 0, node.y0 ?? 0, node.y1 ?? 0];
    const middle = (y0 + y1) / 2;
    const x = isSender ? x0 - 10 : x0 + BOX + 10;
    const title = shortened(node.title, isSender ? 58 : 48);
    const detail = shortened(node.detail, 60);
    return html`<g class="box ${node.kind}" role="button" tabindex="0" data-query="${node.query}" data-layer="${node.keepTo}" aria-label="${title} ${detail}: show the routes">
<title>${node.title}: ${node.detail}</title>
<rect x="${rounded(x0)}" y="${rounded(y0)}" width="${BOX}" height="${rounded(Math.max(y1 - y0, 3))}" rx="3"/>
<text x="${rounded(x)}" y="${rounded(middle - 2)}" text-anchor="${isSender ? 'end' : 'start'}">${title}</text>
<text class="detail" x="${rounded(x)}" y="${rounded(middle + 13)}" text-anchor="${isSender ? 'end' : 'start'}">${detail}</text>
</g>
`;
  });
  return html`<svg class="picture" viewBox="0 0 ${WIDTH} ${height}" role="group" aria-label="Senders on the left, the relays that they use on the right; the table below says the same in words">
<text class="side" x="${LABELS.sender + BOX}" y="14" text-anchor="end">Who sends</text>
<text class="side" x="${WIDTH - LABELS.relay - BOX}" y="14">Through which relay</text>
<g class="bands">
${bands}</g>
${boxes}</svg>`;
}

const senderBoxes = ({ senders }: Graph): readonly Box[] =>
  senders.map(({ layer, place, systems, routes }) => ({
    title: place === '' ? LAYER_TITLES[layer] : place,
    detail: `${LAYER_TITLES[layer]} · ${systemWords(systems)} · ${count(routes, 'route')}`,
    query: place === './' ? '' : place,
    keepTo: layer,
    kind: 'sender',
  }));

const relayBoxes = ({ relays }: Graph): readonly Box[] =>
  relays.map(({ destination, relays: number, verdict, routes }) => ({
    title: destination ?? `${number} more`,
    detail: `${verdict} · ${count(routes, 'route')}`,
    query: destination ?? verdict,
    keepTo: '',
    kind: verdict,
  }));

/** d3-sankey puts the box itself in place of its number. */
const titleOf = (end: number | string | { readonly title: string }): string =>
  typeof end === 'object' ? end.title : String(end);

const rounded = (number: number): string => String(Math.round(number * 10) / 10);
