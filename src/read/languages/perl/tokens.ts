/**
 * Perl's tokens, near enough: only perl can parse Perl (perldoc perlop, "Gory details of parsing quoted constructs"), but
 * strings, documentation and comments can be told apart without running it.
 */
import type { Range } from '../../../model/expr.ts';
import { range } from '../../reader.ts';

export interface PerlToken {
  readonly kind: 'variable' | 'name' | 'string' | 'words' | 'number' | 'pattern' | 'sign';
  /** A variable without its sigil, a name, a sign. */
  readonly word: string;
  readonly sigil?: string;
  readonly start: number;
  readonly end: number;
  /** What stands between the quotes. */
  content?: Range;
  readonly interpolates?: boolean;
}

const BLANK = /[ \t\r\f]+|#[^\n]*/y;
const POD = /=[A-Za-z][\s\S]*?(?:\n=cut\b[^\n]*|$(?![\s\S]))/y;
const PROTOTYPE = /\([\\$@%&*;+_[\]\s]*\)/y;
const HEREDOC = /<<(~?)(?:"([^"\n]*)"|'([^'\n]*)'|([A-Za-z_]\w*))/y;
const VARIABLE =
  /\$#?\$*(?:::)?[A-Za-z_]\w*(?:::\w+)*|\$\{\s*(\^?\w+)\s*\}|\$(?:\d+|[^\w\s{$)])|@(?:\$+)?(?:::)?[A-Za-z_]\w*(?:::\w+)*/y;
const HASH = /%(?:\$+)?(?:::)?[A-Za-z_]\w*(?:::\w+)*/y;
const NAME = /[A-Za-z_]\w*(?:::\w+)*/y;
const NUMBER = /0[xXbB][\da-fA-F_]+|\d[\d_]*(?:\.\d+)?(?:[eE][-+]?\d+)?/y;
const SIGN =
  /\*\*=|\|\|=|&&=|\/\/=|<=>|\.\.\.|->|=>|==|!=|=~|!~|<=|>=|\|\||&&|\/\/|\.\.|\+\+|--|\+=|-=|\*=|\/=|\.=|<<|>>|\*\*|[\s\S]/y;

/** Names behind which an operand follows, so that a slash begins a pattern. */
const BEFORE_OPERAND =
  /^(if|unless|while|until|and|or|not|xor|return|split|grep|map|join|push|unshift|when|eq|ne|lt|gt|le|ge|cmp|x)$/;
const QUOTES = /^(q|qq|qw|qr|qx|m|s|tr|y)$/;
const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '<': '>' };

interface Heredoc {
  readonly token: PerlToken;
  readonly ending: string;
  readonly indented: boolean;
}

export function tokensOf(source: string): PerlToken[] {
  const tokens: PerlToken[] = [];
  let at = 0;
  let pending: Heredoc[] = [];
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    return pattern.exec(source);
  };
  const push = (token: PerlToken): void => {
    tokens.push(token);
    at = token.end;
  };

  while (at < source.length) {
    if (source[at] === '\n') {
      at = bodies(source, at + 1, pending);
      pending = [];
      at = match(POD)?.[0].length ? POD.lastIndex : at;
      continue;
    }
    const blank = match(BLANK);
    if (blank) {
      at += blank[0].length;
      continue;
    }
    if (at === 0 && match(POD)) {
      at = POD.lastIndex;
      continue;
    }
    if (source[at] === '(' && tokens.slice(-2).some(({ word }) => word === 'sub') && match(PROTOTYPE)) {
      at = PROTOTYPE.lastIndex;
      continue;
    }
    const operand = isOperandNext(tokens.at(-1));
    const heredoc = operand ? match(HEREDOC) : null;
    if (heredoc) {
      const [whole, indented, double, single, bare] = heredoc;
      const token: PerlToken = {
        kind: 'string',
        word: '',
        start: at,
        end: at + whole.length,
        interpolates: single === undefined,
      };
      pending.push({ token, ending: double ?? single ?? bare ?? '', indented: indented === '~' });
      push(token);
      continue;
    }
    const variable = match(VARIABLE) ?? (operand ? match(HASH) : null);
    if (variable) {
      const word = variable[1] ?? variable[0].replace(/^[$@%]#?\$*/, '');
      push({ kind: 'variable', word, sigil: variable[0].charAt(0), start: at, end: at + variable[0].length });
      continue;
    }
    const name = match(NAME)?.[0];
    if (name === '__END__' || name === '__DATA__') break;
    if (name !== undefined) {
      const quoted = QUOTES.test(name) ? quoteLike(source, at, name, tokens.at(-1)) : undefined;
      push(quoted ?? { kind: 'name', word: name, start: at, end: at + name.length });
      continue;
    }
    const number = match(NUMBER)?.[0];
    if (number !== undefined) {
      push({ kind: 'number', word: number, start: at, end: at + number.length });
      continue;
    }
    const character = source.charAt(at);
    if (/["'`]/.test(character)) {
      const end = delimited(source, at);
      push({
        kind: 'string',
        word: '',
        start: at,
        end: Math.min(end + 1, source.length),
        content: range(at + 1, end),
        interpolates: character !== "'",
      });
      continue;
    }
    if (character === '/' && operand) {
      const end = delimited(source, at);
      push({ kind: 'pattern', word: '', start: at, end: afterFlags(source, Math.min(end + 1, source.length)) });
      continue;
    }
    const sign = match(SIGN)?.[0] ?? character;
    push({ kind: 'sign', word: sign, start: at, end: at + sign.length });
  }
  return tokens;
}

const isOperandNext = (before: PerlToken | undefined): boolean =>
  !before ||
  (before.kind === 'sign'
    ? !/^[)\]}]$/.test(before.word)
    : before.kind === 'name' && BEFORE_OPERAND.test(before.word)) ||
  (before.kind === 'name' && /^(print|say|die|warn)$/.test(before.word));

