/** What functions of texts give, in whatever language they are called: pure, and bounded by the length of what they make. */
import { replacedBy, withoutMatch } from './text-patterns.ts';

/** What an operation works on: a text, or a list of texts. */
export type Material = string | readonly string[];

/** No text that names relays is longer, and no list that one is made of; what is longer is not known. */
export const MAX_CHARACTERS = 100_000;
const MAX_ITEMS = 1_000;

type Operate = (subject: Material, given: readonly Material[]) => Material | undefined;

/** An operation that wants a text. */
const ofText =
  (operate: (text: string, given: readonly Material[]) => Material | undefined): Operate =>
  (subject, given) =>
    typeof subject === 'string' ? operate(subject, given) : undefined;

const textAt = (given: readonly Material[], index: number): string | undefined => {
  const found = given[index];
  return typeof found === 'string' ? found : undefined;
};

/** A whole number as any language writes it; undefined for what is none. */
function numberOf(given: Material | undefined): number | undefined {
  if (typeof given !== 'string' || !/^-?(?:\d[\d_]*|0[xob][\da-f]+)$/i.test(given)) return undefined;
  const plain = given.replaceAll('_', '');
  const octal = /^0[0-7]+$/.test(plain);
  return octal ? Number.parseInt(plain, 8) : Number(plain);
}

/** Bytes as text: UTF-8 where they are, else a character a byte. */
function textOfBytes(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  return text.includes('\ufffd') ? bytes.toString('latin1') : text;
}

const fromBase64 = (text: string): string | undefined => {
  const plain = text.replace(/\s/g, '');
  return /^[\w+/-]+={0,2}$/.test(plain) ? textOfBytes(Buffer.from(plain, 'base64')) : undefined;
};

const fromHex = (text: string): string | undefined => {
  const plain = text.replace(/\\x|0x|[\s:,-]/gi, '');
  return /^(?:[\da-f]{2})+$/i.test(plain) ? textOfBytes(Buffer.from(plain, 'hex')) : undefined;
};

function fromPercent(text: string): string | undefined {
  try {
    return decodeURIComponent(
      text.replace(/%u([\da-f]{4})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))),
    );
  } catch {
    return undefined;
  }
}

const NAMED_ENTITIES: Readonly<Record<string, string>> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', period: '.', hyphen: '-', dash: '-', lowbar: '_' },
};

/** https://html.spec.whatwg.org/multipage/named-characters.html: those that a host may be written with. */
const fromEntities = (text: string): string =>
  text.replace(/&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([a-z]{2,8}));/g, (whole, decimal, hex, name) => {
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
    if (name !== undefined) return NAMED_ENTITIES[name] ?? whole;
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });

/** An address of IPv4 that is written as one number; any other text stays. */
function addressOf(text: string): string {
  const number = numberOf(text);
  if (number === undefined || number < 0 || number > 0xffffffff) return text;
  return [24, 16, 8, 0].map((by) => (number >>> by) & 255).join('.');
}

const rotated = (text: string): string =>
  text.replace(/[a-z]/gi, (letter) => {
    const first = letter <= 'Z' ? 65 : 97;
    return String.fromCharCode(((letter.charCodeAt(0) - first + 13) % 26) + first);
  });

/** Names of encodings, as libraries take them. */
const ENCODINGS: readonly (readonly [RegExp, (text: string) => string | undefined])[] = [
  [/^base-?64(?:[-_]?url)?$/i, fromBase64],
  [/^(?:hex|base-?16)$/i, fromHex],
  [/^rot[-_]?13$/i, rotated],
];

/** Encodings of characters leave text as it is. */
const decodedBy = (text: string, encoding: string): string | undefined =>
  ENCODINGS.find(([name]) => name.test(encoding))?.[1](text) ??
  (/^(?:utf|us|ascii|latin|iso|binary|ucs|cp|win|strict|ignore)/i.test(encoding) ? text : undefined);

/** The characters of codes, each a number or already a character. */
function characters(codes: readonly Material[]): string | undefined {
  let made = '';
  for (const code of codes.flat()) {
    const number = numberOf(code);
    if (number === undefined || number < 0 || number > 0x10ffff) return undefined;
    made += String.fromCodePoint(number);
  }
  return made;
}

/** A stretch as `from` and `to` say it, counted from the end where they are negative. */
const sliced = (subject: Material, from: number, to: number | undefined): Material => subject.slice(from, to);

const listOf = (subject: Material): readonly string[] => (typeof subject === 'string' ? [...subject] : subject);

