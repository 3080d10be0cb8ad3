/** The two sides of a comparison: evidence that is read now, or what this program said of some before. */
import { readFileSync, statSync } from 'node:fs';
import type { Verdict } from '../model/setting.ts';
import type { Policy } from '../policy/policy.ts';
import { openEvidence, peeked, STDIN } from './input/open.ts';
import type { KnownRelays } from './known-relays.ts';
import { knownRelays } from './known-relays.ts';
import { wasWaiting } from './ledger.ts';
import type { Source } from './model.ts';
import { recognise } from './recognise.ts';
import type { Counts, SeenSource } from './relays.ts';
import { type LookedUp, lookUpProblems } from './resolve.ts';
import { readEvidence, type TraceRequest, traced } from './trace.ts';

/** What one source gave to one relay. */
export interface Use extends Source, Counts {
  /** What tells it from others when it has no fields: the place of a setting. */
  readonly label: string | null;
  /** The relay's name; null for the recipients' own servers. */
  readonly relay: string | null;
  readonly verdict: Verdict;
  /** Of these, mail that was queued before the change. */
  readonly before: Counts;
  readonly at: { readonly path: string; readonly line: number };
}

export interface Side {
  readonly path: string;
  readonly kind: 'evidence' | 'trace' | 'scan';
  readonly uses: readonly Use[];
  /** Milliseconds since 1970. */
  readonly first: number | null;
  readonly last: number | null;
  /** Times that the evidence does not cover, in words. */
  readonly gaps: readonly string[];
  readonly diagnostics: readonly { readonly path: string; readonly line?: number; readonly message: string }[];
  readonly complete: boolean;
}

const NONE: Counts = { deliveries: 0, deferred: 0, failed: 0 };

/** @throws Error for a result that cannot be understood. */
export async function readSide(
  name: string,
  request: Omit<TraceRequest, 'names'>,
  lookUp: (names: readonly string[]) => Promise<LookedUp | undefined>,
): Promise<Side> {
  if (await isResult(name)) return resultSide(name, request.policy, lookUp, request.window?.changedAt);
  const reading = await readEvidence({ ...request, names: [name] });
  const looked = await lookUp(reading.tallies.flatMap(({ endpoint }) => endpoint.host ?? []));
  const trace = traced(reading, request.policy, looked?.resolved);
  const unanswered = problemsOf(looked);
  const spans = [...trace.relays, ...(trace.direct ? [trace.direct] : []), ...trace.files];
  return {
    path: name,
    kind: 'evidence',
    uses: trace.sources.map(useOf),
    first: least(spans.map(({ first }) => first)),
    last: most(spans.map(({ last }) => last)),
    gaps: [
      ...trace.files.flatMap(({ gaps }) =>
        gaps.map(({ from, to, place }) => `no line from ${isoOf(from)} to ${isoOf(to)} (${place.path}:${place.line})`),
      ),
      ...trace.losses.map(({ what, place }) => `${what}${place.line > 0 ? ` (${place.path}:${place.line})` : ''}`),
    ],
    diagnostics: [...trace.diagnostics, ...unanswered],
    complete: trace.complete && unanswered.length === 0,
  };
}

export const isoOf = (time: number): string => new Date(time).toISOString().replace('.000Z', 'Z');

const known = (times: readonly (number | null)[]): readonly number[] => times.filter((time) => time !== null);
const least = (times: readonly (number | null)[]): number | null =>
  known(times).reduce<number | null>((all, time) => (all === null || time < all ? time : all), null);
const most = (times: readonly (number | null)[]): number | null =>
  known(times).reduce<number | null>((all, time) => (all === null || time > all ? time : all), null);

const useOf = (source: SeenSource): Use => ({ ...source, label: null, at: source.evidence });

async function isResult(name: string): Promise<boolean> {
  if (name === STDIN || statSync(name).isDirectory()) return false;
  const { head, chunks } = await peeked(await openEvidence(name));
  await chunks[Symbol.asyncIterator]().return?.();
  return recognise(head.toString('latin1', 0, 4096)) === 'result';
}

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
const listOf = (value: unknown): readonly Fields[] => (Array.isArray(value) ? value.map(fieldsOf) : []);
const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const numberOf = (value: unknown): number => (typeof value === 'number' && Number.isFinite(value) ? value : 0);
const timeOf = (value: unknown): number | null => {
  const time = Date.parse(textOf(value) ?? '');
  return Number.isNaN(time) ? null : time;
};

