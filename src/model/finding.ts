/** What a scan concludes. */
import type { ByteColumns, Diagnostic, Location, Setting, Verdict } from './setting.ts';

/** SARIF's levels that a finding can have. */
export type Level = 'error' | 'warning' | 'note';

export interface JudgedSetting extends Setting {
  readonly verdict: Verdict;
}

/** What a relay is to be replaced with. `port` null keeps the one that is there. */
export interface Wanted {
  readonly host: string;
  readonly port: number | null;
  readonly tls: 'required' | 'optional';
}

/** Another text for exactly what stands at the location. */
export interface Edit extends Location {
  readonly replacement: string;
  readonly bytes?: ByteColumns;
}

/** The edits that put a replacement in a relay's place, that of the host first: all of them, or none. */
export interface Fix {
  readonly edits: readonly [Edit, ...Edit[]];
  /** The lines of the finding's file from the first to the last one that changes, as they read afterwards; not when far apart. */
  readonly lines?: { readonly first: number; readonly texts: readonly string[] };
}

export interface Suppression {
  /** SARIF's words: an inline comment is `inSource`, a policy exception or a baseline entry `external`. */
  readonly kind: 'inSource' | 'external';
  readonly reason: string;
}

/** Another place that a finding speaks of: the first one of a relay that its message names. */
export interface Related extends Location {
  readonly host: string;
}

export interface Finding extends Location {
  /** A rule's id: `legacy-relay`. */
  readonly rule: string;
  readonly level: Level;
  /** Index into the settings; null for findings about the policy, an ignore comment or a mention. */
  readonly setting: number | null;
  readonly message: string;
  readonly bytes?: ByteColumns;
  readonly related?: readonly Related[];
  /** Over rule, path, key and host: stays the same when lines move. 32 hex digits. */
  readonly fingerprint: string;
  /** What the policy wants in its place. */
  readonly wanted?: Wanted;
  readonly fix?: Fix;
  readonly suppressed?: Suppression;
  /** Of a place that names a legacy relay: which, and where else the same file does. */
  readonly mention?: { readonly host: string; readonly further: readonly Location[] };
}

export interface Statistics {
  /** Files that were listed, and those of them that were read. */
  readonly files: number;
  readonly read: number;
  /** Files and folders that were left out, by reason. */
  readonly leftOut?: Readonly<Record<string, number>>;
  /** Tracked files and submodules that are not checked out. */
  readonly absent?: number;
}

export interface ScanResult {
  /** How the scan root is to be shown; results' paths are relative to it. */
  readonly root: string;
  /** Sorted by path, line, column, host. */
  readonly settings: readonly JudgedSetting[];
  /** Sorted likewise; suppressed ones included. */
  readonly findings: readonly Finding[];
  readonly diagnostics: readonly Diagnostic[];
  /** Path of the policy that was used, relative to the scan root, or null when there was none. */
  readonly policy: string | null;
  /** Whether the policy lists relays, approved or legacy ones. Otherwise none can be either. */
  readonly judges: boolean;
  readonly statistics: Statistics;
  /** False when a reader or a detector failed on a file: the result may lack something. */
  readonly complete: boolean;
  /** Findings that are not here because a baseline or the base commit has them, too. */
  readonly known?: number;
}
