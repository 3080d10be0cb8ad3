/** What the code within a placeholder comes to, whatever the language: where in it the literals and names stand. */

import type { Step } from './template-chains.ts';

export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** A literal, or the name of a variable; of an object that is merged with others, whether it may be absent. */
export type Part = Stretch & { readonly isName?: true; readonly isOptional?: true };

/** What the code inside the delimiters stands for; `undefined` is unknown. */
export type Inner = (inner: string) =>
  | {
      readonly name?: string;
      /** What holds the name, where it is no variable. */
      readonly resource?: string;
      readonly fallback?: Stretch;
      /** What a condition chooses from, or what is used where the one before is unset; with a name, that variable is another. */
      readonly options?: readonly Part[];
      /** The condition by which the first of two options is chosen. */
      readonly condition?: Stretch;
      /** What it is put together of. */
      readonly parts?: readonly Part[];
      /** The members behind any entry of what the name holds: `relays[site].host`. */
      readonly ofEach?: readonly string[];
      /** Objects that are merged, of which a later one wins. */
      readonly merged?: readonly Part[];
      /** What is done with what the name holds. */
      readonly steps?: readonly Step[];
    }
  | undefined;

/** Where a quoted default stands inside the placeholder. */
export function quoted(value: string | undefined, inner: string): { fallback?: { from: number; to: number } } {
  if (value === undefined || value === '') return {};
  const from = inner.lastIndexOf(value);
  return { fallback: { from, to: from + value.length } };
}

/** `{{ 'smtp.acme.example' }}`, `{{ "smtp.acme.example" | quote }}`. */
export function saidIn(inner: string): ReturnType<Inner> {
  const at = LITERAL.exec(inner)?.indices?.groups?.literal;
  return at ? { options: [{ from: at[0], to: at[1] }] } : undefined;
}

