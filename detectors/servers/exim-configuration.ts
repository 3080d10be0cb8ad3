/**
 * A configuration of Exim, of however many files: what `.include` names (specification, chapter 6.3), and Debian's conf.d with
 * the macros beside it, which update-exim4.conf(8) puts together.
 */
import { oncePer, remembered } from '../../src/detect/building.ts';
import type { Tools } from '../../src/detect/detector.ts';
import type { Hop } from '../../src/evaluate/value.ts';
import type { Range, TextExpr } from '../../src/model/expr.ts';
import type { Facts } from '../../src/model/facts.ts';
import { type Block, blocksOf, type Parsed, UNKNOWN } from './exim-blocks.ts';
import { expanded, type Macros } from './exim-macros.ts';

/** One of the files of a configuration. */
export interface Part {
  readonly facts: Facts;
  readonly blocks: readonly Block[];
  /** Those that the file itself defines. */
  readonly macros: Macros;
  /** Where the file that is scanned names this one, and the way from there; undefined for that file itself. */
  readonly anchor: Range | undefined;
  readonly via: readonly Hop[];
}

/** A macro, and the part that defines it. */
export interface Defined {
  readonly value: TextExpr;
  readonly part: Part;
}

export interface Configuration {
  readonly parts: readonly Part[];
  /** The parts whose relays are told where this file is scanned; the others are scanned for themselves. */
  readonly own: readonly Part[];
  readonly macros: ReadonlyMap<string, Defined>;
}

/** No configuration of people has more files, one within the other. */
const MOST_PARTS = 100;
const DEEPEST = 5;

/** Debian's folders, and what else it reads before them. */
const SPLIT = /^(?:.*\/)?conf\.d\/(?<kind>main|router|transport)\/[^/]+$/;
const LOCAL_MACROS = '../../exim4.conf.localmacros';
const TEMPLATE = /(?:^|\/)exim4\.conf\.template$/;

/** The sections that files of Debian's folders stand in. */
const SECTIONS: Readonly<Record<string, string>> = { main: 'main', router: 'routers', transport: 'transports' };

export function configurationOf(facts: Facts, tools: Tools): Configuration {
  const kind = SPLIT.exec(facts.path)?.groups?.kind;
  const parts = kind === undefined ? withIncluded(facts, tools) : ofDebian(facts, kind, tools);
  const macros = new Map<string, Defined>();
  for (const part of parts) for (const [name, value] of part.macros) macros.set(name, { value, part });
  return { parts, macros, own: kind === undefined ? parts : parts.filter((part) => part.facts === facts) };
}

const partOf = (facts: Facts, { blocks, macros }: Parsed): Part => ({
  facts,
  blocks,
  macros,
  anchor: undefined,
  via: [],
});

function ofDebian(facts: Facts, kind: string, tools: Tools): readonly Part[] {
  const others = Object.keys(SECTIONS).flatMap((folder) =>
    tools.textFilesIn(facts, `../${folder}`).map((file) => ({ file, folder })),
  );
  const local = tools.textFile(facts, LOCAL_MACROS);
  return [
    ...(local ? [{ file: local, folder: 'main' }] : []),
    ...others.filter(({ file }) => file.path !== facts.path),
    { file: facts, folder: kind },
  ]
    .slice(-MOST_PARTS)
    .map(({ file, folder }) => partOf(file, parsedIn(file)(SECTIONS[folder] ?? UNKNOWN)));
}

function withIncluded(facts: Facts, tools: Tools): readonly Part[] {
  const main = parsedIn(facts)(UNKNOWN);
  const local = TEMPLATE.test(facts.path) ? tools.textFile(facts, 'exim4.conf.localmacros') : undefined;
  const parts = [...(local ? [partOf(local, parsedIn(local)('main'))] : []), partOf(facts, main)];
  const macros = new Map<string, TextExpr>(main.macros);
  const add = (from: Part, { includes }: Parsed, depth: number): void => {
    for (const { path, section } of includes) {
      const name = expanded(path, macros).value;
      const file = tools.textFile(from.facts, name);
      if (!file || parts.length >= MOST_PARTS || parts.some((part) => part.facts.path === file.path)) continue;
      const parsed = parsedIn(file)(section);
      const here: Hop = { facts: from.facts, range: path.range, kind: 'defined', name };
      const part: Part = {
        ...partOf(file, parsed),
        anchor: from.anchor ?? path.range,
        via: from.anchor ? [...from.via, here] : [],
      };
      parts.push(part);
      for (const [key, value] of parsed.macros) macros.set(key, value);
      if (depth < DEEPEST) add(part, parsed, depth + 1);
    }
  };
  const [own] = parts.slice(-1);
  if (own) add(own, main, 1);
  return parts;
}

/** What a file says in the section that it is included in; each file of a folder looks at all the others. */
const parsedIn = oncePer((facts: Facts) => remembered((section: string) => blocksOf(facts.source.text, section)));

/** What a main configuration is called. */
const MAINS = ['exim.conf', 'exim4.conf', 'exim4.conf.template', 'configure'];

/** Whether a configuration beside or above a file includes it: what it says is told where that is scanned. */
export const isIncluded = (facts: Facts, tools: Tools): boolean =>
  MAINS.some((name) => {
    const main = tools.textFile(facts, name);
    return (
      main?.source.text.includes('.include') &&
      withIncluded(main, tools).some(({ facts: { path } }) => path === facts.path)
    );
  });
