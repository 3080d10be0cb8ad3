/** What files declare, taken from their texts without parsing them: packages, classes, constants, functions. */
import path from 'node:path';
import { grouped } from '../../model/grouped.ts';
import { oncePer } from '../../model/once.ts';
import type { Root } from '../../walk/root.ts';
import { textOf } from '../files.ts';
import { around, baseOf, plain, treeOf } from './tree.ts';

/** Languages that see each other's names. */
export type Family = 'jvm' | 'csharp' | 'php' | 'ruby' | 'perl' | 'elixir' | 'dart' | 'swift' | 'fsharp';

export interface Outline {
  /** Packages, namespaces or modules, as the language writes them. */
  readonly spaces: readonly string[];
  readonly names: ReadonlySet<string>;
}

interface Declarations {
  readonly endings: ReadonlySet<string>;
  /** Global; the first group is the name of a space. */
  readonly space?: RegExp;
  /** Global; the first group that stands is the name, whose last part counts. */
  readonly names: RegExp;
}

const DECLARATIONS: Readonly<Record<Family, Declarations>> = {
  jvm: {
    endings: new Set(['.java', '.kt', '.kts', '.scala', '.groovy', '.gradle']),
    space: /^[ \t]*package[ \t]+([\w.]+)/gm,
    names: /\b(?:(?:enum[ \t]+)?class|interface|enum|record|object|trait|val|var|def|fun)[ \t]+(?:[\w.]+\??\.)?(\w+)/g,
  },
  csharp: {
    endings: new Set(['.cs', '.cshtml', '.razor', '.vb']),
    space: /\b[Nn]amespace[ \t]+([\w.]+)/g,
    // Visual Basic's keywords are capitals, and the names of a module are known without it.
    names:
      /\b(?:class|struct|interface|enum|record)[ \t]+(?:struct[ \t]+)?(\w+)|\b(?:Class|Structure|Module|Interface|Enum|Function|Const|Property)[ \t]+(\w+)/g,
  },
  php: {
    endings: new Set(['.php', '.inc']),
    space: /^[ \t]*(?:<\?php[ \t]+)?namespace[ \t]+([\w\\]+)/gm,
    names:
      /\b(?:function[ \t]+&?|class[ \t]+|interface[ \t]+|trait[ \t]+|enum[ \t]+|const[ \t]+|define[ \t]*\(\s*['"])(\w+)/g,
  },
  ruby: {
    endings: new Set(['.rb']),
    names: /^[ \t]*(?:(?:class|module)[ \t]+(?:\w+::)*(\w+)|([A-Z]\w*)[ \t]*=(?![=~]))/gm,
  },
  perl: {
    endings: new Set(['.pm', '.pl', '.cgi']),
    space: /^[ \t]*package[ \t]+([\w:]+)/gm,
    names: /^[ \t]*package[ \t]+(?:\w+::)*(\w+)/gm,
  },
  dart: {
    endings: new Set(['.dart']),
    names:
      /^[ \t]*(?:(?:abstract|sealed|final|base|interface|mixin)[ \t]+)*(?:class|mixin|enum|extension)[ \t]+(\w+)|^(?:(?:const|final|var|late|static)[ \t]+)*(?:[\w<>,?]+[ \t]+)?(\w+)[ \t]*(?:=(?!=)|\([^\n]{0,200}(?:\{|=>)|=>)/gm,
  },
  swift: {
    endings: new Set(['.swift']),
    names: /\b(?:class|struct|enum|extension|actor|protocol|let|var|func|typealias)[ \t]+(\w+)/g,
  },
  fsharp: {
    endings: new Set(['.fs', '.fsx']),
    space: /^(?:module|namespace)[ \t]+(?:rec[ \t]+|internal[ \t]+|private[ \t]+)?([\w.]+)/gm,
    names: /^[ \t]*(?:let|type|module|and)[ \t]+(?:(?:rec|inline|private|internal|mutable)[ \t]+)*(\w+)/gm,
  },
  elixir: {
    endings: new Set(['.ex', '.exs']),
    space: /\bdefmodule[ \t]+([\w.]+)/g,
    names: /\bdefmodule[ \t]+(?:\w+\.)*(\w+)/g,
  },
};

const MAX_BYTES = 1_000_000;
/** Of a language with more files than these, only those are known whose names tell what they declare. */
const MAX_FILES = 6_000;
/** As much text is looked through for names that no file is named after. */
const MAX_TEXT = 60_000_000;

const outlinesOf = oncePer((_: Root) => new Map<string, Outline>());

/** What one file declares. */
export function outlineOf(root: Root, family: Family, file: string): Outline {
  const outlines = outlinesOf(root);
  const outline = outlines.get(file) ?? outlined(DECLARATIONS[family], textOf(root, file, MAX_BYTES));
  outlines.set(file, outline);
  return outline;
}

function outlined({ space, names }: Declarations, text: string): Outline {
  const matches = (pattern: RegExp): string[] =>
    Array.from(text.matchAll(pattern), ([, first, second]) => first ?? second ?? '');
  return { spaces: space ? [...new Set(matches(space))] : [], names: new Set(matches(names)) };
}

const isOf = (family: Family, file: string): boolean => DECLARATIONS[family].endings.has(path.posix.extname(file));

const namedFiles = oncePer((_: Root) => new Map<Family, ReadonlyMap<string, readonly string[]>>());

/** The files of a language by what their names say that they declare. */
function namedOf(root: Root, family: Family): ReadonlyMap<string, readonly string[]> {
  const families = namedFiles(root);
  const named =
    families.get(family) ??
    grouped(
      treeOf(root).files.filter((file) => isOf(family, file)),
      baseOf,
    );
  families.set(family, named);
  return named;
}

/** Of a name that more files declare, as parts of one class or each for itself, those around the one that asks are looked at. */
const MOST_ALIKE = 200;

/** The files other than `from` that declare a name and fit: those named after it or, failing that, any. */
export function declaring(
  { root, family, from }: { readonly root: Root; readonly family: Family; readonly from: string },
  name: string,
  fits: (outline: Outline) => boolean,
): readonly string[] {
  const isWanted = (file: string): boolean => {
    const outline = file === from ? undefined : outlineOf(root, family, file);
    return outline?.names.has(name) === true && fits(outline);
  };
  const wantedOf = (files: readonly string[] = []): readonly string[] =>
    around(from, files, MOST_ALIKE).filter(isWanted);
  const named = wantedOf(namedOf(root, family).get(plain(name)));
  return named.length > 0 ? named : wantedOf(indexOf(root, family).get(name));
}

const indexesOf = oncePer((_: Root) => new Map<Family, ReadonlyMap<string, readonly string[]>>());

/** Name → files that declare it, of a whole language; made when a name is first asked for that no file is named after. */
function indexOf(root: Root, family: Family): ReadonlyMap<string, readonly string[]> {
  const indexes = indexesOf(root);
  const known = indexes.get(family);
  if (known) return known;
  const index = new Map<string, string[]>();
  let text = 0;
  for (const file of treeOf(root)
    .files.filter((one) => isOf(family, one))
    .slice(0, MAX_FILES)) {
    if (text > MAX_TEXT) break;
    const content = textOf(root, file, MAX_BYTES);
    text += content.length;
    const outline = outlined(DECLARATIONS[family], content);
    outlinesOf(root).set(file, outline);
    for (const name of outline.names) {
      const files = index.get(name);
      if (files) files.push(file);
      else index.set(name, [file]);
    }
  }
  indexes.set(family, index);
  return index;
}
