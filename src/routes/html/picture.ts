/** The graph as the page's picture. */
import type { Flow } from '../../report/html/picture.ts';
import { count } from '../../report/report.ts';
import { shortened } from '../../report/shortened.ts';
import type { Graph } from '../graph.ts';
import { LAYER_TITLES, systemWords } from '../words.ts';

export const flowOf = ({ senders, relays, links }: Graph): Flow => ({
  left: senders.map(({ layer, place, systems, routes }) => ({
    title: place === '' ? LAYER_TITLES[layer] : place,
    detail: `${LAYER_TITLES[layer]} · ${shortened(systemWords(systems), 30)} · ${count(routes, 'route')}`,
    query: place === './' ? '' : place,
    select: { field: 'layer', value: layer },
    kind: 'sender',
  })),
  right: relays.map(({ destination, relays: number, verdict, routes }) => ({
    title: destination ?? count(number, `more ${verdict} relay`),
    detail: `${verdict} · ${count(routes, 'route')}`,
    query: destination ?? verdict,
    kind: verdict,
  })),
  bands: links.map(({ sender, relay, routes, verdict, live }) => ({
    from: sender,
    to: relay,
    weight: routes,
    kind: verdict,
    aside: !live,
  })),
  heads: ['Who sends', 'Through which relay'],
  noun: 'route',
  label: 'Senders on the left, the relays that they use on the right; the table below says the same in words',
});
