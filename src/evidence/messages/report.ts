/**
 * Delivery reports (RFC 3464), which tell a sender what became of a message: the server that reports (`Reporting-MTA`), the
 * one that it handed the mail to, or could not (`Remote-MTA`), and mostly the message's own header.
 */
import type { Attempt, Endpoint, Outcome, Place } from '../model.ts';
import { domainOf, endpointInReason, endpointOf, kept } from '../words.ts';
import type { Knowledge } from './chain.ts';
import { createHeaders, type Header, type HeaderBlock } from './headers.ts';
import { dateOf } from './received.ts';

export interface Report {
  /** Fields of the report as a whole, then those of each recipient. */
  readonly fields: readonly HeaderBlock[];
  /** The header of the message that it is about. */
  readonly returned: { readonly block: HeaderBlock; readonly line: number } | undefined;
}

const MOST_RECIPIENTS = 1000;

const ACTIONS: Readonly<Record<string, Outcome>> = {
  failed: 'failed',
  delayed: 'deferred',
  delivered: 'delivered',
  relayed: 'delivered',
  expanded: 'delivered',
};

const fieldOf = (block: HeaderBlock | undefined, name: string): string =>
  block?.headers.find((header) => header.name === name)?.value ?? '';

/** The boundary of a report's parts; undefined for any other message. */
export function reportBoundary({ headers }: HeaderBlock): string | undefined {
  const type = headers.find(({ name }) => name === 'content-type')?.value ?? '';
  if (!/^multipart\/report\b/i.test(type)) return undefined;
  const found = /;\s*boundary\s*=\s*(?:"([^"]{1,100})"|([^\s;"]{1,100}))/i.exec(type);
  return found?.[1] ?? found?.[2];
}

/** A report's fields without a message around them, as somebody pasted them. */
export const isBareReport = ({ headers }: HeaderBlock): boolean => headers[0]?.name === 'reporting-mta';

type Part = 'text' | 'head' | 'status' | 'returned' | 'done';

export interface ReportReader {
  /** A line of the body, and its number. */
  add(line: string, number: number): void;
  done(): Report;
}

/** @param boundary without one, the body is the report itself, of which `first` was read as a header. */
export function createReport(boundary: string | undefined, first: HeaderBlock): ReportReader {
  const fields: HeaderBlock[] = boundary === undefined ? [first] : [];
  let returned: Report['returned'];
  let part: Part = boundary === undefined ? 'status' : 'text';
  let block = createHeaders();
  let start = 0;
  let any = false;

  const close = (): void => {
    const whole = block.done();
    if (part === 'status' && any && fields.length <= MOST_RECIPIENTS) fields.push(whole);
    if (part === 'returned' && any) returned ??= { block: whole, line: start };
    if (part === 'head') part = partOf(whole);
    else if (part === 'returned') part = 'done';
    block = createHeaders();
    any = false;
  };

  return {
    add(line, number) {
      if (boundary !== undefined && line.startsWith('--') && line.startsWith(boundary, 2)) {
        close();
        part = 'head';
        return;
      }
      if (part === 'text' || part === 'done') return;
      if (line === '') {
        // A part without a header of its own is text; blank lines before a header say nothing.
        if (any || part === 'head') close();
        return;
      }
      if (!any) start = number;
      any = true;
      block.add(line, number);
    },
    done() {
      if (part !== 'head') close();
      return { fields, returned };
    },
  };
}

function partOf(block: HeaderBlock): Part {
  const type = fieldOf(block, 'content-type').toLowerCase();
  if (/^message\/(?:global-)?delivery-status\b/.test(type)) return 'status';
  return /^(?:message\/(?:rfc822|global)|text\/rfc822-headers|message\/global-headers)\b/.test(type)
    ? 'returned'
    : 'text';
}

/** `dns; relay.example.net`, and the address that some servers put behind it: `dns; relay.example.net (192.0.2.25, the server …)`. */
function serverOf(value: string): Endpoint | undefined {
  const found = /^(?:(?:x-)?[\w-]+ *; *)?\[?([\w.:-]+)\]?(?:[ \t]*[[(]([\da-f.:]+))?/i.exec(value);
  if (!found) return undefined;
  const endpoint = endpointOf(found[1], found[2]);
  return endpoint.host === null && endpoint.ip === null ? undefined : endpoint;
}

const nameOf = (endpoint: Endpoint | undefined): string | null => endpoint?.host ?? endpoint?.ip ?? null;

const placeOf = (block: HeaderBlock | undefined, name: string, path: string): Place | undefined => {
  const header: Header | undefined = block?.headers.find((one) => one.name === name);
  return header === undefined ? undefined : { path, line: header.line };
};

/**
 * Tells what the report says: each recipient's mail went, or was to go, to the remote server; and the server that reports had
 * it, which counts when the policy names that one. Anybody can write a report: it is worth a claim.
 * @param sender the domain of whom it is for, who sent the message.
 * @returns whether it names a server at all.
 */
export function recordReport(
  { fields, returned }: Report,
  sender: string | null,
  path: string,
  known: Knowledge,
  tell: (attempt: Attempt) => void,
): boolean {
  const [whole, ...recipients] = fields;
  let any = false;
  const reporting = serverOf(fieldOf(whole, 'reporting-mta'));
  const arrived = dateOf(fieldOf(whole, 'arrival-date'));
  const messageId = /<[^<>\s]{1,250}>/.exec(fieldOf(returned?.block, 'message-id'))?.[0] ?? null;
  const attempt = (
    from: Endpoint | undefined,
    endpoint: Endpoint,
    rest: Pick<Attempt, 'outcome' | 'recipients' | 'domain' | 'time' | 'place'>,
  ): void => {
    any = true;
    tell({
      source: { host: nameOf(from), program: null, client: null, user: null, from: sender },
      endpoint,
      queued: arrived,
      messageId: messageId === null ? null : kept(messageId),
      strength: 'claim',
      ...rest,
    });
  };
  const taken = nameOf(reporting);
  const shown = returned?.block.headers.some(({ name }) => name === 'received') ?? false;
  const here = placeOf(whole, 'reporting-mta', path);
  if (reporting && taken !== null && here && !shown && known.named(taken) !== undefined)
    attempt(serverOf(fieldOf(whole, 'received-from-mta')), reporting, {
      outcome: 'delivered',
      recipients: Math.max(1, recipients.length),
      domain: null,
      time: arrived,
      place: here,
    });
  for (const one of recipients) {
    const action = fieldOf(one, 'action').toLowerCase();
    const outcome = ACTIONS[/^\w+/.exec(action)?.[0] ?? ''];
    const remote = serverOf(fieldOf(one, 'remote-mta'));
    const spoken = endpointInReason(fieldOf(one, 'diagnostic-code'));
    const endpoint = remote ?? (spoken.host === null && spoken.ip === null ? undefined : spoken);
    const place = placeOf(one, remote ? 'remote-mta' : 'diagnostic-code', path);
    if (!outcome || !endpoint || !place || nameOf(endpoint) === taken) continue;
    const address = fieldOf(one, 'final-recipient')
      .replace(/^[\w-]+ *; */, '')
      .replace(/^<|>$/g, '');
    attempt(reporting, endpoint, {
      outcome,
      recipients: 1,
      domain: domainOf(address),
      time: dateOf(fieldOf(one, 'last-attempt-date')) ?? null,
      place,
    });
  }
  return any || shown;
}
