/** Messages as evidence: a file with one, an mbox with many, headers that somebody pasted. */
import { eachLine } from '../input/lines.ts';
import type { Chunks } from '../input/open.ts';
import type { Journal, Place } from '../model.ts';
import { commonDomain, kept } from '../words.ts';
import { type Chain, chainOf, type Knowledge, MOST_HOPS } from './chain.ts';
import { type Claim, legacyClaims } from './claims.ts';
import { createHeaders, type Header, type HeaderBlock } from './headers.ts';
import { createReport, isBareReport, type Report, type ReportReader, reportBoundary } from './report.ts';
import { type Sign, signsOf } from './signs.ts';

export interface MessageTrace extends Chain {
  readonly place: Place;
  readonly messageId: string | null;
  /** The envelope sender, or what the header says. */
  readonly from: string | null;
  readonly recipients: readonly string[];
  readonly signs: readonly Sign[];
  /** Legacy relays that the header names without proof. */
  readonly claims: readonly Claim[];
  /** A report tells of another message, and may come from anybody's server; a returned header stands in one. */
  readonly kind: 'message' | 'report' | 'returned';
}

/** `From app@example.org Mon Nov 23 22:35:10 2026`: https://www.rfc-editor.org/rfc/rfc4155 */
export const MBOX_LINE = /^From \S+ +[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d/;

/** Calls `take` with each message's header, and what it reports of another one. `mbox`: the file holds many, each after a `From ` line. */
export async function readMessages(
  path: string,
  chunks: Chunks,
  mbox: boolean,
  take: (block: HeaderBlock, place: Place, report: Report | undefined) => void,
  progress?: (bytes: number) => void,
): Promise<number> {
  let headers: ReturnType<typeof createHeaders> | undefined;
  let start = 1;
  let blank = true;
  let inBody = false;
  let any = false;
  let head: HeaderBlock | undefined;
  let report: ReportReader | undefined;
  const finish = (): void => {
    if (headers && any) take(head ?? headers.done(), { path, line: start }, report?.done());
    headers = undefined;
    head = undefined;
    report = undefined;
    any = false;
  };
  /** The header is at its end: what follows is read only if it is a report. */
  const enterBody = (block: HeaderBlock): void => {
    inBody = true;
    head = block;
    const boundary = reportBoundary(block);
    if (boundary !== undefined || isBareReport(block)) report = createReport(boundary, block);
  };
  const { lines } = await eachLine(
    chunks,
    (raw, number) => {
      if (mbox && blank && MBOX_LINE.test(raw)) {
        finish();
        headers = createHeaders();
        start = number;
        inBody = false;
        blank = false;
        return;
      }
      blank = raw === '';
      if (inBody) {
        report?.add(raw, number);
        return;
      }
      if (!headers) {
        headers = createHeaders();
        start = number;
      }
      const line = unquoted(raw);
      if (line === '') {
        // Blank lines before the header are of whoever pasted it.
        if (any) enterBody(headers.done());
        return;
      }
      if (!any && number === start && line.startsWith('From ')) return;
      any = true;
      headers.add(line, number);
    },
    progress,
  );
  finish();
  return lines;
}

/** Pasted headers are often quoted. */
const unquoted = (line: string): string => line.replace(/^(?:> ?)+(?=[A-Za-z\t ]|$)/, '');

const addressesIn = (value: string): readonly string[] =>
  [...value.slice(0, 4000).matchAll(/[^\s<>,;:"()]+@[^\s<>,;:"()]+/g)].slice(0, 50).map(([address]) => address);

/** What a message's header shows, and what is wrong with it. */
export function traceOf(
  block: HeaderBlock,
  place: Place,
  known: Knowledge,
  journal: Journal,
  kind: MessageTrace['kind'] = 'message',
): MessageTrace {
  const { headers } = block;
  const all = (name: string): readonly Header[] => headers.filter((header) => header.name === name);
  const first = (name: string): string | undefined => headers.find((header) => header.name === name)?.value;
  const received = all('received');
  const recipients = ['delivered-to', 'x-original-to', 'envelope-to', 'to', 'cc'].flatMap((name) =>
    all(name).flatMap(({ value }) => addressesIn(value)),
  );
  const named = received.flatMap(({ value }) => addressesIn(/\bfor\s+(<?[^\s;>]+@[^\s;>]+)/.exec(value)?.[1] ?? ''));
  const chain = chainOf(received, place.path, [...named, ...recipients], known);
  const left = chain.left + block.left;
  if (left > 0)
    journal.problem(`${left} header fields beyond the first ${MOST_HOPS} hops were not looked at`, place, true);
  for (const line of block.odd.slice(0, 3))
    journal.problem('a line that is no header field, and goes on no field', { path: place.path, line });
  for (const hop of chain.hops.filter(({ marks }) => marks.includes('unreadable')).slice(0, 5))
    journal.problem('a Received field that cannot be read', hop.place);
  if (received.length === 0) journal.problem('a message without Received fields shows no way', place);
  const signs = signsOf(headers, place.path);
  const messageId = /<[^<>\s]{1,250}>/.exec(first('message-id') ?? '')?.[0];
  const sender = first('return-path') ?? first('from') ?? '';
  const from = /<\s*>/.test(sender) ? '' : addressesIn(sender)[0];
  return {
    ...chain,
    // Anybody can write a report: what it returns is worth a claim.
    relay: chain.relay && kind === 'returned' ? { ...chain.relay, strength: 'claim' } : chain.relay,
    kind,
    place,
    messageId: messageId === undefined ? null : kept(messageId),
    from: from === undefined ? null : kept(from),
    recipients: named.length > 0 ? named.map(kept) : recipients.map(kept),
    signs,
    claims: legacyClaims(chain, signs, known),
  };
}

/** A message in evidence is one delivery, to whoever it was taken from. */
export function recordMessage(trace: MessageTrace, journal: Journal): void {
  const { relay, origin, from, place, messageId, recipients, hops } = trace;
  if (!relay) return;
  journal.attempt({
    source: {
      host: origin,
      program: null,
      client: null,
      user: null,
      from: from === null ? null : from === '' ? '<>' : (commonDomain([from]) ?? null),
    },
    endpoint: relay.endpoint,
    outcome: 'delivered',
    recipients: 1,
    domain: commonDomain(recipients),
    time: hops[relay.hop]?.time ?? null,
    queued: hops.find(({ time }) => time !== null)?.time ?? null,
    messageId,
    strength: relay.strength,
    place: hops[relay.hop]?.place ?? place,
    direct: relay.direct,
  });
}
