/**
 * The picture's nodes and links: senders on one side, relays on the other. A picture of thousands of boxes shows nothing
 * and is refused by what draws it, so senders are put together by folder, and rare relays by verdict, until it fits.
 */
import { grouped } from '../model/grouped.ts';
import type { Layer, Verdict } from '../model/setting.ts';
import { VERDICTS } from '../report/report.ts';
import { LAYERS, type Route } from './document.ts';
import { isLive } from './words.ts';

export interface SenderNode {
  readonly layer: Layer;
  /** A file, a folder ending in `/`, or empty for a whole layer. */
  readonly place: string;
  /** What sends, most often first. */
  readonly systems: readonly string[];
  readonly routes: number;
}

export interface RelayNode {
  /** The host or what stands for it; undefined for `others`. */
  readonly destination: string | undefined;
  /** How many relays it stands for. */
  readonly relays: number;
  readonly verdict: Verdict;
  readonly routes: number;
}

/** Indexes into senders and relays. */
export interface Link {
  readonly sender: number;
  readonly relay: number;
  readonly routes: number;
  readonly verdict: Verdict;
  /** Whether any of its routes is one of production. */
  readonly live: boolean;
}

export interface Graph {
  readonly senders: readonly SenderNode[];
  readonly relays: readonly RelayNode[];
  readonly links: readonly Link[];
}

/** More boxes or lines than these are no picture any more; both lie far below what GitHub's renderer takes. */
export interface Limits {
  readonly senders: number;
  readonly relays: number;
  readonly links: number;
}

export const LIMITS: Limits = { senders: 36, relays: 24, links: 120 };

type Placing = (path: string) => string;

const folders =
  (depth: number): Placing =>
  (path) => {
    const parts = path.split('/').slice(0, -1).slice(0, depth);
    return parts.length === 0 ? './' : `${parts.join('/')}/`;
  };

/** From the finest to the coarsest. */
const PLACINGS: readonly Placing[] = [
  (path) => path,
  folders(Number.POSITIVE_INFINITY),
  folders(3),
  folders(2),
  folders(1),
];

/** Senders and relays of the routes; those of samples, development and tests that lead nowhere are left out. */
export function graphOf(all: readonly Route[], limits: Limits = LIMITS): Graph {
  const routes = all.filter(({ role, verdict }) => isLive(role) || (verdict !== 'placeholder' && verdict !== 'local'));
  const shown = shownRelays(routes, limits.relays);
  const fits = ({ senders, links }: Graph): boolean => senders.length <= limits.senders && links.length <= limits.links;
  for (const placing of PLACINGS) {
    const graph = drawn(routes, placing, shown);
    if (fits(graph)) return graph;
  }
  return drawn(routes, () => '', shown);
}

const senderKey = ({ layer, from }: Route, placing: Placing): string => `${layer}\0${placing(from.path)}`;

/** The relays that get a box of their own: the worst, and of these the most used. */
function shownRelays(routes: readonly Route[], most: number): ReadonlySet<string> {
  const relays = grouped(routes, relayKey);
  const ranked = [...relays.values()].sort(
    (a, b) => weight(a) - weight(b) || b.length - a.length || (nameOf(a) < nameOf(b) ? -1 : 1),
  );
  const own = ranked.length <= most ? ranked : ranked.slice(0, most - VERDICTS.length);
  return new Set(own.flatMap(([first]) => (first ? [relayKey(first)] : [])));
}

const relayKey = ({ verdict, destination }: Route): string => `${verdict}\0${destination}`;
const weight = ([first]: readonly Route[]): number => (first ? VERDICTS.indexOf(first.verdict) : VERDICTS.length);
const nameOf = ([first]: readonly Route[]): string => first?.destination ?? '';

function drawn(routes: readonly Route[], placing: Placing, shown: ReadonlySet<string>): Graph {
  const boxOf = (route: Route): string => (shown.has(relayKey(route)) ? relayKey(route) : `${route.verdict}\0`);
  const senders = [...grouped(routes, (route) => senderKey(route, placing))].sort(([, [a]], [, [b]]) =>
    a && b
      ? LAYERS.indexOf(a.layer) - LAYERS.indexOf(b.layer) || (placing(a.from.path) < placing(b.from.path) ? -1 : 1)
      : 0,
  );
  const relays = [...grouped(routes, boxOf)].sort(
    ([keyA, a], [keyB, b]) =>
      weight(a) - weight(b) ||
      Number(keyA.endsWith('\0')) - Number(keyB.endsWith('\0')) ||
      (nameOf(a) < nameOf(b) ? -1 : 1),
  );
  const senderAt = new Map(senders.map(([key], index) => [key, index]));
  const relayAt = new Map(relays.map(([key], index) => [key, index]));
  const linkKey = (route: Route): string => `${senderAt.get(senderKey(route, placing))} ${relayAt.get(boxOf(route))}`;
  const links = [...grouped(routes, linkKey)].map(([key, together]): Link => {
    const [sender = 0, relay = 0] = key.split(' ').map(Number);
    return {
      sender,
      relay,
      routes: together.length,
      verdict: together[0]?.verdict ?? 'unresolved',
      live: together.some(({ role }) => isLive(role)),
    };
  });
  return {
    senders: senders.flatMap(([, together]) => senderNode(together, placing)),
    relays: relays.flatMap(([key, together]) => relayNode(together, key.endsWith('\0'))),
    links: links.sort((a, b) => a.sender - b.sender || a.relay - b.relay),
  };
}

function senderNode(routes: readonly Route[], placing: Placing): readonly SenderNode[] {
  const [first] = routes;
  if (!first) return [];
  const systems = [...grouped(routes, ({ system }) => system)].sort(
    ([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1),
  );
  return [
    {
      layer: first.layer,
      place: placing(first.from.path),
      systems: systems.map(([name]) => name),
      routes: routes.length,
    },
  ];
}

function relayNode(routes: readonly Route[], others: boolean): readonly RelayNode[] {
  const [first] = routes;
  if (!first) return [];
  return [
    {
      destination: others ? undefined : first.destination,
      relays: new Set(routes.map(({ destination }) => destination)).size,
      verdict: first.verdict,
      routes: routes.length,
    },
  ];
}
