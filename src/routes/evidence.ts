/** What `smtp-scan trace --format json` wrote, as far as the document shows it. The file may come from anywhere. */
import type { Verdict } from '../model/setting.ts';
import { normalHost } from '../relays/host.ts';
import { VERDICTS } from '../report/report.ts';

export interface SeenRelay {
  readonly host: string | null;
  readonly ip: string | null;
  readonly port: number | null;
  /** Delivered recipients. */
  readonly deliveries: number;
  readonly deferred: number;
  readonly failed: number;
  readonly first: string | null;
  readonly last: string | null;
  readonly verdict: Verdict | null;
}

/** Who handed mail over, as the evidence names it. */
export interface SeenSource {
  readonly host: string | null;
  readonly program: string | null;
  readonly client: string | null;
  /** The envelope sender's domain. */
  readonly from: string | null;
  readonly relay: string | null;
  readonly deliveries: number;
}

export interface Evidence {
  readonly relays: readonly SeenRelay[];
  readonly sources: readonly SeenSource[];
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads one file's text.
 *
 * @throws Error when it is not what `trace --format json` writes; the message says what is wrong with it.
 */
export function readEvidence(text: string): Evidence {
  const all = fieldsOf(parsed(text));
  if (!all || !Array.isArray(all.relays) || !Array.isArray(all.sources))
    throw new Error('there are no relays and sources in it; write it with: smtp-scan trace --format json FILE');
  return {
    relays: recordsIn(all.relays).map(relayOf),
    sources: recordsIn(all.sources).map(sourceOf),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`it is no JSON (${error instanceof Error ? error.message : String(error)})`);
  }
}

/** All evidence as one; sources by their weight. */
export function evidenceOf(files: readonly Evidence[]): Evidence | undefined {
  if (files.length === 0) return undefined;
  return {
    relays: files.flatMap(({ relays }) => relays),
    sources: files.flatMap(({ sources }) => sources).sort(byWeight),
  };
}

const byWeight = (a: SeenSource, b: SeenSource): number =>
  b.deliveries - a.deliveries || (identityOf(a) < identityOf(b) ? -1 : 1);

const identityOf = ({ host, program, client, from, relay }: SeenSource): string =>
  [host, program, client, from, relay].map((part) => part ?? '').join('\0');

function relayOf(fields: Fields): SeenRelay {
  return {
    host: hostOf(fields.host),
    ip: hostOf(fields.ip),
    port: fields.port === null || fields.port === undefined ? null : countOf(fields.port),
    deliveries: countOf(fields.deliveries),
    deferred: countOf(fields.deferred),
    failed: countOf(fields.failed),
    first: textOf(fields.first),
    last: textOf(fields.last),
    verdict: VERDICTS.find((verdict) => verdict === fields.verdict) ?? null,
  };
}

function sourceOf(fields: Fields): SeenSource {
  return {
    host: textOf(fields.host),
    program: textOf(fields.program),
    client: textOf(fields.client),
    from: textOf(fields.from),
    relay: hostOf(fields.relay),
    deliveries: countOf(fields.deliveries),
  };
}

/** More than any name or time needs; what is longer is cut. */
const LONGEST = 300;

const textOf = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value.slice(0, LONGEST) : null;

function hostOf(value: unknown): string | null {
  const text = textOf(value);
  return text === null ? null : normalHost(text);
}

const countOf = (value: unknown): number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : 0;

function recordsIn(all: readonly unknown[]): readonly Fields[] {
  return all.map(fieldsOf).filter((fields) => fields !== undefined);
}

const fieldsOf = (value: unknown): Fields | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
