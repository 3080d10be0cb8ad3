/** Texts: escapes, and expressions within them as far as they are names. */
import type { Expr, Range } from '../../../model/expr.ts';
import { shownCode } from '../../../text/shown.ts';
import { concat, member, ref } from '../../lower.ts';
import { character, decoded, type Escapes, type Hole, interpolated } from '../../lower-text.ts';
import { range, text, unknown } from '../../reader.ts';
import { endOf, peek, startOf } from '../../token-cursor.ts';
import type { Context } from './context.ts';
import type { Dialect } from './dialects.ts';
import type { PlainToken } from './tokens.ts';

const NAMED: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '0': '\0', a: '\x07', f: '\f', v: '\v' };

/** What most languages share: `\n`, `\x41`, `\u0041`, `\u{41}`; Lua's and C's numbers. Behind `\x` C takes all digits that there are. */
const backslash = (digitsOfX: '1,2' | '1,8'): Escapes => ({
  pattern: new RegExp(
    String.raw`\\(?:x([\da-fA-F]{${digitsOfX}})|u\{([\da-fA-F]{1,6})\}|u([\da-fA-F]{4})|(\d{2,3})|([\s\S]))`,
    'g',
  ),
  value: ([, short, braced, plain, digits, other = '']) => {
    const hex = short ?? braced ?? plain;
    if (hex !== undefined) return character(hex, 16);
    return digits === undefined ? (NAMED[other] ?? other) : character(digits, digits.startsWith('0') ? 8 : 10);
  },
});
const BACKSLASH = backslash('1,2');
const C_BACKSLASH = backslash('1,8');

const DOUBLED: Escapes = { pattern: /(["'])\1/g, value: ([, quote = '']) => quote };

/** The value of a text. */
export function stringOf(source: string, token: PlainToken, { isDoubled, hasMacros, holes = [] }: Dialect): Expr {
  const at = token.content ?? range(token.end, token.end);
  if (token.isRaw) return decoded(source, at);
  const escapes = isDoubled ? DOUBLED : hasMacros ? C_BACKSLASH : BACKSLASH;
  const literal = (part: Range) => decoded(source, part, escapes);
  const found = holes.length > 0 ? holesOf(source, at, holes) : [];
  return found.length > 0 ? interpolated(at, found, literal) : literal(at);
}

const CLOSING: Readonly<Record<string, string>> = { '\\(': ')', '${': '}', '$(': ')', '{': '}' };
const NAMES = /^\s*[A-Za-z_]\w*(?:\??\.[A-Za-z_]\w*)*!?\s*$/;

function holesOf(source: string, at: Range, opens: readonly string[]): Hole[] {
  const holes: Hole[] = [];
  for (let index = at.start; index < at.end; index += 1) {
    const open = opens.find((one) => source.startsWith(one, index));
    if (open === undefined) {
      if (source[index] === '\\') index += 1;
      continue;
    }
    const close = CLOSING[open];
    const bare = close === undefined ? (/^[A-Za-z_]\w*/.exec(source.slice(index + 1, index + 200))?.[0] ?? '') : '';
    const closing = close === undefined ? index + open.length + bare.length - 1 : source.indexOf(close, index);
    if (closing < 0 || closing >= at.end || (close === undefined && bare === '')) continue;
    const where = range(index, closing + 1);
    const code = close === undefined ? bare : source.slice(index + open.length, closing);
    holes.push({
      range: where,
      value: NAMES.test(code) ? chain(code, where) : unknown(where, shownCode(source.slice(index, closing + 1))),
    });
    index = closing;
  }
  return holes;
}

function chain(code: string, at: Range): Expr {
  const [first = '', ...rest] = code.replace(/[?!\s]/g, '').split('.');
  return rest.reduce<Expr>((of, name) => member(of, text(name, at), at), ref(first, at));
}

/** Texts that stand beside each other. */
export function texts({ cursor, dialect }: Context): Expr {
  const found: Expr[] = [];
  const start = startOf(cursor);
  for (let token = peek(cursor); token; token = peek(cursor)) {
    // `"smtp://" RELAY ":465"`
    const isMacro = dialect.hasMacros && token.kind === 'name' && /^[A-Z_\d]+$/.test(token.word) && !token.isFirst;
    if (token.kind !== 'string' && !isMacro) break;
    found.push(isMacro ? ref(token.word, range(token.start, token.end)) : stringOf(cursor.source, token, dialect));
    cursor.at += 1;
    if (!dialect.joinsNeighbours) break;
  }
  return found.length === 1 && found[0] ? found[0] : concat(found, range(start, endOf(cursor)));
}
