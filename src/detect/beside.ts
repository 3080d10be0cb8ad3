/** What stands beside a host: port, transport, credentials, certificate checks. */
import type { Evaluator } from '../evaluate/evaluator.ts';
import { agree, bothGuards, foreign, shared } from '../evaluate/guards.ts';
import { wholeText } from '../evaluate/texts.ts';
import type { Guard, Place, TextValue, Value } from '../evaluate/value.ts';
import type { Expr } from '../model/expr.ts';
import type { Facts } from '../model/facts.ts';
import type { TlsWritten, Transport, Written } from '../model/setting.ts';
import { isSecret, isSecretReference } from '../relays/secrets.ts';
import type { Match } from './detector.ts';
import { placeBeside, SWITCHING } from './same-object.ts';
import { isOff, modesOf, saidTransport } from './transports.ts';
import { writtenWhole } from './written.ts';

export interface Beside {
  readonly port: number | null;
  readonly transport: Transport;
  readonly user: boolean;
  readonly secret: boolean;
  readonly insecure: boolean;
  /** The literals that decide the port, and those that switch TLS. */
  readonly ports: readonly Written[];
  readonly tls: readonly TlsWritten[];
}

/** One host that a match comes to: what stands beside it is of the same choices. */
export interface Chosen {
  readonly guards: readonly Guard[];
  /** It is what is used when something is unset. */
  readonly isDefault: boolean;
  /** The file that the host stands in. */
  readonly facts: Facts;
}

/** The port, the transport and the credentials of a match's host, from the values beside it. */
export function besideOf(match: Match, evaluator: Evaluator, chosen: Chosen): Beside {
  const agreeingWith = (expr: Expr): readonly Ranked[] => agreeing(valuesBeside(expr, match.place, evaluator), chosen);
  const texts = (expr: Expr | undefined): readonly TextValue[] =>
    expr ? agreeingWith(expr).map(({ value }) => value) : [];
  const isPossible = (expr: Expr): boolean =>
    valuesBeside(expr, match.place, evaluator).some(({ guards }) => agree(guards, chosen.guards));
  const nearest = (expr: Expr): readonly TextValue[] => nearestOf(texts(expr), chosen);
  const leading = (expr: Expr | undefined): readonly TextValue[] => (expr ? leadingAmong(agreeingWith(expr)) : []);
  const words = (expr: Expr | undefined): string[] => texts(expr).flatMap((value) => wholeText(value) ?? []);
  const port = words(match.port).map(numberOf).find(isPort);
  // `secure ? 465 : 587`: of a port that may be another one nothing follows.
  const isSure = leading(match.port).every((value) => numberOf(wholeText(value) ?? '') === port);
  const passwords = words(match.password).filter((text) => isSecret(text) || isSecretReference(text));
  const secretUser = texts(match.user).some((value) => wholeText(value) !== '' && !isNull(value));
  return {
    port: port ?? null,
    transport: transportOf(match, nearest, isPossible, isSure ? port : undefined),
    user: secretUser || passwords.length > 0,
    secret: passwords.some(isSecret),
    ports: leading(match.port).flatMap((value) =>
      isPort(Number(wholeText(value))) ? (writtenWhole(value) ?? []) : [],
    ),
    tls: (match.tls ?? []).flatMap(({ value, whenTrue }) =>
      leading(value).flatMap((text) => {
        const written = isSpelt(text) ? writtenWhole(text) : undefined;
        // What switches TLS off is left to people: another option may well be meant to switch it on.
        return written && whenTrue !== 'none' ? [{ ...written, whenTrue }] : [];
      }),
    ),
    insecure: words(match.verify).some((word) => /^(false|0|no|none|off|verify_none)$/i.test(word)),
  };
}

/** The values of what stands beside a host. What another method sets on the same object, it sets for those that call it. */
function valuesBeside(expr: Expr, place: Place, evaluator: Evaluator): readonly Value[] {
  const own = placeBeside(expr, place);
  const values = evaluator.evaluate(expr, own);
  const objects = own === place ? [] : evaluator.objectsSetBy(own);
  const chosenBy = new Set(objects.flat().map(({ choice }) => choice));
  return values.flatMap((value) =>
    objects.length === 0 || value.guards.some(({ choice }) => chosenBy.has(choice))
      ? [value]
      : objects.map((guards) => ({ ...value, guards: bothGuards(value.guards, guards) })),
  );
}

/** Whether the text itself stands in the file: a method such as `starttls()` says a `true` that nobody wrote. */
const isSpelt = (value: TextValue): boolean =>
  wholeText(value) !== 'true' || !SWITCHING.test(value.facts.source.text.slice(value.range.start, value.range.end));

/** The number that a text says; the registry's, and those of Windows' mail accounts, are eight hexadecimal digits. */
const numberOf = (text: string): number => {
  const digits = /^(?:dword:)?(0000[\da-f]{4})$/i.exec(text)?.[1];
  return digits === undefined ? Number(text) : Number.parseInt(digits, 16);
};

const isPort = (number: number): boolean => Number.isInteger(number) && number > 0 && number < 65536;

