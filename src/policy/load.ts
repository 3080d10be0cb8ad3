/** Reads a policy file, and those that it extends. Nothing wrong in it is passed over. */
import path from 'node:path';
import type { OwnSetting } from '../detect/own-settings.ts';
import type { Location, Role } from '../model/setting.ts';
import { RULE_IDS, type RuleId } from '../rules/index.ts';
import { type SourceText, sourceText } from '../text/source-text.ts';
import { byKind, type Context, type Decode, list, map, mapping, oneOf, POLICY } from './decode.ts';
import { compileHost } from './match.ts';
import {
  type ApprovedApi,
  type ApprovedRelay,
  DEFAULTS,
  type Exception,
  type LegacyRelay,
  type Policy,
  type PolicyLevel,
  type PolicyProblem,
  type Unreadable,
} from './policy.ts';
import { type Node, parseTree } from './tree.ts';
import {
  api,
  checkedHostAndPort,
  checkedReplacement,
  date,
  globs,
  hostAndPort,
  hostList,
  hostPattern,
  name,
  plainGlobs,
  ports,
  reason,
  relativePaths,
  replacement,
} from './values.ts';

export interface LoadedPolicy {
  /** Undefined when there are problems. */
  readonly policy?: Policy;
  readonly problems: readonly PolicyProblem[];
}

/** The text of a file, by its path relative to the root with `/`; undefined when there is none. Symbolic links are the caller's to refuse. */
export type ReadFile = (path: string) => string | undefined;

/** Files that extend each other, at most. */
const DEEPEST = 5;

const LEVELS = ['ignore', 'note', 'warning', 'error'] as const;

const level: Decode<PolicyLevel> = oneOf(LEVELS);
const ruleLevels: Readonly<Record<RuleId, Decode<PolicyLevel>>> = Object.assign(
  {},
  ...RULE_IDS.map((id) => ({ [id]: level })),
);
const allowOrReport = oneOf(['allow', 'report'] as const);

interface ApprovedEntry {
  readonly relay?: ApprovedRelay;
  readonly api?: ApprovedApi;
}

const approvedMapping = map(
  mapping<{ host: string; ports: readonly number[]; tls: 'required' | 'optional'; reason: string; api: string }>(
    { host: hostPattern, ports, tls: oneOf(['required', 'optional'] as const), reason, api },
    { confused: { port: 'ports', name: 'host', relay: 'host', server: 'host', starttls: 'tls' } },
  ),
  (entry) => entry,
);

/** Either a relay or an API: what belongs to the one means nothing beside the other. */
const approvedEntry: Decode<ApprovedEntry> = byKind(
  (node, context) => {
    const entry = approvedMapping(node, context);
    if (!entry) return undefined;
    const { host, api, ports: allowed, tls, reason: why } = entry;
    const because = why === undefined ? {} : { reason: why };
    if (api !== undefined && host === undefined && allowed === undefined && tls === undefined)
      return { api: { api: api.toLowerCase(), ...because } };
    if (host !== undefined && api === undefined)
      return { relay: { host, tls: tls ?? 'optional', ...(allowed ? { ports: allowed } : {}), ...because } };
    context.report(
      node,
      api === undefined
        ? `${context.name} lacks host`
        : `${context.name} approves an API: host, ports and tls belong to an entry of their own`,
    );
    return undefined;
  },
  map(hostAndPort, ({ host, port }) => ({
    relay: { host, tls: 'optional', ...(port === null ? {} : { ports: [port] }) },
  })),
);

const exceptionFields = mapping<Omit<Exception, 'at'>>(
  { host: hostPattern, paths: globs, reason, until: date },
  {
    required: ['host', 'reason'],
    confused: { path: 'paths', files: 'paths', expires: 'until', because: 'reason', why: 'reason' },
  },
);

