/** Runs detectors over one file's Facts and turns their matches into settings. */
import { isIP } from 'node:net';
import type { Evaluator } from '../evaluate/evaluator.ts';
import type { Hop } from '../evaluate/value.ts';
import { type Budget, createBudget } from '../model/budget.ts';
import type { Facts } from '../model/facts.ts';
import { grouped } from '../model/grouped.ts';
import type {
  Diagnostic,
  Role,
  RouteKind,
  Setting,
  Source,
  Step,
  Transport,
  Written,
  WrittenRelay,
} from '../model/setting.ts';
import type { ParsedRelay } from '../relays/host.ts';
import { fileMatcher } from '../select/file-names.ts';
import { mayMatch, wordsIn } from '../select/needs.ts';
import { isApart, roleOf, roleOfStep, weighsMore } from '../select/role.ts';
import { byteColumns } from '../text/source-text.ts';
import { type Beside, besideOf } from './beside.ts';
import { branchRole } from './branch-role.ts';
import { isOfAnotherProtocol } from './candidates.ts';
import { isInDeployingJob } from './deploying-jobs.ts';
import type { Detector, Match, Tools } from './detector.ts';
import { exceededBy, repeatedIn } from './entries.ts';
import { type Found, foundBy } from './found.ts';
import { withoutLibrarys } from './libraries.ts';
import { loginNames } from './login.ts';
import { isWithin, locationOf, trailOf } from './trail.ts';

