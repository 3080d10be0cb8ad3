/** The picture as a Mermaid flowchart, which GitHub, GitLab and others draw: https://mermaid.js.org/syntax/flowchart.html */
import type { Verdict } from '../model/setting.ts';
import { visible } from '../report/escape.ts';
import { count } from '../report/report.ts';
import { shortened } from '../report/shortened.ts';
import { LAYERS } from './document.ts';
import type { Graph, Link, RelayNode, SenderNode } from './graph.ts';
import { LAYER_TITLES, systemWords } from './words.ts';

/** Readable on light and dark pages alike. */
const CLASSES: Readonly<Record<Verdict, string>> = {
  legacy: 'fill:#b3261e,stroke:#7f1d1d,color:#ffffff',
  unapproved: 'fill:#b45309,stroke:#7c2d12,color:#ffffff',
  unresolved: 'fill:#6d28d9,stroke:#4c1d95,color:#ffffff',
  approved: 'fill:#166534,stroke:#14532d,color:#ffffff',
  local: 'fill:#475569,stroke:#334155,color:#ffffff',
  placeholder: 'fill:#e2e8f0,stroke:#64748b,color:#1e293b,stroke-dasharray:4 3',
};

const LONGEST = 60;

/** The flowchart's text without a fence; its size is bounded by the graph's limits. */
export function mermaid({ senders, relays, links }: Graph): string {
  const layers = LAYERS.flatMap((layer) => {
    const own = senders.flatMap((sender, index) =>
      sender.layer === layer ? [`    s${index}["${senderLabel(sender)}"]`] : [],
    );
    return own.length === 0 ? [] : [`  subgraph ${layer}["${LAYER_TITLES[layer]}"]`, ...own, '  end'];
  });
  const boxes = relays.map((relay, index) => `  r${index}(["${relayLabel(relay)}"]):::${relay.verdict}`);
  const used = new Set(relays.map(({ verdict }) => verdict));
  const classes = Object.entries(CLASSES).flatMap(([verdict, style]) =>
    [...used].some((one) => one === verdict) ? [`  classDef ${verdict} ${style}`] : [],
  );
  return `${['flowchart LR', ...layers, ...boxes, ...links.map(arrow), ...classes].join('\n')}\n`;
}

/** Dotted: only samples, development and tests send here. */
const arrow = ({ sender, relay, routes, live }: Link): string =>
  `  s${sender} ${live ? '-->' : '-.->'}${routes > 1 ? `|${routes}|` : ''} r${relay}`;

const senderLabel = ({ place, systems, layer }: SenderNode): string =>
  [place === '' ? LAYER_TITLES[layer] : label(place), label(systemWords(systems))].join('<br/>');

function relayLabel({ destination, relays, verdict }: RelayNode): string {
  return destination === undefined ? `${count(relays, `more ${verdict} relay`)}` : label(destination);
}

/** Within quotes; whatever Mermaid or HTML could give a meaning becomes one of Mermaid's character codes. */
const label = (text: string): string =>
  shortened(visible(text), LONGEST).replace(/[^\p{L}\p{N} ./_,…-]/gu, (char) => `#${char.codePointAt(0) ?? 0xfffd};`);
