/**
 * The other places that a SARIF result speaks of. Code scanning shows a related location only where the message links to it:
 * `[text](1)`, by the location's id. https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/sarif-v2.1.0-os.html#_Toc34317468
 */
import type { Finding, JudgedSetting } from '../model/finding.ts';
import type { Step } from '../model/setting.ts';
import { visible } from './escape.ts';
import { count } from './report.ts';

export interface RelatedPlace {
  readonly place: Step;
  /** What the message calls it. */
  readonly name: string;
  /** What comes before those that the message does not name by itself. */
  readonly heading: string;
}

/** Code scanning takes this many locations of a result. */
export const MAX_LOCATIONS = 100;
/** Nobody follows more of them from one sentence. */
const MOST_LINKS = 20;

/** The places in the order of their ids, which begin with 1. */
export function relatedPlaces(
  { related = [], mention }: Finding,
  setting: JudgedSetting | undefined,
): readonly RelatedPlace[] {
  const relays = related.map((place) => ({
    place: { ...place, note: `${place.host} is named here` },
    name: place.host,
    heading: 'The others',
  }));
  const mentions = (mention?.further ?? []).map((place) => ({
    place: { ...place, note: `${mention?.host} is named here, too` },
    name: `line ${place.line}`,
    heading: 'Named again',
  }));
  const steps = (setting?.trail ?? []).map((place) => ({ place, name: place.note, heading: 'The way there' }));
  return [...relays, ...mentions, ...steps].slice(0, MAX_LOCATIONS - 1);
}

/** The text, in which `[text](target)` would be a link: no value of the repository may become one. */
export const plain = (text: string): string => visible(text).replace(/\](?=\()/g, '] ');

const BRACKETS: Readonly<Record<string, string>> = { '[': '(', ']': ')', '\\': '/' };

const link = (text: string, id: number): string =>
  `[${visible(text).replace(/[[\]\\]/g, (char) => BRACKETS[char] ?? char)}](${id})`;

/** The message with a link to each place: where it names the place, otherwise in a sentence of its own. */
export function linkedMessage(message: string, places: readonly RelatedPlace[]): string {
  const ids = new Map<string, number>();
  places.forEach(({ name }, index) => {
    if (!ids.has(name)) ids.set(name, index + 1);
  });
  const linked = new Set<number>();
  // A host ends where its letters end; a final dot is the sentence's.
  const text = plain(message).replace(/[\p{L}\p{N}_:-]+(?:\.[\p{L}\p{N}_:-]+)*/gu, (word) => {
    const id = ids.get(word);
    if (id === undefined || linked.has(id)) return word;
    linked.add(id);
    return link(word, id);
  });
  const more = sentences(places, linked);
  return more.length === 0 ? text : [/[.!?]$/.test(text) ? text : `${text}.`, ...more].join(' ');
}

function sentences(places: readonly RelatedPlace[], linked: ReadonlySet<number>): readonly string[] {
  const left = places.map((one, index) => ({ ...one, id: index + 1 })).filter(({ id }) => !linked.has(id));
  return [...new Set(left.map(({ heading }) => heading))].map((heading) => {
    const under = left.filter((one) => one.heading === heading);
    const more = under.length - MOST_LINKS;
    const links = under.slice(0, MOST_LINKS).map(({ name, id }) => link(name, id));
    return `${heading}: ${links.join(', ')}${more > 0 ? ` and ${count(more, 'more place')}` : ''}.`;
  });
}