const ownSetting: Decode<OwnSetting> = map(
  mapping<OwnSetting>(
    { files: globs, key: name },
    { required: ['files', 'key'], confused: { file: 'files', paths: 'files', path: 'files', name: 'key' } },
  ),
  ({ files, key }) => (files && key !== undefined ? { files, key } : undefined),
);

const unreadable: Decode<Unreadable> = map(
  mapping<Unreadable>(
    { paths: globs, reason },
    { required: ['paths', 'reason'], confused: { path: 'paths', files: 'paths', because: 'reason', why: 'reason' } },
  ),
  ({ paths, reason: why }) => (paths && why !== undefined ? { paths, reason: why } : undefined),
);

/** What one file says. */
interface Said {
  extends: readonly string[];
  approved: readonly ApprovedEntry[];
  legacy: readonly LegacyRelay[];
  local: Policy['local'];
  placeholders: Policy['placeholders'];
  unresolved: PolicyLevel;
  rules: Partial<Record<RuleId, PolicyLevel>>;
  roles: Partial<Record<Role, PolicyLevel>>;
  ignore: readonly string[];
  exceptions: readonly Exception[];
  settings: readonly OwnSetting[];
  mentions: Policy['mentions'];
  unreadable: readonly Unreadable[];
  'inline-ignores': Policy['inlineIgnores'];
}

const CONFUSED: Readonly<Record<string, string>> = {
  allow: 'approved',
  allowed: 'approved',
  allowlist: 'approved',
  whitelist: 'approved',
  approve: 'approved',
  relays: 'approved',
  deny: 'legacy',
  denied: 'legacy',
  denylist: 'legacy',
  blacklist: 'legacy',
  blocked: 'legacy',
  forbidden: 'legacy',
  old: 'legacy',
  deprecated: 'legacy',
  exclude: 'ignore',
  excludes: 'ignore',
  ignored: 'ignore',
  inlineignore: 'inline-ignores',
  inlineignores: 'inline-ignores',
  extend: 'extends',
  include: 'extends',
  except: 'exceptions',
};

function policyIn(locate: (node: Node) => Location): Decode<Partial<Said>> {
  const legacyMapping = mapping<Omit<LegacyRelay, 'at'>>(
    { host: hostPattern, also: hostList, replacement, reason },
    {
      required: ['host'],
      confused: {
        replacedby: 'replacement',
        replace: 'replacement',
        new: 'replacement',
        aliases: 'also',
        names: 'also',
        hosts: 'also',
      },
    },
  );
  const legacyEntry: Decode<LegacyRelay> = byKind(
    map(legacyMapping, ({ host, also, ...rest }, node) =>
      host === undefined ? undefined : { host, also: also ?? [], ...rest, at: locate(node) },
    ),
    map(hostPattern, (host, node) => ({ host, also: [], at: locate(node) })),
  );
  const exception: Decode<Exception> = map(exceptionFields, ({ host, paths, reason: why, until }, node) =>
    host === undefined || why === undefined
      ? undefined
      : { host, paths: paths ?? [], reason: why, ...(until === undefined ? {} : { until }), at: locate(node) },
  );
  return mapping<Said>(
    {
      extends: relativePaths,
      approved: list(approvedEntry),
      legacy: list(legacyEntry),
      local: allowOrReport,
      placeholders: allowOrReport,
      unresolved: level,
      rules: mapping<Record<RuleId, PolicyLevel>>(ruleLevels),
      roles: mapping<Partial<Record<Role, PolicyLevel>>>({ runtime: level, sample: level, dev: level, test: level }),
      ignore: plainGlobs,
      exceptions: list(exception),
      settings: list(ownSetting),
      mentions: oneOf(['report', 'ignore'] as const),
      unreadable: list(unreadable),
      'inline-ignores': oneOf(['allow', 'base', 'off'] as const),
    },
    { confused: CONFUSED },
  );
}

