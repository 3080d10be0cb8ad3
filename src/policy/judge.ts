/**
 * Judges settings by a policy. Without a policy every setting gets its verdict and nothing is a finding: the tool then
 * shows what there is.
 */
import type { Finding, JudgedSetting, Level, Wanted } from '../model/finding.ts';
import type { LocalName } from '../model/local-name.ts';
import { placeOf } from '../model/pick.ts';
import type { Role, Setting } from '../model/setting.ts';
import { ruleOf } from '../rules/index.ts';
import { exceptionsOf } from './exceptions.ts';
import type { Fault } from './fault.ts';
import { distinctFingerprints, fingerprintOf } from './fingerprint.ts';
import {
  credentialsMessage,
  hiddenMessage,
  implicitMessage,
  insecureMessage,
  legacyMessage,
  unapprovedMessage,
  unresolvedMessage,
} from './messages.ts';
import { mixedRelays } from './mixed.ts';
import type { Policy, PolicyLevel, Replacement } from './policy.ts';
import { type Judge, type Judgement, judgeOf } from './verdict.ts';

export interface JudgeContext {
  /** Names that the repository's own deployment defines. */
  readonly localNames: readonly LocalName[];
  /** `YYYY-MM-DD` */
  readonly today: string;
  /** Only some of the files were looked at, so that what met nothing there may have its use elsewhere. */
  readonly partial?: boolean;
  /** Findings about places that are no settings, when the settings are judged; exceptions are applied to them, too. */
  readonly mentions?: (judged: readonly JudgedSetting[]) => readonly Finding[];
}

export interface Judged {
  /** In the order of the settings that were given. */
  readonly judged: readonly JudgedSetting[];
  /** Sorted by path, line and column; suppressed ones included. */
  readonly findings: readonly Finding[];
}

export function judge(settings: readonly Setting[], policy: Policy | undefined, context: JudgeContext): Judged {
  const judgeSetting = judgeOf(policy, context.localNames);
  const judgements = settings.map(judgeSetting);
  const judged = settings.map((setting, index) => ({
    ...setting,
    verdict: judgements[index]?.verdict ?? 'unresolved',
  }));
  if (!policy) return { judged, findings: [] };
  const exceptions = exceptionsOf(policy, context);
  const findings = settings.flatMap((setting, index) => {
    const judgement = judgements[index];
    if (!judgement) return [];
    return faultsOf(setting, judgement, policy, { ...context, judgeSetting }).flatMap((fault) => {
      const finding = findingOf(fault, setting, index, judgement, policy);
      return finding ? [exceptions.applied(finding, judgement.host)] : [];
    });
  });
  const excepted = new Set(
    findings.flatMap(({ suppressed, setting }) => (suppressed && setting !== null ? [setting] : [])),
  );
  const mixed = mixedRelays(settings, judgements, policy, excepted).flatMap(({ index, fault }) => {
    const setting = settings[index];
    const judgement = judgements[index];
    return (setting && judgement && findingOf(fault, setting, index, judgement, policy)) || [];
  });
  const mentions = (context.mentions?.(judged) ?? []).map((finding) =>
    exceptions.applied(finding, finding.mention?.host ?? null),
  );
  return { judged, findings: sorted([...findings, ...mixed, ...mentions, ...exceptions.findings()]) };
}

/** A replacement is judged, too. */
interface FaultContext extends JudgeContext {
  readonly judgeSetting: Judge;
}

function faultsOf(setting: Setting, judgement: Judgement, policy: Policy, context: FaultContext): readonly Fault[] {
  return [...relayFaults(setting, judgement, policy, context), ...credentialFaults(setting, judgement)];
}

function relayFaults(
  setting: Setting,
  judgement: Judgement,
  policy: Policy,
  { partial = false, judgeSetting }: FaultContext,
): readonly Fault[] {
  const { verdict, host, legacy, approvals } = judgement;
  if (verdict === 'legacy' && legacy && host !== null) {
    const { replacement } = legacy;
    const isGood = replacement && judgeSetting({ ...setting, host: replacement.host }).verdict !== 'legacy';
    const wanted = isGood ? wantedOf(replacement, policy) : undefined;
    return [
      { rule: 'legacy-relay', message: legacyMessage(setting, host, legacy, policy), ...(wanted ? { wanted } : {}) },
    ];
  }
  if (isUnapproved(setting, judgement, policy)) {
    const wanted = verdict === 'unapproved' && host !== null ? onlyApproved(policy, setting) : undefined;
    return [
      {
        rule: 'unapproved-relay',
        message: unapprovedMessage(setting, judgement, policy),
        ...(wanted ? { wanted } : {}),
      },
    ];
  }
  if (setting.implicit) return [{ rule: 'implicit-relay', message: implicitMessage(setting) }];
  if (verdict === 'unresolved') {
    if (setting.hidden) return [{ rule: 'hidden-relay', message: hiddenMessage(setting) }];
    return setting.decided
      ? []
      : [{ rule: 'unresolved-relay', message: unresolvedMessage(setting, partial), level: policy.unresolved }];
  }
  const insecure = verdict === 'approved' && host !== null ? insecureMessage(setting, host, approvals) : undefined;
  return insecure === undefined ? [] : [{ rule: 'insecure-transport', message: insecure }];
}

