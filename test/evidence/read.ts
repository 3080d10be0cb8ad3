/** Evidence as tests read it: written into a folder or taken from the samples, and summed up in a line a relay. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { readEvidence, type Trace, type TraceRequest, traced } from '../../src/evidence/trace.ts';
import type { Policy } from '../../src/policy/policy.ts';
import { withOptions } from '../../src/policy/with-options.ts';

export const samples = fileURLToPath(new URL('./samples/', import.meta.url));

/** RFC 3164 stamps get their year from it. */
export const NOW = Date.UTC(2026, 10, 24);

export const policyOf = (legacy: readonly string[], approve: readonly string[] = []): Policy | undefined =>
  withOptions(undefined, { legacy, approve }).policy;

export async function traceOf(names: readonly string[], options: Partial<TraceRequest> = {}): Promise<Trace> {
  const request = { policy: undefined, offset: 0, now: NOW, ...options, names };
  return traced(await readEvidence(request), request.policy);
}

/** The same for texts, by the names of their files. */
export async function traceOfTexts(
  texts: Readonly<Record<string, string | Buffer>>,
  options: Partial<TraceRequest> = {},
): Promise<Trace> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'evidence-'));
  try {
    const names = Object.entries(texts).map(([name, text]) => {
      writeFileSync(path.join(folder, name), text);
      return path.join(folder, name);
    });
    return await traceOf(names, options);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** `relay-old.example.net 192.0.2.25:25 6/1/0`: delivered, deferred, failed. */
export const relaysOf = ({ relays }: Trace): readonly string[] =>
  relays.map(
    ({ host, ip, port, deliveries, deferred, failed }) =>
      `${host} ${ip ?? '-'}:${port ?? '-'} ${deliveries}/${deferred}/${failed}`,
  );

/** `app01 postfix localhost - example.org → relay-new.example.net 1/0/0` */
export const sourcesOf = ({ sources }: Trace): readonly string[] =>
  sources.map(
    ({ host, program, client, user, from, relay, deliveries, deferred, failed }) =>
      `${[host, program, client, user, from].map((part) => part ?? '-').join(' ')} → ${relay ?? 'direct'} ${deliveries}/${deferred}/${failed}`,
  );
