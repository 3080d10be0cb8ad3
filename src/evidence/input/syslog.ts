/**
 * What stands before a program's own words: RFC 3164 and ISO stamps as rsyslog and journald write them, RFC 5424, the
 * stamps of logs without syslog, multilog's TAI64N.
 */
import { kept } from '../words.ts';
import type { LogLine } from './line.ts';

const BLANK = 32;
const COLON = 58;
const POINT = 46;

const isDigit = (code: number): boolean => code >= 48 && code <= 57;

/** Where a number of `<22>` ends; 0 when the text has none. */
function afterPriority(text: string): number {
  if (text.charCodeAt(0) !== 60) return 0;
  const end = text.indexOf('>');
  return end > 1 && end < 5 && isDigit(text.charCodeAt(1)) ? end + 1 : 0;
}

/** Takes the stamp, host and tag off a line. Whatever is not there stays null, and the text what it was. */
export function readSyslog(raw: string, line: LogLine): void {
  const start = afterPriority(raw);
  line.host = null;
  line.program = null;
  line.pid = null;
  line.stamp = '';
  line.text = start === 0 ? raw : raw.slice(start);
  const first = raw.charCodeAt(start);
  if (isDigit(first)) {
    if (raw.charCodeAt(start + 1) === BLANK && raw.charCodeAt(start + 6) === 45) readStructured(raw, start + 2, line);
    else if (raw.charCodeAt(start + 4) === 45 && raw.charCodeAt(start + 13) === COLON) readIso(raw, start, line);
  } else if (first === 64) readTai(raw, line);
  else if (first === 91) readBracketed(raw, line);
  else if (raw.charCodeAt(start + 3) === BLANK && raw.charCodeAt(start + 9) === COLON) {
    // `journalctl -o short-precise` writes microseconds: `22:35:10.680724`.
    const end = raw.charCodeAt(start + 15) === POINT ? raw.indexOf(' ', start + 16) : start + 15;
    if (end < 0 || end > start + 25) return;
    line.stamp = raw.slice(start, start + 15);
    readHostAndTag(raw, end + 1, line);
  }
}

/** A line whose stamp and host somebody took off: `postfix/smtp[29421]: text`. */
export function readBare(raw: string, line: LogLine): void {
  if (/^[\w./-]+\[\d+\]: /.test(raw)) readTag(raw, 0, line);
}

/** What `stern`, `kubectl logs --prefix` and exports of log services put before a line: up to three words, then its own stamp. */
const BEFORE_STAMP =
  /^(?:\S{1,80} +){1,3}?(?=[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d |\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\S{0,16} )/;

/** The same for a line with something before it. */
export function readPrefixed(raw: string, line: LogLine): void {
  readSyslog(raw, line);
  if (line.program !== null) return;
  const before = BEFORE_STAMP.exec(raw)?.[0];
  if (before === undefined) return;
  const { text, stamp } = line;
  readSyslog(raw.slice(before.length), line);
  if (line.program !== null) return;
  line.text = text;
  line.stamp = stamp;
}

function readIso(raw: string, start: number, line: LogLine): void {
  // A blank for the `T`: Exim's own log, or another without a host; PHPMailer goes on with a tab.
  if (raw.charCodeAt(start + 10) === BLANK) {
    const stamp = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:[.,]\d+)?(?: ?(?:Z|[+-]\d\d:?\d\d))?(?=[ \t])/.exec(
      raw.slice(start, start + 48),
    )?.[0];
    if (stamp === undefined) return;
    line.stamp = stamp.replace(',', '.').replace(/ (?=[+-])/, '');
    line.text = raw.slice(start + stamp.length + 1);
    // Some collectors of syslog write it so, too; a process id tells a tag from words of a log without one.
    if (/^[\w.-]+ [\w./-]+\[\d+\]: /.test(line.text)) readHostAndTag(raw, start + stamp.length + 1, line);
    return;
  }
  const end = raw.indexOf(' ', start + 19);
  if (end < 0 || end > start + 36) return;
  line.stamp = raw.slice(start, end);
  // Haraka goes on with `[NOTICE]`.
  if (raw.charCodeAt(end + 1) === 91) line.text = raw.slice(end + 1);
  else readHostAndTag(raw, end + 1, line);
}

