/** Entities that an XML document declares itself. https://www.w3.org/TR/xml/#sec-entity-decl */
import type { Range } from '../../model/expr.ts';
import { character } from '../lower-text.ts';
import { range } from '../reader.ts';

export interface OwnEntities {
  /** What each stands for, the entities within it put in. */
  readonly texts: ReadonlyMap<string, string>;
  /** Where those stand that hold elements. */
  readonly markup: readonly Range[];
}

/** More entities, and longer ones, are no configuration's: https://en.wikipedia.org/wiki/Billion_laughs_attack */
const MOST = 200;
const LONGEST = 4000;
const DEEPEST = 8;

const NONE: OwnEntities = { texts: new Map(), markup: [] };

/** The entities of the document type declaration; those of other files are not looked for. */
export function ownEntities(content: string): OwnEntities {
  if (!content.includes('<!ENTITY')) return NONE;
  const declared = new Map<string, string>();
  const markup: Range[] = [];
  const declarations = content.matchAll(/<!ENTITY\s+([\w.:-]+)\s+(?:"([^"]*)"|'([^']*)')\s*>/g);
  for (const { 0: whole, 1: name = '', 2: double, 3: single, index } of declarations) {
    if (declared.size >= MOST) break;
    const value = double ?? single ?? '';
    // The first declaration is the one that counts.
    if (value.length > LONGEST || declared.has(name)) continue;
    declared.set(name, value);
    const start = index + whole.lastIndexOf(value, whole.length - 3);
    if (value.includes('<')) markup.push(range(start, start + value.length));
  }
  const texts = new Map([...declared].map(([name, value]) => [name, filled(value, declared, 0)]));
  return { texts, markup };
}

/** A value with the entities in it put in, as long as it stays short. */
function filled(value: string, declared: ReadonlyMap<string, string>, depth: number): string {
  if (depth > DEEPEST || !value.includes('&')) return value;
  let room = LONGEST - value.length;
  return value.replace(/&(?:#(\d{1,7})|#x([\da-fA-F]{1,6})|([\w.:-]+));/g, (found, decimal, hexadecimal, name) => {
    if (name === undefined) return character(decimal ?? hexadecimal, decimal === undefined ? 16 : 10);
    const inner = declared.get(name);
    if (inner === undefined || room <= 0) return found;
    const text = filled(inner, declared, depth + 1);
    room -= text.length;
    return room < 0 ? found : text;
  });
}
