/**
 * Objects that say of themselves what they are: `platform: smtp` beside `server:`, `class="…JavaMailSenderImpl"` around
 * `<property name="host" …/>`. The key of the host alone says nothing.
 */
import { type Entry, type Expr, type ObjectExpr, textOf, valueAt } from '../model/expr.ts';
import { type Format, LANGUAGES } from '../model/facts.ts';
import { oncePer } from '../model/once.ts';
import { fold, type Need, type Question, wordsOfName } from '../select/needs.ts';
import type { Extra } from './call-sites.ts';
import { asWritten, type Match, type Matcher } from './detector.ts';
import { type EntryFact, entriesNamed } from './entries.ts';
import { related } from './siblings.ts';

export interface NeighbourSpec extends Extra {
  /** The keys, of which one says what the object is; an attribute of XML has `@` before it. */
  readonly says: readonly string[];
  /** Where that key holds an object: the key in it that says so. */
  readonly named?: string;
  /** What it says. `^` and `$` may stand at its ends only: without them it finds the text in a file before that is parsed. */
  readonly is: RegExp;
  /** Where the host stands, from that object on: `server`, `Args.host`; a part may also be a pair's name. */
  readonly host: readonly string[];
  /** Where the port stands, if not beside the host under its usual name. */
  readonly port?: readonly string[];
  /** Looks at the entry more closely before it counts. */
  readonly when?: (said: EntryFact) => boolean;
}

/** A member of an object, and what stands beside it. */
interface Member {
  readonly entry: Entry;
  readonly siblings: readonly Entry[];
}

/** Elements or items beside each other that are looked at for pairs. */
const MAX_PAIRS = 500;

/** The host of each object of which a key says that it is one that sends mail. */
export function beside({ says, named, is, host, port = [], when, ...extra }: NeighbourSpec): Matcher {
  const keys = says.map(fold);
  return asWritten([needOf(says, is, host)], function* (facts) {
    for (const said of entriesNamed(facts, keys)) {
      const word = textOf(named === undefined ? said.value : valueAt(said.value, named));
      if (word === undefined || !is.test(word) || (when && !when(said))) continue;
      for (const path of host) {
        const found = memberAt(said.siblings, path.split('.'));
        if (found && isText(found.entry.value)) yield { ...matchOf(said, path, found, port), ...extra };
      }
    }
  });
}

const namesOf = (says: readonly string[]): readonly string[] => says.map((key) => fold(key.replace('@', '')));

/** The last word of the first and of the last key to a host, one of the keys, and the text that one of them has. */
const needOf = (says: readonly string[], is: RegExp, host: readonly string[]): Need => [
  namesOf(says),
  ...[0, -1].map((part) => [
    ...new Set(host.flatMap((place) => wordsOfName(place.split('.').at(part) ?? '').at(-1) ?? [])),
  ]),
  saidBy(namesOf(says), is),
];

/** How far a key may stand from its text in a program: right before it, or in a pair that says its name, its value and more. */
const FAR = 300;
/** At more places no key is looked for near a text. */
const MOST_PLACES = 1000;

const WORD = /[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+)*/g;

/** No name is longer than this, and no path has more parts. */
const LONGEST_NAME = 120;
const MOST_PARTS = 8;

/**
 * An expression of a whole text, whose loops reach only so far: looked for anywhere in a file, each place of a long row of
 * slashes would be the start of another path up to its end.
 */
export function withinReach(source: string): string {
  const parts = source.match(/\\.|\[(?:\\.|[^\]\\])*\]|[^\\[]/g) ?? [];
  return parts
    .map((part, index) => {
      if (part !== '*' && part !== '+') return part;
      return `{${part === '*' ? 0 : 1},${parts[index - 1] === ')' ? MOST_PARTS : LONGEST_NAME}}`;
    })
    .join('');
}

/**
 * Whether a text stands in a file: between whatever is no letter or digit, in programs also not between blanks, as in a
 * sentence, and with one of the keys near it, unless it is hidden: what pieces and codes come to stands behind the text, a line each.
 */
function saidBy(keys: readonly string[], { source, flags }: RegExp): Question {
  const whole = withinReach(source).replace(/^\^/, '(?<![A-Za-z0-9])').replace(/\$$/, '(?![A-Za-z0-9])');
  const anywhere = new RegExp(whole, flags);
  const places = new RegExp(whole, `${flags}g`);
  const isKey = (word: string): boolean => keys.includes(fold(word));
  return (text, format, hiddenAt) => {
    if (!anywhere.test(text)) return false;
    if (!QUOTING.has(format)) return true;
    let left = MOST_PLACES;
    for (const { index, 0: found } of text.matchAll(places)) {
      left -= 1;
      const end = index + found.length;
      if (left < 0 || (index >= hiddenAt && isLine(text, index, end))) return true;
      if (isBlank(text[index - 1]) && isBlank(text[end])) continue;
      const around = text.slice(Math.max(0, index - FAR), end + FAR);
      if (around.match(WORD)?.some(isKey)) return true;
    }
    return false;
  };
}

