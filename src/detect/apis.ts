/** Calls that make a client of a provider's HTTP API, or send through it at once. */
import { matchesAny } from '../evaluate/lookup.ts';
import { chainOf } from '../model/expr.ts';
import type { Facts } from '../model/facts.ts';
import { apiOf } from '../relays/apis.ts';
import { isBundle, type Need, type Question, wordsOfName } from '../select/needs.ts';
import { callsOf, keyOfCall, lastNamesOf } from './call-sites.ts';
import { inPrograms, type Matcher } from './detector.ts';

export interface ApiCallsSpec {
  /** Provider → canonical names of the callees. */
  readonly of: Readonly<Record<string, readonly string[]>>;
  /** Provider → what stands in every file with a call of its, where the names say too little. */
  readonly needs?: Readonly<Record<string, readonly Need[]>>;
  /** Looks at the file before anything in it counts. */
  readonly when?: (facts: Facts) => boolean;
}

/**
 * A bundle has the words of nearly every name somewhere, but names a package that it does not bring along as one text:
 * `require("@sendgrid/mail")`, of which pieces may stand apart. What is called by one name alone may come from anywhere. npm's
 * names have no capitals (https://docs.npmjs.com/cli/configuring-npm/package-json#name): `Mailjet.Client` is PHP's.
 */
function packageOf(callee: string): readonly Question[] {
  const [, name] = /^=?(@?[\w-]+(?:\/[\w.-]+)*)[.#]/.exec(callee) ?? /^=?(@.+|.*[-/].*)$/.exec(callee) ?? [];
  if (name === undefined) return [];
  const words = wordsOfName(name);
  return [
    (text, format, hiddenAt) => {
      if (!isBundle(format, text)) return true;
      if (name !== name.toLowerCase()) return false;
      if (['"', "'", '`'].some((quote) => text.includes(quote + name))) return true;
      const put = wordsPut(text.slice(hiddenAt));
      return words.some((word) => put.has(word));
    },
  ];
}

/** The words of what was put together of pieces or stood in base64, a line each; the rest that is hidden is program, with quotes around a name. */
const wordsPut = (hidden: string): ReadonlySet<string> =>
  new Set(
    hidden
      .split('\n')
      .filter((line) => A_NAME.test(line))
      .flatMap(wordsOfName),
  );
const A_NAME = /^[\w@/.:+=-]{3,400}$/;

/** The clients of all providers in one pass over a file's calls. */
export function apiCalls({ of, needs = {}, when }: ApiCallsSpec): Matcher {
  const rows = Object.entries(of).map(([provider, callees]) => ({
    provider: apiOf(provider) ?? provider,
    callees,
    needs: needs[provider] ?? callees.map((callee) => [...wordsOfName(callee), ...packageOf(callee)]),
  }));
  const all = rows.flatMap(({ callees }) => callees);
  const names = lastNamesOf(all);
  const asked = rows.flatMap((row) => row.needs);
  return inPrograms(asked, function* (facts, tools) {
    if (when && !when(facts)) return;
    for (const { site, place } of callsOf(facts, tools, all, names)) {
      const { callee } = site.call;
      const origins = tools.origins(callee, place);
      const method = callee.kind === 'member' && callee.key.kind === 'text' ? `*#${callee.key.value}` : undefined;
      const found = rows.find(
        ({ callees }) => matchesAny(callees, origins) || (method !== undefined && callees.includes(method)),
      );
      // Of a chain of calls over several lines the last name alone.
      const anchor = callee.kind === 'member' && !chainOf(callee) ? callee.key.range : callee.range;
      if (found) yield { host: undefined, api: found.provider, place, key: keyOfCall(site, place), anchor };
    }
  });
}
