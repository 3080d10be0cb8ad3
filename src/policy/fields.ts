import type { OwnSetting } from '../detect/own-settings.ts';
import type { Location, Role } from '../model/setting.ts';
import { RULE_IDS, type RuleId } from '../rules/index.ts';
import { byKind, type Decode, list, map, mapping, oneOf } from './decode.ts';
import type { ApprovedApi, ApprovedRelay, Exception, LegacyRelay, Policy, PolicyLevel, Unreadable } from './policy.ts';
import type { Node } from './tree.ts';
import {
  api,
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
export interface Said {
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

export function policyIn(locate: (node: Node) => Location): Decode<Partial<Said>> {
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
