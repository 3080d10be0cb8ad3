/**
 * Takes off what containers and journald put around a line: Docker's json-file, Kubernetes' CRI, `docker compose logs`,
 * journald's JSON and export formats. What is inside is then read as any line.
 */
import { stripVTControlCharacters } from 'node:util';
import { type Fields, fieldsOf } from '../../text/json-fields.ts';
import type { LogLine } from './line.ts';
import { readBare, readPrefixed, readSyslog } from './syslog.ts';

export interface Unwrapper {
  /** Fills the line; false when the line only adds to a later one. */
  unwrap(raw: string, line: LogLine): boolean;
  /** No line before has anything to do with the next one. */
  isIdle(): boolean;
}

/** Longer wrapped lines are not joined any further. */
const LONGEST = 64 * 1024;

/** JSON is UTF-8, and lines go on as bytes. */
const asBytes = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

const parsed = (raw: string): Fields | undefined => {
  try {
    return fieldsOf(JSON.parse(Buffer.from(raw, 'latin1').toString('utf8')));
  } catch {
    return undefined;
  }
};

export function createUnwrapper(): Unwrapper {
  let partial = '';
  const exported = exportReader();

  const container = (inner: string, stamp: string, line: LogLine): boolean => {
    const whole = (partial + inner).slice(0, LONGEST);
    partial = '';
    readSyslog(whole, line);
    if (line.stamp === '') line.stamp = stamp;
    return true;
  };

  const fromJson = (raw: string, line: LogLine): boolean => {
    const fields = parsed(raw);
    const { log, time, MESSAGE } = fields ?? {};
    if (fields && typeof log === 'string') {
      if (!log.endsWith('\n')) {
        partial = (partial + asBytes(log)).slice(0, LONGEST);
        return false;
      }
      return container(asBytes(log.replace(/\r?\n$/, '')), typeof time === 'string' ? time : '', line);
    }
    const message = textOf(MESSAGE);
    if (fields && message === undefined && collected(fields, line)) return true;
    if (!fields || message === undefined) {
      plain(raw, line);
      return true;
    }
    fromJournal((name) => textOf(fields[name]), message, line);
    return true;
  };

  return {
    isIdle: () => partial === '' && !exported.isOpen(),
    unwrap(raw, line) {
      if (exported.takes(raw)) return exported.read(raw, line);
      const first = raw.charCodeAt(0);
      if (first === 123) return fromJson(raw, line);
      if (raw.length > 35 && first >= 48 && first <= 57) {
        const cri = raw.charCodeAt(4) === 45 ? criOf(raw) : undefined;
        if (cri) {
          if (!cri.partial) return container(cri.text, cri.stamp, line);
          partial = (partial + cri.text).slice(0, LONGEST);
          return false;
        }
      }
      const compose = first !== 64 && first !== 60 ? composed(raw) : undefined;
      readPrefixed(compose ?? raw, line);
      return true;
    },
  };
}

function plain(raw: string, line: LogLine): void {
  line.text = raw;
  line.stamp = '';
  line.host = null;
  line.program = null;
  line.pid = null;
}

/** `2026-11-23T22:35:10.680724123Z stdout F text`; `P` stands for a part. */
function criOf(raw: string): { readonly stamp: string; readonly partial: boolean; readonly text: string } | undefined {
  const blank = raw.indexOf(' ');
  if (blank < 20 || blank > 40 || !raw.startsWith('std', blank + 1)) return undefined;
  const found = /^(\S+) std(?:out|err) ([FP])(?::\S*)? (.*)$/.exec(raw);
  return found ? { stamp: found[1] ?? '', partial: found[2] === 'P', text: found[3] ?? '' } : undefined;
}

/** `mail-1  | text`, without colours. */
function composed(raw: string): string | undefined {
  const bar = raw.slice(0, 65).indexOf('|');
  if (bar < 2 || raw.charCodeAt(bar - 1) !== 32) return undefined;
  const bare = stripVTControlCharacters(raw);
  const name = /^[\w.-]+ +\| ?/.exec(bare)?.[0];
  return name === undefined ? undefined : bare.slice(name.length);
}

/** The first of the fields that is a text; `host.name` is a field within a field, or called so. */
function textIn(fields: Fields, names: readonly string[]): string | undefined {
  for (const name of names) {
    const [outer = '', inner] = name.split('.');
    const within = fieldsOf(fields[outer]);
    const value = fields[name] ?? (inner === undefined ? undefined : within?.[inner]);
    if (typeof value === 'string' && value !== '') return asBytes(value);
  }
  return undefined;
}

