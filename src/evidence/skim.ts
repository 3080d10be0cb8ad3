/**
 * Most lines of a mail log say nothing of who sent what to whom. Where the tag of a line is known, its reader is asked by the
 * bytes alone, and the line is never made a string: that halves the work.
 */
import type { LogLine } from './input/line.ts';
import type { LogReader } from './logs/reader.ts';

interface Tag {
  /** `app01 postfix/smtp` */
  readonly bytes: Buffer;
  readonly skips: NonNullable<LogReader['skips']>;
}

export interface Skimmer {
  skips(bytes: Buffer, start: number, end: number): boolean;
  /** A line that was read: its tag is known from then on. */
  saw(raw: string, line: LogLine, reader: LogReader): void;
}

const BLANK = 32;
const COLON = 58;
const OPEN = 91;
const CLOSE = 93;

const MOST_TAGS = 1000;
const LONGEST_TAG = 128;
const LONGEST_PID = 16;

/** Where the host begins, behind a stamp of RFC 3164 or an ISO one; 0 where there is none. */
function afterStamp(bytes: Buffer, start: number): number {
  if (bytes[start + 9] === COLON && bytes[start + 15] === BLANK && bytes[start + 3] === BLANK) return start + 16;
  if (bytes[start + 10] !== 84 || bytes[start + 4] !== 45) return 0;
  for (let at = start + 19; at < start + 36; at += 1) if (bytes[at] === BLANK) return at + 1;
  return 0;
}

/** The digits of day and hour: when they change, a line is read, so that the log's times and gaps are known. */
function hourOf(bytes: Buffer, start: number): number {
  const day = bytes[start + 9] === COLON ? start + 5 : start + 9;
  return ((bytes[day] ?? 0) << 16) | ((bytes[day + 2] ?? 0) << 8) | (bytes[day + 3] ?? 0);
}

function isAt(tag: Buffer, bytes: Buffer, start: number): boolean {
  for (let at = 0; at < tag.length; at += 1) if (tag[at] !== bytes[start + at]) return false;
  return true;
}

export function createSkimmer(): Skimmer {
  /** By a sum of their bytes. */
  const tags = new Map<number, Tag>();
  let hour = -1;
  /** Of the line that is read next, where its tag is not known. */
  let unknown: { readonly start: number; readonly end: number; readonly sum: number } | undefined;

  return {
    skips(bytes, start, end) {
      unknown = undefined;
      const host = afterStamp(bytes, start);
      if (host === 0) return false;
      let sum = 0;
      let at = host;
      const most = Math.min(end, host + LONGEST_TAG);
      for (; at < most && bytes[at] !== OPEN; at += 1) sum = (sum * 31 + (bytes[at] ?? 0)) | 0;
      if (at >= most) return false;
      const now = hourOf(bytes, start);
      const tag = tags.get(sum);
      if (!tag) {
        unknown = { start: host - start, end: at - start, sum };
        return false;
      }
      if (now !== hour) {
        hour = now;
        return false;
      }
      if (at - host !== tag.bytes.length || !isAt(tag.bytes, bytes, host)) return false;
      const longest = Math.min(end, at + LONGEST_PID);
      while (at < longest && bytes[at] !== CLOSE) at += 1;
      if (bytes[at] !== CLOSE || bytes[at + 1] !== COLON || bytes[at + 2] !== BLANK) return false;
      return tag.skips(bytes, at + 3, end);
    },
    saw(raw, { host, program }, { skips, programs }) {
      if (!unknown || !skips || host === null || program === null || tags.size >= MOST_TAGS) return;
      const { start, end, sum } = unknown;
      unknown = undefined;
      const tag = `${host} ${program}`;
      if (raw.slice(start, end) === tag && programs.includes(program.split('/')[0] ?? ''))
        tags.set(sum, { bytes: Buffer.from(tag, 'latin1'), skips });
    },
  };
}
