/** What all reports share: their options, and the ways they look at a result. */
import path from 'node:path';
import { NOT_FOLLOWED } from '../model/expr.ts';
import type { Finding, JudgedSetting, Level, ScanResult } from '../model/finding.ts';
import type { Verdict } from '../model/setting.ts';
import { thousands } from '../model/thousands.ts';

/** What the reports need to know of a rule. */
export interface RuleInfo {
  /** `legacy-relay` */
  readonly id: string;
  /** `LegacyRelay` */
  readonly name: string;
  readonly shortDescription: string;
  readonly fullDescription: string;
  /** Markdown: why it matters and what to do. */
  readonly help: string;
  readonly level: Level;
  /** 0.1 to 10; only for rules that are about security. */
  readonly securitySeverity?: number;
  readonly helpUri?: string;
}

/** The commit that was scanned. */
export interface VersionControl {
  readonly repositoryUri: string;
  readonly revisionId?: string;
  readonly branch?: string;
}

export interface SarifOptions {
  /** Code scanning's category: results of one category replace those of the run before. */
  readonly category?: string;
  readonly versionControl?: VersionControl;
}

export interface ReportOptions {
  readonly version: string;
  /** Where the tool is documented. */
  readonly homepage?: string;
  /** Every rule that there is, in a stable order. */
  readonly rules: readonly RuleInfo[];
  /** Text only: whether to colour. Who decides is the command line. */
  readonly color?: boolean;
  /** Text only: list settings that nothing is wrong with, and trails step by step. */
  readonly verbose?: boolean;
  /** Text only: only settings with findings. */
  readonly onlyFindings?: boolean;
  /** Text only: the columns of the terminal; lines are as long as they are when left out. */
  readonly width?: number;
  /** Whether suppressed findings are part of JSON and SARIF. Code scanning would open them as alerts. */
  readonly suppressed?: boolean;
  /**
   * Put before each path: the scan root within the repository (`apps/shop/`), for text as seen from the working directory.
   * JSON stays relative to the scan root.
   */
  readonly prefix?: string;
  /** Text only: the working directory within the scan root (`apps/shop/`), whose files are named without it. */
  readonly inside?: string;
  /** Markdown only: where a path of the repository can be looked at: `https://github.com/o/r/blob/<commit>/`. */
  readonly blob?: string;
  readonly sarif?: SarifOptions;
}

export type Report = (result: ScanResult, options: ReportOptions) => string;

/** Why no relay is judged, and what to do about it: nobody is to take silence for a verdict. */
export interface Unjudged {
  readonly why: string;
  /** The command that helps, if one does. */
  readonly command: string | undefined;
  /** Behind the command, if there is one. */
  readonly remedy: string;
}

/** Undefined where relays are judged, and where there is none. */
export function unjudged({ policy, judges, settings }: ScanResult): Unjudged | undefined {
  if (judges || settings.length === 0) return undefined;
  return policy === null
    ? {
        why: 'No policy says which relays are right, so none is judged',
        command: 'smtp-scan init',
        remedy: 'writes one from what is here',
      }
    : {
        why: `The policy lists no relay, neither approved nor legacy, so none is judged`,
        command: undefined,
        remedy: `put those that are found here into one of its lists`,
      };
}

export const unjudgedSentence = ({ why, command, remedy }: Unjudged): string =>
  `${why}: ${command === undefined ? '' : `${command} `}${remedy}.`;

/** Most severe first. */
export const LEVELS: readonly Level[] = ['error', 'warning', 'note'];

/** The worst first: the verdict of a relay is the worst of its settings. */
export const VERDICTS: readonly Verdict[] = ['legacy', 'unapproved', 'unresolved', 'placeholder', 'local', 'approved'];

export const activeFindings = (result: ScanResult): readonly Finding[] =>
  result.findings.filter((finding) => !finding.suppressed);

/** Most severe first; otherwise as they were. */
export const bySeverity = (findings: readonly Finding[]): readonly Finding[] =>
  LEVELS.flatMap((level) => findings.filter((finding) => finding.level === level));

