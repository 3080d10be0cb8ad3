/** Gives each line of a log to the reader of the program that wrote it: one file may hold several programs' lines. */
import { type ClockSettings, createClock } from './input/clock.ts';
import { emptyLine, type LogLine } from './input/line.ts';
import { eachLine, LONGEST_LINE } from './input/lines.ts';
import type { Chunks } from './input/open.ts';
import { createUnwrapper } from './input/unwrap.ts';
import { type Span, widen } from './ledger.ts';
import { logReaders } from './logs/index.ts';
import type { LogReader } from './logs/reader.ts';
import type { Journal, Place } from './model.ts';
import type { Queued } from './queue.ts';
import { createSkimmer } from './skim.ts';

/** What one log holds. */
export interface LogSummary extends Span {
  readonly lines: number;
  /** The programs whose lines it holds. */
  readonly formats: readonly string[];
  /** Times between lines that are far apart. */
  readonly gaps: readonly { readonly from: number; readonly to: number; readonly place: Place }[];
  /** A year, or a zone, had to be supplied. */
  readonly assumed: { readonly year: number | null; readonly zone: boolean };
}

export interface LogReading {
  /** Readers live for all of the evidence: a message may come in in one file and leave in the next. */
  read(path: string, chunks: Chunks, settings: ClockSettings, progress?: (bytes: number) => void): Promise<LogSummary>;
  /** What logs said of a message that still waits. */
  queued(id: string): Queued | undefined;
  end(): void;
}

/** Servers that send at all log something within a day. */
const GAP = 24 * 3_600_000;
const MOST_GAPS = 100;

/** rsyslog's and journald's words for lines that they dropped. */
const DROPPED =
  /\b(?:Suppressed (\d+) messages from|imuxsock(?:\[pid \d+\])?: (\d+) messages lost due to rate-limiting|imuxsock lost (\d+) messages from pid|begin to drop messages due to rate-limiting)/;

/** `postfix` of `postfix/smtp`. */
const nameOf = (program: string): string => (program.split('/')[0] ?? '').toLowerCase();

export function createLogReading(journal: Journal): LogReading {
  const readers = logReaders.map((make) => make(journal));
  const byProgram = new Map<string, LogReader | null>();
  for (const reader of readers) for (const program of reader.programs) byProgram.set(program, reader);

  /** The reader of a tag; tags are few, so each is looked at once. */
  const readerOf = (program: string): LogReader | null => {
    const known = byProgram.get(program);
    if (known !== undefined) return known;
    const name = nameOf(program);
    const found = byProgram.get(name) ?? byProgram.get(name.replace(/[-_@].*$/, '')) ?? null;
    if (byProgram.size < 5000) byProgram.set(Buffer.from(program, 'latin1').toString('latin1'), found);
    return found;
  };

  /** `syslog_name` may be anything: a tag whose lines have a program's shape is that program's. */
  const learn = (program: string, reader: LogReader): void => {
    const name = nameOf(program);
    for (const tag of byProgram.keys()) if (nameOf(tag) === name) byProgram.delete(tag);
    byProgram.set(Buffer.from(name, 'latin1').toString('latin1'), reader);
  };

  return {
    async read(path, chunks, settings, progress) {
      const clock = createClock(settings);
      const unwrapper = createUnwrapper();
      const line = emptyLine();
      const span: Span = { first: null, last: null };
      const formats = new Set<string>();
      const gaps: { from: number; to: number; place: Place }[] = [];
      let sticky: LogReader | undefined;
      let hour = -1;
      let lastTime: number | null = null;
      const placeOf = ({ number }: LogLine): Place => ({ path, line: number });
      const context = { timeOf: ({ stamp }: LogLine) => (stamp === '' ? null : clock.timeOf(stamp)), placeOf };

      /** The hour's digits change once an hour: only then, and for the last line, is the stamp read. */
      const watch = (): void => {
        const { stamp } = line;
        // `Nov 23 22:…` or `2026-11-23T22:…`
        const day = stamp.charCodeAt(0) > 57 ? 4 : 8;
        const now = stamp.charCodeAt(day + 1) * 65536 + stamp.charCodeAt(day + 3) * 256 + stamp.charCodeAt(day + 4);
        if (now === hour) return;
        hour = now;
        see(context.timeOf(line));
      };
      const see = (time: number | null): void => {
        if (time === null) return;
        if (lastTime !== null && time - lastTime > GAP && gaps.length < MOST_GAPS)
          gaps.push({ from: lastTime, to: time, place: placeOf(line) });
        widen(span, time);
        lastTime = time;
      };

      const choose = (): LogReader | undefined => {
        if (line.program !== null) {
          const reader = readerOf(line.program);
          if (reader) return reader;
        }
        if (sticky?.owns(line)) return sticky;
        const found = readers.find((reader) => reader.owns(line));
        if (!found) return undefined;
        sticky = found;
        if (line.program !== null) learn(line.program, found);
        return found;
      };

      const skimmer = createSkimmer(line, context);
      const seenLast = { stamp: '' };
      const { lines, cut } = await eachLine(
        chunks,
        (raw, number) => {
          line.number = number;
          if (!unwrapper.unwrap(raw, line)) return;
          if (line.stamp !== '') {
            watch();
            seenLast.stamp = line.stamp;
          }
          const reader = choose();
          if (reader) {
            formats.add(reader.format);
            skimmer.saw(raw, line, reader);
            reader.read(line, context);
          } else if (DROPPED.test(line.text)) {
            const count = DROPPED.exec(line.text)
              ?.slice(1)
              .find((one) => one !== undefined);
            journal.lost(
              `the log lacks ${count ?? 'some'} lines that were too many at once`,
              context.timeOf(line),
              placeOf(line),
            );
          }
        },
        progress,
        (bytes, start, end, number) => unwrapper.isIdle() && skimmer.takes(bytes, start, end, number),
      );
      if (seenLast.stamp !== '') see(clock.timeOf(seenLast.stamp));
      if (cut > 0)
        journal.problem(`${cut} lines are longer than ${LONGEST_LINE} characters and were cut`, { path, line: 1 });
      return { ...span, lines, formats: [...formats].sort(), gaps, assumed: clock.assumed };
    },
    queued(id) {
      for (const reader of readers) {
        const queued = reader.queued?.(id);
        if (queued) return queued;
      }
      return undefined;
    },
    end: () => {
      for (const reader of readers) reader.end?.();
    },
  };
}
