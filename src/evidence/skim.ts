/**
 * The short way of a line. A mail log has few tags, and most of its lines say nothing of who sent what to whom: where a tag is
 * known, its reader is asked by the bytes alone whether the line says anything, and only what it reads is made a string.
 */
import type { LogLine } from './input/line.ts';
import { LONGEST_LINE } from './input/lines.ts';
import type { LineContext, LogReader } from './logs/reader.ts';
import { kept } from './words.ts';

interface Tag {
  /** `app01 postfix/smtp` */
  readonly bytes: Buffer;
  readonly host: string;
  readonly program: string;
  readonly reader: LogReader;
  readonly skips: NonNullable<LogReader['skips']>;
}

export interface Skimmer {
  /** Reads a line, or skips it; false when it has to go the long way. */
  takes(bytes: Buffer, start: number, end: number, number: number): boolean;
  /** A line that went the long way: its tag is known from then on. */
  saw(raw: string, line: LogLine, reader: LogReader): void;
}

const BLANK = 32;
const COLON = 58;
const OPEN = 91;
const CLOSE = 93;
const CARRIAGE_RETURN = 13;

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

/** @param line is filled with what is read; its process number is left out. */
export function createSkimmer(line: LogLine, context: LineContext): Skimmer {
  /** By a sum of their bytes. */
  const tags = new Map<number, Tag>();
  let hour = -1;
  /** The stamp of the last line, and its bytes: neighbours share it. */
  let stamp = '';
  let stampBytes: Buffer = Buffer.alloc(0);
  /** Of the line that goes the long way because its tag is not known. */
  let unknown: { readonly start: number; readonly end: number; readonly sum: number } | undefined;

  const read = (
    { host, program, reader }: Tag,
    bytes: Buffer,
    start: number,
    text: number,
    end: number,
    behind: number,
  ): void => {
    if (behind !== stampBytes.length || !isAt(stampBytes, bytes, start)) {
      stampBytes = Buffer.from(bytes.subarray(start, start + behind));
      stamp = stampBytes.toString('latin1');
    }
    line.stamp = stamp;
    line.host = host;
    line.program = program;
    line.pid = null;
    line.text = bytes.toString('latin1', text, bytes[end - 1] === CARRIAGE_RETURN ? end - 1 : end);
    reader.read(line, context);
  };

  return {
    takes(bytes, start, end, number) {
      unknown = undefined;
      const host = afterStamp(bytes, start);
      if (host === 0) return false;
      let sum = 0;
      let at = host;
      const most = Math.min(end, host + LONGEST_TAG);
      for (; at < most && bytes[at] !== OPEN; at += 1) sum = (sum * 31 + (bytes[at] ?? 0)) | 0;
      if (at >= most) return false;
      const tag = tags.get(sum);
      if (!tag) {
        unknown = { start: host - start, end: at - start, sum };
        return false;
      }
      const now = hourOf(bytes, start);
      if (now !== hour) {
        hour = now;
        return false;
      }
      if (at - host !== tag.bytes.length || !isAt(tag.bytes, bytes, host)) return false;
      const longest = Math.min(end, at + LONGEST_PID);
      while (at < longest && bytes[at] !== CLOSE) at += 1;
      if (bytes[at] !== CLOSE || bytes[at + 1] !== COLON || bytes[at + 2] !== BLANK) return false;
      const text = at + 3;
      if (tag.skips(bytes, text, end)) return true;
      if (end - start > LONGEST_LINE) return false;
      line.number = number;
      read(tag, bytes, start, text, end, host - 1 - start);
      return true;
    },
    saw(raw, { host, program }, reader) {
      const { skips, programs } = reader;
      if (!unknown || !skips || host === null || program === null || tags.size >= MOST_TAGS) return;
      const { start, end, sum } = unknown;
      unknown = undefined;
      const tag = `${host} ${program}`;
      if (raw.slice(start, end) !== tag || !programs.includes(program.split('/')[0] ?? '')) return;
      tags.set(sum, { bytes: Buffer.from(tag, 'latin1'), host: kept(host), program: kept(program), reader, skips });
    },
  };
}
