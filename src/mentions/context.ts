/** What a mention stands in: a document for people, a comment of a program or of settings, or anything else. */

export type MentionContext = 'document' | 'comment' | 'elsewhere';

const DOCUMENT =
  /\.(md|markdown|mdx|rst|adoc|asciidoc|txt|text|tex|org|textile|wiki|pod|rdoc|html?|xhtml|pdf|docx?|odt|odp|ods|pptx?|xlsx?|rtf|ipynb|drawio|puml|plantuml|mmd|dot|svg|png|jpe?g|gif|webp|eml|po|pot|bib|man|[1-8])$|(^|\/)(readme|changelog|changes|history|news|authors|contributors|license|licence|copying|notice|todo|codeowners|maintainers)([._-][^/]*)?$/i;

/** `.txt` and the like of these names are read by programs. */
const SETTINGS_TEXT =
  /(^|\/)(requirements[^/]*|robots|cmakelists|[^/]*(transport|relay|hosts?|config|settings?)[^/]*)\.(txt|text)$/i;

export const isDocument = (path: string): boolean => DOCUMENT.test(path) && !SETTINGS_TEXT.test(path);

/** How far a line is looked at. */
const LONGEST = 4000;

/** A whole line, and what stands behind code: signs that begin a comment in some language or format. */
const LINE = /^\s*(?:#|\/\/|\/\*|\*(?!\w)|--|;|%|<!--|\{#|\{\{!|rem\s|dnl\s|'|"""|''')/i;
const BEHIND = /(?:^|\s)(?:#|\/\/|\/\*|--|;|<!--)\s[^"'`]*$/;

/** Block comments, by what opens and closes them. */
const BLOCKS = [
  ['/*', '*/'],
  ['<!--', '-->'],
  ['{#', '#}'],
  ['=begin', '=end'],
] as const;

/** Where in a file the offset of a text stands. */
export function contextAt(path: string, text: string, offset: number): MentionContext {
  if (isDocument(path)) return 'document';
  const start = Math.max(text.lastIndexOf('\n', offset - 1) + 1, offset - LONGEST);
  const before = text.slice(start, offset);
  if (LINE.test(before) || BEHIND.test(before)) return 'comment';
  const above = text.slice(Math.max(0, offset - LONGEST), offset);
  const isInBlock = BLOCKS.some(([open, close]) => {
    const opened = above.lastIndexOf(open);
    return opened >= 0 && above.indexOf(close, opened + open.length) < 0 && isOwnLine(above, opened);
  });
  return isInBlock ? 'comment' : 'elsewhere';
}

/** `"src/*"` opens no comment. */
const isOwnLine = (text: string, offset: number): boolean =>
  /^[^"'`]*$/.test(text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset));
