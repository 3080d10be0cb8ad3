/** Whether mail moved from the old relay to the new one, source by source, and what is not shown. */
import type { Policy } from '../policy/policy.ts';
import { countWords } from './findings.ts';
import type { Source } from './model.ts';
import type { Counts } from './relays.ts';
import { isoOf, type Side, type Use } from './sides.ts';

export type CompareVerdict = 'cut over' | 'partly' | 'not' | 'no evidence';

export type SourceState =
  /** It used the old path and now uses only another one. */
  | 'moved'
  | 'still old'
  /** New mail leaves both ways. */
  | 'both ways'
  /** Nothing is delivered by the new path yet. */
  | 'not delivered'
  | 'no evidence after'
  /** It used no old path, before or after. */
  | 'not concerned'
  | 'new';

export interface ComparedSource extends Source {
  readonly label: string | null;
  readonly state: SourceState;
  readonly before: readonly Use[];
  readonly after: readonly Use[];
}

export interface Comparison {
  readonly verdict: CompareVerdict;
  readonly reasons: readonly string[];
  /** Mail that was queued before this time is no new mail. */
  readonly changedAt: number | null;
  readonly before: Side;
  readonly after: Side;
  readonly sources: readonly ComparedSource[];
  /** Names of the relays that count as old. */
  readonly old: readonly string[];
  /** New mail that used an old relay. */
  readonly fresh: readonly Use[];
  readonly complete: boolean;
}

const total = ({ deliveries, deferred, failed }: Counts): number => deliveries + deferred + failed;

/** What came in after the change. */
const freshOf = (use: Use): number => total(use) - total(use.before);

const shortHost = (host: string | null): string | null => (host === null ? null : (host.split('.')[0] ?? host));

/** Two sides may know different things of one source; what one does not say cannot differ. */
function isSameSource(a: Use, b: Use): boolean {
  if (a.label !== null || b.label !== null) return a.label === b.label;
  const fields: readonly (readonly [string | null, string | null])[] = [
    [shortHost(a.host), shortHost(b.host)],
    [a.program, b.program],
    [a.client, b.client],
    [a.user, b.user],
    [a.from, b.from],
  ];
  const agree = fields.every(([one, other]) => one === null || other === null || one === other);
  const shared = [fields[0], fields[4]].some((pair) => pair?.[0] != null && pair[0] === pair[1]);
  return agree && (shared || (a.program !== null && a.program === b.program));
}

export function compareSides(
  before: Side,
  after: Side,
  policy: Policy | undefined,
  changedAt: number | null,
): Comparison {
  const old = oldRelays(before, after, policy);
  const isOld = ({ relay }: Use): boolean => relay !== null && old.includes(relay);
  const sources = comparedSources(before.uses, after.uses, isOld);
  const fresh = after.uses.filter((use) => isOld(use) && freshOf(use) > 0);
  const comparable = (before.kind === 'scan') === (after.kind === 'scan');
  const { verdict, reasons } = judgement({ before, after, sources, fresh, isOld, comparable, policy });
  return {
    verdict,
    reasons: [...reasons, ...remarks(before, after, changedAt, isOld)],
    changedAt,
    before,
    after,
    sources,
    old,
    fresh,
    complete: before.complete && after.complete,
  };
}

/** The policy's legacy relays; without any, those that BEFORE shows. */
function oldRelays(before: Side, after: Side, policy: Policy | undefined): readonly string[] {
  const named = (side: Side, wanted: (use: Use) => boolean): readonly string[] =>
    side.uses.filter(wanted).flatMap(({ relay }) => relay ?? []);
  const legacy = [...named(before, isLegacy), ...named(after, isLegacy)];
  const judged = (policy?.legacy.length ?? 0) > 0 || legacy.length > 0;
  const all = judged ? legacy : named(before, ({ relay }) => relay !== null);
  return [...new Set(all)].sort();
}

