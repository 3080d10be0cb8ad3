/** What a policy says, once it is read and checked. Plain data; `load.ts` makes it, `judge.ts` applies it. */
import type { OwnSetting } from '../detect/own-settings.ts';
import type { Level } from '../model/finding.ts';
import type { Location, Role } from '../model/setting.ts';
import type { RuleId } from '../rules/index.ts';

/**
 * A host as a policy names it, lower case: a name, a name with `*` for one whole label or `**` for one or more, an address,
 * or a range of addresses in CIDR notation.
 */
export type HostPattern = string;

/** A level, or silence. */
export type PolicyLevel = 'ignore' | Level;

export interface ApprovedRelay {
  readonly host: HostPattern;
  /** Any port when left out. */
  readonly ports?: readonly number[];
  readonly tls: 'required' | 'optional';
  readonly reason?: string;
}

/** A provider's HTTP API that mail may leave through. */
export interface ApprovedApi {
  readonly api: string;
  readonly reason?: string;
}

export interface Replacement {
  readonly host: string;
  readonly port: number | null;
}

export interface LegacyRelay {
  readonly host: HostPattern;
  /** Other names and addresses of the same relay. */
  readonly also: readonly HostPattern[];
  readonly replacement?: Replacement;
  readonly reason?: string;
  /** Where the policy says so; undefined for one from the command line. */
  readonly at?: Location;
}

export interface Exception {
  readonly host: HostPattern;
  /** Globs; every path when empty. */
  readonly paths: readonly string[];
  readonly reason: string;
  /** The last day on which it holds, `YYYY-MM-DD`. */
  readonly until?: string;
  readonly at: Location;
}

/** Files that need not be read in full, although they may speak of mail. */
export interface Unreadable {
  /** Globs. */
  readonly paths: readonly string[];
  readonly reason: string;
}

export interface Policy {
  /** Undefined when the policy has no list of approved relays: then only the legacy ones are findings. */
  readonly approved: readonly ApprovedRelay[] | undefined;
  readonly apis: readonly ApprovedApi[];
  readonly legacy: readonly LegacyRelay[];
  readonly local: 'allow' | 'report';
  readonly placeholders: 'allow' | 'report';
  readonly unresolved: PolicyLevel;
  /** What a rule's level is in this policy, instead of its own. */
  readonly rules: Readonly<Partial<Record<RuleId, PolicyLevel>>>;
  /** The most severe level that findings of a role may have. */
  readonly roles: Readonly<Partial<Record<Role, PolicyLevel>>>;
  /** Globs of what is not looked at. */
  readonly ignore: readonly string[];
  readonly exceptions: readonly Exception[];
  readonly settings: readonly OwnSetting[];
  /** Whether every file is searched for the names of legacy relays. */
  readonly mentions: 'report' | 'ignore';
  /** What may be left unread without making the scan incomplete. */
  readonly unreadable: readonly Unreadable[];
  /** Whether ignore comments count: always, only those that the base commit has too, never. */
  readonly inlineIgnores: 'allow' | 'base' | 'off';
}

/** Stands for the path of a policy that only the command line makes. */
export const COMMAND_LINE = 'the command line';

/** What the policy leaves unsaid. */
export const DEFAULTS: Policy = {
  approved: undefined,
  apis: [],
  legacy: [],
  local: 'allow',
  placeholders: 'allow',
  unresolved: 'note',
  rules: {},
  roles: {},
  ignore: [],
  exceptions: [],
  settings: [],
  mentions: 'report',
  unreadable: [],
  inlineIgnores: 'base',
};

/** What is wrong with a policy, for people. */
export interface PolicyProblem {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}
