/** Parts of URLs that a program takes apart: `new URL(x).hostname`, `urlparse(x).port`, `parse_url($x)['host']`. */
import type { CallExpr, TextExpr } from '../model/expr.ts';
import type { Format } from '../model/facts.ts';
import { sliceOf } from '../read/within/templated.ts';
import { HOLE } from '../text/hole.ts';
import { type Context, type State, wayOf } from './context.ts';
import { matchesAny } from './lookup.ts';
import type { Place, Segment, StructureValue, TextValue, Value } from './value.ts';

export interface UrlRules {
  /** Functions and classes that are given a URL. */
  readonly parsing: readonly string[];
  /** Functions that are given a host with its port. */
  readonly addresses: readonly string[];
  /** Members, methods and constants that name a part. */
  readonly parts: Readonly<Record<UrlPart, readonly string[]>>;
  /** What a language calls the host with its port. */
  readonly withPort: Readonly<Partial<Record<Format, string>>>;
}

type UrlPart = 'host' | 'port' | 'authority' | 'scheme';

/** A member of a call that takes a URL apart; empty when it is none. */
export function urlMember(
  context: Context,
  { expr, place }: StructureValue,
  key: string,
  state: State,
): readonly Value[] {
  const part = expr.kind === 'call' ? partNamed(context.calls.urls, key, place) : undefined;
  return expr.kind === 'call' && part ? partsOf(context, expr, part, place, state) : [];
}

/** `u.getHost()`, `u.Hostname()`, `parse_url($x, PHP_URL_HOST)`; undefined when the call is none of these. */
export function urlCall(context: Context, call: CallExpr, place: Place, state: State): readonly Value[] | undefined {
  const { callee, args } = call;
  const second = args[1]?.value;
  const constant = second?.kind === 'ref' ? partNamed(context.calls.urls, second.name, place) : undefined;
  if (constant) return some(partsOf(context, call, constant, place, state));
  const part =
    callee.kind === 'member' && callee.key.kind === 'text' && args.length === 0
      ? partNamed(context.calls.urls, callee.key.value, place)
      : undefined;
  if (!part || callee.kind !== 'member') return undefined;
  return some(
    context
      .enter(callee.of, place, state)
      .flatMap((of) =>
        of.kind === 'structure' && of.expr.kind === 'call'
          ? partsOf(context, of.expr, part, of.place, { ...state, ...wayOf(of) })
          : [],
      ),
  );
}

const some = (values: readonly Value[]): readonly Value[] | undefined => (values.length > 0 ? values : undefined);

const partNamed = ({ parts, withPort }: UrlRules, name: string, { facts }: Place): UrlPart | undefined =>
  withPort[facts.format] === name
    ? 'authority'
    : (['host', 'port', 'authority', 'scheme'] as const).find((part) => parts[part].includes(name));

function partsOf(context: Context, call: CallExpr, part: UrlPart, place: Place, state: State): readonly Value[] {
  const url = call.args[0]?.value;
  const form = url && formOf(context.calls.urls, context.origins(call.callee, place));
  if (!form) return [];
  return context
    .enter(url, place, state)
    .flatMap((value) => (value.kind === 'text' ? (partOf(value, part, form) ?? []) : []));
}

/** RFC 3986, appendix B, with the authority taken apart; `smtp:host` and a host alone are taken, too. */
const URL_FORM =
  /^(?:(?<scheme>[A-Za-z\uE000][\w\uE000+.-]*):(?=\/|\uE000|[^\d]))?(?:\/\/)?(?:[^@/?#]*@)?(?<authority>(?<host>\[[^\]]*\]|[^:/?#]*)(?::(?<port>[^:/?#]*))?)/d;

/** `host:port`, `[::1]:port`; what stands before the colon is never a scheme. */
const ADDRESS_FORM = /^(?<authority>\[?(?<host>(?<=\[)[^\]]*|[^:[\]]*)\]?:(?<port>[^:]*))$/d;

const formOf = ({ parsing, addresses }: UrlRules, origins: readonly string[]): RegExp | undefined =>
  matchesAny(parsing, origins) ? URL_FORM : matchesAny(addresses, origins) ? ADDRESS_FORM : undefined;

/** Longer texts are no URLs. */
const LONGEST = 2_000;

/** The part of a URL, with its places in the literals; what a hole alone gives is that hole. */
function partOf(value: TextValue, part: UrlPart, form: RegExp): TextValue | undefined {
  const { segments } = value;
  if (segments.length === 1 && segments[0]?.kind === 'hole') return value;
  const text = segments.map((one) => (one.kind === 'hole' ? HOLE : one.text.value)).join('');
  const range = text.length > LONGEST ? undefined : form.exec(text)?.indices?.groups?.[part];
  return { ...value, segments: range ? segmentsIn(segments, range[0], range[1]) : [] };
}

function segmentsIn(segments: readonly Segment[], from: number, to: number): readonly Segment[] {
  let at = 0;
  return segments.flatMap((segment): Segment[] => {
    const start = at;
    const length = segment.kind === 'hole' ? 1 : segment.text.value.length;
    at += length;
    const [first, last] = [Math.max(from, start) - start, Math.min(to, at) - start];
    if (first >= last) return [];
    return [segment.kind === 'hole' ? segment : { ...segment, text: sliced(segment.text, first, last) }];
  });
}

const sliced = (text: TextExpr, from: number, to: number): TextExpr =>
  from === 0 && to === text.value.length ? text : sliceOf(text, from, to);
