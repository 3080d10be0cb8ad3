/**
 * What a report may show of a file's own words: names, and what is done with them. A text in code, or what a command is
 * given, may be a secret, whatever the call around it is named; so it is left out, and `…` says so.
 */

/** As much of a name as is plain: `spring.mail.host`, `mail/host`, `mail::host`. What holds other signs may be no name at all. */
export const shownName = (name: string): string => (PLAIN.test(name) ? name : '…');

/** `@` is a sign of Ruby's and Perl's before a name, and of what a build fills in around it: within one it follows a user. */
const PLAIN = /^(?:@{0,2}|%%)(?:[\w$.[\]/\\…-]|(?<=\w)::(?=\w)){1,100}(?:@{0,2}|%%)$/;

/** The longest piece of code that is shown. */
const MOST = 80;

/** Code without what it holds of texts, arguments, objects and what a command is given: `decrypt(…)`, `vault …`, `a + …`. */
export function shownCode(code: string): string {
  const whole = code.slice(0, 3 * MOST).trim();
  let shown = '';
  for (let at = 0; at < whole.length && shown.length < MOST; ) {
    const next = piece(whole, at, shown);
    shown += next.shown;
    at = next.ends ? whole.length : at + next.length;
  }
  return shown
    .replace(/…[…\s]*…/g, '…')
    .slice(0, MOST)
    .trim();
}

interface Piece {
  readonly shown: string;
  readonly length: number;
  /** Nothing behind it is shown. */
  readonly ends?: true;
}

const rest: Piece = { shown: '…', length: 0, ends: true };

/** Words that may stand beside another word, in one of the languages. */
const BETWEEN = new Set('new await not or and if else in is as unless typeof return then do end lambda'.split(' '));

/** `user:password@`, wherever it stands. */
const USER = /[\w.+-]{1,80}:[^\s@]{1,200}@/y;
const NAME = /[$@]{0,2}[A-Za-z_][\w$]*/y;
const SIGNS = /(?:->|::|\?\.|\?\?|\|\||&&|[!=]=+|=>|=~|[<>]=?(?![<>])|[.+*/%|&!?:,~[\]\\-])/y;
const NUMBER = /\d{1,5}(?!\w)/y;
const SPACE = /\s+/y;

function piece(code: string, at: number, before: string): Piece {
  const space = matchAt(SPACE, code, at);
  if (space !== undefined)
    return isOption(code, at + space.length) ? { ...rest, shown: ' …' } : { shown: ' ', length: space.length };
  const text = textAt(code, at);
  if (text !== undefined) return shownText(code, at, text, before);
  // A regular expression is a text, too.
  if (code[at] === '/' && !/[\w$)\]}…]\s*$/.test(before)) return rest;
  if (code[at] === '(') return parenthesis(code, at, before);
  if (code[at] === '{') return { shown: '{…}', length: lengthWithin(code, at) };
  if (code.startsWith('://', at)) return { ...rest, shown: '://…' };
  if (matchAt(USER, code, at) !== undefined) return rest;
  const name = matchAt(NAME, code, at);
  if (name !== undefined) return isGiven(before, name) ? rest : { shown: name, length: name.length };
  const shown = matchAt(NUMBER, code, at) ?? matchAt(SIGNS, code, at) ?? (code[at] === '…' ? '…' : undefined);
  return shown === undefined ? rest : { shown, length: shown.length };
}

/** `vault read -token=…`: what a command is given. */
const isOption = (code: string, at: number): boolean => /^--?\w/.test(code.slice(at, at + 3));

/** `vault read`, `include "x"`: a word behind a word is what the first one is given. */
function isGiven(before: string, word: string): boolean {
  const [, last, space] = /([\w$]+)( ?)$/.exec(before) ?? [];
  return last !== undefined && (space === '' || !(BETWEEN.has(last) || BETWEEN.has(word)));
}

const QUOTES = '"\'`';

/** The text in quotes that begins here; one that does not end goes to the end of all. */
function textAt(code: string, at: number): string | undefined {
  const quote = code[at];
  if (quote === undefined || !QUOTES.includes(quote)) return undefined;
  let end = at + 1;
  while (end < code.length && code[end] !== quote) end += code[end] === '\\' ? 2 : 1;
  return code.slice(at, end + 1);
}

/** Ways to ask for a named value, and the words of what they are asked for: the name says where to look. */
const ASKS =
  /(?:^|[^a-z])(?:get\w*|read\w*|fetch\w*|find\w*|lookup|include|template|env|config|settings?|options?|param\w*|input|dig|tpl|t|data|value)$/i;
const ASKED = /host|server|smtp|mail|relay|smart|addr|domain|fqdn|url|dsn/i;
const SIMPLE = /^[A-Za-z]+(?:[._/-][A-Za-z]+)*$/;

const isNameFor = (before: string, text: string): boolean => {
  const inner = text.slice(1, -1);
  return ASKS.test(before.trimEnd()) && SIMPLE.test(inner) && ASKED.test(inner);
};

/** A text is a name as a key, `config["email_host"]`, and where a value is asked for by it, `include "shop.relay"`. */
function shownText(code: string, at: number, text: string, before: string): Piece {
  const { length } = text;
  const isKey = before.endsWith('[') && code[at + length] === ']' && SIMPLE.test(text.slice(1, -1));
  return { shown: isKey || isNameFor(before, text) ? text : '…', length };
}

function parenthesis(code: string, at: number, before: string): Piece {
  const length = lengthWithin(code, at);
  const inner = code.slice(at + 1, at + length - 1).trim();
  const isCall = /[\w$\])]$/.test(before);
  if (!isCall) return { shown: `(${shownCode(inner)})`, length };
  const only = textAt(inner, 0);
  const isShown = /^(?:[A-Za-z_$@][\w$.]*)?$/.test(inner) || (only === inner && isNameFor(before, inner));
  return { shown: isShown ? `(${inner})` : '(…)', length };
}

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '{': '}' };

/** How long what a bracket encloses is, with its brackets; to the end when it is not closed. */
function lengthWithin(code: string, at: number): number {
  const open = code[at] ?? '';
  let level = 0;
  for (let index = at; index < code.length; index += 1) {
    const text = textAt(code, index);
    if (text !== undefined) index += text.length - 1;
    else if (code[index] === open) level += 1;
    else if (code[index] === CLOSING[open]) level -= 1;
    if (level === 0) return index - at + 1;
  }
  return code.length - at + 1;
}

function matchAt(pattern: RegExp, code: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(code)?.[0];
}
