/** What PHP files declare and include, taken from their texts: of a long chain of includes only the file with the name is parsed. */
import { rememberedIn } from '../model/remembered.ts';
import type { Root } from '../walk/root.ts';
import { isFileInside, textOf } from './files.ts';
import { candidatesAbove } from './modules.ts';

const MAX_BYTES = 2_000_000;
const MAX_DEPTH = 8;

/** `function f(`, `class C`, `const N`, `define('N'`, `$v =`, `$v['k'] =`. https://www.php.net/manual/en/langref.php */
const DECLARED =
  /\b(?:function\s+(?:&\s*)?|class\s+|interface\s+|trait\s+|enum\s+|const\s+|define\s*\(\s*['"])(\w+)|\$(\w+)(?:\[[^\]\n]*\])*\s*[.?+]{0,2}=(?![=>~])/g;

/** The last part of an included path is a text, whatever stands before it. */
const INCLUDED = /['"]([^'"\n]{1,300}\.(?:php|inc))['"]/gi;

interface Outline {
  /** In lower case: names of functions and classes have none of their own. */
  readonly declares: ReadonlySet<string>;
  readonly includes: readonly string[];
}

/** Of some files and those that they include over some steps, the nearest that may declare a name. Paths are relative to the root. */
export function declaringFile(root: Root, files: readonly string[], name: string): string | undefined {
  const wanted = name.split('\\').at(-1)?.toLowerCase() ?? '';
  const seen = new Set(files);
  let level = files;
  for (let depth = 0; depth < MAX_DEPTH && level.length > 0; depth += 1) {
    const found = level.find((one) => outlineOf(root, one).declares.has(wanted));
    if (found !== undefined) return found;
    const next = new Set(level.flatMap((one) => outlineOf(root, one).includes));
    level = [...next].filter((one) => !seen.has(one));
    for (const one of level) seen.add(one);
  }
  return undefined;
}

const outlineOf = rememberedIn((root: Root, file) => outlined(root, file, textOf(root, file, MAX_BYTES)));

function outlined(root: Root, file: string, text: string): Outline {
  const declared = Array.from(text.matchAll(DECLARED), ([, name, variable]) => (name ?? variable ?? '').toLowerCase());
  const included = /\b(?:include|require)/i.test(text)
    ? new Set(Array.from(text.matchAll(INCLUDED), ([, written = '']) => written))
    : [];
  return {
    declares: new Set(declared),
    // The base of the path is seldom written in place.
    includes: [...included]
      .flatMap((written) => candidatesAbove(file, written))
      .filter((one) => isFileInside(root, one)),
  };
}
