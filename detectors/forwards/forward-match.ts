/** A proxy's target as a setting. */
import { moduleEnd, remembered, valueAt } from '../../src/detect/building.ts';
import type { Match } from '../../src/detect/detector.ts';
import { literalAt, type Macros, macroHops } from '../../src/detect/text-matches.ts';
import type { Range } from '../../src/model/expr.ts';
import type { Facts } from '../../src/model/facts.ts';
import { awaitsOf, type Forward, leadsOut } from './leads-out.ts';
import { entriesOfObject, textAt } from './trees.ts';

/** Host and port of an address as proxies write it: `h:25`, `[::1]:25`, `ipv4@h:25`. */
export function splitAddress(address: string): { readonly host: string; readonly port?: string } {
  const found = /^(?:[a-z0-9]+@)?(\[[^\]]*\]|.*?)(?::([\w-]+|\$\{?\w+\}?))?$/.exec(address);
  return { host: found?.[1] ?? address, ...(found?.[2] ? { port: found[2] } : {}) };
}

/** What a target comes to beside what it says itself. */
interface Target extends Pick<Match, 'key' | 'transport' | 'via'> {
  /** Where the address stands. */
  readonly at: Range;
  /** Where the port stands, if not behind the address. */
  readonly portAt?: Range | undefined;
  /** What the file gives names to, which addresses then use. */
  readonly macros?: Macros;
}

/** The relay of the file's own programs, where it is a name without dots. */
const OWN_RELAY =
  /(?:smtp|mail|relay)[\w.-]{0,40}["']?[ \t]{0,8}[:=][ \t]{0,8}["']?(?<name>localhost|127\.0\.0\.1|[a-z][\w-]{0,60})(?![\w.-])/gi;

/** So many names are looked at. */
const MOST_NAMES = 20;

/** Whether the file's own programs hand their mail to the machine that they run on, or to a service that the file defines. */
const handsIn = remembered((text: string) =>
  [...text.matchAll(OWN_RELAY)]
    .slice(0, MOST_NAMES)
    .some(({ groups: { name = '' } = {} }) => /^(?:localhost|127)/i.test(name) || definesService(text, name)),
);

const definesService = (text: string, name: string): boolean => new RegExp(`^  ${name}:[ \\t]*$`, 'm').test(text);

/** The match of a target that mail leaves through; none where it leads to a mail server of one's own. */
export function* forwardTo(
  facts: Facts,
  { at, portAt, macros, ...target }: Target,
  forward: Omit<Forward, 'host' | 'port'>,
): Generator<Match> {
  const { text } = facts.source;
  const address = text.slice(at.start, at.end);
  const prefix = /^[a-z0-9]+@/.exec(address)?.[0].length ?? 0;
  const { host, port } = splitAddress(address);
  const besides = portAt && text.slice(portAt.start, portAt.end);
  const fromInside = forward.fromInside || handsIn(text);
  const whole = { ...forward, fromInside, host, port: port ?? besides };
  const awaits = leadsOut(whole) ? undefined : awaitsOf(whole);
  if (!leadsOut(whole) && !awaits) return;
  const value = literalAt(facts, { start: at.start + prefix, end: at.end }, macros);
  const via = [...(target.via ?? []), ...(macros ? macroHops(facts, at, macros) : [])];
  yield {
    ...target,
    ...(via.length > 0 ? { via } : {}),
    host: value,
    place: { ...moduleEnd(facts), at: at.start },
    anchor: { start: at.start + prefix, end: at.end },
    certainty: 'likely',
    ...(portAt ? { port: literalAt(facts, portAt, macros) } : {}),
    ...(awaits ? { awaits: { ...awaits, services: servicesAt(facts, at) } } : {}),
  };
}

/** The names of the compose service in whose text a place stands. */
const servicesAt = (facts: Facts, at: Range): readonly string[] =>
  facts.documents.flatMap((document) =>
    entriesOfObject(valueAt(document, 'services')).flatMap(({ key, value: { range }, value }) =>
      range.start <= at.start && at.end <= range.end
        ? [key, textAt(value, 'container_name'), textAt(value, 'hostname')].filter((name) => name !== '')
        : [],
    ),
  );