/** A replacement of texts by texts, one for one. */
function translated(text: string, from: string, to: string): string | undefined {
  const sources = ranged(from);
  const targets = ranged(to);
  if (sources === undefined || targets === undefined) return undefined;
  const last = targets.at(-1) ?? '';
  return [...text]
    .map((letter) => {
      const index = sources.indexOf(letter);
      return index < 0 ? letter : (targets[index] ?? last);
    })
    .join('');
}

/** `a-z` of `tr`. */
function ranged(set: string): readonly string[] | undefined {
  if (set.length > 600 || /[\\^[]/.test(set)) return undefined;
  return [...set.matchAll(/([\s\S])-([\s\S])|([\s\S])/g)].flatMap(([, from, to, one]) => {
    if (from === undefined || to === undefined) return one ?? [];
    const first = from.charCodeAt(0);
    return Array.from({ length: Math.max(0, Math.min(256, to.charCodeAt(0) - first + 1)) }, (_, index) =>
      String.fromCharCode(first + index),
    );
  });
}

const replaced = (text: string, given: readonly Material[], once: boolean): string | undefined => {
  const [from, to] = given;
  if (Array.isArray(from)) return replacedEach(text, from, to, once);
  if (typeof from !== 'string' || typeof to !== 'string') return undefined;
  return once ? text.replace(from, () => to) : text.replaceAll(from, () => to);
};

const replacedEach = (
  text: string,
  from: readonly string[],
  to: Material | undefined,
  once: boolean,
): string | undefined => {
  let made: string | undefined = text;
  for (const [index, one] of from.entries()) {
    const by = typeof to === 'string' ? to : (to?.[index] ?? '');
    made = made === undefined || made.length > MAX_CHARACTERS ? undefined : replaced(made, [one, by], once);
  }
  return made;
};

/** Bytes or characters as one text. */
const gathered: Operate = (subject) => {
  if (typeof subject === 'string') return subject;
  return subject.every((one) => numberOf(one) !== undefined) ? characters([subject]) : subject.join('');
};

/** The text without what is taken off its front, its end or both: any of the characters given, blanks where none are. */
const trimmed =
  (front: boolean, end: boolean): Operate =>
  (subject, given) => {
    if (typeof subject !== 'string') return undefined;
    const set = given.length === 0 ? undefined : new Set(given.flat().flatMap((one) => [...one]));
    const goes = (letter: string | undefined): boolean =>
      letter !== undefined && (set ? set.has(letter) : /\s/.test(letter));
    const letters = [...subject];
    let from = 0;
    let to = letters.length;
    while (front && from < to && goes(letters[from])) from += 1;
    while (end && to > from && goes(letters[to - 1])) to -= 1;
    return letters.slice(from, to).join('');
  };

/** The text without a text that it begins or ends with. */
const withoutFront = (text: string, given: readonly Material[]): string | undefined => {
  const front = textAt(given, 0);
  return front === undefined ? undefined : text.startsWith(front) ? text.slice(front.length) : text;
};
const withoutEnd = (text: string, given: readonly Material[]): string | undefined => {
  const end = textAt(given, 0);
  if (end === undefined) return undefined;
  return end !== '' && text.endsWith(end) ? text.slice(0, -end.length) : text;
};

/** The text without the stretch at its front or end that a shell's pattern matches, the shortest or the longest. */
const cut =
  (from: 'front' | 'end', longest: boolean) =>
  (text: string, given: readonly Material[]): string | undefined => {
    const pattern = textAt(given, 0);
    return pattern === undefined ? undefined : withoutMatch(text, pattern, from, longest);
  };

const operations = {
  trimmed: trimmed(true, true),
  'trimmed at the front': trimmed(true, false),
  'trimmed at the end': trimmed(false, true),
  'without the front': ofText(withoutFront),
  'without the end': ofText(withoutEnd),
  'without both': ofText((text, given) => withoutEnd(withoutFront(text, given) ?? text, given.slice(-1))),
  'without characters': ofText((text, given) => {
    const letters = ranged(textAt(given, 0) ?? '^');
    return letters && [...text].filter((letter) => !letters.includes(letter)).join('');
  }),
  'cut at the front': ofText(cut('front', false)),
  'cut long at the front': ofText(cut('front', true)),
  'cut at the end': ofText(cut('end', false)),
  'cut long at the end': ofText(cut('end', true)),
  base64: ofText(fromBase64),
  hex: ofText(fromHex),
  percent: ofText(fromPercent),
  entities: ofText(fromEntities),
  address: ofText(addressOf),
  rot13: ofText(rotated),
  /** By the name of an encoding; without one the text stays. */
  decoded: (subject, given) => {
    if (typeof subject !== 'string') return gathered(subject, []);
    const encoding = textAt(given, 0);
    return encoding === undefined ? subject : decodedBy(subject, encoding);
  },
  /** The same, encoding first. */
  packed: (subject, given) => {
    const format = textAt(given, 0) ?? '';
    if (/^[CcUW]\*?$/.test(format)) return characters([subject]);
    const text = typeof subject === 'string' ? subject : subject[0];
    if (text === undefined) return undefined;
    if (/^H\d*\*?$/.test(format)) return fromHex(text);
    return /^m/.test(format) ? fromBase64(text) : /^[aA]\*?$/.test(format) ? text : undefined;
  },
  unpacked: ofText((text, given) => {
    const format = textAt(given, 0) ?? '';
    return /^m/.test(format) ? fromBase64(text) : /^[aA]\*?$/.test(format) ? text : undefined;
  }),
  reversed: (subject) => {
    const list = [...listOf(subject)].reverse();
    return typeof subject === 'string' ? list.join('') : list;
  },
  /** Codes, as a list or one after the other. */
  characters: (subject, given) => characters([subject, ...given]),
  /** Bytes or characters as one text. */
  gathered,
  code: ofText((text, given) => {
    const code = text.codePointAt(numberOf(given[0]) ?? 0);
    return code === undefined ? undefined : String(code);
  }),
  replaced: ofText((text, given) => replaced(text, given, false)),
  'replaced once': ofText((text, given) => replaced(text, given, true)),
  'replaced by pattern': ofText((text, given) => replacedBy(text, textAt(given, 0), textAt(given, 1), true)),
  'replaced by pattern once': ofText((text, given) => replacedBy(text, textAt(given, 0), textAt(given, 1), false)),
  translated: ofText((text, given) => {
    const [from, to] = [textAt(given, 0), textAt(given, 1)];
    return from === undefined || to === undefined ? undefined : translated(text, from, to);
  }),
  parts: ofText((text, given) => {
    const separator = textAt(given, 0);
    return separator === undefined ? text.split(/\s+/) : separator === '' ? [...text] : text.split(separator);
  }),
  lines: (subject) => listOf(subject),
  slice: (subject, given) => {
    const from = given.length > 0 ? numberOf(given[0]) : 0;
    return from === undefined ? undefined : sliced(subject, from, given.length > 1 ? numberOf(given[1]) : undefined);
  },
  /** From a place on, so many characters. */
  stretch: ofText((text, given) => {
    const from = numberOf(given[0]);
    const length = given.length > 1 ? numberOf(given[1]) : text.length;
    if (from === undefined || length === undefined) return undefined;
    const rest = text.slice(from);
    return length < 0 ? rest.slice(0, length) : rest.slice(0, length);
  }),
  repeated: ofText((text, given) => {
    const times = numberOf(given[0]);
    return times === undefined || times < 0 || text.length * times > MAX_CHARACTERS ? undefined : text.repeat(times);
  }),
  lower: ofText((text) => text.toLowerCase()),
  upper: ofText((text) => text.toUpperCase()),
  /** What is not computed here: decryption, decompression, code that is run. */
  opaque: () => undefined,
} as const satisfies Readonly<Record<string, Operate>>;

export type Operation = keyof typeof operations;

export const isOperation = (name: string): name is Operation => Object.hasOwn(operations, name);

/** The same operation where what is looked for is a regular expression. */
export function withPattern(operation: Operation, pattern: Material | undefined): Operation {
  if (operation !== 'replaced' && operation !== 'replaced once') return operation;
  const isGlobal = typeof pattern === 'string' && /\/[a-z]*g[a-z]*$/.test(pattern);
  return operation === 'replaced' || isGlobal ? 'replaced by pattern' : 'replaced by pattern once';
}

/** What comes out; undefined where it is not known, or longer than anything that names a relay. */
export function operated(operation: Operation, subject: Material, given: readonly Material[]): Material | undefined {
  const operate: Operate = operations[operation];
  const made = operate(subject, given);
  if (made === undefined) return undefined;
  return made.length > (typeof made === 'string' ? MAX_CHARACTERS : MAX_ITEMS) ? undefined : made;
}

/** Operations that a host goes through for no reason but to be hidden. */
export const DISGUISES: ReadonlySet<Operation> = new Set<Operation>([
  ...(['base64', 'hex', 'rot13', 'packed', 'unpacked', 'reversed', 'characters', 'translated'] as const),
]);
