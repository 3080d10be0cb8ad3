/** What `smtp-scan trace --format json` wrote, as far as the document shows it. The file may come from anywhere. */
import type { Verdict } from '../model/setting.ts';
import { normalHost } from '../relays/comparable-host.ts';
import { VERDICTS } from '../report/report.ts';
import { countOf, type Fields, fieldsOf, listOf, parsedJson, recordsIn, textOf } from '../text/json-fields.ts';

export interface SeenRelay {
  readonly host: string | null;
  readonly ip: string | null;
  /** All names under which it was seen. */
  readonly names: readonly string[];
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
  /** False when some of it could not be read, or does not say: mail may have left unseen. */
  readonly complete: boolean;
  readonly relays: readonly SeenRelay[];
  readonly sources: readonly SeenSource[];
}

/**
 * Reads one file's text.
 *
 * @throws Error when it is not what `trace --format json` writes; the message says what is wrong with it.
 */
export function readEvidence(text: string): Evidence {
  const all = fieldsOf(parsedJson(text));
  const relays = all && listOf(all.relays);
  const sources = all && listOf(all.sources);
  if (!relays || !sources)
    throw new Error('there are no relays and sources in it; write it with: smtp-scan trace --format json FILE');
  return {
    complete: all.complete === true,
    relays: recordsIn(relays).map(relayOf),
    sources: recordsIn(sources).map(sourceOf),
  };
}

/** All evidence as one; sources by their weight. */
export function evidenceOf(files: readonly Evidence[]): Evidence | undefined {
  if (files.length === 0) return undefined;
  return {
    complete: files.every(({ complete }) => complete),
    relays: files.flatMap(({ relays }) => relays),
    sources: files.flatMap(({ sources }) => sources).sort(byWeight),
  };
}

const byWeight = (a: SeenSource, b: SeenSource): number =>
  b.deliveries - a.deliveries || (identityOf(a) < identityOf(b) ? -1 : 1);

const identityOf = ({ host, program, client, from, relay }: SeenSource): string =>
  [host, program, client, from, relay].map((part) => part ?? '').join('\0');

/** One relay has a few names; a list of very many is a mistake or worse. */
const MOST_NAMES = 50;

function relayOf(fields: Fields): SeenRelay {
  return {
    host: hostOf(fields.host),
    ip: hostOf(fields.ip),
    names: (listOf(fields.names) ?? []).slice(0, MOST_NAMES).flatMap((name) => hostOf(name) ?? []),
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

function hostOf(value: unknown): string | null {
  const text = textOf(value);
  return text === null ? null : normalHost(text);
}
