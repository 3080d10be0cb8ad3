/** Which parts of a file are JavaScript: all of it, or the scripts of a page or component. */
import type { Range } from '../../../model/expr.ts';
import { range } from '../../reader.ts';

export type Dialect = 'javascript' | 'typescript' | 'tsx';

export interface Script {
  readonly range: Range;
  readonly dialect: Dialect;
}

const MARKUP = /\.(?:vue|svelte|astro|html?|xhtml|ejs|hbs)$/i;
const TYPESCRIPT = /\.[mc]?ts$/i;

/** The scripts of a file in source order. */
export function scriptsOf(path: string, source: string): readonly Script[] {
  if (!MARKUP.test(path)) {
    const dialect = /\.tsx$/i.test(path) ? 'tsx' : TYPESCRIPT.test(path) ? 'typescript' : 'javascript';
    return [{ range: range(0, source.length), dialect }];
  }
  return /\.astro$/i.test(path) ? astroScripts(source) : elements(source, 0, 'javascript');
}

/** Astro: TypeScript between the `---` lines at the top, then script elements (TypeScript as well). */
function astroScripts(source: string): readonly Script[] {
  const opening = /^\s*---[ \t]*(?:\r\n?|\n)/.exec(source);
  if (!opening) return elements(source, 0, 'typescript');
  const closing = /^---/m.exec(source.slice(opening[0].length));
  const end = closing ? opening[0].length + closing.index : source.length;
  return [{ range: range(opening[0].length, end), dialect: 'typescript' }, ...elements(source, end, 'typescript')];
}

/** Script elements that hold a program, outside of comments. */
function elements(source: string, from: number, standard: Dialect): readonly Script[] {
  const found: Script[] = [];
  const opening = /<!--|<script(?=[\s>/])/gi;
  const closing = /<\/script\s*>/gi;
  opening.lastIndex = from;
  for (let match = opening.exec(source); match; match = opening.exec(source)) {
    const end = match[0] === '<!--' ? source.indexOf('-->', match.index) : tagEnd(source, opening.lastIndex);
    if (end < 0) break;
    opening.lastIndex = end + 1;
    if (match[0] === '<!--') continue;
    closing.lastIndex = end + 1;
    const stop = closing.exec(source)?.index ?? source.length;
    const dialect = dialectOf(source.slice(match.index, end), standard);
    if (dialect && stop > end + 1) found.push({ range: range(end + 1, stop), dialect });
    opening.lastIndex = stop;
  }
  return found;
}

/** The offset of the `>` that ends a tag; attribute values may hold one (`generic="T extends Record<string, X>"`). */
function tagEnd(source: string, from: number): number {
  let quote = '';
  for (let at = from; at < source.length; at += 1) {
    const char = source[at] ?? '';
    if (quote !== '') quote = char === quote ? '' : quote;
    else if (char === '"' || char === "'") quote = char;
    else if (char === '>') return at;
  }
  return -1;
}

/** The dialect of a script element by its `lang` and `type`; undefined for data, templates and shaders. */
function dialectOf(tag: string, standard: Dialect): Dialect | undefined {
  const lang = attribute(tag, 'lang');
  const type = attribute(tag, 'type');
  if (lang === 'tsx') return 'tsx';
  if (lang === 'ts' || lang === 'typescript' || /typescript/.test(type ?? '')) return 'typescript';
  if (type && !/javascript|ecmascript|jscript|^module$|babel|jsx/.test(type)) return undefined;
  return standard;
}

const attribute = (tag: string, name: string): string | undefined =>
  new RegExp(`\\s${name}\\s*=\\s*["']?([^"'\\s>]*)`, 'i').exec(tag)?.[1]?.toLowerCase();