export const settingOf = (result: ScanResult, finding: Finding): JudgedSetting | undefined =>
  finding.setting === null ? undefined : result.settings[finding.setting];

/** A policy may stand outside the scan root. */
export function shownPath(
  file: string,
  { prefix = '', inside = '' }: Pick<ReportOptions, 'prefix' | 'inside'>,
): string {
  if (file.startsWith('../')) return path.posix.normalize(`${prefix}${file}`);
  return inside !== '' && file.startsWith(inside) ? file.slice(inside.length) : `${prefix}${file}`;
}

export const shownPlace = (
  place: { readonly path: string; readonly line?: number; readonly column?: number },
  options: ReportOptions,
): string => [shownPath(place.path, options), place.line, place.column].filter((part) => part !== undefined).join(':');

/** The message, and the replacement when the policy wants one that the message does not name itself. */
export const messageWithFix = ({ message, wanted }: Pick<Finding, 'message' | 'wanted'>): string =>
  wanted && !message.includes(wanted.host) ? `${message.replace(/\.$/, '')}. Replace it with ${wanted.host}` : message;
/** A finding about a relay that is named in a file, and where in it. */
export type MentionFinding = Finding & { readonly mention: NonNullable<Finding['mention']> };

export const isMention = (finding: Finding): finding is MentionFinding => finding.mention !== undefined;

/** The findings with those about one relay and level in any file as one group, where its first one stands. */
export function withGroupedMentions(findings: readonly Finding[]): readonly (Finding | readonly MentionFinding[])[] {
  const idOf = ({ level, mention }: Finding): string => `${level} ${mention?.host}`;
  const groups = new Map<string, MentionFinding[]>();
  for (const finding of findings.filter(isMention)) {
    const group = groups.get(idOf(finding));
    if (group) group.push(finding);
    else groups.set(idOf(finding), [finding]);
  }
  const arranged: (Finding | readonly MentionFinding[])[] = [];
  for (const finding of findings) {
    const group = isMention(finding) ? groups.get(idOf(finding)) : undefined;
    if (!group) arranged.push(finding);
    else if (group[0] === finding) arranged.push(group);
  }
  return arranged;
}

/** More files, and more lines of a file, than these are counted only. */
const MOST_FILES = 12;
const MOST_LINES = 6;

const listed = (words: readonly string[], most: number, noun: string): string =>
  words.length > most + 1
    ? `${words.slice(0, most).join(', ')} and ${count(words.length - most, `more ${noun}`)}`
    : words.join(', ');

/** `docs/mail.md:3, 9, wiki/relay.md:1 and 4 more files`. */
export function mentionPlaces(group: readonly MentionFinding[], options: ReportOptions): string {
  const files = group.map(({ path: file, line, mention: { further } }) => {
    const lines = [...new Set([line, ...further.map((place) => place.line)])].map(String);
    return `${shownPath(file, options)}:${listed(lines, MOST_LINES, 'line')}`;
  });
  return listed(files, MOST_FILES, 'file');
}

/** One sentence for a whole group of mentions. */
export function mentionSummary(group: readonly MentionFinding[], options: ReportOptions): string {
  const places = group.reduce((sum, { mention: { further } }) => sum + 1 + further.length, 0);
  const first = group[0];
  if (!first || places === 1) return first?.message ?? '';
  const where = `in ${count(places, 'place')} of ${count(group.length, 'file')}`;
  return `${first.message.replace('is named here, and no setting that was found explains it', `is named ${where} that no setting explains`)} ${mentionPlaces(group, options)}`;
}

export type Counts = Readonly<Record<Level, number>>;

export function countLevels(findings: readonly Finding[]): Counts {
  const count = (level: Level): number => findings.filter((finding) => finding.level === level).length;
  return { error: count('error'), warning: count('warning'), note: count('note') };
}

export interface Relay {
  readonly host: string;
  readonly settings: readonly number[];
  readonly verdict: Verdict;
}

