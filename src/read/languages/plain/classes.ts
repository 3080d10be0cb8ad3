/** Classes: which names are their members, and what their constructors and properties are. */
import type { Entry, Expr } from '../../../model/expr.ts';
import { member, ref } from '../../lower.ts';
import { object, range, text } from '../../reader.ts';
import { closingOf, endOf, isNext, isOpening, isSign, peek, type TokenCursor, take } from '../../token-cursor.ts';
import { argumentsIn } from './brackets.ts';
import type { Context } from './context.ts';
import type { Dialect } from './dialects.ts';
import { ASSIGNING } from './operators.ts';
import { constructedAs } from './postfix.ts';
import type { PlainToken } from './tokens.ts';

/** What stands before a colon of C++'s classes for those that follow. */
const ACCESS = /^(?:public|private|protected)$/;
/** Words before a member that say how it is seen and made. */
const MODIFIER =
  /^(?:const|factory|static|explicit|virtual|inline|constexpr|override|public|private|protected|internal|final|late|lazy|external|abstract|convenience|required|open|fileprivate|mutating|nonmutating|indirect|sealed|base)$/;
/** Words before a name that are no type of it. */
const NO_TYPE = /^(?:return|await|throw|throws|yield|in|else|new|case|try|is|as|not|and|or|do|delete)$/;
/** Words among the bases of a class that are none. */
const NO_BASE = /^(?:public|private|protected|virtual|extends|implements|with|on|final|where|std|class|struct)$/;
/** What may stand between the parameters of a constructor and its body, when it sets fields on the way. */
const MOST_ON_THE_WAY = 600;
const MOST_BEFORE_NAME = 10;

/** The names that a class has, in it and its functions. */
export interface OwnNames {
  readonly className: string | undefined;
  readonly bases: ReadonlySet<string>;
  readonly members: ReadonlySet<string>;
  /** How deep the members themselves stand. */
  readonly depth: number;
  /** The class is declared elsewhere, so that it may have any member: `bool Post::send() { … }`. */
  readonly isOpen?: true;
  /** The names of the function around; none where the members stand. */
  readonly locals?: Set<string>;
}

/** The bases of the class whose head ends here, from a token on. */
export function basesFrom({ tokens, at }: TokenCursor<PlainToken>, from: number): readonly Expr[] {
  return tokens
    .slice(from, Math.min(at, from + 40))
    .flatMap((token, index) =>
      token.kind === 'name' && !NO_BASE.test(token.word) && !isSign(tokens[from + index + 1], '::')
        ? [ref(token.word, range(token.start, token.end))]
        : [],
    );
}