/**
 * What collectors make of a line: Filebeat and other senders of the Elastic schema, also as a search gives it back
 * (`_source`), Vector's and Fluent Bit's syslog sources, Google's Cloud Logging (`textPayload`), Loki (`line`).
 * https://www.elastic.co/docs/reference/ecs · https://vector.dev/docs/reference/configuration/sources/syslog/
 */
function collected(fields: Fields, line: LogLine): boolean {
  const event = fieldsOf(fields._source) ?? fields;
  const message = textIn(event, ['message', 'textPayload', 'line']);
  if (message === undefined) return false;
  const text = message.replace(/\r?\n$/, '');
  readPrefixed(text, line);
  if (line.stamp === '') readBare(text, line);
  if (line.stamp === '') line.stamp = textIn(event, ['@timestamp', 'timestamp', 'time', 'ts']) ?? '';
  line.host ??= textIn(event, ['hostname', 'host', 'host.hostname', 'host.name']) ?? null;
  line.program ??=
    textIn(event, ['appname', 'app_name', 'ident', 'program', 'process.name', 'log.syslog.appname']) ?? null;
  return true;
}

/** journald writes what is no UTF-8 as a list of bytes. */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return asBytes(value);
  if (!Array.isArray(value) || value.length > LONGEST) return undefined;
  const bytes = value.filter((one) => Number.isInteger(one) && one >= 0 && one < 256);
  return bytes.length === value.length ? String.fromCharCode(...bytes.map(Number)) : undefined;
}

/** https://systemd.io/JOURNAL_EXPORT_FORMATS/ */
function fromJournal(field: (name: string) => string | undefined, message: string, line: LogLine): void {
  const micros = Number(field('_SOURCE_REALTIME_TIMESTAMP') ?? field('__REALTIME_TIMESTAMP'));
  line.text = message;
  line.stamp = micros > 0 && micros < 8e18 ? new Date(micros / 1000).toISOString() : '';
  line.host = field('_HOSTNAME') ?? null;
  line.program = field('SYSLOG_IDENTIFIER') ?? field('_COMM') ?? null;
  line.pid = field('SYSLOG_PID') ?? field('_PID') ?? null;
  // Programs in containers write their own stamp and tag into the message.
  if (line.program !== null && /^(docker|dockerd|conmon|podman|systemd-cat|[0-9a-f]{12})$/.test(line.program)) {
    const { stamp, host } = line;
    readSyslog(message, line);
    if (line.stamp === '') line.stamp = stamp;
    line.host ??= host;
  }
}

/** Entries of the export format: `NAME=value` lines up to an empty one; a name alone is followed by a length and bytes. */
function exportReader(): { isOpen(): boolean; takes(raw: string): boolean; read(raw: string, line: LogLine): boolean } {
  let fields: Map<string, string> | undefined;
  let binary: { readonly name: string; bytes: string } | undefined;
  const MOST_FIELDS = 200;

  const addBinary = (raw: string): void => {
    if (!binary) return;
    if (binary.bytes.length < LONGEST) binary.bytes += `${raw}\n`;
    const { name, bytes } = binary;
    if (bytes.length < 9) return;
    const size = Buffer.from(bytes.slice(0, 8), 'latin1').readUIntLE(0, 6);
    if (bytes.length < 9 + size && bytes.length < LONGEST) return;
    fields?.set(name, bytes.slice(8, 8 + size));
    binary = undefined;
  };

  return {
    isOpen: () => fields !== undefined,
    takes: (raw) => fields !== undefined || raw.startsWith('__CURSOR='),
    read(raw, line) {
      fields ??= new Map();
      if (binary) {
        addBinary(raw);
        return false;
      }
      if (raw === '') {
        const entry = fields;
        fields = undefined;
        const message = entry.get('MESSAGE');
        if (message === undefined) return false;
        fromJournal((name) => entry.get(name), message, line);
        return true;
      }
      const equals = raw.indexOf('=');
      if (equals < 0) binary = { name: raw.slice(0, 64), bytes: '' };
      else if (fields.size < MOST_FIELDS) fields.set(raw.slice(0, equals), raw.slice(equals + 1));
      return false;
    },
  };
}