/** Texts stand in quotes there; Perl, Ruby and Elixir have lists of words between blanks, and scripts nothing else. */
const QUOTING: ReadonlySet<Format> = new Set<Format>(
  LANGUAGES.filter((one) => !['perl', 'ruby', 'elixir', 'plain'].includes(one)),
);

const isLine = (text: string, start: number, end: number): boolean =>
  text[start - 1] === '\n' && (end === text.length || text[end] === '\n');

const isBlank = (sign: string | undefined): boolean => sign === ' ' || sign === '\t';

const isText = ({ kind }: Expr): boolean => kind !== 'object' && kind !== 'list' && kind !== 'function';

function matchOf(said: EntryFact, path: string, { entry, siblings }: Member, ports: readonly string[]): Match {
  const { value, key, keyRange } = entry;
  const besides = related(key.replace(/^@/, ''), besideOf(siblings)(said.siblings));
  const named = ports
    .map((one) => memberAt(said.siblings, one.split('.'))?.entry.value)
    .find((one) => one !== undefined);
  return {
    ...besides,
    host: value,
    place: said.place,
    key: [...said.path.slice(0, -1), path].join('.'),
    anchor: value.range.end > value.range.start ? value.range : keyRange,
    port: named ?? besides.port,
  };
}

/** What stands beside a host, for entries that say what their object is; made once for all of these. */
const besideOf = oncePer((siblings: readonly Entry[]) =>
  oncePer((said: readonly Entry[]): readonly Entry[] => [...siblings.map(withoutMark), ...sessionOf(said)]),
);

/** Jakarta Mail's own keys in a bean: `<property name="javaMailProperties"><props><prop key="…">…</prop></props></property>`. */
const sessionOf = (entries: readonly Entry[]): readonly Entry[] =>
  entries.length > MAX_PAIRS
    ? []
    : entries
        .flatMap(({ value }) => (value.kind === 'list' ? value.items.slice(0, MAX_PAIRS) : [value]))
        .flatMap((property): readonly Entry[] => {
          if (property.kind !== 'object') return [];
          const name = property.entries.find(({ key }) => key === '@name')?.value;
          const props = property.entries.find(({ key }) => key === 'props');
          if (props?.value.kind !== 'object' || name?.kind !== 'text' || !/properties$/i.test(name.value)) return [];
          const { range } = props.value;
          return [
            {
              key: 'properties',
              keyRange: range,
              value: { kind: 'object', entries: pairsOf(props.value.entries), range },
            },
          ];
        });

const withoutMark = (entry: Entry): Entry =>
  entry.key.startsWith('@') ? { ...entry, key: entry.key.slice(1) } : entry;

/** Of the entries with the same key the last one; an object is asked once for each of its entries, and may have many. */
const lastByKey = oncePer(
  (entries: readonly Entry[]): ReadonlyMap<string, Entry> =>
    new Map(entries.map((entry) => [fold(withoutColon(entry.key)), entry])),
);

/** What stands under a path of keys, or of names of pairs (`<property name="host" value="h"/>`, `{ name: host, value: h }`). */
export function memberAt(entries: readonly Entry[], [part = '', ...rest]: readonly string[]): Member | undefined {
  const wanted = fold(part);
  const own = lastByKey(entries).get(wanted);
  const pairs = own ? [] : pairsOf(entries);
  const entry = own ?? lastByKey(pairs).get(wanted);
  if (!entry) return undefined;
  if (rest.length === 0) return { entry, siblings: own ? entries : pairs };
  const { value } = entry;
  if (value.kind === 'object') return memberAt(value.entries, rest);
  return value.kind === 'list' ? memberAt(pairsIn(value.items), rest) : undefined;
}

/** A symbol in the YAML of Ruby: `:address: h`. */
const withoutColon = (key: string): string => (key.startsWith(':') ? key.slice(1) : key);

const pairsOf = oncePer((entries: readonly Entry[]): readonly Entry[] =>
  entries.length > MAX_PAIRS
    ? []
    : entries.flatMap(({ value }) => (value.kind === 'list' ? pairsIn(value.items) : pairsIn([value]))),
);

const pairsIn = (values: readonly Expr[]): readonly Entry[] =>
  values.slice(0, MAX_PAIRS).flatMap((value) => (value.kind === 'object' ? (pairOf(value) ?? []) : []));

/** A name, in words or not, and its value, which may stand in an element of its own. */
function pairOf({ entries }: ObjectExpr): Entry | undefined {
  if (entries.length > 6) return undefined;
  const name = entries.find(({ key }) => /^@?(?:name|key)$/i.test(key))?.value;
  const value = entries.find(({ key }) => /^(?:@?value|#text)$/i.test(key))?.value;
  return name?.kind === 'text' && value ? { key: name.value, keyRange: name.range, value } : undefined;
}
