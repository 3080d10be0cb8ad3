/**
 * Ignore comments: `smtp-scan: ignore <rule> [host] -- reason [until YYYY-MM-DD]`, in whatever comment the file's language
 * has. One on a line of its own counts for the next line that is none, one behind code for its own line.
 */
import type { Finding } from '../model/finding.ts';
import type { Location } from '../model/setting.ts';
import { normalHost } from '../relays/comparable-host.ts';
import { isRuleId, RULE_IDS } from '../rules/index.ts';
import { COMMENT_WORD } from '../select/keywords.ts';
import { roleOf } from '../select/role.ts';
import { suggestion } from '../text/nearest.ts';
import { sourceText } from '../text/source-text.ts';
import { policyFinding } from './exceptions.ts';
import { levelFor, sorted } from './judge.ts';
import { compileHost, isDate, isExpired, patternProblem } from './match.ts';
import type { Policy } from './policy.ts';

export interface Ignore {
  /** The comment from `smtp-scan:` to its end. */
  readonly at: Location;
  /** The lines whose findings it means, 1-based and inclusive. */
  readonly from: number;
  readonly to: number;
  /** As written. */
  readonly rule: string;
  /** Any host when left out. */
  readonly host?: string;
  readonly reason?: string;
  readonly until?: string;
  /** It lacks the colon, so it is none. */
  readonly misspelt?: true;
}

