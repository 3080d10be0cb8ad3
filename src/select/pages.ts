/** Pages that a server runs before it sends them, called as those that nobody runs: marks in their text tell. */
import type { Format } from '../model/facts.ts';

/** Whether a file may be a page with a program in it, by its name. */
export const mayBePage = (path: string): boolean => /\.(?:s?html?|stm|tpl|tmpl)$/i.test(path);

/** How a program within a page begins, as bytes to look for before anything else. */
const MARKS = ['<?', '<%@'] as const;

/** PHP's tags, the short ones too: https://www.php.net/manual/en/language.basic-syntax.phptags.php. Not the head of XML. */
const PHP = /<\?(?:php\b|=|\s)/i;

/**
 * Directives of Jakarta Server Pages and of ASP.NET, which name the language; those of the former Java unless they say otherwise.
 * https://jakarta.ee/specifications/pages/3.1/jakarta-server-pages-spec-3.1#the-page-directive
 */
const DIRECTIVE = /<%@\s{0,20}(?:page|include|taglib|tag|control|master|webhandler)\b(?<said>[^%]{0,500})%>/i;

const SHARP = /\blanguage\s{0,5}=\s{0,5}["']?c#/i;
const BASIC = /\blanguage\s{0,5}=\s{0,5}["']?(?:vb|jscript)/i;

/** The language of the program within a page, by its bytes; undefined where none is. */
export function formatOfPage(path: string, bytes: Buffer): Format | undefined {
  if (!mayBePage(path) || !MARKS.some((mark) => bytes.includes(mark))) return undefined;
  const text = bytes.toString('latin1');
  if (PHP.test(text)) return 'php';
  const said = DIRECTIVE.exec(text)?.groups?.said;
  if (said === undefined || BASIC.test(said)) return undefined;
  return SHARP.test(said) ? 'csharp' : 'java';
}