const LITERAL = /^-?\s*(?<quote>["'])(?<literal>[^"']+)\k<quote>\s*(?:\|[\s\w|]*)?-?$/d;

/** `relays[site].host`, `relays[groups['web'].index(host) % 2]`, `(index .Values.relays .Values.site).host`: one of the entries, whichever the key is. */
export function chosenByKey(inner: string): ReturnType<Inner> {
  const found = BY_KEY.exec(inner) ?? INDEXED.exec(inner);
  const { of, of2, members = '' } = found?.groups ?? {};
  const name = of ?? of2;
  return name === undefined ? undefined : { name, ofEach: [...members.matchAll(/\w+/g)].map(([member]) => member) };
}

const MEMBERS = String.raw`(?<members>(?:\.[A-Za-z_]\w*|\[["'][\w-]+["']\])*)`;
const BY_KEY = new RegExp(
  String.raw`^-?\s*(?<of>[A-Za-z_][\w.]*)\[(?:[^[\]{}"'\d]|\[[^[\]{}]{0,80}\])(?:[^[\]{}]|\[[^[\]{}]{0,80}\]){0,120}\]${MEMBERS}\s*(?:\||-?$)`,
);
const INDEXED = new RegExp(
  String.raw`^-?\s*(?:\(\s*index\s+\.?(?<of>[A-Za-z_][\w.]*)\s+[.$][\w.$]+\s*\)${MEMBERS}|index\s+\.?(?<of2>[A-Za-z_][\w.]*)\s+[.$][\w.$]+)\s*(?:\||-?$)`,
);

const OPERAND = String.raw`(?:"[^"]*"|'[^']*'|[.$]*[A-Za-z_][\w.]*)`;
const REST = String.raw`\s*(?:\|[\s\w|]*)?-?$`;

/** `a | default(b)`, `.a | default .b | default "c"`. */
const PIPED = new RegExp(
  String.raw`^-?\s*(?<operands>${OPERAND}(?:\s*\|\s*(?:default|d)\b\s*(?:\(\s*${OPERAND}[^()|]{0,20}\)|${OPERAND})){1,6})${REST}`,
  'd',
);
/** `coalesce .a .b "c"`, `or .a .b`; `a or b`. */
const LISTED = new RegExp(
  String.raw`^-?\s*(?:coalesce|or)\s+(?<operands>${OPERAND}(?:\s+${OPERAND}){1,6})${REST}`,
  'd',
);
const INFIX = new RegExp(String.raw`^-?\s*(?<operands>${OPERAND}(?:\s+or\s+${OPERAND}){1,6})${REST}`, 'd');
/** `default .b .a`, which stands the other way round. */
const STANDARD_FIRST = new RegExp(String.raw`^-?\s*default\s+(?<operands>${OPERAND}\s+${OPERAND})${REST}`, 'd');

const BRACKETED = String.raw`\((?:[^(){}"']|"\w{0,30}"|'\w{0,30}'|\{\}|\([^(){}"']{0,60}\)|\(\{\}\)){1,200}\)`;

/** `defaults | combine(overrides | default({}), recursive=True)` */
const COMBINED = new RegExp(
  String.raw`^-?\s*(?<all>[A-Za-z_][\w.]*(?:\s*\|\s*(?:default|d)\(\{\}\))?(?:\s*\|\s*combine${BRACKETED}){1,6})\s*-?$`,
  'd',
);
/** `mergeOverwrite (deepCopy .Values.defaults) .own`; `merge` takes the first that has a key. */
const OBJECT = String.raw`(?:[.$\w]+|\([^()"{}]{1,120}\))`;
const MERGED = new RegExp(
  String.raw`^-?\s*(?:must)?(?<word>[Mm]erge(?:Overwrite)?)\s+(?<all>${OBJECT}(?:\s+${OBJECT}){1,5})\s*-?$`,
  'd',
);

/** What is no object among what is merged. */
const NO_OBJECT = /^(?:combine|default|d|dict|deepCopy|mustDeepCopy|recursive|[Tt]rue|[Ff]alse|list_merge|replace)$/;

/**
 * Objects merged into one, in the order in which a later one wins.
 * https://docs.ansible.com/ansible/latest/collections/ansible/builtin/combine_filter.html, https://masterminds.github.io/sprig/dicts.html
 */
export function mergedIn(inner: string): readonly Part[] | undefined {
  const found = COMBINED.exec(inner) ?? MERGED.exec(inner);
  const [from, to] = found?.indices?.groups?.all ?? [0, 0];
  const objects = operandsIn(from, inner.slice(from, to)).filter(
    (part) => part.isName && !NO_OBJECT.test(inner.slice(part.from, part.to)),
  );
  if (objects.length < 2) return undefined;
  const parts = objects.map(
    (part): Part => (/^\s*\|\s*d(?:efault)?\b/.test(inner.slice(part.to)) ? { ...part, isOptional: true } : part),
  );
  return /^[Mm]erge$/.test(found?.groups?.word ?? '') ? parts.reverse() : parts;
}

/** Words between operands. */
const BETWEEN = /^(?:default|d|or|true|True|boolean)$/;

/**
 * Variables of which the next one holds where the one before is unset. With nothing but a text behind a variable it is a
 * default like any other.
 * https://masterminds.github.io/sprig/defaults.html, https://jinja.palletsprojects.com/en/stable/templates/#jinja-filters.default
 */
export function preferredIn(inner: string): readonly Part[] | undefined {
  const turned = STANDARD_FIRST.exec(inner);
  const found = turned ?? PIPED.exec(inner) ?? LISTED.exec(inner) ?? INFIX.exec(inner);
  const [from, to] = found?.indices?.groups?.operands ?? [0, 0];
  const operands = operandsIn(from, inner.slice(from, to)).filter(
    (part) => !part.isName || !BETWEEN.test(inner.slice(part.from, part.to)),
  );
  const inOrder = turned ? [...operands].reverse() : operands;
  return inOrder.slice(1).some(({ isName }) => isName)
    ? inOrder.filter(({ from: at, to: end }) => end > at)
    : undefined;
}

/** The literals and names in a stretch of an expression. */
export const operandsIn = (at: number, stretch: string): readonly Part[] =>
  [...stretch.matchAll(/(["'])([^"']*)\1|[.$]*[A-Za-z_][\w.]*/g)].map(({ 0: whole, 2: literal, index }) =>
    literal === undefined
      ? { from: at + index, to: at + index + whole.length, isName: true }
      : { from: at + index + 1, to: at + index + 1 + literal.length },
  );
