/** What a piece of evidence is, by its first lines; the name of a file says nothing. */
import { MBOX_LINE } from './messages/read-messages.ts';
import { isListing } from './queues/listing.ts';

export type Kind = 'message' | 'mbox' | 'log' | 'queue' | 'table' | 'result' | 'events' | 'empty';

/** Fields that nearly every message has one of near its start. */
const MESSAGE_FIELDS =
  /^(?:> ?)*(received|return-path|delivered-to|from|to|subject|date|message-id|mime-version|x-[\w-]+|dkim-signature|arc-seal|arc-message-signature|arc-authentication-results|authentication-results|received-spf|reply-to|content-type|envelope-to|x-received|reporting-mta):/i;

/** Columns of tables: Exchange's logs have a line of their own, the others a line of titles. */
const TABLES =
  /^(?:#(?:Software|Version|Log-type|Date|Fields): |"?(?:origin_timestamp(?:_utc)?|date_time(?:_utc)?|date-time|Message ID)"?[,;\t])/i;

/** @param head the first bytes, as Latin-1. */
export function recognise(head: string): Kind {
  const lines = head
    .split('\n', 200)
    .map((line) => line.replace(/\r$/, ''))
    .filter((line) => line.trim() !== '');
  const [first] = lines;
  if (first === undefined) return 'empty';
  if (MBOX_LINE.test(first)) return 'mbox';
  if (TABLES.test(first)) return 'table';
  if (isListing(head)) return 'queue';
  if (isResult(head)) return 'result';
  if (isEvents(head)) return 'events';
  return isMessage(lines) ? 'message' : 'log';
}

/** A header: its first lines are fields or go on fields, and some are a message's. */
function isMessage(lines: readonly string[]): boolean {
  const start = lines[0]?.startsWith('From ') ? lines.slice(1, 12) : lines.slice(0, 12);
  const fields = start.filter((line) => MESSAGE_FIELDS.test(line)).length;
  const odd = start.filter((line) => !/^(?:> ?)*(?:[ \t]|[!-9;-~]+:)/.test(line)).length;
  const known = MESSAGE_FIELDS.test(start[0] ?? '') || /^(?:> ?)*Received:/i.test(start.join('\n'));
  return fields > 0 && known && odd * 2 < start.length;
}

/** What this program wrote itself. */
const isResult = (head: string): boolean =>
  /^\s*\{/.test(head) &&
  /"schemaVersion"\s*:\s*\d+/.test(head.slice(0, 400)) &&
  /"name"\s*:\s*"smtp-scan"/.test(head.slice(0, 400));

/** Amazon SES events, alone, a line each or a list, perhaps in the envelopes of SNS and SQS. */
const isEvents = (head: string): boolean =>
  /^\s*[[{]/.test(head) &&
  /\\*"(?:eventType|notificationType)\\*"\s*:\s*\\*"(?:Send|Delivery|Bounce|Complaint|Reject|Open|Click|DeliveryDelay|Rendering Failure|Subscription)/.test(
    head,
  ) &&
  /\\*"mail\\*"\s*:/.test(head);