export interface Detection {
  readonly settings: readonly Setting[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Runs every detector on a file. One that throws becomes a diagnostic; the others' settings stay. `turn` is waited for whenever
 * much has been done, so that a signal that ends the run is heard within one long file, too.
 */
export async function detect(
  facts: Facts,
  detectors: readonly Detector[],
  evaluator: Evaluator,
  role: Role,
  budget: Budget = createBudget(),
  texts: Pick<Tools, 'textFile' | 'textFilesIn'> = NO_TEXTS,
  turn: () => Promise<void> = async () => {},
): Promise<Detection> {
  let since = 0;
  const breathe = async (): Promise<void> => {
    if (budget.work() - since < BETWEEN_TURNS && facts.source.text.length < LONG) return;
    since = budget.work();
    await turn();
  };
  const settings: Setting[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const file of [facts, ...embeddedOf(facts)]) {
    const words = wordsIn(file);
    const name = file.name ?? file.path;
    const tools: Tools = { ...evaluator, isFile: (globs) => fileMatcher(globs)(name), ...texts };
    let asked = false;
    for (const detector of detectors) {
      if (detector.formats && !detector.formats.includes(file.format)) continue;
      if (detector.files && !fileMatcher(detector.files)(name)) continue;
      try {
        for (const matcher of detector.settings) {
          if (!mayMatch(matcher, file.format, words)) continue;
          asked = true;
          await breathe();
          for (const match of matcher(file, tools)) {
            if (budget.work() - since >= BETWEEN_TURNS) await breathe();
            const found = settingsOf(match, detector, file, evaluator, role);
            if (!budget.spend('settings', found.length)) break;
            for (const setting of found) settings.push(setting);
          }
        }
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        diagnostics.push({
          path: facts.path,
          message: `detector ${detector.id} failed on this file (${reason}); its settings are missing`,
          failed: true,
        });
      }
    }
    if (!asked) continue;
    for (const said of exceededBy(file)) budget.giveUp(said);
    budget.spend('repeated', repeatedIn(file));
  }
  return { settings: distinct(withoutLibrarys(settings, facts)), diagnostics };
}

/** Where there is no tree of files. */
const NO_TEXTS: Pick<Tools, 'textFile' | 'textFilesIn'> = { textFile: () => undefined, textFilesIn: () => [] };

/** Steps of the evaluation between two turns, and characters of a file whose every matcher takes long. */
const BETWEEN_TURNS = 20_000;
const LONG = 100_000;

const embeddedOf = (facts: Facts): readonly Facts[] =>
  (facts.embedded ?? []).flatMap((inner) => [inner, ...embeddedOf(inner)]);

function settingsOf(match: Match, detector: Detector, facts: Facts, evaluator: Evaluator, role: Role): Setting[] {
  const all = foundBy(match, facts, evaluator);
  const isEither = schemesThatDiffer(all);
  return all.flatMap((bare) => {
    const one = match.via ? { ...bare, hops: [...match.via, ...bare.hops] } : bare;
    const beside = besideOf(match, evaluator, {
      guards: one.guards,
      isDefault: one.source === 'default',
      facts: one.facts,
    });
    if (!detector.noRelay && isOfAnotherProtocol(match, one.parsed?.port ?? beside.port)) return [];
    const trail = trailOf(one, match, facts);
    const login = loginNames(match, evaluator, one.guards);
    const place = locationOf(one.facts, one.range);
    const bytes = byteColumns(one.facts.source, place);
    return {
      ...place,
      ...(bytes ? { bytes } : {}),
      host: one.host,
      port: one.parsed?.port ?? beside.port,
      transport: isEither(bare) ? 'unknown' : transportOf(one.parsed, beside),
      authenticated: beside.user || (one.parsed?.user ?? false),
      // Told at the host's own place, not once more at the use that reads it.
      secret: !one.decided && (beside.secret || (one.parsed?.password ?? false)),
      insecure: beside.insecure || (one.parsed?.insecure ?? false),
      ...namedBy(one, match, detector, facts),
      ref: one.ref,
      source: one.source,
      role: roleAt(one, facts, match.isSent ? roleOfStep(facts.path) : role),
      layer: match.layer ?? detector.layer,
      route: match.api === undefined ? (match.route ?? routeOf(match, one)) : 'api',
      certainty: match.certainty ?? 'certain',
      trail,
      ...(one.written ? { written: withBeside(one.written, one.source, beside) } : {}),
      ...(match.host || match.api !== undefined ? {} : { implicit: true }),
      ...adviceOf(detector, one.host === null && one.decided !== true),
      ...(one.decided ? { decided: true } : {}),
      ...(one.partial ? { partial: true } : {}),
      ...(one.hidden ? { hidden: true } : {}),
      ...(one.isCut && !one.decided ? { isCut: true } : {}),
      ...(match.standsFor ? { standsFor: match.standsFor } : {}),
      ...(match.awaits ? { awaits: match.awaits } : {}),
      ...(detector.noRelay ? { noRelay: true } : {}),
      ...(login.length > 0 ? { login } : {}),
    };
  });
}

/** What the host's own text says goes before what stands beside it. */
const transportOf = (parsed: ParsedRelay | undefined, beside: Beside): Transport =>
  parsed && parsed.transport !== 'unknown' ? parsed.transport : beside.transport;

/** Whether a host's text follows one scheme on some ways and another one on others: `${tls ? 'smtps' : 'smtp'}://host`. */
function schemesThatDiffer(all: readonly Found[]): (one: Found) => boolean {
  const key = ({ facts, range }: Found): string => `${facts.path}:${range.start}`;
  const transports = new Map([...grouped(all, key)].map(([at, ones]) => [at, new Set(ones.map(transportWritten))]));
  return (one) => (transports.get(key(one))?.size ?? 0) > 1;
}

const transportWritten = ({ parsed }: Found): Transport | undefined => parsed?.transport;

/**
 * The role of the file that holds the host; in a deployed one that of the branch around it. What a deployed program imports
 * from a folder of tests or samples is its own; what these pass to the program or set for it is theirs.
 */
function roleAt(one: Found, facts: Facts, role: Role): Role {
  const isOwn = one.facts.path === facts.path || (role === 'runtime' && isImported(one));
  const ofFile = isOwn ? role : roleOf(one.facts.path);
  if (ofFile === 'test' && isInDeployingJob(one.facts, one.range)) return 'runtime';
  if (ofFile !== 'runtime') return ofFile;
  const places = isOwn ? [one, ...one.hops] : [one];
  return places.map((place) => branchRole(place.facts, place.range)).find((of) => of !== undefined) ?? ofFile;
}

const isImported = ({ facts, hops }: Found): boolean =>
  isApart(facts.path) &&
  hops.every(({ kind, facts: at }) => (kind !== 'passed' && kind !== 'configured') || roleOf(at.path) === 'runtime');

/** What the host's own text says goes before what stands beside it; a service's name says it all. */
const withBeside = (written: WrittenRelay, source: Source, beside: Beside): WrittenRelay =>
  source === 'service'
    ? written
    : { ...written, ports: written.ports.length > 0 ? written.ports : beside.ports, tls: beside.tls };

/** The key that holds the host: that of the use, or the variable or key elsewhere that the use reads. */
function namedBy(found: Found, match: Match, detector: Detector, facts: Facts): Pick<Setting, 'detector' | 'key'> {
  const { host, hops, partial } = found;
  const last = isWithin(found, match, facts) ? undefined : hops.findLast(({ kind }) => kind !== 'read');
  if ((host === null && !partial) || last?.kind !== 'configured') return { detector: detector.id, key: match.key };
  const { name } = holderOf(found) ?? last;
  return { detector: VARIABLE.test(name) ? 'environment' : detector.id, key: name };
}

/** The nearest key before a host: of `[{{ relay }}]:{{ relay_port }}` the last one that was given its value is the port's. */
const holderOf = ({ facts, range, hops }: Found): Hop | undefined =>
  hops
    .filter((hop) => hop.kind === 'configured' && hop.facts === facts && hop.range.start <= range.start)
    .reduce<Hop | undefined>(
      (nearest, hop) => (nearest && nearest.range.start > hop.range.start ? nearest : hop),
      undefined,
    );

const VARIABLE = /^[A-Z][A-Z0-9_]*$/;

/** A use without a host is looked for where the product keeps it; a host in a file that is copied needs the copy made anew. */
function adviceOf({ held, remake }: Detector, isOpen: boolean): { readonly advice?: string } {
  if (isOpen) return held ? { advice: `show it: ${held.show}; change it: ${held.change}` } : {};
  return remake === undefined ? {} : { advice: `after a change: ${remake}` };
}

/** Of a host that is open nobody knows whether it has brackets of its own. */
const routeOf = (match: Match, { host, parsed }: Found): RouteKind =>
  parsed && (parsed.mx || (host !== null && match.mxUnlessBracketed && !parsed.bracketed && isIP(host) === 0))
    ? 'mx'
    : 'relay';

const CERTAINTY = { certain: 0, likely: 1 } as const;

/**
 * One setting for one host text: the same place found by several detectors, or by the name and by a use, is kept once,
 * with the surest detector's word, the longest trail and the other uses.
 */
export function distinct(settings: readonly Setting[]): Setting[] {
  return decidedOnce([...grouped(settings, placeOf).values()].map(merged));
}

function placeOf({ path, line, column, endLine, host, route, ref, standsFor, noRelay }: Setting): string {
  const what = host ?? `\0${endLine}${route === 'api' ? ref : ''}`;
  return `${path}\0${line}\0${column}\0${what}\0${standsFor?.join(' ') ?? ''}\0${noRelay ?? ''}`;
}

/** A use that another place decides is told of once on its line, however many detectors see it there. */
function decidedOnce(settings: readonly Setting[]): Setting[] {
  const isDecided = ({ host, decided }: Setting): boolean => host === null && decided === true;
  const isLess = (one: Setting, other: Setting): boolean =>
    isDecided(other) ? CERTAINTY[other.certainty] < CERTAINTY[one.certainty] : isDecided(one);
  const first = new Map<string, Setting>();
  const lineOf = ({ path, line, noRelay }: Setting): string => `${path}\0${line}\0${noRelay ?? ''}`;
  for (const setting of settings.filter(({ host }) => host === null)) {
    const known = first.get(lineOf(setting));
    if (!known || isLess(known, setting)) first.set(lineOf(setting), setting);
  }
  return settings.filter((setting) => !isDecided(setting) || first.get(lineOf(setting)) === setting);
}

/** The first sure one of the same place, then the others as they come. */
function surestFirst(same: readonly Setting[]): readonly Setting[] {
  const surest = same.find(({ certainty }) => certainty === 'certain');
  return surest ? [surest, ...same.filter((one) => one !== surest)] : same;
}

function merged(same: readonly Setting[]): Setting {
  const ordered = surestFirst(same);
  const one = { ...ordered.reduce(better), transport: commonTransport(ordered) };
  return same.length > 1 && one.written ? { ...one, written: { ...one.written, ...besideAll(ordered) } } : one;
}

/** What another detector finds there waits for no use. */
const sure = ({ awaits, ...setting }: Setting, other: Setting): Setting =>
  awaits && other.awaits ? { ...setting, awaits } : setting;

const better = (first: Setting, second: Setting): Setting => ({
  ...sure(first, second),
  port: first.port ?? second.port,
  authenticated: first.authenticated || second.authenticated,
  secret: first.secret || second.secret,
  ...(first.login || second.login ? { login: first.login ?? second.login ?? [] } : {}),
  ref: first.ref ?? second.ref,
  role: weighsMore(second.role, first.role) ? second.role : first.role,
  trail: second.trail.length > first.trail.length ? withUses(second, first) : withUses(first, second),
  ...(first.written || second.written ? { written: { ...NOTHING_BESIDE, ...second.written, ...first.written } } : {}),
});

/** Of what is used all over a program not every use is told. */
const MOST_FURTHER = 8;

/** The way from one use, and where other uses of the same place stand. */
function withUses({ trail: [use, ...way] }: Setting, { trail: other }: Setting): readonly Step[] {
  if (!use) return other;
  const isNew = ({ path, line }: Step): boolean =>
    [use, ...way].every((step) => step.path !== path || step.line !== line);
  const room = MOST_FURTHER - way.filter(({ isFurther }) => isFurther).length;
  const further = other
    .filter((step, index) => (index === 0 || step.isFurther) && isNew(step))
    .slice(0, Math.max(0, room))
    .map((step): Step => ({ ...step, isFurther: true }));
  return [use, ...further, ...way];
}

/** What the uses that say anything of TLS agree on, as the first of their detectors knows them: another one may read its words otherwise. */
function commonTransport(same: readonly Setting[]): Transport {
  const [first, ...others] = same.filter(({ transport }) => transport !== 'unknown');
  const isOther = (one: Setting): boolean => one.detector === first?.detector && one.transport !== first.transport;
  return first === undefined || others.some(isOther) ? 'unknown' : first.transport;
}

const NOTHING_BESIDE = { ports: [], tls: [] } as const;

/** Several uses of one host text may take their ports from several places: all change with it. */
function besideAll(settings: readonly Setting[]): Pick<WrittenRelay, 'ports' | 'tls'> {
  const all = <T extends Written>(listOf: (written: WrittenRelay) => readonly T[]): readonly T[] => {
    const list = settings.flatMap(({ written }) => (written ? listOf(written) : []));
    return [...new Map(list.map((each) => [`${each.path}\0${each.line}\0${each.column}`, each])).values()];
  };
  return { ports: all(({ ports }) => ports), tls: all(({ tls }) => tls) };
}