/** `app01 postfix/smtp[29421]: text`. What has a `=` in the place of the host is a log without one. */
function readHostAndTag(raw: string, start: number, line: LogLine): void {
  // A log's lines are mostly of one host.
  const host = line.lastHost;
  if (host !== '' && raw.startsWith(host, start) && raw.charCodeAt(start + host.length) === BLANK) {
    if (readTag(raw, start + host.length + 1, line)) {
      line.host = host;
      return;
    }
  }
  line.text = raw.slice(start);
  const hostEnd = raw.indexOf(' ', start);
  if (hostEnd <= start || hostEnd - start > 255) return;
  const equals = raw.indexOf('=', start);
  if (equals >= 0 && equals < hostEnd) return;
  const last = raw.charCodeAt(hostEnd - 1);
  if (last === COLON || last === 93) {
    readTag(raw, start, line);
    return;
  }
  if (!readTag(raw, hostEnd + 1, line)) return;
  line.lastHost = kept(raw.slice(start, hostEnd));
  line.host = line.lastHost;
}

function readTag(raw: string, start: number, line: LogLine): boolean {
  let at = start;
  const most = Math.min(raw.length, start + 128);
  for (; at < most; at += 1) {
    const code = raw.charCodeAt(at);
    if (code === BLANK) return false;
    if (code === COLON || code === 91) break;
  }
  if (at === start || at >= most) return false;
  let end = at;
  let pid: string | null = null;
  if (raw.charCodeAt(at) === 91) {
    const close = raw.indexOf(']', at);
    if (close < 0 || close - at > 64) return false;
    pid = raw.slice(at + 1, close);
    end = close + 1;
  }
  if (raw.charCodeAt(end) !== COLON) return false;
  line.program = raw.slice(start, at);
  line.pid = pid;
  line.text = raw.slice(raw.charCodeAt(end + 1) === BLANK ? end + 2 : end + 1);
  return true;
}

/** RFC 5424: `1 STAMP HOST APP PROCID MSGID DATA TEXT`; rsyslog puts two blanks where there are no data. */
function readStructured(raw: string, start: number, line: LogLine): void {
  const found =
    /^(\S+) (\S+) (\S+) (\S+) (\S+) (?:-|((?:\[(?:[^\]"\\]|"(?:[^"\\]|\\.)*"|\\.)*\])+)) ?(?:\xef\xbb\xbf)? ?/.exec(
      raw.slice(start, start + 4096),
    );
  if (!found) return;
  const [all, stamp = '', host, program, pid] = found;
  const given = (text: string | undefined): string | null => (text === undefined || text === '-' ? null : text);
  line.stamp = stamp === '-' ? '' : stamp;
  line.host = given(host);
  line.program = given(program);
  line.pid = given(pid);
  line.text = raw.slice(start + all.length);
}

/** TAI64N: seconds since 1970 plus 2^62 and, since 1972, ten: https://cr.yp.to/libtai/tai64.html */
function readTai(raw: string, line: LogLine): void {
  const label = /^@4([0-9a-f]{15})([0-9a-f]{8})? /.exec(raw.slice(0, 32));
  if (!label) return;
  const seconds = Number.parseInt(label[1] ?? '', 16) - 10;
  if (seconds > 0 && seconds < 8e9) line.stamp = new Date(seconds * 1000).toISOString();
  line.text = raw.slice(label[0].length);
}

/** `[2026-11-23 22:38:33] DEBUG …`: nodemailer's console logger, and others like it. */
function readBracketed(raw: string, line: LogLine): void {
  const found = /^\[(\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:\.\d+)?Z?)\] /.exec(raw.slice(0, 40));
  if (!found) return;
  line.stamp = found[1] ?? '';
  line.text = raw.slice(found[0].length);
}
