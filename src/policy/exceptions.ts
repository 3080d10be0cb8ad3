/** The policy's exceptions at work: what they suppress, which have ended, which meet nothing. */
import type { Finding } from '../model/finding.ts';
import { placeOf } from '../model/pick.ts';
import type { Location } from '../model/setting.ts';
import { type RuleId, ruleOf } from '../rules/index.ts';
import { fingerprintOf } from './fingerprint.ts';
import { compileHost, compilePaths, isExpired } from './match.ts';
import type { Exception, Policy } from './policy.ts';

/** An exception lets a relay stay; a password beside it is another matter. */
const COVERED: ReadonlySet<string> = new Set<RuleId>([
  'legacy-relay',
  'legacy-mention',
  'unapproved-relay',
  'insecure-transport',
  'legacy-hop',
  'unexplained-hop',
]);

export interface Exceptions {
  /** The finding, suppressed when an exception covers it. */
  applied(finding: Finding, host: string | null): Finding;
  /** About the exceptions themselves; to be asked after all findings went through `applied`. */
  findings(): readonly Finding[];
}

export function exceptionsOf(
  policy: Policy,
  context: { readonly today: string; readonly partial?: boolean },
): Exceptions {
  const all = policy.exceptions.map((exception) => ({
    exception,
    host: compileHost(exception.host),
    path: compilePaths(exception.paths),
    expired: isExpired(exception.until, context.today),
    met: 0,
  }));
  return {
    applied(finding, host) {
      if (host === null || !COVERED.has(finding.rule)) return finding;
      const meeting = all.filter((one) => one.host(host) && one.path(finding.path));
      for (const one of meeting) one.met += 1;
      const valid = meeting.find(({ expired }) => !expired);
      return valid ? { ...finding, suppressed: { kind: 'external', reason: valid.exception.reason } } : finding;
    },
    findings: () =>
      all.flatMap(({ exception, expired, met }) => {
        if (expired)
          return [policyFinding('expired-exception', exception.at, exception.host, expiredMessage(exception, met))];
        if (met > 0 || context.partial) return [];
        const message = `The exception for ${exception.host} meets no finding: remove it, or correct its host or paths.`;
        return [policyFinding('unused-ignore', exception.at, exception.host, message)];
      }),
  };
}

function expiredMessage({ host, until }: Exception, met: number): string {
  const back =
    met === 0
      ? 'It meets nothing any more: remove it.'
      : `What it let through (${met} ${met === 1 ? 'finding' : 'findings'}) is reported again: move it, or agree on a new date.`;
  return `The exception for ${host} ended on ${until}. ${back}`;
}

/** A finding about the policy itself. `about` is what tells it from others of its rule: a host. */
export function policyFinding(rule: RuleId, at: Location, about: string, message: string): Finding {
  const fingerprint = fingerprintOf({ rule, path: at.path, key: '', host: about });
  return {
    ...placeOf(at),
    rule,
    level: ruleOf(rule).level,
    setting: null,
    message,
    fingerprint,
  };
}

/** A finding of a change about the policy that it brings or alters. It stands at the start of the file. */
const aboutPolicy = (path: string, message: string): Finding =>
  policyFinding('policy-changed', { path, line: 1, column: 1, endLine: 1, endColumn: 1 }, '', message);

/** While a change is judged by the policy of the base commit. `problem`: why the altered one could not be used at all. */
export function policyChanged(path: string, problem?: string): Finding {
  const altered = 'This change alters the policy. It was judged by the policy of the base commit;';
  return problem === undefined
    ? aboutPolicy(path, `${altered} the new one counts once it is merged.`)
    : {
        ...aboutPolicy(path, `${altered} the new one would end every scan after the merge: ${problem}`),
        level: 'error',
      };
}

/** While there is no other policy to judge a change by. */
export const policyIntroduced = (path: string): Finding =>
  aboutPolicy(
    path,
    'This change brings the first policy: the base commit has none, so it was judged by its own. From the merge on this file decides; have its owners review it.',
  );
