/** Runs detectors over one file's Facts and turns their matches into settings. */
import { isIP } from 'node:net';
import type { Evaluator } from '../evaluate/evaluator.ts';
import type { Facts } from '../model/facts.ts';
import type { Diagnostic, Role, RouteKind, Setting } from '../model/setting.ts';
import type { ParsedRelay } from '../relays/host.ts';
import { fileMatcher } from '../select/file-names.ts';
import { mayMatch, wordsIn } from '../select/needs.ts';
import { roleOf } from '../select/role.ts';
import { besideOf } from './beside.ts';
import type { Detector, Match, Tools } from './detector.ts';
import { type Found, foundBy } from './found.ts';
import { isLibrary } from './libraries.ts';
import { locationOf, trailOf } from './trail.ts';

export interface Detection {
  readonly settings: readonly Setting[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Runs every detector on a file. One that throws becomes a diagnostic; the others' settings stay. */
export function detect(facts: Facts, detectors: readonly Detector[], evaluator: Evaluator, role: Role): Detection {
  const settings: Setting[] = [];
  const diagnostics: Diagnostic[] = [];
  if (isLibrary(facts)) return { settings, diagnostics };
  for (const file of [facts, ...embeddedOf(facts)]) {
    const words = wordsIn(file);
    const name = file.name ?? file.path;
    const tools: Tools = { ...evaluator, isFile: (globs) => fileMatcher(globs)(name) };
    for (const detector of detectors) {
      if (detector.formats && !detector.formats.includes(file.format)) continue;
      if (detector.files && !fileMatcher(detector.files)(name)) continue;
      try {
        for (const matcher of detector.settings) {
          if (!mayMatch(matcher, file.format, words)) continue;
          for (const match of matcher(file, tools))
            settings.push(...settingsOf(match, detector, file, evaluator, role));
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
  }
  return { settings: distinct(settings), diagnostics };
}

const embeddedOf = (facts: Facts): readonly Facts[] =>
  (facts.embedded ?? []).flatMap((inner) => [inner, ...embeddedOf(inner)]);

function settingsOf(match: Match, detector: Detector, facts: Facts, evaluator: Evaluator, role: Role): Setting[] {
  return foundBy(match, facts, evaluator).map((one) => {
    const beside = besideOf(match, evaluator, { guards: one.guards, isDefault: one.source === 'default' });
    const trail = trailOf(one, match, facts);
    return {
      ...locationOf(one.facts, one.range),
      host: one.host,
      port: one.parsed?.port ?? beside.port,
      transport: one.parsed && one.parsed.transport !== 'unknown' ? one.parsed.transport : beside.transport,
      authenticated: beside.user || (one.parsed?.user ?? false),
      secret: beside.secret || (one.parsed?.password ?? false),
      insecure: beside.insecure || (one.parsed?.insecure ?? false),
      ...namedBy(one, match, detector),
      ref: one.ref,
      source: one.source,
      role: one.facts.path === facts.path ? role : roleOf(one.facts.path),
      layer: match.layer ?? detector.layer,
      route: match.api === undefined ? (match.route ?? routeOf(match, one.parsed)) : 'api',
      certainty: match.certainty ?? 'certain',
      trail,
      ...(match.host || match.api !== undefined ? {} : { implicit: true }),
      ...(one.decided ? { decided: true } : {}),
      ...(one.partial ? { partial: true } : {}),
    };
  });
}

/** The key that holds the host: that of the use, or the variable or key elsewhere that the use reads. */
function namedBy({ host, hops, partial }: Found, match: Match, detector: Detector): Pick<Setting, 'detector' | 'key'> {
  const last = hops.findLast(({ kind }) => kind !== 'read');
  if ((host === null && !partial) || last?.kind !== 'configured') return { detector: detector.id, key: match.key };
  return { detector: VARIABLE.test(last.name) ? 'environment' : detector.id, key: last.name };
}

const VARIABLE = /^[A-Z][A-Z0-9_]*$/;

const routeOf = (match: Match, parsed: ParsedRelay | undefined): RouteKind =>
  parsed && (parsed.mx || (match.mxUnlessBracketed && !parsed.bracketed && isIP(parsed.host) === 0)) ? 'mx' : 'relay';

const CERTAINTY = { certain: 0, likely: 1 } as const;

/**
 * One setting for one host text: the same place found by several detectors, or by the name and by a use, is kept once,
 * with the surest detector's word and the longest trail.
 */
export function distinct(settings: readonly Setting[]): Setting[] {
  const byPlace = new Map<string, Setting>();
  for (const setting of settings) {
    const what = setting.host ?? `\0${setting.endLine}${setting.route === 'api' ? setting.ref : ''}`;
    const id = `${setting.path}\0${setting.line}\0${setting.column}\0${what}`;
    const other = byPlace.get(id);
    byPlace.set(id, other ? better(other, setting) : setting);
  }
  return decidedOnce([...byPlace.values()]);
}

/** A use that another place decides is told of once on its line, however many detectors see it there. */
function decidedOnce(settings: readonly Setting[]): Setting[] {
  const isDecided = ({ host, decided }: Setting): boolean => host === null && decided === true;
  const isLess = (one: Setting, other: Setting): boolean =>
    isDecided(other) ? CERTAINTY[other.certainty] < CERTAINTY[one.certainty] : isDecided(one);
  const first = new Map<string, Setting>();
  const lineOf = ({ path, line }: Setting): string => `${path}\0${line}`;
  for (const setting of settings.filter(({ host }) => host === null)) {
    const known = first.get(lineOf(setting));
    if (!known || isLess(known, setting)) first.set(lineOf(setting), setting);
  }
  return settings.filter((setting) => !isDecided(setting) || first.get(lineOf(setting)) === setting);
}

function better(a: Setting, b: Setting): Setting {
  const [first, second] = CERTAINTY[b.certainty] < CERTAINTY[a.certainty] ? [b, a] : [a, b];
  return {
    ...first,
    port: first.port ?? second.port,
    transport: first.transport === 'unknown' ? second.transport : first.transport,
    authenticated: first.authenticated || second.authenticated,
    secret: first.secret || second.secret,
    ref: first.ref ?? second.ref,
    trail: second.trail.length > first.trail.length ? second.trail : first.trail,
  };
}
