/** Entities that an XML document declares itself. https://www.w3.org/TR/xml/#sec-entity-decl */
import type { Range } from '../../model/expr.ts';
import { character } from '../lower-text.ts';
import { range } from '../reader.ts';

export interface OwnEntities {
  /** What each stands for, the entities within it put in. */
  readonly texts: ReadonlyMap<string, string>;
  /** Where those stand that hold elements. */
  readonly markup: readonly Range[];
  /** Where the names of the files stand that others are kept in. */
  readonly files: ReadonlyMap<string, Range>;
}

/** More entities, and longer ones, are no configuration's: https://en.wikipedia.org/wiki/Billion_laughs_attack */
const MOST = 200;
const LONGEST = 4000;
const DEEPEST = 8;

const NONE: OwnEntities = { texts: new Map(), markup: [], files: new Map() };

/** The entities of the document type declaration; what another file declares is not looked for. */
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
  return { texts: filledIn(declared), markup, files: filesIn(content) };
}

/** `<!ENTITY relay SYSTEM "relay.txt">` */
function filesIn(content: string): ReadonlyMap<string, Range> {
  const files = new Map<string, Range>();
  for (const { 1: name = '', indices } of content.matchAll(
    /<!ENTITY\s+([\w.:-]+)\s+SYSTEM\s+["']([\w./-]{1,200})["']\s*>/dg,
  )) {
    const at = indices?.[2];
    if (files.size < MOST && at && !files.has(name)) files.set(name, range(at[0], at[1]));
  }
  return files;
}

/** The values with the entities in them put in: each is made once and stays short, so that no nesting costs much. */
function filledIn(declared: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const done = new Map<string, string>();
  const fill = (name: string, value: string, depth: number): string => {
    // What names itself stays as it is written.
    done.set(name, value);
    let room = LONGEST - value.length;
    const text = value.replace(REFERENCE, (found, decimal, hexadecimal, other) => {
      if (other === undefined) return character(decimal ?? hexadecimal, decimal === undefined ? 16 : 10);
      const inner = declared.get(other);
      if (inner === undefined || room <= 0 || depth > DEEPEST) return found;
      const put = done.get(other) ?? fill(other, inner, depth + 1);
      room -= put.length;
      return room < 0 ? found : put;
    });
    done.set(name, text);
    return text;
  };
  for (const [name, value] of declared) if (!done.has(name)) fill(name, value, 0);
  return done;
}

const REFERENCE = /&(?:#(\d{1,7})|#x([\da-fA-F]{1,6})|([\w.:-]+));/g;
