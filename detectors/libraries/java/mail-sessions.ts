/**
 * Sessions of Jakarta Mail whose properties come from elsewhere as a whole: handed in, loaded, copied key by key. Any of them may
 * be the host. https://jakarta.ee/specifications/mail/2.1/apidocs/jakarta.mail/jakarta/mail/session
 */
import { atCall, chainOf, textsOf } from '../../../src/detect/building.ts';
import type { Matcher, Tools } from '../../../src/detect/detector.ts';
import { arg, call, isNull } from '../../../src/detect/matchers.ts';
import type { Place } from '../../../src/evaluate/value.ts';
import type { Expr } from '../../../src/model/expr.ts';
import type { CallSite, Facts, Program, ScopeId } from '../../../src/model/facts.ts';

const HOST_PROPERTIES = new Set(['mail.smtp.host', 'mail.smtps.host', 'mail.host']);

/** `props.put("mail.smtp.host", x)` of any map, also by a constant: the key alone says it. */
export const setsHost = (site: CallSite, place: Place, tools: Tools): boolean => {
  const key = site.call.args[0]?.value;
  if (!key || site.call.args.length < 2 || !/^(text|ref|member|join)$/.test(key.kind)) return false;
  return textsOf(tools.evaluate(key, place)).some((text) => HOST_PROPERTIES.has(text));
};

/** The methods by which `java.util.Properties` takes what another map or a file holds. */
const FILLS = /^(?:putAll|load|loadFromXML)$/;
/** Those that set one key, whichever. */
const SETS = /^(?:put|setProperty|set|putIfAbsent)$/;

const nameOf = ({ call: { callee } }: CallSite): string =>
  callee.kind === 'member' && callee.key.kind === 'text' ? callee.key.value : '';

/** Whether a call gives the properties of a name what nothing is known of. */
const fills = (site: CallSite, name: string, place: Place, tools: Tools): boolean => {
  const { callee, args } = site.call;
  if (callee.kind !== 'member' || chainOf(callee.of)?.join('.') !== name) return false;
  if (FILLS.test(nameOf(site))) return true;
  const [key] = args;
  return SETS.test(nameOf(site)) && key !== undefined && textsOf(tools.evaluate(key.value, place)).length === 0;
};

/** Whether a scope is one, or a block within it. */
function isWithin({ scopes }: Program, scope: ScopeId, outer: ScopeId): boolean {
  for (let at: ScopeId | undefined = scope; at !== undefined; at = scopes[at]?.parent) if (at === outer) return true;
  return false;
}

/** Whether the properties may hold a host that the program does not say. */
function areOpen(given: Expr, place: Place, tools: Tools): boolean {
  const name = chainOf(given)?.join('.');
  // Of what is handed in no more is known than its type.
  const areMade = tools
    .evaluate(given, place)
    .every((value) => value.kind === 'structure' && value.expr.kind === 'call' && value.expr.args.length === 0);
  if (!areMade) return true;
  const { program } = place.facts;
  const calls = program?.calls.filter(({ scope }) => isWithin(program, scope, place.scope)) ?? [];
  return name !== undefined && calls.some((site) => fills(site, name, atCall(place.facts, site), tools));
}

/** A session also reads mailboxes and messages, and databases have sessions as well. */
const sends = ({ source: { text } }: Facts): boolean =>
  /\b(?:javax|jakarta)\.mail\b/.test(text) && /\bTransport\b|\bsendMessage\b/.test(text);

/** Where the transport is told a host, or a property of the session is, that counts. */
const saysHost = (site: CallSite, place: Place, tools: Tools): boolean =>
  (nameOf(site) === 'connect' && site.call.args.length > 2) || setsHost(site, place, tools);

const SESSIONS = ['Session.getInstance', 'Session.getDefaultInstance'];

export const sessions: Matcher = call({
  of: SESSIONS,
  host: arg(0),
  needs: [/\bSession\s*\.\s*get(?:Default)?Instance\b/],
  when: ({ call: { args } }, place, tools) => {
    const given = args[0]?.value;
    const calls = place.facts.program?.calls ?? [];
    return (
      given !== undefined &&
      !isNull(given) &&
      sends(place.facts) &&
      areOpen(given, place, tools) &&
      !calls.some((site) => saysHost(site, atCall(place.facts, site), tools))
    );
  },
});
