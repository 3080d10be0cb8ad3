/**
 * Programs that a template engine fills in before they run (`smtp_settings.rb.erb`, a `config.inc.php` with Jinja's marks):
 * the marks that no parser of the language takes are covered, so that all places stay what they are.
 */

const MARK =
  /\{%[\s\S]{0,500}?%\}|\{#[\s\S]{0,500}?#\}|<%(?!=)[\s\S]{0,500}?%>|(?<output>\{\{[\s\S]{0,500}?\}\}|<%=[\s\S]{0,500}?%>)/g;

/** The text with blanks for what controls the template, and a name for what is put in; undefined when there is neither. */
export function withoutTemplateMarks(text: string): string | undefined {
  const plain = text.replace(MARK, (mark, ...rest) => {
    const output = rest[0] !== undefined;
    if (output && isQuoted(text, Number(rest[1]))) return mark;
    return mark.replace(/[^\r\n]/g, output ? '_' : ' ');
  });
  return plain === text ? undefined : plain;
}

/** No line of such a program is longer. */
const LONGEST = 500;

/** Within quotes the mark is part of a text, which every parser takes. */
function isQuoted(text: string, at: number): boolean {
  const before = text.slice(Math.max(text.lastIndexOf('\n', at - 1) + 1, at - LONGEST), at).replace(/\\./g, '');
  return /^(?:[^"']|"[^"]*"|'[^']*')*(?:"[^"]*|'[^']*)$/.test(before);
}
