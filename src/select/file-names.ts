/** Tests paths against lists of globs. Every file of a tree is asked, so a cheap question comes before the costly one. */
import picomatch from 'picomatch';
import { grouped } from '../model/grouped.ts';
import { oncePer } from '../model/once.ts';
import { globTest } from '../text/glob.ts';
import { literalSearch } from './literal-search.ts';
import { escaped } from './literals.ts';

/** What only detectors write: a policy's globs are refused with it. */
const EXCLUDES = /[!*+]\(/;

const compiled = new Map<string, (path: string) => boolean>();

/**
 * Endings of templates that become the file without them: Terraform's, Jinja's, Go's, ERB, EPP, Consul's, Mako's; yadm's, which say
 * for which machines a file is (`.gitconfig##class.work`, https://yadm.io/docs/alternates).
 */
export const TEMPLATE =
  /(?:\.(?:tftpl|tfpl|tpl|tmpl|gotmpl|ctmpl|j2|jinja2?|erb|epp|mako|template|envsubst)|##[\w.,~-]{1,80})$/i;

/**
 * A test for globs on the path; globs without a slash are for the base name. Case does not matter, and a template is tested
 * by the name of what it becomes, too.
 */
export function fileMatcher(globs: readonly string[]): (path: string) => boolean {
  const id = globs.join('\0');
  let matcher = compiled.get(id);
  if (!matcher) {
    const literals = globs.map((glob) => longestLiteral(glob).toLowerCase());
    const mayFit = literals.length > FEW ? anyOf(literals) : () => true;
    const tests = globs.map((glob, index) => ({
      literal: literals[index] ?? '',
      test: compiledAtFirst(glob),
      isName: !glob.includes('/'),
    }));
    const isOne = (path: string): boolean => {
      if (!mayFit(path)) return false;
      const folded = path.toLowerCase();
      const name = path.slice(path.lastIndexOf('/') + 1);
      return tests.some(({ literal, test, isName }) => folded.includes(literal) && test(isName ? name : path));
    };
    matcher = (path) => isOne(path) || (TEMPLATE.test(path) && isOne(path.replace(TEMPLATE, '')));
    compiled.set(id, matcher);
  }
  return matcher;
}

/** As many texts are sooner looked for one by one than an expression is compiled. */
const FEW = 12;

function anyOf(texts: readonly string[]): (path: string) => boolean {
  const expression = new RegExp(texts.map(escaped).join('|'), 'i');
  return (path) => expression.test(path);
}

/** Of a thousand globs a small tree asks few. */
function compiledAtFirst(glob: string): (path: string) => boolean {
  let test: ((path: string) => boolean) | undefined;
  return (path) => {
    test ??= EXCLUDES.test(glob)
      ? picomatch(glob, { dot: true, nocase: true })
      : globTest([glob], { ignoreCase: true });
    return test(path);
  };
}

/** A shorter ending or name stands in any text. */
const SHORTEST = 5;

/**
 * Whether a text, of which the bytes are given as well, seems to name a file that one of the globs is for: by its path, in
 * quotes, as a key, as a word. Only the names whose fixed part stands in the bytes are asked about.
 */
export function mentionOf(globs: readonly string[]): (text: string, bytes: Buffer) => boolean {
  const telling = globs.filter((glob) => longestLiteral(glob).length >= SHORTEST);
  const byLiteral = [...grouped(telling, longestLiteral)];
  const literalsIn = literalSearch(byLiteral.map(([literal]) => literal));
  const expressionOf = oncePer(
    (same: readonly string[]) => new RegExp([...new Set(same.map(mention))].join('|'), 'im'),
  );
  return (text, bytes) => literalsIn(bytes).some((index) => expressionOf(byLiteral[index]?.[1] ?? []).test(text));
}

function mention(glob: string): string {
  const parts = glob
    .replace(GROUP, '*')
    .replace(/(?<![/*])\*+$/, '')
    .split('/');
  const name = parts
    .filter((part) => !/^\**$/.test(part))
    .map((part) => part.split(/[*?]+/).map(escaped).join('[^\\s/]*'))
    .join('[^\\n]*/');
  const fixed = name.replace(ANYTHING, '');
  return `${startOf(fixed, fixed !== name)}${fixed}${/\w$/.test(fixed) ? '(?!\\w)' : ''}`;
}

/** How a part that starts with a wildcard begins as an expression. */
const ANYTHING = /^\[\^\\s\/\]\*/;

/** What stands before the name. A mere ending needs a path, a plain word such as `transport` more than a space. */
function startOf(name: string, isOpen: boolean): string {
  if (name.startsWith('\\.')) return isOpen ? '/[^\\s/]{0,80}' : '(?:^|[^\\w.])';
  if (/[^a-z]/i.test(name)) return isOpen ? '' : '\\b';
  return `(?:[./"'=>][ \\t]?|\\btee[ \\t]+(?:-a[ \\t]+)?|^[ \\t]*(?=\\w+["']?:))`;
}

/** A group or class of a glob. */
const GROUP = /[?*+@!]?\([^)]*\)|\[[^\]]*\]|\{[^}]*\}/g;

/** The longest text that stands in every path a glob matches: what is left without its groups and wildcards. */
const longestLiteral = (glob: string): string =>
  glob
    .replace(GROUP, '*')
    .split(/[*?/]+/)
    .reduce((longest, part) => (part.length > longest.length ? part : longest), '');
