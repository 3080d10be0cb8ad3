/** Reads evidence and says which relays handled the mail, for whom, when, and where that is shown. */
import type { Diagnostic } from '../model/setting.ts';
import type { Policy } from '../policy/policy.ts';
import { readEvents } from './events/ses.ts';
import { gather, type Piece, readError } from './gather.ts';
import { openEvidence, peeked } from './input/open.ts';
import { type KnownRelays, knownRelays, type Resolved } from './known-relays.ts';
import { createLedger, type Ledger, type LedgerOptions, type Note, type Tally } from './ledger.ts';
import type { HeaderBlock } from './messages/headers.ts';
import type { MessageTrace } from './messages/read-messages.ts';
import { readMessages, recordMessage, traceOf } from './messages/read-messages.ts';
import { isBareReport, type Report, recordReport } from './messages/report.ts';
import type { Attempt, Place } from './model.ts';
import { readListing } from './queues/listing.ts';
import { createLogReading, type LogReading } from './read-log.ts';
import { type Kind, recognise } from './recognise.ts';
import { type Grouped, groupTallies } from './relays.ts';
import { readTable } from './tables/read-table.ts';
import { domainOf } from './words.ts';

export interface TraceRequest {
  /** Files, folders, `-`. */
  readonly names: readonly string[];
  readonly policy: Policy | undefined;
  /** Minutes east of Greenwich, of stamps without a zone. */
  readonly offset: number;
  /** Milliseconds since 1970; what has no year cannot lie after it. */
  readonly now: number;
  /** Which attempts count, and which mail is told apart. */
  readonly window?: Pick<LedgerOptions, 'changedAt' | 'from' | 'until'>;
  /** Called now and then; waited for by nobody. */
  readonly progress?: (state: EvidenceProgress) => void;
}

/** How far the reading has got. */
export interface EvidenceProgress {
  /** Bytes, as they lie on disk. */
  readonly done: number;
  /** 0 when nobody knows. */
  readonly total: number;
  readonly path: string;
}

/** What one file held. */
export interface EvidenceFile {
  readonly path: string;
  readonly kind: Kind;
  /** The programs whose lines it holds. */
  readonly formats: readonly string[];
  readonly lines: number;
  readonly messages: number;
  readonly first: number | null;
  readonly last: number | null;
  readonly gaps: readonly { readonly from: number; readonly to: number; readonly place: Place }[];
}

/** What was read, before it is judged: names may still be looked up. */
export interface Reading {
  readonly files: readonly EvidenceFile[];
  readonly tallies: readonly Tally[];
  readonly messages: readonly MessageTrace[];
  /** Messages beyond those that are kept. */
  readonly moreMessages: number;
  readonly local: number;
  readonly reloads: readonly Note[];
  readonly losses: readonly Note[];
  readonly diagnostics: readonly Diagnostic[];
  readonly complete: boolean;
}

export interface Trace extends Omit<Reading, 'tallies'>, Grouped {
  readonly legacySeen: boolean;
}

/** Messages are told one by one as long as they are this few. */
const MOST_MESSAGES = 1000;
const MOST_REPORTED = 10_000;

interface State {
  readonly request: TraceRequest;
  readonly ledger: Ledger;
  readonly logs: LogReading;
  readonly known: KnownRelays;
  readonly files: EvidenceFile[];
  readonly messages: MessageTrace[];
  /** What delivery reports tell of other messages. */
  readonly reported: Attempt[];
  /** Message-IDs that logs are asked about. */
  readonly asked: Set<string>;
  readonly assumed: { readonly path: string; readonly year: number | null }[];
  moreMessages: number;
}