/** Of HTTP APIs a policy says something once it names one: until then they are shown, and nothing is wrong with them. */
function isUnapproved({ host, route }: Setting, { verdict }: Judgement, policy: Policy): boolean {
  if (route === 'api') return verdict === 'unapproved' && policy.apis.length > 0;
  if (verdict === 'unapproved') return policy.approved !== undefined;
  if (verdict === 'local') return policy.local === 'report' && (host !== null || route === 'local-program');
  return verdict === 'placeholder' && policy.placeholders === 'report';
}

function credentialFaults(setting: Setting, { verdict, host }: Judgement): readonly Fault[] {
  if (!setting.secret || verdict === 'local' || verdict === 'placeholder') return [];
  const level: Level | undefined = verdict === 'legacy' ? 'error' : undefined;
  return [{ rule: 'relay-credentials', message: credentialsMessage(host), ...(level ? { level } : {}) }];
}

/** A replacement as the policy approves it. */
function wantedOf({ host, port }: Replacement, { approved }: Policy): Wanted {
  const tls = approved?.some((relay) => relay.host === host && relay.tls === 'required') ? 'required' : 'optional';
  return { host, port, tls };
}

/** With a single approved relay there is no question what an unapproved one is to be replaced with. */
function onlyApproved({ approved }: Policy, { port }: Setting): Wanted | undefined {
  const [only, second] = approved ?? [];
  if (!only || second || /[*/]/.test(only.host)) return undefined;
  const { host, tls, ports } = only;
  const stays = ports === undefined || (port !== null && ports.includes(port));
  return { host, port: stays ? null : (ports[0] ?? null), tls };
}

const ORDER: readonly PolicyLevel[] = ['ignore', 'note', 'warning', 'error'];

const milder = (a: PolicyLevel, b: PolicyLevel): PolicyLevel => (ORDER.indexOf(a) < ORDER.indexOf(b) ? a : b);

const ONE_LOWER: Readonly<Record<PolicyLevel, PolicyLevel>> = {
  error: 'warning',
  warning: 'note',
  note: 'note',
  ignore: 'ignore',
};

/** The policy's word for a role is the most severe level there; otherwise only what is deployed keeps its level. */
export function levelFor(level: PolicyLevel, role: Role, roles: Policy['roles']): PolicyLevel {
  const most = roles[role];
  if (most !== undefined) return milder(level, most);
  if (role === 'runtime') return level;
  return role === 'sample' ? ONE_LOWER[level] : milder(level, 'note');
}

function findingOf(
  fault: Fault,
  setting: Setting,
  index: number,
  { host }: Judgement,
  policy: Policy,
): Finding | undefined {
  const level = levelFor(fault.level ?? ruleOf(fault.rule).level, setting.role, policy.roles);
  if (level === 'ignore') return undefined;
  const { path, key } = setting;
  return {
    ...placeOf(setting),
    rule: fault.rule,
    level,
    setting: index,
    message: fault.message,
    fingerprint: fingerprintOf({ rule: fault.rule, path, key, host }),
    ...(setting.bytes ? { bytes: setting.bytes } : {}),
    ...(fault.wanted ? { wanted: fault.wanted } : {}),
    ...(fault.related ? { related: fault.related } : {}),
  };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** By place, then rule; findings of one identity told apart. */
export const sorted = (findings: readonly Finding[]): readonly Finding[] =>
  distinctFingerprints(
    [...findings].sort(
      (a, b) =>
        compare(a.path, b.path) ||
        a.line - b.line ||
        a.column - b.column ||
        compare(a.rule, b.rule) ||
        (a.setting ?? -1) - (b.setting ?? -1),
    ),
  );