/** A data file says together what belongs together; a program holds the defaults of many. */
const OF_SAME_FILE = { program: 0.5, data: 2.5 } as const;

interface Ranked {
  readonly value: TextValue;
  readonly rank: number;
}

/**
 * The texts that can be of one run with the host: those first that share most of its choices and depend on fewest others, and
 * share its being a default. Of what no choice tells apart that goes first which stands in the host's own file.
 */
function agreeing(values: readonly Value[], { guards, isDefault, facts }: Chosen): readonly Ranked[] {
  const texts = values.flatMap((value) => (value.kind === 'text' && agree(value.guards, guards) ? [value] : []));
  const rank = (value: TextValue): number =>
    4 * shared(value.guards, guards) +
    ((value.fallbackOf !== undefined) === isDefault ? 2 : 0) +
    (value.facts === facts ? OF_SAME_FILE[facts.program ? 'program' : 'data'] : 0) -
    (foreign(value.guards, guards) > 0 ? 1 : 0);
  return texts.map((value) => ({ value, rank: rank(value) })).sort((a, b) => b.rank - a.rank);
}

/** Those that share most of the host's choices: what holds in every environment counts where its own says nothing. */
function nearestOf(values: readonly TextValue[], { guards }: Chosen): readonly TextValue[] {
  const most = Math.max(...values.map((value) => shared(value.guards, guards)));
  return values.filter((value) => shared(value.guards, guards) === most);
}

/** Those before which no other goes: a fix changes them with the host. */
function leadingAmong(ranked: readonly Ranked[]): readonly TextValue[] {
  const known = ranked.filter(({ value }) => wholeText(value) !== undefined);
  return known.filter(({ rank }) => rank === known[0]?.rank).map(({ value }) => value);
}

const isNull = (value: TextValue): boolean =>
  value.segments.every((segment) => segment.kind === 'hole' && segment.hole.note === 'null');

/** What one value says of the transport, and by which choices. */
interface Said {
  readonly transport: Transport;
  readonly guards: readonly Guard[];
  /** It is used when something is unset. */
  readonly isDefault: boolean;
}

/** The scheme of a connection that begins without TLS, and may go on so. */
const BEGINS_PLAIN = /^smtp$/i;

const isKind = ({ transport }: Said): boolean => transport === 'implicit' || transport === 'starttls';

function transportOf(
  match: Match,
  agreeingWith: (expr: Expr) => readonly TextValue[],
  isPossible: (expr: Expr) => boolean,
  port: number | undefined,
): Transport {
  const said: Said[] = [];
  const plain: (readonly Guard[])[] = [];
  let made: Transport = match.transport ?? 'unknown';
  for (const { value, whenTrue } of match.tls ?? []) {
    // Where TLS is spoken from the first byte, a call of `starttls()` is for another connection of the same name.
    const isOthers = match.transport === 'implicit' && whenTrue === 'starttls';
    const values = agreeingWith(value).filter((one) => !isOthers || isSpelt(one));
    const all = values.flatMap((one) => wholeText(one) ?? []);
    // Both answers of a function that reads a switch: `return text in ('1', 'true')`.
    const isOpen = all.some((word) => /^true$/i.test(word)) && all.some((word) => /^false$/i.test(word));
    // A library's default holds where nothing is said, and something is.
    if (made === 'none' && whenTrue !== 'none' && (isOpen || (values.length > 0 && all.length === 0))) made = 'unknown';
    if (isOpen) continue;
    const named = modesOf(value, []).filter((mode) => mode !== 'unknown');
    // Of `Tls::Required(parameters)` nothing but its name says the mode.
    if (values.length === 0 && isPossible(value))
      said.push(...named.map((transport) => ({ transport, guards: [], isDefault: false })));
    for (const one of values) {
      const word = wholeText(one);
      if (BEGINS_PLAIN.test(word ?? '')) plain.push(one.guards);
      // What says that there is no TLS is a switch, and no mode.
      const namedBy = whenTrue === 'none' ? [] : modesOf(value, [one]);
      const modes = [...(word === undefined ? [] : [saidTransport(word, whenTrue, port)]), ...namedBy];
      said.push(
        ...modes.map((transport) => ({ transport, guards: one.guards, isDefault: one.fallbackOf !== undefined })),
      );
    }
    if (whenTrue === made && all.some(isOff)) made = 'unknown';
  }
  const first = said.find(isKind);
  // `if use_tls: … elif use_ssl: …`, `live ? true : false`: which of the two it is, nothing here says.
  const isApart = (guards: readonly Guard[]): boolean => !agree(guards, first?.guards ?? []);
  const isOther = (one: Said): boolean => one.transport !== first?.transport && (isKind(one) || !one.isDefault);
  const isEither = said.some((one) => isOther(one) && isApart(one.guards)) || plain.some(isApart);
  if (first) return !isEither ? first.transport : port === 465 ? 'implicit' : 'unknown';
  if (said.some(({ transport }) => transport === 'none')) return 'none';
  return made === 'unknown' && port === 465 ? 'implicit' : made;
}
