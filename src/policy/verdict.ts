/** What a policy says of one setting's relay. */
import type { Setting, Verdict } from '../model/setting.ts';
import { isSameApi } from '../relays/apis.ts';
import { parseRelay } from '../relays/host.ts';
import { isCatcher, isLoopback } from '../relays/known.ts';
import { isPlaceholder } from '../relays/placeholder.ts';
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
 * @param localNames names that the repository's own deployment defines, lower case.
 */
export function judgeOf(policy: Policy | undefined, localNames: ReadonlySet<string>): Judge {
  const byHost = hostJudge(policy, localNames);
  return (setting) => {
    if (setting.route === 'api') return apiJudgement(setting, policy);
    if (setting.route === 'local-program') return { verdict: 'local', host: null, approvals: [] };
    if (setting.route === 'direct' && setting.host === null)
      return { verdict: 'unapproved', host: null, approvals: [] };
    const host = setting.host ?? impliedHost(setting);
    return host === null ? { verdict: 'unresolved', host, approvals: [] } : byHost(host);
  };
}

/** The default that decides when a library is given no host. */
function impliedHost({ implicit, ref }: Setting): string | null {
  return implicit && ref !== null ? (parseRelay(ref)[0]?.host ?? null) : null;
}

/** The same for a host alone, wherever it was seen. */
export function hostJudge(policy: Policy | undefined, localNames: ReadonlySet<string>): (host: string) => Judgement {
  const legacy = (policy?.legacy ?? []).map((relay) => ({
    relay,
    tests: [relay.host, ...relay.also].map(compileHost),
  }));
  const approved = approvedBy(policy).map((relay) => ({ relay, matches: compileHost(relay.host) }));
  const known = new Map<string, Judgement>();
  const judge = (host: string): Judgement => {
    const old = legacy.find(({ tests }) => tests.some((matches) => matches(host)))?.relay;
    if (old) return { verdict: 'legacy', host, legacy: old, approvals: [] };
    const approvals = approved.filter(({ matches }) => matches(host)).map(({ relay }) => relay);
    if (approvals.length > 0) return { verdict: 'approved', host, approvals };
    return { verdict: unlisted(host, localNames), host, approvals };
  };
  return (host) => {
    const judgement = known.get(host) ?? judge(host);
    known.set(host, judgement);
    return judgement;
  };
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

function unlisted(host: string, localNames: ReadonlySet<string>): Verdict {
  if (isLoopback(host) || isCatcher(host) || isLocalName(host, localNames)) return 'local';
  return isPlaceholder(host) ? 'placeholder' : 'unapproved';
}

/** A service of the repository's own compose files or manifests, with or without its cluster's domain. */
function isLocalName(host: string, localNames: ReadonlySet<string>): boolean {
  const name = host.toLowerCase();
  if (localNames.has(name)) return true;
  const service = /^([^.]+)(\.[^.]+)?\.svc(\.cluster\.local)?$/.exec(name)?.[1];
  return service !== undefined && localNames.has(service);
}

/** The provider whose API is used, as a policy would call it. */
export const apiName = ({ ref, detector }: Setting): string => ref ?? detector;

function apiJudgement(setting: Setting, policy: Policy | undefined): Judgement {
  const approved = policy?.apis.some(({ api }) => isSameApi(api, apiName(setting))) ?? false;
  return { verdict: approved ? 'approved' : 'unapproved', host: null, approvals: [] };
}
