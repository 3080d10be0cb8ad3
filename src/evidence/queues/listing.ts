/**
 * What waits in a queue, as its server lists it: Postfix' `mailq`, `postqueue -p` and `postqueue -j`, Sendmail's `mailq`,
 * Exim's `mailq` and `exim -bp`. The reason why a message waits may name the server that did not take it.
 */

import { eachObject } from '../events/json-values.ts';
import { type ClockSettings, createClock } from '../input/clock.ts';
import { eachLine } from '../input/lines.ts';
import type { Chunks } from '../input/open.ts';
import type { Journal, Place, Source } from '../model.ts';
import type { Queued } from '../queue.ts';
import { deferredBefore } from '../queue.ts';
import { domainOf, endpointInReason, kept } from '../words.ts';

/** Postfix' titles, Sendmail's, or what both say of an empty queue. */
const TITLES = /^(?:-Queue ID-[\s-]+Size[\s-]+Arrival Time|-+Q-ID-+[\s-]+Size|Mail queue is empty|\S+ is empty$)/m;

/** `25m  2.9K 0t5C6f-0000c8-00 <app@example.org>`: age, size, id and sender. Ids: exim's spec, "Message identification". */
const EXIM = /^ *\d+[smhdw] +[\d.]+[KMG]? +[0-9A-Za-z]{6}-[0-9A-Za-z]{6,11}-[0-9A-Za-z]{2,4} +<[^>]*>/;

const JSON_ENTRY = /^\s*\{\s*"queue_name"\s*:\s*"\w+",\s*"queue_id"\s*:/;

/** @param head the first bytes, as Latin-1. */
export const isListing = (head: string): boolean =>
  TITLES.test(head.slice(0, 400)) || EXIM.test(head.trimStart().split('\n', 1)[0] ?? '') || JSON_ENTRY.test(head);

/** One recipient who waits. */
interface Waiting {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly since: number | null;
  readonly reason: string;
  readonly place: Place;
}

export interface ListingSummary {
  readonly lines: number;
  readonly formats: readonly string[];
  readonly first: null;
  readonly last: null;
}

export interface Listed {
  readonly journal: Journal;
  /** What logs said of the message. */
  readonly queued: (id: string) => Queued | undefined;
}

export async function readListing(
  path: string,
  chunks: Chunks,
  head: string,
  settings: ClockSettings,
  listed: Listed,
): Promise<ListingSummary> {
  const counts = { named: 0, silent: 0 };
  const take = (waiting: Waiting): void => {
    if (record(waiting, program, listed)) counts.named += 1;
    else counts.silent += 1;
  };
  const isJson = JSON_ENTRY.test(head);
  const program =
    isJson || /^-Queue ID-|^Mail queue is empty/m.test(head) ? 'postfix' : EXIM.test(head) ? 'exim' : 'sendmail';
  const lines = isJson
    ? await readEntries(path, chunks, listed.journal, take)
    : await readText(path, chunks, settings, take);
  if (counts.silent > 0)
    listed.journal.problem(
      `${counts.silent === 1 ? 'a recipient waits' : `${counts.silent} recipients wait`} in the queue, and the list names no server: it shows no way`,
      { path, line: 1 },
    );
  return { lines, formats: [`${program} queue`], first: null, last: null };
}

/** @returns whether the reason names the server. */
function record({ id, from, to, since, reason, place }: Waiting, program: string, listed: Listed): boolean {
  const endpoint = endpointInReason(reason);
  if (endpoint.host === null && endpoint.ip === null) return false;
  const known = listed.queued(id);
  const source: Source = known?.source ?? { host: null, program, client: null, user: null, from: domainOf(from) };
  const again = known !== undefined && deferredBefore(known, to, endpoint.host ?? endpoint.ip ?? '');
  listed.journal.attempt({
    source,
    endpoint,
    outcome: 'deferred',
    recipients: 1,
    domain: domainOf(to),
    // When it was tried is not said.
    time: null,
    queued: known?.since ?? since,
    messageId: known?.messageId ?? null,
    strength: 'sender',
    place,
    ...(again ? { again } : {}),
  });
  return true;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};

/** `postqueue -j`: an object a message. https://www.postfix.org/postqueue.1.html */
async function readEntries(
  path: string,
  chunks: Chunks,
  journal: Journal,
  take: (waiting: Waiting) => void,
): Promise<number> {
  return eachObject(
    chunks,
    (value, line) => {
      const { queue_id: id, sender, arrival_time: arrived, recipients } = fieldsOf(value);
      for (const recipient of Array.isArray(recipients) ? recipients.slice(0, 10_000) : []) {
        const { address, delay_reason: reason } = fieldsOf(recipient);
        take({
          id: textOf(id),
          from: textOf(sender),
          to: textOf(address),
          since: typeof arrived === 'number' && arrived > 0 && arrived < 8e12 ? arrived * 1000 : null,
          reason: textOf(reason),
          place: { path, line },
        });
      }
    },
    (line) => journal.problem('a JSON object that has no end or cannot be read', { path, line }, true),
  );
}

/** `90BC61681EF*    325 Mon Nov 23 22:35:39  app@example.org`; Sendmail has no seconds, and `<…>` around addresses. */
const MESSAGE =
  /^([0-9A-Za-z]{5,24})[*!#X-]{0,2}[ \t]+(?:\d+ |\(no control file\)|\(job locked\))[A-Z][a-z]{2} ([A-Z][a-z]{2} [ \d]\d \d\d:\d\d(?::\d\d)?)[ \t]+(\S*)/;

/** Lists for people: a message's line, reasons in parentheses, each before its recipients. */
async function readText(
  path: string,
  chunks: Chunks,
  settings: ClockSettings,
  take: (waiting: Waiting) => void,
): Promise<number> {
  const clock = createClock(settings);
  let message: Pick<Waiting, 'id' | 'from' | 'since'> | undefined;
  let reason = '';
  let inReason = false;
  const { lines } = await eachLine(chunks, (raw, number) => {
    const place = { path, line: number };
    const exim = EXIM.test(raw);
    const [, id, stamp = '', from = ''] = exim ? [] : (MESSAGE.exec(raw) ?? []);
    if (exim) {
      message = { id: '', from: /<([^>]*)>/.exec(raw)?.[1] ?? '', since: null };
      reason = '';
    } else if (id !== undefined) {
      message = { id: kept(id), from: bare(from), since: clock.timeOf(stamp.length < 15 ? `${stamp}:00` : stamp) };
      reason = '';
    } else if (/^\s*\(/.test(raw) || inReason) {
      reason = inReason ? `${reason} ${raw.trim()}`.slice(0, 4000) : raw.trim();
      inReason = !raw.trimEnd().endsWith(')') && reason.length < 4000;
    } else if (message && /^(?:\s+D? *)<?[^\s@<>]+@[^\s<>]+>?\s*$/.test(raw) && !/^\s+D /.test(raw)) {
      take({ ...message, to: bare(raw.trim()), reason, place });
    }
  });
  return lines;
}

const bare = (address: string): string => address.replace(/^<|>$/g, '');
