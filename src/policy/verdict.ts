/** What a policy says of one setting's relay. */
import type { LocalName } from '../model/local-name.ts';
import type { Setting, Verdict } from '../model/setting.ts';
import { isSameApi } from '../relays/apis.ts';
import { parseRelay } from '../relays/host.ts';
import { isCatcher, isLoopback, looksLikeCatcher } from '../relays/known.ts';
import { isPlaceholder, looksLikePlaceholder } from '../relays/placeholder.ts';
import { type LocalTest, localTest } from './local.ts';
import { compileHost } from './match.ts';
import type { ApprovedRelay, LegacyRelay, Policy } from './policy.ts';

export interface Judgement {
  readonly verdict: Verdict;
  /** The host that decides: the setting's, or the one that a library takes when none is given. */
  readonly host: string | null;
  readonly legacy?: LegacyRelay;
  /** All entries that approve the host; it is enough to keep to one of them. */
  readonly approvals: readonly ApprovedRelay[];
}

export type Judge = (setting: Setting) => Judgement;

/**
 * Makes the judge of a policy. Legacy counts before approved, and both before local and placeholder: a policy may well
 * name `smtp-relay.corp.example` or a compose service.
 *
 * @param localNames names that the repository's own deployment defines.
 */
export function judgeOf(policy: Policy | undefined, localNames: readonly LocalName[]): Judge {
  const listed = listJudge(policy);
  const isLocal = localTest(localNames);
  return (setting) => {
    if (setting.route === 'api') return apiJudgement(setting, policy);
    if (setting.route === 'local-program') return { verdict: 'local', host: null, approvals: [] };
    if (setting.route === 'direct' && setting.host === null)
      return { verdict: 'unapproved', host: null, approvals: [] };
    const host = setting.host ?? impliedHost(setting);
    if (host === null) return { verdict: 'unresolved', host, approvals: [] };
    return listed(host) ?? { verdict: unlisted(host, setting, isLocal), host, approvals: [] };
  };
}

/** The default that decides when a library is given no host. */
function impliedHost({ implicit, ref }: Setting): string | null {
  return implicit && ref !== null ? (parseRelay(ref)[0]?.host ?? null) : null;
}

/** What the policy's lists say of a host; undefined when they say nothing. */
function listJudge(policy: Policy | undefined): (host: string) => Judgement | undefined {
  const legacy = (policy?.legacy ?? []).map((relay) => ({
    relay,
    tests: [relay.host, ...relay.also].map(compileHost),
  }));
  const approved = approvedBy(policy).map((relay) => ({ relay, matches: compileHost(relay.host) }));
  const known = new Map<string, Judgement | undefined>();
  const judge = (host: string): Judgement | undefined => {
    const old = legacy.find(({ tests }) => tests.some((matches) => matches(host)))?.relay;
    if (old) return { verdict: 'legacy', host, legacy: old, approvals: [] };
    const approvals = approved.filter(({ matches }) => matches(host)).map(({ relay }) => relay);
    return approvals.length > 0 ? { verdict: 'approved', host, approvals } : undefined;
  };
  return (host) => {
    if (!known.has(host)) known.set(host, judge(host));
    return known.get(host);
  };
}

/** The same for a host alone, as evidence shows it: mail went there in earnest. */
export function hostJudge(policy: Policy | undefined): (host: string) => Judgement {
  const listed = listJudge(policy);
  const seen = (host: string): Verdict => {
    if (isLoopback(host) || isCatcher(host)) return 'local';
    return isPlaceholder(host) ? 'placeholder' : 'unapproved';
  };
  return (host) => listed(host) ?? { verdict: seen(host), host, approvals: [] };
}

/** The list, and what the policy itself names as replacement: whoever follows it does nothing wrong. */
function approvedBy(policy: Policy | undefined): readonly ApprovedRelay[] {
  const approved = policy?.approved ?? [];
  const named = new Set(approved.map(({ host }) => host));
  const replacements = (policy?.legacy ?? []).flatMap(({ replacement }) =>
    replacement && !named.has(replacement.host) ? [{ host: replacement.host, tls: 'optional' as const }] : [],
  );
  return [...approved, ...replacements];
}

/** What only looks like a mail catcher or a placeholder may be a real host: it is taken for one where no mail is sent in earnest. */
function unlisted(host: string, setting: Setting, isLocal: LocalTest): Verdict {
  const isEarnest = setting.role === 'runtime';
  if (isLoopback(host) || isCatcher(host) || isLocal(host, setting)) return 'local';
  if (isPlaceholder(host)) return 'placeholder';
  if (!isEarnest && looksLikeCatcher(host)) return 'local';
  return !isEarnest && looksLikePlaceholder(host) ? 'placeholder' : 'unapproved';
}

/** The provider whose API is used, as a policy would call it. */
export const apiName = ({ ref, detector }: Setting): string => ref ?? detector;

function apiJudgement(setting: Setting, policy: Policy | undefined): Judgement {
  const approved = policy?.apis.some(({ api }) => isSameApi(api, apiName(setting))) ?? false;
  return { verdict: approved ? 'approved' : 'unapproved', host: null, approvals: [] };
}
