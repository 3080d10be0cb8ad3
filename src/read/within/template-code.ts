/**
 * Programs that a template engine fills in before they run: `settings.py.j2`, `gitlab.rb.erb`, cookiecutter's modules. The
 * parser is shown the text with the engine's statements blank and its placeholders as names, all of the same length, so
 * that every offset holds. Of two branches both are read.
 */

const TEMPLATE_FILE = /\.(j2|jinja2?|erb|tt|epp|tmpl|tpl|gotmpl|ctmpl)(\.[a-z]+)?$/i;

/** Statements on lines of their own: no language has them, but for text in quotes, which is read as it is written. */
const STATEMENT_LINE =
  /^[ \t]*(?:\{%[-+]?[ \t]*(?:if|for|set|else|elif|endif|endfor|include|block)\b|<%-?[ \t]+(?:if|unless|end|else)\b)/m;

/** Whether a program's text is the template of one. */
export const isTemplate = (path: string, text: string): boolean =>
  TEMPLATE_FILE.test(path) || STATEMENT_LINE.test(text);

/** Jinja, Liquid and their kin; ERB; Go's templates, whose statements look like their placeholders. Bounded, so that what is never closed costs little. */
const CODE = /\{#[\s\S]{0,4000}?#\}|\{%[\s\S]{0,4000}?%\}|\{\{[\s\S]{0,1000}?\}\}|<%[\s\S]{0,4000}?%>/g;

const GO_STATEMENT = /^\{\{-?\s*(?:if|else|end|range|with|define|template|block|\/\*)\b/;

const isPlaceholder = (code: string): boolean =>
  code.startsWith('<%=') || (code.startsWith('{{') && !GO_STATEMENT.test(code));

/** What the parser is to see. */
export const withoutTemplateCode = (text: string): string =>
  text.replace(CODE, (code) => (isPlaceholder(code) ? '_'.repeat(code.length) : code.replace(/[^\r\n]/g, ' ')));

/** Whether a placeholder stands at an offset of the source. */
export const placeholderAt = (source: string, at: number): boolean => /^(?:\{\{|<%=)/.test(source.slice(at, at + 3));