const isLegacy = ({ verdict }: Use): boolean => verdict === 'legacy';

const bare = ({
  host,
  program,
  client,
  user,
  from,
  label,
}: Use): Omit<ComparedSource, 'state' | 'before' | 'after'> => ({
  host,
  program,
  client,
  user,
  from,
  label,
});

function comparedSources(
  before: readonly Use[],
  after: readonly Use[],
  isOld: (use: Use) => boolean,
): readonly ComparedSource[] {
  const groups: { readonly first: Use; readonly before: Use[]; readonly after: Use[] }[] = [];
  // Exact sources first, so that one that says less joins what it fits.
  const keyOf = (use: Use): string =>
    [use.label, shortHost(use.host), use.program, use.client, use.user, use.from].join('\n');
  const exact = new Map<string, (typeof groups)[number]>();
  const put = (use: Use, side: 'before' | 'after'): void => {
    const key = keyOf(use);
    const group =
      exact.get(key) ??
      (side === 'after' ? groups.find((one) => one.before.length > 0 && isSameSource(one.first, use)) : undefined);
    if (group) group[side].push(use);
    else {
      const made = { first: use, before: [] as Use[], after: [] as Use[] };
      made[side].push(use);
      groups.push(made);
      exact.set(key, made);
    }
  };
  for (const use of before) put(use, 'before');
  for (const use of after) put(use, 'after');
  return groups.map((group) => ({
    ...bare(group.first),
    state: stateOf(group.before, group.after, isOld),
    before: group.before,
    after: group.after,
  }));
}

function stateOf(before: readonly Use[], after: readonly Use[], isOld: (use: Use) => boolean): SourceState {
  const wasOld = before.some(isOld);
  const staysOld = after.some((use) => isOld(use) && freshOf(use) > 0);
  const elsewhere = after.filter((use) => !isOld(use));
  const delivered = elsewhere.some(({ deliveries }) => deliveries > 0);
  if (staysOld) return delivered ? 'both ways' : 'still old';
  if (!wasOld) return before.length === 0 ? 'new' : 'not concerned';
  if (elsewhere.length === 0) return 'no evidence after';
  return delivered ? 'moved' : 'not delivered';
}

interface Judging {
  readonly before: Side;
  readonly after: Side;
  readonly sources: readonly ComparedSource[];
  readonly fresh: readonly Use[];
  readonly isOld: (use: Use) => boolean;
  /** Both are evidence, or both are settings. */
  readonly comparable: boolean;
  readonly policy: Policy | undefined;
}

interface Judgement {
  readonly verdict: CompareVerdict;
  readonly reasons: readonly string[];
}

function judgement(judging: Judging): Judgement {
  const { before, after, fresh, sources, isOld, comparable } = judging;
  if (before.uses.length === 0)
    return {
      verdict: 'no evidence',
      reasons: [`${before.path} shows no mail that left, so there is nothing to compare with.`],
    };
  if (after.uses.length === 0) return { verdict: 'no evidence', reasons: [`${after.path} shows no mail that left.`] };
  const elsewhere = after.uses.some((use) => !isOld(use) && use.deliveries > 0);
  if (fresh.length > 0)
    return {
      verdict: elsewhere ? 'partly' : 'not',
      reasons: [
        ...fresh.slice(0, 10).map((use) => `${nameOf(use)} still uses ${use.relay} (${use.at.path}:${use.at.line}).`),
        ...(fresh.length > 10 ? [`${fresh.length - 10} more do.`] : []),
      ],
    };
  if (!comparable)
    return {
      verdict: elsewhere ? 'partly' : 'no evidence',
      reasons: [
        'One side is settings and the other evidence: no old relay is in use after, and sources cannot be compared one by one.',
      ],
    };
  return movedJudgement(sources, judging);
}