/** @throws what the system throws for a name that is not there. */
export async function readEvidence(request: TraceRequest): Promise<Reading> {
  const { names, policy, offset, now } = request;
  const { pieces, problems } = await gather(names, offset, now);
  const asked = new Set<string>();
  const ledger = createLedger({ ...request.window, asked });
  const state: State = {
    request,
    ledger,
    logs: createLogReading(ledger),
    known: knownRelays(policy),
    files: [],
    messages: [],
    reported: [],
    asked,
    assumed: [],
    moreMessages: 0,
  };
  const total = pieces.reduce((sum, { bytes }) => sum + bytes, 0);
  let done = 0;
  for (const piece of pieces) {
    let seen = 0;
    // What was packed grows: no more of it is read than lies on disk.
    const tell = (bytes: number): void => {
      seen += bytes;
      request.progress?.({ done: done + Math.min(seen, piece.bytes), total, path: piece.path });
    };
    try {
      await readPiece(piece, state, tell);
    } catch (error) {
      ledger.problem(readError(error), { path: piece.path, line: 0 }, true);
    }
    done += piece.bytes;
  }
  state.logs.end();
  const unlogged = state.messages.filter((message) => !isInLog(message, state));
  const reported = state.reported.filter((attempt) => !isAttemptInLog(attempt, state));
  for (const message of unlogged) if (showsWay(message, state)) recordMessage(message, ledger);
  for (const attempt of reported) ledger.attempt(attempt);
  const diagnostics = [
    ...problems.map(({ path, message, failed }) => diagnosticOf(message, { path, line: 0 }, failed)),
    ...ledger.problems.map(({ message, place, failed }) => diagnosticOf(message, place, failed)),
    ...unreadable(state),
    ...assumptions(state),
  ];
  return {
    files: state.files,
    tallies: ledger.tallies(),
    messages: state.messages,
    moreMessages: state.moreMessages,
    local: ledger.counts.local,
    reloads: ledger.reloads,
    losses: ledger.losses,
    diagnostics,
    complete: !diagnostics.some(({ failed }) => failed),
  };
}

async function readPiece(piece: Piece, state: State, progress: (bytes: number) => void): Promise<void> {
  const { path } = piece;
  const { head, chunks } = await peeked(await openEvidence(piece.file));
  const kind = recognise(head.toString('latin1', 0, 64 * 1024));
  const file = {
    path,
    kind,
    formats: [] as readonly string[],
    lines: 0,
    messages: 0,
    first: null,
    last: null,
    gaps: [],
  };
  if (kind === 'message' || kind === 'mbox') {
    let messages = 0;
    const lines = await readMessages(
      path,
      chunks,
      kind === 'mbox',
      (block, place, report) => {
        messages += 1;
        if (!isBareReport(block))
          keep(traceOf(block, place, state.known, state.ledger, report ? 'report' : 'message'), state);
        if (report) keepReport(report, block, place, state);
      },
      progress,
    );
    state.files.push({ ...file, lines, messages });
    return;
  }
  const settings = { written: piece.written, offset: state.request.offset };
  if (kind === 'table') {
    const text = head.toString('utf8', 0, 64 * 1024);
    state.files.push({ ...file, ...(await readTable(path, chunks, text, settings, state.ledger, progress)) });
    return;
  }
  if (kind === 'queue') {
    const text = head.toString('latin1', 0, 64 * 1024);
    const listed = { journal: state.ledger, queued: state.logs.queued };
    state.files.push({ ...file, ...(await readListing(path, chunks, text, settings, listed)) });
    return;
  }
  if (kind === 'events') {
    state.files.push({ ...file, ...(await readEvents(path, chunks, state.ledger)) });
    return;
  }
  if (kind === 'result') {
    state.ledger.problem(
      'a result of smtp-scan, and no evidence: `smtp-scan compare` takes it',
      { path, line: 0 },
      true,
    );
    return;
  }
  const { assumed, ...summary } = await state.logs.read(path, chunks, settings, progress);
  state.files.push({ ...file, ...summary });
  if ((assumed.year !== null || assumed.zone) && summary.formats.length > 0)
    state.assumed.push({ path, year: assumed.year });
}