/** A result is small: it is what evidence comes down to. */
const LARGEST = 256 * 1024 * 1024;

async function resultSide(
  name: string,
  policy: Policy | undefined,
  lookUp: (names: readonly string[]) => Promise<LookedUp | undefined>,
  changedAt: number | undefined,
): Promise<Side> {
  if (statSync(name).size > LARGEST) throw new Error('it is larger than any result of smtp-scan');
  const result = fieldsOf(JSON.parse(readFileSync(name, 'utf8')));
  const looked = await lookUp(listOf(result.relays).flatMap(({ host }) => textOf(host) ?? []));
  const unanswered = problemsOf(looked);
  const judge = knownRelays(policy, looked?.resolved);
  const isTrace = Array.isArray(result.sources);
  if (!isTrace && !Array.isArray(result.settings))
    throw new Error('it has neither settings of a scan nor sources of a trace');
  const relays = new Map(listOf(result.relays).map((relay) => [textOf(relay.host), relay]));
  const uses = isTrace
    ? listOf(result.sources).map((source) =>
        tracedUse(source, relays.get(textOf(source.relay)), judge, policy, changedAt),
      )
    : listOf(result.settings).flatMap((setting) => settingUse(setting, judge, policy));
  return {
    path: name,
    kind: isTrace ? 'trace' : 'scan',
    uses,
    first: isTrace ? least(listOf(result.sources).map(({ first }) => timeOf(first))) : null,
    last: isTrace ? most(listOf(result.sources).map(({ last }) => timeOf(last))) : null,
    gaps: listOf(result.gaps).map(
      ({ reason, from, to }) => `${textOf(reason) ?? 'a gap'} from ${textOf(from)} to ${textOf(to)}`,
    ),
    diagnostics: unanswered,
    complete: result.complete !== false && unanswered.length === 0,
  };
}

const problemsOf = (looked: LookedUp | undefined): Side['diagnostics'] =>
  looked === undefined ? [] : lookUpProblems(looked).map((message) => ({ path: 'name server', message }));

const VERDICTS: readonly Verdict[] = ['approved', 'legacy', 'unapproved', 'local', 'placeholder', 'unresolved'];

const verdictOf = (value: unknown): Verdict => VERDICTS.find((one) => one === value) ?? 'unresolved';

/** By the policy of now, if there is one; otherwise as it was judged then. */
function judged(names: readonly string[], then: unknown, judge: KnownRelays, policy: Policy | undefined): Verdict {
  return policy && names.length > 0 ? judge.judge(names).verdict : verdictOf(then);
}

function tracedUse(
  source: Fields,
  relay: Fields | undefined,
  judge: KnownRelays,
  policy: Policy | undefined,
  changedAt: number | undefined,
): Use {
  const host = textOf(source.relay);
  const names = [host, ...(Array.isArray(relay?.names) ? relay.names.map(textOf) : [])].filter((name) => name !== null);
  const counts = {
    deliveries: numberOf(source.deliveries),
    deferred: numberOf(source.deferred),
    failed: numberOf(source.failed),
  };
  const evidence = fieldsOf(source.evidence);
  const lastQueued = timeOf(fieldsOf(source.queued).last);
  return {
    host: textOf(source.host),
    program: textOf(source.program),
    client: textOf(source.client),
    user: textOf(source.user),
    from: textOf(source.from),
    label: null,
    relay: host,
    verdict: judged(names, source.verdict, judge, policy),
    ...counts,
    // A result has no single messages: all were queued before, or it is not known which.
    before: wasWaiting(lastQueued, timeOf(source.first), changedAt) ? counts : NONE,
    at: { path: textOf(evidence.path) ?? '', line: numberOf(evidence.line) },
  };
}

/** Of a scan: a setting that names a relay. It shows an intention, and is compared with its own kind only. */
function settingUse(setting: Fields, judge: KnownRelays, policy: Policy | undefined): readonly Use[] {
  const host = textOf(setting.host);
  if (host === null || setting.role !== 'runtime') return [];
  const verdict = judged([host], setting.verdict, judge, policy);
  if (verdict === 'local' || verdict === 'placeholder') return [];
  const path = textOf(setting.path) ?? '';
  return [
    {
      host: null,
      program: null,
      client: null,
      user: null,
      from: null,
      label: `${path} ${textOf(setting.key) ?? ''}`,
      relay: host,
      verdict,
      deliveries: 1,
      deferred: 0,
      failed: 0,
      before: NONE,
      at: { path, line: numberOf(setting.line) },
    },
  ];
}
