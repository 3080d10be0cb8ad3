/** Small checked readers of a policy's tree: each gives a value, or reports what is wrong with the node and gives none. */
import { nearest, suggestion } from '../text/nearest.ts';
import type { Node, Scalar } from './tree.ts';

export interface Context {
  /** How the place is called: `approved[2].ports`. */
  readonly name: string;
  readonly report: (node: Node, message: string) => void;
}

/** Undefined when something was reported. */
export type Decode<T> = (node: Node, context: Context) => T | undefined;

const inside = (context: Context, name: string): Context => ({ ...context, name });

/** A value as it may be shown: short, and never what could hold a password. */
export function shown(value: Scalar): string {
  const text = String(value);
  if (text.includes('@')) return 'this text';
  return `'${text.length > 60 ? `${text.slice(0, 57)}…` : text}'`;
}

export const kindOf = (node: Node): string => {
  if (node.kind !== 'scalar') return node.kind === 'list' ? 'a list' : 'a mapping';
  if (node.value === null) return 'nothing';
  return typeof node.value === 'string' ? 'text' : `the ${typeof node.value} ${node.value}`;
};

/** Text that `check` turns into a value, or says what is wrong with. */
export function text<T>(
  what: string,
  check: (value: string) => { readonly value: T } | { readonly problem: string },
): Decode<T> {
  return (node, context) => {
    if (node.kind !== 'scalar' || typeof node.value !== 'string') {
      const hint = node.kind === 'scalar' && node.value !== null ? `; put it in quotes if it is meant as text` : '';
      context.report(node, `${context.name} takes ${what}, and this is ${kindOf(node)}${hint}`);
      return undefined;
    }
    const checked = check(node.value);
    if ('value' in checked) return checked.value;
    context.report(node, `${context.name}: ${checked.problem}`);
    return undefined;
  };
}

/** One of a few words. */
export function oneOf<T extends string>(words: readonly T[]): Decode<T> {
  return (node, context) => {
    const value = node.kind === 'scalar' ? node.value : undefined;
    const found = words.find((word) => word === value);
    if (found !== undefined) return found;
    const what = value === undefined || value === null ? kindOf(node) : shown(value);
    const hint = typeof value === 'string' ? suggestion(value, words) : '';
    context.report(node, `${context.name} takes ${alternatives(words)}, not ${what}${hint}`);
    return undefined;
  };
}

export const alternatives = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;

/** A whole number within bounds. */
export function integer(what: string, from: number, to: number): Decode<number> {
  return (node, context) => {
    const value = node.kind === 'scalar' ? node.value : undefined;
    if (typeof value === 'number' && Number.isInteger(value) && value >= from && value <= to) return value;
    context.report(
      node,
      `${context.name} takes ${what} (${from} to ${to}), not ${typeof value === 'string' ? shown(value) : kindOf(node)}`,
    );
    return undefined;
  };
}

/** A list; with `orOne`, a single item may stand for a list of one. Undefined when any item is wrong. */
export function list<T>(item: Decode<T>, options: { readonly orOne?: boolean } = {}): Decode<readonly T[]> {
  return (node, context) => {
    if (node.kind !== 'list') {
      if (options.orOne && !(node.kind === 'scalar' && node.value === null)) {
        const single = item(node, context);
        return single === undefined ? undefined : [single];
      }
      context.report(node, `${context.name} takes a list, and this is ${kindOf(node)}`);
      return undefined;
    }
    if (node.items.length === 0 && options.orOne) {
      context.report(node, `${context.name} is an empty list: leave it out instead`);
      return undefined;
    }
    const values = node.items.map((child, index) => item(child, inside(context, `${context.name}[${index}]`)));
    return values.includes(undefined) ? undefined : values.flatMap((value) => (value === undefined ? [] : [value]));
  };
}

/** One reader for mappings, another for everything else. */
export const byKind =
  <T>(mapping: Decode<T>, other: Decode<T>): Decode<T> =>
  (node, context) =>
    (node.kind === 'map' ? mapping : other)(node, context);

type Fields<T> = { readonly [K in keyof T]-?: Decode<NonNullable<T[K]>> };

export interface MappingOptions<T> {
  readonly required?: readonly (keyof T & string)[];
  /** What people write, and what they mean. */
  readonly confused?: Readonly<Record<string, string>>;
}

/** A mapping with known keys and no others. */
export function mapping<T extends object>(fields: Fields<T>, options: MappingOptions<T> = {}): Decode<Partial<T>> {
  const keys = Object.keys(fields);
  const isKey = (name: string): name is keyof T & string => Object.hasOwn(fields, name);
  return (node, context) => {
    if (node.kind !== 'map') {
      context.report(node, `${context.name} takes a mapping with ${alternatives(keys)}, and this is ${kindOf(node)}`);
      return undefined;
    }
    const found: Partial<T> = {};
    const seen = new Set<string>();
    let sound = true;
    const wrong = (at: Node, message: string): void => {
      sound = false;
      context.report(at, message);
    };
    const read = <K extends keyof T & string>(key: K, value: Node): void => {
      const decoded = fields[key](value, inside(context, context.name === POLICY ? key : `${context.name}.${key}`));
      if (decoded === undefined) sound = false;
      else found[key] = decoded;
    };
    for (const { key, value } of node.entries) {
      const name = key.kind === 'scalar' ? String(key.value) : '';
      const where = context.name === POLICY ? '' : ` in ${context.name}`;
      if (!isKey(name)) wrong(key, `unknown key ${shown(name)}${where}${hintFor(name, keys, options.confused)}`);
      else if (seen.has(name)) wrong(key, `${name} stands here a second time: join the two`);
      else read(name, value);
      seen.add(name);
    }
    for (const key of options.required ?? []) if (!seen.has(key)) wrong(node, `${context.name} lacks ${key}`);
    return sound ? found : undefined;
  };
}

/** Makes another value of what was read. */
export const map =
  <A, B>(decode: Decode<A>, make: (value: A, node: Node) => B | undefined): Decode<B> =>
  (node, context) => {
    const value = decode(node, context);
    return value === undefined ? undefined : make(value, node);
  };

/** The name of the outermost place. */
export const POLICY = 'the policy';

function hintFor(
  name: string,
  keys: readonly string[],
  confused: Readonly<Record<string, string>> | undefined,
): string {
  const plain = name.toLowerCase().replace(/[-_ ]/g, '');
  const meant = confused && Object.hasOwn(confused, plain) ? confused[plain] : nearest(name, keys);
  return meant === undefined ? `; known here: ${keys.join(', ')}` : ` (did you mean ${meant}?)`;
}