/**
 * Reads a policy.
 *
 * @param file its path relative to the root, with `/`: it stands in the problems, and `extends` is relative to it.
 * @param readFile gives the files that it extends; without it, `extends` is a problem.
 */
export function loadPolicy(text: string, file: string, readFile?: ReadFile): LoadedPolicy {
  const problems: PolicyProblem[] = [];
  const said = readSaid(text, file, readFile, [], problems);
  const policy = joined(said);
  if (problems.length === 0) problems.push(...contradictions(policy));
  return problems.length > 0 ? { problems } : { policy, problems };
}

/** What the file and those it extends say, in the order in which later words count more. */
function readSaid(
  text: string,
  file: string,
  readFile: ReadFile | undefined,
  above: readonly string[],
  problems: PolicyProblem[],
): readonly Partial<Said>[] {
  const source = sourceText(text);
  const report = (offset: number, message: string): void => {
    const { line, column } = source.position(offset);
    problems.push({ path: file, line, column, message });
  };
  const tree = parseTree(text);
  for (const { offset, message } of tree.problems) report(offset, message);
  if (tree.problems.length > 0) return [];
  if (!tree.root || (tree.root.kind === 'scalar' && tree.root.value === null)) {
    report(0, 'this policy is empty: run `smtp-scan init` for one to start from');
    return [];
  }
  const context: Context = { name: POLICY, report: (node, message) => report(node.start, message) };
  const { root } = tree;
  const said = policyIn((node) => locationOf(node, file, source))(root, context);
  if (!said) return [];
  const at =
    root.kind === 'map'
      ? root.entries.find(({ key }) => key.kind === 'scalar' && key.value === 'extends')?.value
      : undefined;
  const bases = (said.extends ?? []).flatMap((base) => {
    const target = path.posix.normalize(path.posix.join(path.posix.dirname(file), base));
    const problem = extensionProblem(target, base, [...above, file], readFile);
    const content = problem === undefined ? readFile?.(target) : undefined;
    if (content !== undefined) return readSaid(content, target, readFile, [...above, file], problems);
    report(at?.start ?? 0, problem ?? `extends: there is no file ${target}`);
    return [];
  });
  return [...bases, said];
}

/** A policy from outside the root may extend what is beside or below it. */
function leadsOut(target: string, first: string): boolean {
  const outside = path.posix.isAbsolute(first) || first.startsWith('../');
  const way = path.posix.relative(outside ? path.posix.dirname(first) : '.', target);
  return way === '..' || way.startsWith('../') || path.posix.isAbsolute(way);
}

function extensionProblem(
  target: string,
  written: string,
  above: readonly string[],
  readFile: ReadFile | undefined,
): string | undefined {
  if (leadsOut(target, above[0] ?? '')) return `extends: ${written} leads out of the root`;
  if (above.includes(target)) return `extends: ${[...above, target].join(' extends ')}, in a circle`;
  if (above.length >= DEEPEST) return `extends: more than ${DEEPEST} files extend each other`;
  return readFile ? undefined : 'extends means nothing here: this policy has no files beside it';
}