/** No new mail used an old relay: what is left is whether that is shown for every source. */
function movedJudgement(sources: readonly ComparedSource[], { after, isOld, policy }: Judging): Judgement {
  const concerned = sources.filter(({ before, from }) => before.some(isOld) && from !== '<>');
  const missing = concerned.filter(({ state }) => state === 'no evidence after');
  const waiting = concerned.filter(({ state }) => state === 'not delivered');
  const moved = concerned.filter(({ state }) => state === 'moved');
  const unapproved =
    policy?.approved === undefined ? [] : after.uses.filter((use) => use.verdict === 'unapproved' && total(use) > 0);
  const reasons = [
    ...moved.slice(0, 10).map((source) => `${nameOf(source)} moved to ${relaysOf(source.after)}.`),
    ...(moved.length > 10 ? [`${moved.length - 10} more moved.`] : []),
    ...missing
      .slice(0, 10)
      .map((source) => `${nameOf(source)} used the old relay before and is not seen after: send a test mail.`),
    ...(missing.length > 10 ? [`${missing.length - 10} more are not seen after.`] : []),
    ...waiting
      .slice(0, 10)
      .map((source) => `${nameOf(source)} uses ${relaysOf(source.after)} now, and nothing of it was delivered yet.`),
    ...[...new Set(unapproved.map(({ relay }) => relay))]
      .slice(0, 10)
      .map(
        (relay) =>
          `${relay ?? "The recipients' own servers"}: mail leaves that way, and the policy does not approve it.`,
      ),
  ];
  if (concerned.length === 0)
    return {
      verdict: unapproved.length > 0 ? 'partly' : 'cut over',
      reasons: ['No mail used an old relay, before or after.', ...reasons],
    };
  if (moved.length === 0 && waiting.length === 0) return { verdict: 'no evidence', reasons };
  return { verdict: missing.length + waiting.length + unapproved.length > 0 ? 'partly' : 'cut over', reasons };
}

const relaysOf = (uses: readonly Use[]): string =>
  [...new Set(uses.map(({ relay }) => relay ?? "the recipients' own servers"))].sort().join(', ');

/** `shop.example from web01 (postfix on app01)` */
export function nameOf({
  host,
  program,
  client,
  user,
  from,
  label,
}: Source & { readonly label: string | null }): string {
  if (label !== null) return label;
  const machine = [program, host === null ? null : `on ${host}`].filter((part) => part !== null).join(' ');
  const parts = [
    from === null ? null : from === '<>' ? 'bounces' : from,
    client === null ? null : `from ${client}`,
    user === null ? null : `as ${user}`,
    machine === '' ? null : `(${machine})`,
  ];
  const words = parts.filter((part) => part !== null).join(' ');
  return words === '' ? 'a source that is not named' : words;
}

/** What a reader has to know of the evidence itself. */
function remarks(before: Side, after: Side, changedAt: number | null, isOld: (use: Use) => boolean): readonly string[] {
  const late = after.uses.filter((use) => isOld(use) && total(use.before) > 0);
  return [
    ...late
      .slice(0, 10)
      .map(
        (use) =>
          `${countWords(use.before)} of ${nameOf(use)} was queued before the change and used ${use.relay} afterwards: that is not new mail.`,
      ),
    ...(before.last !== null && after.first !== null && after.first < before.last && changedAt === before.last
      ? [
          `The two overlap: ${after.path} begins at ${isoOf(after.first)}, before ${before.path} ends at ${isoOf(before.last)}. Give the time of the change with --changed-at.`,
        ]
      : []),
    ...(before.last !== null && after.first !== null && after.first - before.last > 24 * 3_600_000
      ? [`Nothing covers the time from ${isoOf(before.last)} to ${isoOf(after.first)}.`]
      : []),
    ...[...before.gaps, ...after.gaps]
      .slice(0, 20)
      .map((gap) => `A gap in the logs: ${gap}. What is not seen there may have happened all the same.`),
    ...(before.complete && after.complete ? [] : ['Not all of the evidence could be read.']),
  ];
}