/** Messages are read before logs, which have a time: a log that shows the same delivery counts it. */
function keep(message: MessageTrace, state: State): void {
  if (state.messages.length < MOST_MESSAGES) {
    state.messages.push(message);
    if (message.messageId !== null) state.asked.add(message.messageId);
  } else {
    recordMessage(message, state.ledger);
    state.moreMessages += 1;
  }
}

/** The attempts that a report tells of, and the header of the message that it is about. */
function keepReport(report: Report, block: HeaderBlock, { path, line }: Place, state: State): void {
  const { returned } = report;
  const sent =
    returned && traceOf(returned.block, { path, line: returned.line }, state.known, state.ledger, 'returned');
  if (sent && sent.hops.length > 0) keep(sent, state);
  const to = block.headers.find(({ name }) => name === 'to')?.value ?? '';
  const sender = domainOf(sent?.from ?? /[^\s<>]+@[^\s<>,]+/.exec(to.slice(0, 400))?.[0] ?? 'unknown');
  const { asked, reported } = state;
  const tell = (attempt: Attempt): void => {
    if (reported.length >= MOST_REPORTED) state.ledger.attempt(attempt);
    else reported.push(attempt);
    if (attempt.messageId !== null) asked.add(attempt.messageId);
  };
  if (!recordReport(report, sender, path, state.known, tell))
    state.ledger.problem('a delivery report that names no server', { path, line });
}

/** A report comes from whoever's server sends it: its way counts only where the policy knows the relay. */
const showsWay = ({ kind, relay }: MessageTrace, { known }: State): boolean =>
  kind !== 'report' ||
  [relay?.endpoint.host, relay?.endpoint.ip].some((name) => name != null && known.named(name) !== undefined);

const isInLog = ({ messageId, relay }: MessageTrace, state: State): boolean =>
  relay !== null && isAttemptInLog({ messageId, endpoint: relay.endpoint, outcome: 'delivered' }, state);

function isAttemptInLog(
  { messageId, endpoint, outcome }: Pick<Attempt, 'messageId' | 'endpoint' | 'outcome'>,
  { ledger, known }: State,
): boolean {
  const logged = messageId === null ? [] : (ledger.confirmed.get(messageId) ?? []);
  const names = [endpoint.host, endpoint.ip].filter((name) => name !== null);
  return logged.some(
    (one) =>
      one.outcome === outcome &&
      [one.endpoint.host, one.endpoint.ip].some(
        (name) => name !== null && names.some((other) => known.isSame(name, other)),
      ),
  );
}

const diagnosticOf = (message: string, { path, line }: Place, failed: boolean): Diagnostic => ({
  path,
  ...(line > 0 ? { line } : {}),
  message,
  ...(failed ? { failed: true as const } : {}),
});

/** Files that hold nothing that is known. */
const unreadable = ({ files }: State): readonly Diagnostic[] =>
  files
    .filter(({ kind, formats, messages }) => kind !== 'result' && formats.length === 0 && messages === 0)
    .map(({ path, kind }) =>
      diagnosticOf(
        kind === 'empty' ? 'there is nothing in it' : 'no line of it is of a mail log that is known',
        { path, line: 0 },
        kind !== 'empty',
      ),
    );

function assumptions({ assumed, request: { offset } }: State): readonly Diagnostic[] {
  return assumed.map(({ path, year }) =>
    diagnosticOf(
      `its stamps have no ${year === null ? '' : 'year and no '}zone: they are taken as ${offset === 0 ? 'universal time' : zoneWords(offset)}${year === null ? '' : `, the last of them in ${year} by the file's own date`}`,
      { path, line: 0 },
      false,
    ),
  );
}

export const zoneWords = (offset: number): string => {
  const minutes = Math.abs(offset);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `UTC${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
};

/** Groups what was read by relay, as policy and look-ups know them. */
export function traced(reading: Reading, policy: Policy | undefined, resolved?: Resolved): Trace {
  const { tallies, ...rest } = reading;
  const grouped = groupTallies(tallies, knownRelays(policy, resolved));
  return { ...rest, ...grouped, legacySeen: grouped.relays.some(({ verdict }) => verdict === 'legacy') };
}
