/**
 * The result as `--format json` writes it and `scan` gives it; schema/result.schema.json describes the same. Keys are only
 * ever added within a schemaVersion. The build publishes these types as they stand here, so this file imports nothing.
 */

/** Lines and columns are 1-based, columns count UTF-16 code units, the end is exclusive. */
export interface ResultPlace {
  /** Relative to the scan root, with `/`. */
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export type ResultVerdict = 'approved' | 'legacy' | 'unapproved' | 'local' | 'placeholder' | 'unresolved';

/** One step from the use of a relay to the place that names it. */
export interface ResultStep {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly note: string;
}

/** A place that decides through which relay mail leaves. The range is the host text itself: replacing it is the fix. */
export interface ResultSetting extends ResultPlace {
  /** Null when no literal in the repository decides it. */
  readonly host: string | null;
  readonly port: number | null;
  readonly transport: 'none' | 'starttls' | 'implicit' | 'unknown';
  /** A user name or password stands beside the host. */
  readonly authenticated: boolean;
  readonly detector: string;
  /** The key or call that holds the host. */
  readonly key: string;
  /** The variable, key or expression that the host comes through. */
  readonly ref: string | null;
  readonly source: 'literal' | 'default' | 'environment' | 'service' | 'address';
  readonly role: 'runtime' | 'sample' | 'dev' | 'test';
  readonly layer: 'server' | 'application' | 'client' | 'deployment' | 'monitoring';
  readonly route: 'relay' | 'mx' | 'direct' | 'api' | 'local-program';
  readonly certainty: 'certain' | 'likely';
  readonly verdict: ResultVerdict;
  /** A password or token stands there literally; it is never shown. */
  readonly secret?: true;
  /** Certificate checks are switched off. */
  readonly insecure?: true;
  /** A use whose variable or key is given a value elsewhere in the repository. */
  readonly decided?: true;
  /** A mail library is used without a host; `ref` is the default that then decides. */
  readonly implicit?: true;
  /** What to do beside changing the text. */
  readonly advice?: string;
  /** From the use to this place. */
  readonly trail: readonly ResultStep[];
}

/** Another text for exactly what stands at the place. */
export interface ResultEdit extends ResultPlace {
  readonly replacement: string;
}

/** What is wrong, or worth knowing. */
export interface ResultFinding extends Partial<ResultPlace> {
  /** A rule's id: `legacy-relay`. */
  readonly rule: string;
  readonly level: 'error' | 'warning' | 'note';
  /** Index into `settings`; null for one that has a place of its own. */
  readonly setting: number | null;
  readonly message: string;
  /** Stays the same when lines move. 32 hex digits. */
  readonly fingerprint: string;
  /** The edit of the host, and those that have to be made with it: all of them, or none. */
  readonly fix?: ResultEdit & { readonly also?: readonly ResultEdit[] };
  /** Only when suppressed findings are asked for. */
  readonly suppressed?: { readonly kind: 'inSource' | 'external'; readonly reason: string };
  /** Of `legacy-mention`: the relay that is named, and where else the same file does. */
  readonly mention?: { readonly host: string; readonly further: readonly ResultPlace[] };
}

/** A relay, the settings that name it (indexes), and the worst of their verdicts. */
export interface ResultRelay {
  readonly host: string;
  readonly settings: readonly number[];
  readonly verdict: ResultVerdict;
}

/** What could not be read or done, for people. */
export interface ResultDiagnostic {
  readonly path: string;
  readonly line?: number;
  readonly message: string;
}

export interface Result {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: 'smtp-scan'; readonly version: string };
  readonly root: string;
  /** The policy that judged, relative to the scan root, or null. */
  readonly policy: string | null;
  /** False when something could not be read: the result may lack something. */
  readonly complete: boolean;
  readonly settings: readonly ResultSetting[];
  readonly findings: readonly ResultFinding[];
  /** Sorted by host. */
  readonly relays: readonly ResultRelay[];
  readonly diagnostics: readonly ResultDiagnostic[];
  readonly statistics: {
    readonly files: number;
    readonly read: number;
    /** Files and folders that were left out, by reason. */
    readonly leftOut?: Readonly<Record<string, number>>;
    /** What git tracks and is not checked out. */
    readonly absent?: number;
  };
  /** Suppressed findings are not counted. */
  readonly summary: {
    readonly files: number;
    readonly read: number;
    readonly settings: number;
    readonly findings: { readonly error: number; readonly warning: number; readonly note: number };
  };
}