/** What a comment may begin with, in any language, just before its text. */
const OPENING = /(?:#|\/\/|\/\*|<!--|--|;|%|\{#|\{\{\/?[*!]|\b(?:rem|dnl)\s)[-#/*;!\s]*$/i;

/** Inside a block comment, and Visual Basic's comments: only at the start of a line, elsewhere they mean other things. */
const LINE_OPENING = /^\s*[*']\s*$/;

const CLOSING = /\s*(\*\/\}?\}?|--+%?>|#\}|%>|\}\})\s*$/;

const IGNORE = /^smtp-scan:\s*ignore\b/i;

/** Where a comment may begin, also one that somebody wrote without the colon. */
const BEGINNING = /smtp-scan(?::|[ \t]{1,8}ignore[ \t])/g;

const WITHOUT_COLON = new RegExp(`^smtp-scan[ \\t]+ignore[ \\t]+(${RULE_IDS.join('|')})(?![\\w-])`, 'i');

/** Longer comments are cut, longer lines not looked at in full. */
const LONGEST = 1000;

/** The ignore comments of a file. */
export function findIgnores(path: string, text: string): readonly Ignore[] {
  if (!text.includes(COMMENT_WORD)) return [];
  const source = sourceText(text);
  const found: Written[] = [];
  let done = 0;
  for (const { index: offset } of text.matchAll(BEGINNING)) {
    if (offset < done) continue;
    const { line } = source.position(offset);
    const { start, end } = source.lineBounds(line);
    const before = text.slice(Math.max(start, offset - LONGEST), offset);
    const opening = LINE_OPENING.test(before) ? 0 : before.slice(-20).search(OPENING);
    const body = text.slice(offset, Math.min(end, offset + LONGEST));
    const misspelt = WITHOUT_COLON.test(body);
    if (opening >= 0 && (misspelt || IGNORE.test(body))) {
      const alone =
        LINE_OPENING.test(before) || before.slice(0, Math.max(0, before.length - 20) + opening).trim() === '';
      const ignore = ignoreIn(body, { path, line, column: offset - start + 1, alone });
      found.push(misspelt ? { ...ignore, misspelt } : ignore);
    }
    // A beginning that is no comment does not hide one behind it.
    if (body.startsWith('smtp-scan:') || misspelt) done = end;
  }
  return withTargets(found);
}

interface Written extends Ignore {
  /** Nothing but the comment stands on the line. */
  readonly alone: boolean;
}

function ignoreIn(
  text: string,
  place: { readonly path: string; readonly line: number; readonly column: number; readonly alone: boolean },
): Written {
  const { path, line, column, alone } = place;
  const body = text.replace(CLOSING, '').trimEnd();
  const words = /^smtp-scan:?\s*ignore\b(.*?)(?:(?:^|\s)(?:--|—|–)(?:\s+|$)(.*))?$/i.exec(body);
  const [rule = '', host] = (words?.[1] ?? '').trim().split(/\s+/);
  const said = words?.[2]?.trim() ?? '';
  const until = /(?:^|\s)until (\S+)$/.exec(said);
  const reason = until ? said.slice(0, until.index).trim() : said;
  return {
    at: { path, line, column, endLine: line, endColumn: column + body.length },
    from: line,
    to: line,
    rule: rule.toLowerCase(),
    alone,
    ...(host === undefined ? {} : { host: normalHost(host) }),
    ...(reason === '' ? {} : { reason }),
    ...(until?.[1] === undefined ? {} : { until: until[1] }),
  };
}

/** A comment alone on its line means the next line; several above one line all mean that line. */
function withTargets(written: readonly Written[]): readonly Ignore[] {
  const targets = new Map<number, number>();
  for (const { alone, from } of [...written].reverse()) if (alone) targets.set(from, targets.get(from + 1) ?? from + 1);
  return written.map(({ alone, ...ignore }) =>
    alone ? { ...ignore, to: targets.get(ignore.from) ?? ignore.to } : ignore,
  );
}

export interface IgnoreContext {
  /** `YYYY-MM-DD` */
  readonly today: string;
  /** Only some of the files were looked at, so that a comment that met nothing says nothing. */
  readonly partial?: boolean;
  /** On a pull request: whether the base commit has the comment too. Left out, there is no base to ask. */
  readonly atBase?: (ignore: Ignore) => boolean;
  /** The host of a finding's setting. */
  readonly hostOf: (finding: Finding) => string | null;
}

/**
 * The findings with those suppressed that an ignore comment means, and with findings about the comments themselves.
 * A comment without a reason, past its date, or that the policy does not let count, suppresses nothing.
 */
export function applyIgnores(
  findings: readonly Finding[],
  ignores: readonly Ignore[],
  policy: Pick<Policy, 'inlineIgnores' | 'roles'>,
  context: IgnoreContext,
): readonly Finding[] {
  if (ignores.length === 0) return findings;
  const all = ignores.map((ignore) => ({
    ignore,
    fault: faultOf(ignore, policy, context),
    matches: hostTest(ignore),
    met: 0,
  }));
  const byPath = new Map<string, typeof all>();
  for (const one of all) {
    const { path } = one.ignore.at;
    const known = byPath.get(path);
    if (known) known.push(one);
    else byPath.set(path, [one]);
  }
  const judged = findings.map((finding) => {
    const meeting = (byPath.get(finding.path) ?? []).filter(
      ({ ignore, matches }) => covers(ignore, finding) && matches(context.hostOf(finding)),
    );
    for (const one of meeting) one.met += 1;
    const valid = finding.suppressed ? undefined : meeting.find(({ fault }) => fault === undefined);
    return valid
      ? { ...finding, suppressed: { kind: 'inSource' as const, reason: valid.ignore.reason ?? '' } }
      : finding;
  });
  const about = all.flatMap(({ ignore, fault, met }) => {
    const wrong = fault ?? (met === 0 && !context.partial ? UNUSED : undefined);
    if (!wrong) return [];
    const finding = policyFinding(wrong.rule, ignore.at, `${ignore.rule} ${ignore.host ?? ''}`, wrong.message);
    const level = levelFor(finding.level, roleOf(ignore.at.path), policy.roles);
    return level === 'ignore' ? [] : [{ ...finding, level }];
  });
  return sorted([...judged, ...about]);
}

const covers = ({ rule, from, to }: Ignore, finding: Finding): boolean =>
  rule === finding.rule &&
  (finding.setting !== null || finding.mention !== undefined) &&
  finding.line <= to &&
  finding.endLine >= from;

function hostTest({ host }: Ignore): (host: string | null) => boolean {
  if (host === undefined) return () => true;
  if (patternProblem(host) !== undefined) return () => false;
  const matches = compileHost(host);
  return (found) => found !== null && matches(found);
}

interface IgnoreFault {
  readonly rule: 'unused-ignore' | 'ignore-without-reason' | 'expired-exception';
  readonly message: string;
}

const UNUSED: IgnoreFault = {
  rule: 'unused-ignore',
  message: 'This comment meets no finding of its rule and host on its line or the line below: remove or correct it.',
};

/** Why a comment may not count. */
function faultOf(
  ignore: Ignore,
  policy: Pick<Policy, 'inlineIgnores'>,
  context: IgnoreContext,
): IgnoreFault | undefined {
  const { rule, host, reason, until } = ignore;
  const unused = (message: string): IgnoreFault => ({ rule: 'unused-ignore', message });
  if (policy.inlineIgnores === 'off')
    return unused('Ignore comments do not count: the policy switches them off. Write an exception into the policy.');
  if (ignore.misspelt)
    return unused(`This comment does not count, because it lacks the colon: smtp-scan: ignore ${rule} …`);
  if (rule === '' || rule.startsWith('--'))
    return unused('This comment names no rule: smtp-scan: ignore legacy-relay -- reason');
  if (!isRuleId(rule)) {
    const near = suggestion(rule, RULE_IDS);
    return unused(
      `This comment names a rule that does not exist${near === '' ? `; there are ${RULE_IDS.join(', ')}` : near}.`,
    );
  }
  if (host !== undefined && patternProblem(host) !== undefined) {
    return unused('What stands behind the rule is no host; a reason stands behind two dashes.');
  }
  if (reason === undefined) {
    return {
      rule: 'ignore-without-reason',
      message:
        'This comment does not count, because it gives no reason: write it behind two dashes, as in `-- moves in January until 2027-01-31`.',
    };
  }
  if (until !== undefined && !isDate(until))
    return unused('This comment does not count, because its date is none: write until YYYY-MM-DD.');
  if (isExpired(until, context.today))
    return {
      rule: 'expired-exception',
      message: `This comment ended on ${until}. Remove it together with what it lets through, or agree on a new date.`,
    };
  if (policy.inlineIgnores === 'base' && context.atBase && !context.atBase(ignore)) {
    return unused(
      'This comment is new in this change and does not count yet: the policy lets only those count that the base commit has (inline-ignores: base).',
    );
  }
  return undefined;
}

/** What stays the same of a comment when lines move: to look it up among those of the base commit. */
export const ignoreIdentity = ({ at, rule, host, reason, until }: Ignore): string =>
  [at.path, rule, host ?? '', reason ?? '', until ?? ''].join('\0');
