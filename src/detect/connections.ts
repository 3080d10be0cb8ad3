/** Clients that speak over a connection which the program opens itself: what opens it says host, port and whether it is TLS. */
import { matchesAny } from '../evaluate/lookup.ts';
import type { Hop, Place } from '../evaluate/value.ts';
import type { CallExpr, Expr } from '../model/expr.ts';
import { argument, type CallSite } from '../model/facts.ts';
import type { Transport } from '../model/setting.ts';
import { type ArgumentSpec, argumentOf } from './call-sites.ts';
import type { Tools } from './detector.ts';

/** A function that opens a connection, or that goes on with one. */
export interface Opener {
  /** Canonical names: `crypto/tls.Dial`. */
  readonly of: readonly string[];
  /** Which argument is `host:port`. */
  readonly address?: number;
  /** Which argument is a connection that it goes on with: `tls.Client(connection, config)`. */
  readonly connection?: number;
  /** It speaks TLS from the start. */
  readonly tls?: true;
}

export interface Over {
  readonly argument: ArgumentSpec;
  readonly openers: readonly Opener[];
}

/** Where a connection leads. */
export interface Opened {
  readonly host: Expr;
  readonly place: Place;
  readonly via: readonly Hop[];
  readonly transport: Transport | undefined;
}

const MAX_LAYERS = 3;

/** The openings of the connection that a call is given. */
export function openedFor({ argument: spec, openers }: Over, site: CallSite, place: Place, tools: Tools): Opened[] {
  const connection = argumentOf(site, spec);
  return connection ? opened(openers, connection, place, tools, MAX_LAYERS) : [];
}

function opened(openers: readonly Opener[], connection: Expr, place: Place, tools: Tools, layers: number): Opened[] {
  if (layers === 0) return [];
  return tools.evaluate(connection, place).flatMap((value) => {
    if (value.kind !== 'structure' || value.expr.kind !== 'call') return [];
    const { expr, place: at, hops } = value;
    const opener = openers.find(({ of }) => matchesAny(of, tools.origins(expr.callee, at)));
    if (!opener) return [];
    const transport = opener.tls ? 'implicit' : undefined;
    const inner = given(expr, opener.connection);
    if (inner)
      return opened(openers, inner, at, tools, layers - 1).map((one) => ({
        ...one,
        transport: transport ?? one.transport,
      }));
    const host = given(expr, opener.address);
    return host ? [{ host, place: at, via: hops, transport }] : [];
  });
}

const given = ({ args }: CallExpr, index: number | undefined): Expr | undefined =>
  index === undefined ? undefined : argument(args, undefined, index);

/** Whether an address is a text, or a look-up of the environment: of a value of an unknown type nothing is known. */
export const saysWhere = ({ host, place }: Opened, tools: Tools): boolean =>
  tools
    .evaluate(host, place)
    .some(
      (value) =>
        value.kind === 'text' &&
        value.segments.some((one) =>
          one.kind === 'literal'
            ? /[\w.-]{2}/.test(one.text.value)
            : one.hole.asked?.space === 'env' && !isField(one.hole.note),
        ),
    );

const isField = (note: string): boolean => note.includes('.');