/** The relays that the settings name, sorted by host. */
export function relaysOf(settings: readonly JudgedSetting[]): readonly Relay[] {
  const places = new Map<string, number[]>();
  settings.forEach(({ host }, index) => {
    if (host === null) return;
    const known = places.get(host);
    if (known) known.push(index);
    else places.set(host, [index]);
  });
  const worst = (indexes: readonly number[]): Verdict =>
    VERDICTS.find((verdict) => indexes.some((index) => settings[index]?.verdict === verdict)) ?? 'unresolved';
  return [...places]
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([host, indexes]) => ({ host, settings: indexes, verdict: worst(indexes) }));
}

/** `1 place`, `1,204 files`. */
export const count = (number: number, noun: string): string => `${thousands(number)} ${noun}${number === 1 ? '' : 's'}`;

/** A use whose relay another setting of the repository names. */
export const isDecidedElsewhere = ({ route, host, decided }: JudgedSetting): boolean =>
  route !== 'api' && host === null && decided === true;

/** `5 relays in 9 places`, `4 places use one of these`, `2 places name none`, `1 HTTP API in 3 places`: all settings together. */
export function scaleOf({ settings }: ScanResult): readonly string[] {
  const apis = settings.filter(({ route }) => route === 'api');
  const named = settings.filter(({ route, host }) => route !== 'api' && host !== null);
  const users = settings.filter(isDecidedElsewhere).length;
  const open = settings.length - apis.length - named.length - users;
  const providers = new Set(apis.map(({ ref, detector }) => ref ?? detector));
  return [
    `${count(relaysOf(settings).length, 'relay')} in ${count(named.length, 'place')}`,
    ...(users > 0 ? [`${count(users, 'place')} ${users === 1 ? 'uses' : 'use'} one of these`] : []),
    ...(open > 0 ? [`${count(open, 'place')} ${open === 1 ? 'names' : 'name'} none`] : []),
    ...(apis.length > 0 ? [`${count(providers.size, 'HTTP API')} in ${count(apis.length, 'place')}`] : []),
  ];
}

/** What was found and is not reported, because only what is new was asked for. */
export const knownWords = ({ known = 0 }: ScanResult): readonly string[] =>
  known > 0 ? [`${count(known, 'finding')} of before left out`] : [];

/** `587 STARTTLS`; empty when nothing is known. */
export function connection({ port, transport, route, insecure }: JudgedSetting): string {
  const encryption = { none: 'no TLS', starttls: 'STARTTLS', implicit: 'TLS', unknown: '' }[transport];
  const address = [port === null ? '' : String(port), encryption].filter((part) => part !== '').join(' ');
  return [address, route === 'mx' ? 'by MX' : '', insecure ? 'certificate not checked' : '']
    .filter((part) => part !== '')
    .join(', ');
}

/** What to look for when no literal in the repository names the relay. */
export function openQuestion({ ref, source, route, implicit, decided, isCut, advice }: JudgedSetting): string {
  if (route === 'api') return `sends through an HTTP API${ref === null ? '' : ` (${ref})`}, not through SMTP`;
  if (route === 'direct') return "delivers straight to the recipient's MX";
  if (route === 'local-program')
    return `hands mail to a program on the machine${ref === null ? '' : ` (${ref})`}: look at that program's own relay`;
  if (implicit)
    return ref === null
      ? "names no host: the library's default decides"
      : `names no host: the default, ${ref}, decides`;
  if (isCut) return `more values lead ${ref === null ? 'here' : `to ${ref}`} than are followed`;
  if (ref === null) return 'nothing in the repository decides it';
  if (ref === NOT_FOLLOWED) return `look at the line itself: its host comes from ${ref}`;
  // What a product keeps for itself is told in words, not by a name.
  if (advice !== undefined && ref.includes(' ')) return `no file says it: it is in ${ref}`;
  if (decided) return `takes ${ref}, which is set elsewhere in the repository`;
  const isVariable = source === 'environment' && /^[A-Z][A-Z0-9_]*$/.test(ref);
  return isVariable ? `look for ${ref} in the environment where it runs` : `look for what sets ${ref}`;
}