/** Gives here-documents their bodies, which start at `from`; the offset behind the last one. */
function bodies(source: string, from: number, pending: readonly Heredoc[]): number {
  let at = from;
  for (const { token, ending, indented } of pending) {
    const start = at;
    let stop = source.length;
    while (at < source.length) {
      const newline = source.indexOf('\n', at);
      const end = newline < 0 ? source.length : newline;
      const line = source.slice(at, end).replace(/\r$/, '');
      const found = (indented ? line.trim() : line) === ending;
      if (found) stop = at;
      at = Math.min(end + 1, source.length);
      if (found || newline < 0) break;
    }
    token.content = range(start, Math.max(start, stop));
  }
  return at;
}

/** The offset of the delimiter that closes the one at `open`, or of the end. */
function delimited(source: string, open: number): number {
  const opening = source.charAt(open);
  const closing = CLOSING[opening] ?? opening;
  let level = 0;
  for (let at = open + 1; at < source.length; at += 1) {
    const character = source[at];
    if (character === '\\') at += 1;
    else if (character === closing) {
      if (level === 0) return at;
      level -= 1;
    } else if (character === opening) level += 1;
  }
  return source.length;
}

const afterFlags = (source: string, from: number): number => {
  let at = from;
  while (/[a-z]/.test(source.charAt(at))) at += 1;
  return Math.min(at, source.length);
};

/** `q(…)`, `qw[…]`, `s{…}{…}g`; undefined where the word is a key or a method. */
function quoteLike(source: string, start: number, name: string, before: PerlToken | undefined): PerlToken | undefined {
  if (before?.word === '->' || before?.word === 'sub') return undefined;
  let open = start + name.length;
  while (/\s/.test(source.charAt(open))) open += 1;
  const delimiter = source.charAt(open);
  const apart = open > start + name.length;
  if (delimiter === '' || /[\w,;)]/.test(delimiter) || (apart && delimiter === '#')) return undefined;
  if (delimiter === '=' && (apart || source[open + 1] === '>')) return undefined;
  if (delimiter === '}' && before?.word === '{') return undefined;
  const end = delimited(source, open);
  if (/^(q|qq|qx)$/.test(name))
    return {
      kind: 'string',
      word: '',
      start,
      end: Math.min(end + 1, source.length),
      content: range(open + 1, end),
      interpolates: name !== 'q',
    };
  if (name === 'qw')
    return { kind: 'words', word: '', start, end: Math.min(end + 1, source.length), content: range(open + 1, end) };
  if (name === 'qr' || name === 'm')
    return { kind: 'pattern', word: '', start, end: afterFlags(source, Math.min(end + 1, source.length)) };
  let second = end;
  if (CLOSING[delimiter] !== undefined) {
    second = end + 1;
    while (/\s/.test(source.charAt(second))) second += 1;
  }
  return {
    kind: 'pattern',
    word: '',
    start,
    end: afterFlags(source, Math.min(delimited(source, second) + 1, source.length)),
  };
}
