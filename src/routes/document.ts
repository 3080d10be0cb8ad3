/** The outbound mail path of a repository as data: what every format of `smtp-scan routes` shows. */

import type { JudgedSetting, ScanResult } from '../model/finding.ts';
import { grouped } from '../model/grouped.ts';
import type { Certainty, Layer, Role, RouteKind, Transport, Verdict } from '../model/setting.ts';
import { activeFindings } from '../report/report.ts';
import type { Evidence, SeenSource } from './evidence.ts';
import { type RelayNames, type RelayRow, relayRows } from './relays.ts';

/** 1-based line and UTF-16 column; `path` is relative to the scan root, with `/`. */
export interface Place {
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

export interface TrailStep extends Place {
  readonly note: string;
}

/** Where a password for the relay comes from: nowhere that is seen here · it stands in the file · a reference to elsewhere. */
export type Credentials = 'none' | 'literal' | 'reference';

/** One way that mail leaves: who sends, through which relay, and which text says so. */
export interface Route {
  readonly layer: Layer;
  /** The id and the name of the system that sends. */
  readonly detector: string;
  readonly system: string;
  /** The place that sends, or hands the relay to what sends. */
  readonly from: Place;
  /** The place that names the host; the same as `from` where the sender names it itself. */
  readonly at: Place;
  readonly key: string;
  readonly ref: string | null;
  readonly host: string | null;
  readonly port: number | null;
  readonly transport: Transport;
  /** Certificates are not checked. */
  readonly insecure: boolean;
  readonly route: RouteKind;
  readonly credentials: Credentials;
  /** The variables and keys that user and password come from; never what they hold. */
  readonly login: readonly string[];
  readonly role: Role;
  readonly certainty: Certainty;
  readonly verdict: Verdict;
  /** Where mail goes: the relay's main name by the policy, or in words when nothing here names a host. */
  readonly destination: string;
  /** What the policy wants in a legacy relay's place: `host` or `host:port`. */
  readonly replacement: string | null;
  /** The rules that find fault with it; suppressed findings are left out. */
  readonly findings: readonly string[];
  readonly trail: readonly TrailStep[];
}

export interface RoutesDocument {
  /** False when something could not be read: routes may be missing. */
  readonly complete: boolean;
  readonly policy: string | null;
  /** Whether the policy lists relays. Otherwise none is judged. */
  readonly judged: boolean;
  /** By layer, sender and place. */
  readonly routes: readonly Route[];
  readonly relays: readonly RelayRow[];
  /** Whether evidence was given: without it nothing is said about what is seen. */
  readonly evidence: boolean;
  /** False when some of the evidence could not be read: a relay that was not seen may have been used. */
  readonly evidenceComplete: boolean;
  readonly senders: readonly SeenSource[];
  readonly unread: readonly { readonly path: string; readonly line?: number; readonly message: string }[];
}

export interface DocumentOptions {
  /** A detector's name for people. */
  readonly titleOf: (detector: string) => string;
  readonly names: RelayNames;
  readonly evidence: Evidence | undefined;
}

export const LAYERS: readonly Layer[] = ['server', 'application', 'client', 'deployment', 'monitoring'];

/** `result` must be free of credentials (`redacted`). */
export function routesDocument(result: ScanResult, options: DocumentOptions): RoutesDocument {
  const routes = routesOf(result, options);
  return {
    complete: result.complete,
    policy: result.policy,
    judged: result.judges,
    routes,
    relays: relayRows(routes, options.evidence, options.names),
    evidence: options.evidence !== undefined,
    evidenceComplete: options.evidence?.complete ?? true,
    senders: options.evidence?.sources ?? [],
    unread: result.diagnostics.map(({ path, line, message }) => ({
      path,
      ...(line === undefined ? {} : { line }),
      message,
    })),
  };
}

function routesOf(result: ScanResult, options: DocumentOptions): readonly Route[] {
  const { settings } = result;
  const rules = rulesBySetting(result);
  const onLine = grouped(settings, lineOf);
  const named = new Set(settings.flatMap(({ trail }) => trail.map(spot)));
  return settings
    .flatMap((setting, index) => {
      // A use that another place decides is the beginning of that place's route.
      if (setting.decided && named.has(spot(setting))) return [];
      return [routeOf(setting, useOf(setting, onLine), rules.get(index) ?? [], options)];
    })
    .sort(byLayerAndPlace);
}

/** The setting at the beginning of the way: what sends, as its own detector sees it. */
function useOf(
  setting: JudgedSetting,
  onLine: ReadonlyMap<string, readonly JudgedSetting[]>,
): JudgedSetting | undefined {
  for (const step of setting.trail) {
    const others = (onLine.get(lineOf(step)) ?? []).filter((other) => lineOf(other) !== lineOf(setting));
    const use = others.find(({ decided }) => decided) ?? others[0];
    if (use) return use;
  }
  return undefined;
}

function routeOf(
  setting: JudgedSetting,
  use: JudgedSetting | undefined,
  findings: readonly string[],
  { titleOf, names }: DocumentOptions,
): Route {
  const sender = use ?? setting;
  const { path, line, column, host, port, transport, insecure, key, ref, route, role, certainty, verdict } = setting;
  return {
    layer: sender.layer,
    detector: sender.detector,
    system: titleOf(sender.detector),
    from: placeOf(use ?? setting.trail[0] ?? setting),
    at: { path, line, column },
    ...{ key, ref, host, route, role, certainty, verdict, insecure },
    port: port ?? use?.port ?? null,
    transport: transport === 'unknown' ? (use?.transport ?? 'unknown') : transport,
    credentials: credentialsOf(setting, use),
    login: setting.login ?? use?.login ?? [],
    destination: host === null ? elsewhere(setting) : names.mainName(host),
    replacement: verdict === 'legacy' && host !== null ? names.replacementOf(host) : null,
    findings,
    trail: setting.trail.flatMap((step) => (step.isFurther ? [] : [{ ...placeOf(step), note: step.note }])),
  };
}

/** A password that the use sees may belong to another of its relays: beside this one it is only a reference. */
function credentialsOf(setting: JudgedSetting, use: JudgedSetting | undefined): Credentials {
  if (setting.secret) return 'literal';
  return setting.authenticated || use?.authenticated || use?.secret ? 'reference' : 'none';
}

function elsewhere({ route, ref, detector, implicit }: JudgedSetting): string {
  if (route === 'api') return `HTTP API (${ref ?? detector})`;
  if (route === 'direct') return "the recipient's MX";
  if (route === 'local-program') return `local program${ref === null ? '' : ` (${ref})`}`;
  if (implicit) return ref === null ? "the library's default" : `the default (${ref})`;
  return ref === null ? 'not decided here' : `not decided here (${ref})`;
}

function rulesBySetting(result: ScanResult): ReadonlyMap<number, readonly string[]> {
  const rules = new Map<number, string[]>();
  for (const { setting, rule } of activeFindings(result)) {
    if (setting === null) continue;
    const known = rules.get(setting);
    if (!known) rules.set(setting, [rule]);
    else if (!known.includes(rule)) known.push(rule);
  }
  return rules;
}

const spot = ({ path, line, column }: Place): string => `${path}\0${line}\0${column}`;

const lineOf = ({ path, line }: Omit<Place, 'column'>): string => `${path}\0${line}`;

const placeOf = ({ path, line, column }: Place): Place => ({ path, line, column });

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const comparePlaces = (a: Place, b: Place): number => compare(a.path, b.path) || a.line - b.line || a.column - b.column;

const byLayerAndPlace = (a: Route, b: Route): number =>
  LAYERS.indexOf(a.layer) - LAYERS.indexOf(b.layer) ||
  comparePlaces(a.from, b.from) ||
  comparePlaces(a.at, b.at) ||
  compare(a.destination, b.destination) ||
  compare(a.detector, b.detector);
