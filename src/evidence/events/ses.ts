/**
 * Amazon SES events, alone or in the envelopes of SNS, SQS and Lambda. That there is an event proves that SES took the
 * message. https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
 */
import type { Chunks } from '../input/open.ts';
import { type Span, widen } from '../ledger.ts';
import { type Journal, type Outcome, type Place, UNKNOWN_SOURCE } from '../model.ts';
import { addressOf, commonDomain, domainOf } from '../words.ts';
import { eachObject } from './json-values.ts';

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (value: unknown): Fields | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const textsOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];

/** Where envelopes keep what they carry. */
const INSIDE = ['Message', 'Body', 'body', 'message', 'Records', 'Messages', 'Sns', 'detail', 'events'];

const MOST_DEPTH = 6;

/** The events in a value, through its envelopes. */
function* eventsIn(value: unknown, depth = 0): Generator<Fields> {
  if (depth > MOST_DEPTH) return;
  if (Array.isArray(value)) {
    for (const one of value.slice(0, 10_000)) yield* eventsIn(one, depth + 1);
    return;
  }
  if (typeof value === 'string') {
    if (!/^\s*[[{]/.test(value)) return;
    try {
      yield* eventsIn(JSON.parse(value), depth + 1);
    } catch {
      // A text that only looks like JSON carries no event.
    }
    return;
  }
  const fields = fieldsOf(value);
  if (!fields) return;
  if (fieldsOf(fields.mail) && textOf(fields.eventType ?? fields.notificationType) !== undefined) {
    yield fields;
    return;
  }
  for (const name of INSIDE) if (fields[name] !== undefined) yield* eventsIn(fields[name], depth + 1);
}

export async function readEvents(
  path: string,
  chunks: Chunks,
  journal: Journal,
): Promise<Span & { readonly lines: number; readonly formats: readonly string[] }> {
  const span: Span = { first: null, last: null };
  let found = 0;
  const lines = await eachObject(
    chunks,
    (value, line) => {
      for (const event of eventsIn(value)) {
        found += 1;
        widen(span, record(event, { path, line }, journal));
      }
    },
    (line) => journal.problem('a JSON object that has no end or cannot be read', { path, line }, true),
  );
  return { ...span, lines, formats: found > 0 ? ['amazon-ses'] : [] };
}

interface Result {
  readonly outcome: Outcome;
  readonly recipients: readonly string[];
  readonly details: Fields;
}

function resultOf(event: Fields): Result | undefined {
  const type = textOf(event.eventType ?? event.notificationType);
  if (type === 'Delivery') {
    const details = fieldsOf(event.delivery) ?? {};
    return { outcome: 'delivered', recipients: textsOf(details.recipients), details };
  }
  const addresses = (list: unknown): readonly string[] =>
    (Array.isArray(list) ? list : []).flatMap((one) => textOf(fieldsOf(one)?.emailAddress) ?? []);
  if (type === 'Bounce') {
    const details = fieldsOf(event.bounce) ?? {};
    return { outcome: 'failed', recipients: addresses(details.bouncedRecipients), details };
  }
  if (type !== 'DeliveryDelay') return undefined;
  const details = fieldsOf(event.deliveryDelay) ?? {};
  return { outcome: 'deferred', recipients: addresses(details.delayedRecipients), details };
}

/** @returns the time of the event. */
function record(event: Fields, place: Place, journal: Journal): number | null {
  const mail = fieldsOf(event.mail) ?? {};
  const result = resultOf(event);
  const timeOf = (value: unknown): number | null => {
    const time = Date.parse(textOf(value) ?? '');
    return Number.isNaN(time) ? null : time;
  };
  const queued = timeOf(mail.timestamp);
  if (!result) return queued;
  const { outcome, recipients, details } = result;
  const time = timeOf(details.timestamp) ?? queued;
  const tags = fieldsOf(mail.tags) ?? {};
  const tag = (name: string): string | undefined => textsOf(tags[name])[0];
  const messageId = textOf(fieldsOf(mail.commonHeaders)?.messageId);
  journal.attempt({
    source: {
      ...UNKNOWN_SOURCE,
      program: 'amazon-ses',
      client: addressOf(textOf(mail.sourceIp) ?? tag('ses:source-ip') ?? ''),
      user: tag('ses:caller-identity') ?? null,
      from: domainOf(textOf(mail.source) ?? ''),
    },
    endpoint: { host: hostOfSes(mail, details), ip: null, port: null },
    outcome,
    recipients: Math.max(1, recipients.length),
    domain: commonDomain(recipients),
    time,
    queued,
    messageId: messageId ?? null,
    strength: 'relay',
    place,
  });
  return time;
}

/** SES is one relay a region: that of the identity's ARN, or of the server that delivered. */
function hostOfSes(mail: Fields, details: Fields): string {
  const arn = /^arn:[\w-]+:ses:([a-z\d-]+):/.exec(textOf(mail.sourceArn) ?? '')?.[1];
  const server = /\.([a-z]{2}-[a-z]+-\d)\.amazonses\.com$/.exec(textOf(details.reportingMTA) ?? '')?.[1];
  const region = arn ?? server;
  return region === undefined ? 'amazonses.com' : `email-smtp.${region}.amazonaws.com`;
}
