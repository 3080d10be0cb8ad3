/** What a written name may be in full, by the imports, packages and namespaces of the file that writes it. */
import type { Facts, Import } from '../../model/facts.ts';
import type { Root } from '../../walk/root.ts';
import { type Family, outlineOf } from './outline.ts';

/** A name that is looked for. */
export interface Qualified {
  /** From the outermost package on. */
  readonly steps: readonly string[];
  /** How many of them are known to be a package. */
  readonly known: number;
}

/** How each family's spaces are written. */
const SEPARATORS: Readonly<Record<Family, string>> = {
  jvm: '.',
  csharp: '.',
  php: '\\',
  ruby: '::',
  perl: '::',
  elixir: '.',
  dart: '.',
  swift: '.',
  fsharp: '.',
};

const STEPS = /::|\\|\./;
const steps = (name: string): string[] => name.split(STEPS).filter((step) => step !== '');

export const spaceOf = (family: Family, parts: readonly string[]): string => parts.join(SEPARATORS[family]);

/** In the order in which the languages look: imported by name, of an own package, of a whole import, written in full. */
export function qualifiedNames(root: Root, family: Family, from: Facts, written: readonly string[]): Qualified[] {
  const path = written.flatMap(steps);
  const [head = '', ...rest] = path;
  const imports = (from.program?.imports ?? []).filter((one) => one.local === head);
  const inSpace = (start: readonly string[], known: number): Qualified => ({ steps: [...start, ...path], known });
  if (imports.length > 0) return imports.map((one) => ({ steps: [...fullName(one), ...rest], known: 0 }));
  const spaces = RELATIVE.has(family) ? outlineOf(root, family, from.path).spaces : [];
  const own = spaces.flatMap((space) => outwards(family, steps(space)));
  const isWhole = WRITTEN_IN_FULL.has(family) && path.length > 1;
  const whole = isWhole ? [] : (from.program?.imports ?? []).filter((one) => one.all).map((one) => steps(one.module));
  return [
    ...own.map((space) => inSpace(space, space.length)),
    ...whole.map((space) => inSpace(space, 0)),
    inSpace([], 0),
  ];
}

const fullName = ({ module, name }: Import): string[] => [...steps(module), ...(name === '*' ? [] : [name])];

/** Languages whose names may be written from the space around them on. */
const RELATIVE: ReadonlySet<Family> = new Set(['jvm', 'csharp', 'fsharp', 'php']);

/** Languages in which a name with its module is written from the outermost one on: `$Acme::Places::OUT`. */
const WRITTEN_IN_FULL: ReadonlySet<Family> = new Set(['perl', 'elixir']);

/** .NET's languages look in the namespaces around their own, too. */
const outwards = (family: Family, space: readonly string[]): readonly (readonly string[])[] =>
  family === 'csharp' || family === 'fsharp' ? space.map((_, index) => space.slice(0, space.length - index)) : [space];