/** The names of what stands directly in the braces that open here: of each member the first that a sign follows. */
export function membersIn(
  { tokens, closings, at: open }: TokenCursor<PlainToken>,
  { endsWithLine }: Dialect,
): ReadonlySet<string> {
  const found = new Set<string>();
  const close = Math.min(closings[open] ?? tokens.length, tokens.length);
  let isKnown = false;
  for (let at = open + 1; at < close; at += 1) {
    const token = tokens[at];
    const next = tokens[at + 1];
    if (!token || token.word === ';' || (endsWithLine && token.isFirst)) isKnown = false;
    if (token?.word === '@') at += isSign(tokens[at + 2], '(') ? (closings[at + 2] ?? at) - at : 1;
    else if (isOpening(token)) {
      at = closings[at] ?? at;
      if (token?.word === '{') isKnown = false;
    } else if (token?.kind === 'name' && !isKnown && !(ACCESS.test(token.word) && isSign(next, ':'))) {
      const isLast = at + 1 === close || (endsWithLine && next?.isFirst);
      if (!isLast && !/^(?:[=;:({,]|=>)$/.test(next?.word ?? '')) continue;
      found.add(token.word);
      isKnown = true;
    }
  }
  return found;
}

/** What a bare name is here: a member of the class around, where no name of the function hides it. */
export function ownOrBare({ own, cursor }: Context, token: PlainToken): Expr {
  const at = range(token.start, token.end);
  const bare = ref(token.word, at);
  if (!own) return bare;
  if (own.locals && isDeclared(cursor)) own.locals.add(token.word);
  return own.members.has(token.word) && !own.locals?.has(token.word) ? ownMember(token) : bare;
}

/** `this.<name>` */
export function ownMember({ word, start, end }: PlainToken): Expr {
  const at = range(start, end);
  return member(ref('this', at), text(word, at), at);
}

/** Whether the name before the cursor is declared there: it has a type, or a word for that, before it. */
function isDeclared({ tokens, at }: TokenCursor<PlainToken>): boolean {
  const name = tokens[at - 1];
  if (name?.isFirst || !/^[=;:]$/.test(tokens[at]?.word ?? '')) return false;
  const isPointer = /^[*&]$/.test(tokens[at - 2]?.word ?? '') && tokens[at - 2]?.isFirst === false;
  const before = tokens[at - (isPointer ? 3 : 2)];
  return isSign(before, '>') || (before?.kind === 'name' && !NO_TYPE.test(before.word));
}

/** Whether members of the class stand here, and no statements. */
export const isOwnLevel = ({ own, cursor }: Context): boolean =>
  own !== undefined && own.locals === undefined && cursor.depth === own.depth;

/** A member that is no plain field or function, if one stands here: a constructor or a property that is computed. */
export function memberHere(context: Context): boolean {
  const { cursor, own, dialect } = context;
  if (!own || !isOwnLevel(context)) return false;
  const at = behindModifiers(cursor);
  const name = cursor.tokens[at];
  const isMaker = name?.kind === 'name' && (dialect.hasInit ? name.word === 'init' : name.word === own.className);
  if (isMaker) return constructorHere(context, at);
  return getter(context) || (dialect.hasInit === true && property(context));
}

/** The index of the token behind the words before a member, and behind what is noted on it. */
export function behindModifiers({ tokens, closings, at: from }: TokenCursor<PlainToken>): number {
  let at = from;
  for (const last = from + MOST_BEFORE_NAME; at < last; at += 1) {
    const token = tokens[at];
    if (token?.word === '@') at += isSign(tokens[at + 2], '(') ? (closings[at + 2] ?? at) - at : 1;
    else if (token?.kind !== 'name' || !MODIFIER.test(token.word)) return at;
  }
  return at;
}

function constructorHere(context: Context, at: number): boolean {
  const { cursor, builder } = context;
  const { tokens } = cursor;
  const start = tokens[at]?.start ?? 0;
  const open = at + (isSign(tokens[at + 1], '?') ? 2 : 1);
  if (isSign(tokens[open], '(')) {
    const body = bodyBehind(cursor, open);
    const isDeclaration = isSign(tokens[body], ';') && context.dialect.hasMacros;
    cursor.at = isDeclaration ? body : open;
    if (!isDeclaration) context.functionHere(start, 'constructor', 'constructor');
    return true;
  }
  const name = tokens[at + 2];
  if (!isSign(tokens[at + 1], '.') || name?.kind !== 'name' || !isSign(tokens[at + 3], '(')) return false;
  const isFactory = tokens.slice(cursor.at, at).some(({ word }) => word === 'factory');
  cursor.at = at + 3;
  builder.assign(
    ownMember(name),
    context.functionHere(start, name.word, isFactory ? 'function' : 'named'),
    range(name.start, name.end),
    { declares: true },
  );
  return true;
}

/** `String get host => 'h';` */
function getter(context: Context): boolean {
  const { cursor, dialect } = context;
  if (!dialect.hasCascades) return false;
  for (let at = cursor.at; at < cursor.at + MOST_BEFORE_NAME; at += 1) {
    const token = cursor.tokens[at];
    const name = cursor.tokens[at + 1];
    if (!token || (token.kind !== 'name' && !/^[<>,?.@]$/.test(token.word))) return false;
    if (token.word !== 'get' || name?.kind !== 'name' || !/^(?:\{|=>|async)$/.test(cursor.tokens[at + 2]?.word ?? ''))
      continue;
    cursor.at = at + 2;
    take(cursor, 'async');
    context.functionHere(name.start, name.word, 'property');
    return true;
  }
  return false;
}

/** `var host: String { "h" }` */
function property(context: Context): boolean {
  const { cursor } = context;
  const at = behindModifiers(cursor);
  const name = cursor.tokens[at + 1];
  if (!isSign(cursor.tokens[at + 2], ':') || cursor.tokens[at]?.word !== 'var' || name?.kind !== 'name') return false;
  for (let index = at + 3; index < at + 3 + MOST_BEFORE_NAME; index += 1) {
    const token = cursor.tokens[index];
    if (isSign(token, '{')) {
      cursor.at = index;
      context.functionHere(name.start, name.word, 'property');
      return true;
    }
    if (!token || token.isFirst || (token.kind !== 'name' && !/^[?![\].<>,:]$/.test(token.word))) return false;
  }
  return false;
}

/** The index of what begins the body of the function whose parameters open at `open`, behind the fields that it sets first. */
export function bodyBehind({ tokens, closings }: TokenCursor<PlainToken>, open: number): number {
  let isSetting = false;
  let at = (closings[open] ?? tokens.length) + 1;
  for (const last = at + MOST_ON_THE_WAY; at < last && at < tokens.length; at += 1) {
    const { word, kind } = tokens[at] ?? { word: '', kind: '' };
    if (kind !== 'sign') continue;
    if (word === ';' || word === '=>') return at;
    if (word === ':') isSetting = true;
    // `port{25}` sets a field
    if (word === '{' && !(isSetting && tokens[at - 1]?.kind === 'name')) return at;
    if (isOpening(tokens[at])) at = closings[at] ?? at;
  }
  return Math.min(at, tokens.length);
}

/** The fields that a constructor sets before its body, which begins at `until`; calls of other constructors are left to `calls`. */
export function initialised(context: Context, until: number, calls: Expr[]): readonly Entry[] {
  const { cursor, own, dialect } = context;
  const found: Entry[] = [];
  while (cursor.at < until) {
    const before = cursor.at;
    if (isNext(cursor, 'this') && isNext(cursor, '.', 1)) cursor.at += 2;
    const name = peek(cursor);
    const sign = peek(cursor, 1);
    if (name?.kind !== 'name' || sign?.kind !== 'sign') cursor.at += 1;
    else if (sign.word === '=') {
      cursor.at += 2;
      found.push({ key: name.word, keyRange: range(name.start, name.end), value: context.expression(ASSIGNING + 1) });
    } else if (sign.word === '(' && (name.word === 'this' || name.word === own?.className)) {
      cursor.at += 1;
      const at = range(name.start, name.end);
      calls.push(constructedAs(context, ref(own?.className ?? 'this', at)));
    } else if (sign.word === '(' && (name.word === 'super' || own?.bases.has(name.word))) {
      cursor.at += 1;
      const at = range(name.start, name.end);
      const callee = member(ref('super', at), text('constructor', at), at);
      const args = argumentsIn(context);
      context.builder.call({ kind: 'call', callee, args, construct: false, range: range(name.start, endOf(cursor)) });
    } else if (sign.word === '(' || (sign.word === '{' && dialect.hasMacros)) {
      cursor.at += 1;
      const value = given(context);
      if (value) found.push({ key: name.word, keyRange: range(name.start, name.end), value });
    } else cursor.at += 1;
    if (cursor.at === before) cursor.at += 1;
  }
  return found;
}

/** The one value in the brackets here. */
function given(context: Context): Expr | undefined {
  const { cursor } = context;
  const [value, further] = argumentsIn(context);
  // `host_(std::move(host))`
  const moved = value?.value.kind === 'call' && isMove(value.value.callee) ? value.value.args[0]?.value : undefined;
  take(cursor, ',');
  return further ? undefined : (moved ?? value?.value);
}

const isMove = (callee: Expr): boolean =>
  callee.kind === 'member' && callee.key.kind === 'text' && /^(?:move|forward)$/.test(callee.key.value);

/** What a named constructor gives: what another one makes of its arguments, or the fields that it sets. */
export const namedInstance = (fields: readonly Entry[], calls: readonly Expr[], at: Expr['range']): Expr =>
  calls[0] ?? object(fields, at);

/** The constants of an enumeration that are made with arguments: `north('h', 25), south('i', 26);` */
export function enumConstants(context: Context, name: string): void {
  const { cursor } = context;
  while (peek(cursor)?.kind === 'name' && isNext(cursor, '(', 1)) {
    const constant = peek(cursor);
    if (!constant) return;
    cursor.at += 1;
    const made = constructedAs(context, ref(name, range(constant.start, constant.end)));
    context.builder.assign(ownMember(constant), made, made.range, { declares: true });
    if (!take(cursor, ',')) return;
  }
}

/** The class whose function is defined outside of it, if one is here: its index in the tokens. */
export function outOfLine({ cursor, dialect }: Context): number | undefined {
  if (!dialect.hasMacros) return undefined;
  const { tokens } = cursor;
  for (let at = cursor.at; at < cursor.at + MOST_BEFORE_NAME; at += 1) {
    const token = tokens[at];
    if (!token || (token.kind !== 'name' && !/^(?:::|[*&<>,])$/.test(token.word))) return undefined;
    if (token.kind !== 'name' || !isSign(tokens[at + 1], '::') || tokens[at + 2]?.kind !== 'name') continue;
    if (!isSign(tokens[at + 3], '(')) continue;
    const body = bodyBehind(cursor, at + 3);
    return isSign(tokens[body], '{') && isPlainBetween(cursor, closingOf(cursor, at + 3), body) ? at : undefined;
  }
  return undefined;
}

/** Whether nothing but words stands between parameters and a body, or fields that are set. */
const isPlainBetween = ({ tokens }: TokenCursor<PlainToken>, close: number, body: number): boolean => {
  const between = tokens.slice(close + 1, Math.min(body, close + 8));
  const colon = between.findIndex(({ word }) => word === ':');
  return (colon < 0 ? between : between.slice(0, colon)).every(({ kind, word }) => kind === 'name' || word === '->');
};
