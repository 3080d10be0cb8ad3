/** Judges places that name a legacy relay: what no setting, comment or policy explains is a finding. */
import type { MentionContext } from '../mentions/context.ts';
import type { Mention } from '../mentions/search.ts';
import type { Finding, JudgedSetting } from '../model/finding.ts';
import { grouped } from '../model/grouped.ts';
import { placeOf } from '../model/pick.ts';
import type { Location } from '../model/setting.ts';
import { roleOf } from '../select/role.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { Ignore } from './ignores.ts';
import { levelFor } from './judge.ts';
import { hostWords, replacementWords } from './messages.ts';
import type { LegacyRelay, Policy, PolicyLevel } from './policy.ts';

/** The patterns that are looked for in every file, and the relay that each belongs to. */
export const soughtHosts = ({ legacy, mentions }: Pick<Policy, 'legacy' | 'mentions'>): readonly string[] =>
  mentions === 'ignore' ? [] : legacy.flatMap(({ host, also }) => [host, ...also]);

/** The hosts that a policy names without a wildcard or a range, approved or legacy. */
export const namedHosts = ({ approved = [], legacy }: Pick<Policy, 'approved' | 'legacy'>): readonly string[] =>
  [...approved.map(({ host }) => host), ...legacy.flatMap(({ host, also }) => [host, ...also])].filter(
    (host) => !/[*/]/.test(host),
  );

const relayOf = ({ legacy }: Pick<Policy, 'legacy'>): readonly LegacyRelay[] =>
  legacy.flatMap((relay) => [relay, ...relay.also.map(() => relay)]);

export interface Explanations {
  readonly settings: readonly JudgedSetting[];
  readonly ignores: readonly Ignore[];
  /** Files of this tool's own: the policy, what it extends, the baseline. */
  readonly own: ReadonlySet<string>;
  /** Files that were not read to their end. */
  readonly unread: ReadonlySet<string>;
}

/** A finding for each place that nothing explains; `mentioned` puts those of a file together later. */
export function mentionFindings(
  mentions: readonly Mention[],
  policy: Policy,
  { settings, ignores, own, unread }: Explanations,
): readonly Finding[] {
  const relays = relayOf(policy);
  const explained = grouped(
    [...settings.flatMap((setting) => [setting, ...setting.trail]), ...ignores.map(({ at }) => at)],
    ({ path }) => path,
  );
  return mentions.flatMap((mention) => {
    const relay = relays[mention.pattern];
    if (!relay || own.has(mention.path) || IS_POLICY.test(mention.path)) return [];
    if ((explained.get(mention.path) ?? []).some((place) => overlap(place, mention))) return [];
    const level = levelOf(mention, unread.has(mention.path), policy);
    return level === 'ignore' ? [] : [findingOf(mention, relay, level)];
  });
}

/** A policy of a part, which names relays to speak of them, too. */
const IS_POLICY = /(^|\/)\.smtp-scan(-baseline)?\.(ya?ml|json)$/;

const overlap = (a: Location, b: Location): boolean => isBefore(a, b) && isBefore(b, a);

/** Whether one begins before the other ends. */
const isBefore = (a: Location, b: Location): boolean =>
  a.line < b.endLine || (a.line === b.endLine && a.column <= b.endColumn);

const LEVELS: Readonly<Record<MentionContext, 'note' | 'warning'>> = {
  document: 'note',
  comment: 'note',
  elsewhere: 'warning',
};

/** In a file that was not read to its end, a mention may well be a setting. */
const levelOf = ({ path, context }: Mention, isUnread: boolean, { roles }: Policy): PolicyLevel =>
  levelFor(isUnread ? 'error' : LEVELS[context], roleOf(path), roles);

const RULE = 'legacy-mention';

function findingOf(mention: Mention, relay: LegacyRelay, level: Finding['level']): Finding {
  const { path, host } = mention;
  return {
    ...placeOf(mention),
    rule: RULE,
    level,
    setting: null,
    message: mentionMessage(host, relay),
    fingerprint: fingerprintOf({ rule: RULE, path, key: '', host }),
    mention: { host, further: [] },
  };
}

function mentionMessage(host: string, { reason, replacement }: LegacyRelay): string {
  const why = reason === undefined ? '' : ` (${reason})`;
  const change = replacement === undefined ? '' : ` Its replacement is ${replacementWords(replacement)}.`;
  return `${hostWords(host)}, a legacy relay${why}, is named here, and no setting that was found explains it.${change}`;
}

/** The findings with those about one host and level in one file put together, at the first place. */
export function mentioned(findings: readonly Finding[]): readonly Finding[] {
  const same = grouped(findings, idOf);
  return findings.flatMap((finding) => {
    if (!finding.mention) return [finding];
    const all = same.get(idOf(finding)) ?? [];
    if (all[0] !== finding) return [];
    return [{ ...finding, mention: { ...finding.mention, further: all.slice(1).map(placeOf) } }];
  });
}

const idOf = ({ path, level, mention, suppressed }: Finding): string =>
  mention ? [path, level, mention.host, suppressed?.reason ?? ''].join('\0') : '';
