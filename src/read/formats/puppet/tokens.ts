/** Puppet's tokens. https://www.puppet.com/docs/puppet/8/lang_visual_index, …/lang_data_string */

export interface PuppetToken {
  /**
   * `name` is a bare word, in lower case or a type's; `variable` has its `$`; a `string` stands in quotes or in a here-document;
   * a sign stands for itself.
   */
  readonly kind: 'name' | 'variable' | 'string' | 'number' | 'regex' | 'sign';
  readonly word: string;
  readonly start: number;
  readonly end: number;
  /** Of a string the stretch of its content, and whether variables in it are filled in. */
  readonly content?: { readonly start: number; readonly end: number; readonly isFilledIn: boolean };
}

const TOKEN = new RegExp(
  [
    String.raw`(?<comment>#[^\r\n]*|\/\*[\s\S]*?(?:\*\/|$))`,
    String.raw`@\((?<heredoc>[^)\r\n]{1,80})\)`,
    String.raw`(?<variable>\$(?:::)?[a-zA-Z_]\w*(?:::\w+)*)`,
    String.raw`'(?<single>(?:[^'\\]|\\[\s\S])*)'?`,
    String.raw`"(?<double>(?:[^"\\$]|\\[\s\S]|\$\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}|\$)*)"?`,
    String.raw`(?<name>(?:::)?[A-Za-z_]\w*(?:-\w+)*(?:::[A-Za-z_]\w*)*)`,
    String.raw`(?<number>\d[\w.]*)`,
    String.raw`(?<sign>=>|\+>|==|=~|!=|!~|<=|>=|->|~>|<-|<~|<<\||\|>>|<\||\|>|\+=|[^\s])`,
  ].join('|'),
  'g',
);

/** `/…/` is an expression where a value may begin, and a division behind one. */
const REGEX = /\/(?:[^/\\\r\n]|\\.)+\//y;

const endsValue = (token: PuppetToken | undefined): boolean =>
  token !== undefined && (token.kind !== 'sign' || /^[)\]]$/.test(token.word));

export function tokensOf(source: string, from = 0, to = source.length): readonly PuppetToken[] {
  const tokens: PuppetToken[] = [];
  const pattern = new RegExp(TOKEN);
  pattern.lastIndex = from;
  const heredocs: Heredoc[] = [];
  // Where the line of their tags ends.
  let bodies = 0;
  for (let found = pattern.exec(source); found && found.index < to; found = pattern.exec(source)) {
    const { comment, heredoc, variable, single, double, name, number, sign } = found.groups ?? {};
    const start = found.index;
    const end = start + found[0].length;
    if (heredocs.length > 0 && bodies <= start) {
      pattern.lastIndex = passed(source, heredocs, tokens, bodies);
      continue;
    }
    if (comment !== undefined) continue;
    const content = { start: start + 1, end: start + 1 + (single ?? double ?? '').length };
    if (heredoc !== undefined) {
      if (heredocs.length === 0) bodies = behindLine(source, end);
      heredocs.push({ tag: heredoc, at: tokens.push(stringOf(start, end)) - 1 });
    } else if (variable !== undefined) tokens.push({ kind: 'variable', word: variable, start, end });
    else if (single !== undefined)
      tokens.push({ ...stringOf(start, end, single), content: { ...content, isFilledIn: false } });
    else if (double !== undefined)
      tokens.push({ ...stringOf(start, end, double), content: { ...content, isFilledIn: true } });
    else if (name !== undefined) tokens.push({ kind: 'name', word: name.replace(/^::/, ''), start, end });
    else if (number !== undefined) tokens.push({ kind: 'number', word: number, start, end });
    else if (sign !== undefined) {
      REGEX.lastIndex = start;
      const regex = sign === '/' && !endsValue(tokens.at(-1)) ? REGEX.exec(source) : null;
      if (regex) pattern.lastIndex = start + regex[0].length;
      tokens.push({ kind: regex ? 'regex' : 'sign', word: regex?.[0] ?? sign, start, end: pattern.lastIndex });
    }
  }
  return tokens;
}

/** Where the next line begins. */
function behindLine(source: string, from: number): number {
  const at = source.indexOf('\n', from);
  return at < 0 ? source.length : at + 1;
}

const stringOf = (start: number, end: number, word = ''): PuppetToken => ({ kind: 'string', word, start, end });

/** A here-document whose text stands behind the line of its tag; `at` is its token. */
interface Heredoc {
  readonly tag: string;
  readonly at: number;
}

/**
 * Gives the here-documents of a line their texts, which begin at an offset. The offset behind the last of them.
 * https://www.puppet.com/docs/puppet/8/lang_data_string#lang_data_string_heredocs
 */
function passed(source: string, heredocs: Heredoc[], tokens: PuppetToken[], from: number): number {
  let start = from;
  for (const { tag, at } of heredocs.splice(0)) {
    const word = /^["']?\s*(?<word>[^:/"']+)/.exec(tag)?.groups?.word?.trim() ?? '';
    const closing = new RegExp(`^[ \\t]*\\|?[ \\t]*-?[ \\t]*${word.replace(/\W/g, '\\$&')}[ \\t]*\\r?$`, 'm');
    const found = closing.exec(source.slice(start));
    const end = found ? start + found.index : source.length;
    const token = tokens[at];
    const isFilledIn = tag.trim().startsWith('"');
    if (token) tokens[at] = { ...token, word: source.slice(start, end), content: { start, end, isFilledIn } };
    start = found ? end + found[0].length : end;
  }
  return start;
}