function locationOf(node: Node, file: string, source: SourceText): Location {
  const start = source.position(node.start);
  const stop = source.lineBounds(start.line).end;
  const end = source.position(Math.min(node.end, stop));
  return { path: file, line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
}

/** Lists are joined, base first; of single words the last one counts. */
function joined(said: readonly Partial<Said>[]): Policy {
  const last = <K extends keyof Said>(key: K): Said[K] | undefined =>
    said.findLast((one) => one[key] !== undefined)?.[key];
  const approved = said.flatMap((one) => one.approved ?? []);
  const rules: Policy['rules'] = Object.assign({}, ...said.map((one) => one.rules ?? {}));
  return {
    approved: said.some((one) => one.approved) ? approved.flatMap(({ relay }) => relay ?? []) : undefined,
    apis: approved.flatMap(({ api }) => api ?? []),
    legacy: said.flatMap((one) => one.legacy ?? []),
    local: last('local') ?? DEFAULTS.local,
    placeholders: last('placeholders') ?? DEFAULTS.placeholders,
    unresolved: rules['unresolved-relay'] ?? last('unresolved') ?? DEFAULTS.unresolved,
    rules,
    roles: Object.assign({}, ...said.map((one) => one.roles ?? {})),
    ignore: said.flatMap((one) => one.ignore ?? []),
    exceptions: said.flatMap((one) => one.exceptions ?? []),
    settings: said.flatMap((one) => one.settings ?? []),
    mentions: last('mentions') ?? DEFAULTS.mentions,
    unreadable: said.flatMap((one) => one.unreadable ?? []),
    inlineIgnores: last('inline-ignores') ?? DEFAULTS.inlineIgnores,
  };
}

/** The policy with a replacement, as the command line names one, for the legacy relays that have none. */
export function withReplacement(
  policy: Policy,
  text: string,
): { readonly policy: Policy; readonly problem?: undefined } | { readonly problem: string } {
  const checked = checkedReplacement(text);
  if (!('value' in checked)) return checked;
  return { policy: { ...policy, legacy: policy.legacy.map((relay) => ({ replacement: checked.value, ...relay })) } };
}

/** What cannot all be meant. */
const contradictions = (policy: Policy): readonly PolicyProblem[] => [
  ...inBothLists(policy),
  ...legacyReplacements(policy),
];

/** Whoever follows such a policy is told to change the relay again. */
function legacyReplacements({ legacy }: Policy): readonly PolicyProblem[] {
  const tests = legacy.flatMap(({ host, also }) => [host, ...also]).map(compileHost);
  return legacy.flatMap(({ host, replacement: wanted, at }) =>
    wanted && at && tests.some((matches) => matches(wanted.host))
      ? [
          {
            path: at.path,
            line: at.line,
            column: at.column,
            message: `${wanted.host} is to replace ${host} and is legacy itself: name the relay that stays`,
          },
        ]
      : [],
  );
}

/** One host cannot be approved and legacy. Legacy would win; that it was meant so is not sure. */
function inBothLists({ approved, legacy }: Policy): readonly PolicyProblem[] {
  const hosts = new Set(approved?.map(({ host }) => host));
  return legacy.flatMap(({ host, also, at }) => {
    const both = [host, ...also].find((name) => hosts.has(name));
    if (both === undefined || !at) return [];
    return [
      {
        path: at.path,
        line: at.line,
        column: at.column,
        message: `${both} is both approved and legacy: keep it in one list`,
      },
    ];
  });
}

/**
 * A policy with the relays of the command line (`--approve`, `--legacy`) added; they make one where there is none.
 * Problems are words about the option's value.
 */
export function withOptions(
  policy: Policy | undefined,
  options: { readonly approve: readonly string[]; readonly legacy: readonly string[] },
): { readonly policy: Policy | undefined; readonly problems: readonly string[] } {
  const problems: string[] = [];
  const read = (option: string, values: readonly string[]) =>
    values.flatMap((value) => {
      const checked = checkedHostAndPort(value);
      if ('value' in checked) return [checked.value];
      problems.push(`${option}: ${checked.problem}`);
      return [];
    });
  const approved = read('--approve', options.approve).map(
    ({ host, port }): ApprovedRelay => ({ host, tls: 'optional', ...(port === null ? {} : { ports: [port] }) }),
  );
  const legacy = read('--legacy', options.legacy).map(({ host }): LegacyRelay => ({ host, also: [] }));
  if (approved.length === 0 && legacy.length === 0) return { policy, problems };
  const base = policy ?? DEFAULTS;
  const all = approved.length > 0 ? [...(base.approved ?? []), ...approved] : base.approved;
  return { policy: { ...base, approved: all, legacy: [...base.legacy, ...legacy] }, problems };
}
