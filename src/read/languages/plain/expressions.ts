/** Expressions, as far as they say which text reaches which name or call. What is not known is passed over. */
import type { Expr, TextExpr } from '../../../model/expr.ts';
import { andThen, concat, conditional, member, orElse, ref } from '../../lower.ts';
import { range, text, unknown } from '../../reader.ts';
import { DEEPEST, endOf, isNext, isOpening, peek, skipped, take } from '../../token-cursor.ts';
import { bracketed } from './brackets.ts';
import { ownMember, ownOrBare } from './classes.ts';
import type { Context } from './context.ts';
import { piped } from './juxtaposed.ts';
import { chosenValue, matchedValue } from './offside.ts';
import { AND, ASSIGNING, HIGHEST, levelOf, OR, PIPE } from './operators.ts';
import { afterwards } from './postfix.ts';
import { texts } from './strings.ts';
import type { PlainToken } from './tokens.ts';

/** Words before a value that do not change it. */
const PASSED: ReadonlySet<string> = new Set(
  'await async try const constexpr final static let var val local mutable return throw yield inout late lazy auto use in of'.split(
    ' ',
  ),
);

/** No value at all. */
const NOTHING: ReadonlySet<string> = new Set(['nil', 'null', 'NULL', 'nullptr', 'Nothing', 'nothing', 'NA']);

/** The owner's own names are names of the file here. */
const OWN: ReadonlySet<string> = new Set(['this', 'self', 'Self', 'me']);

/** An expression of operators that bind at least this tightly; an assignment gives its name the value. */
export function expression(context: Context, least = ASSIGNING): Expr {
  const { cursor } = context;
  if (cursor.depth >= DEEPEST) return skipped(cursor);
  cursor.depth += 1;
  try {
    let left = operand(context);
    for (let level = levelHere(context); level >= least; level = levelHere(context)) {
      const word = peek(cursor)?.word ?? '';
      cursor.at += 1;
      left = combined(context, left, word, level);
    }
    return left;
  } finally {
    cursor.depth -= 1;
  }
}

/** How tightly the operator here binds; 0 when there is none. */
function levelHere({ cursor, dialect }: Context): number {
  const token = peek(cursor);
  if (!token || (token.kind !== 'sign' && token.kind !== 'name')) return 0;
  const { word } = token;
  if (dialect.assigning.includes(word)) return ASSIGNING;
  if (dialect.isIndented && word === '|>') return PIPE;
  return levelOf(word);
}

function combined(context: Context, left: Expr, word: string, level: number): Expr {
  const { cursor, dialect, builder } = context;
  if (level === ASSIGNING) {
    const value = expression(context, ASSIGNING);
    const at = range(left.range.start, Math.max(left.range.end, value.range.end));
    const module = moduleOf(value);
    if (module && left.kind === 'ref') builder.import({ local: left.name, module: module.value, name: '*', range: at });
    else if (left.kind === 'ref' || left.kind === 'member') assigned(context, left, value, at);
    return value;
  }
  if (word === '?') {
    const yes = expression(context, ASSIGNING);
    take(cursor, ':');
    return conditional(left, left.range, yes, expression(context, ASSIGNING), range(left.range.start, endOf(cursor)));
  }
  const right = expression(context, level + 1);
  if (word === '|>') return piped(context, left, right);
  const at = range(left.range.start, Math.max(left.range.end, right.range.end));
  if (dialect.concat.includes(word)) return joined(context, [left, right], level);
  if (level === OR) return orElse(left, right, at);
  if (level === AND) return andThen(left, right);
  // `char *host = …`: a type before a name.
  const isNamed = right.kind === 'ref' && /^[*&]$/.test(word) && dialect.assigning.includes(peek(cursor)?.word ?? '');
  return isNamed ? right : unknown(at);
}

/** Signs and words before a value that hand it on as it is: `&address`, `*pointer`, `await`. */
function pass({ cursor }: Context): void {
  for (let token = peek(cursor); token; token = peek(cursor)) {
    const next = peek(cursor, 1);
    const isWord = token.kind === 'name' && PASSED.has(token.word) && next !== undefined && next.kind !== 'sign';
    // `.host = "x"` among the values of a structure
    const isField = token.word === '.' && next?.kind === 'name';
    if (!isWord && !isField && !(token.kind === 'sign' && /^[&*@^]$/.test(token.word))) return;
    cursor.at += 1;
  }
}

/** A whole chain of texts that are put together: generated code has thousands of parts. */
function joined(context: Context, parts: Expr[], level: number): Expr {
  const { cursor, dialect } = context;
  const start = parts[0]?.range.start ?? 0;
  while (peek(cursor)?.kind === 'sign' && dialect.concat.includes(peek(cursor)?.word ?? '')) {
    cursor.at += 1;
    parts.push(expression(context, level + 1));
  }
  return concat(parts, range(start, Math.max(start, endOf(cursor))));
}

/** Gives the value to the name; a name of a class has its own name before it elsewhere: `Relay.host`. */
function assigned({ builder, cursor, owner, own }: Context, target: Expr, value: Expr, at: Expr['range']): void {
  if (own?.isOpen && target.kind === 'ref' && !own.locals?.has(target.name)) {
    builder.assign(member(ref('this', target.range), text(target.name, target.range), target.range), value, at);
    return;
  }
  builder.assign(target, value, at);
  // The expression itself is one step deeper than the class.
  if (target.kind !== 'ref' || !owner || cursor.depth !== owner.depth + 1) return;
  builder.assign(member(ref(owner.name, target.range), text(target.name, target.range), target.range), value, at);
}

/** `require("socket.smtp")`: what is loaded, by its name. */
function moduleOf(value: Expr): TextExpr | undefined {
  if (value.kind !== 'call' || value.callee.kind !== 'ref' || value.callee.name !== 'require') return undefined;
  const [module] = value.args;
  return module?.value.kind === 'text' ? module.value : undefined;
}

function operand(context: Context): Expr {
  const { cursor } = context;
  pass(context);
  const token = peek(cursor);
  if (!token) return unknown(range(cursor.source.length, cursor.source.length));
  const { start } = token;
  if (token.kind === 'name') return named(context, token);
  if (token.kind === 'string') return afterwards(context, texts(context), start);
  cursor.at += 1;
  if (token.kind === 'number') return text(token.word, range(start, token.end));
  if (isOpening(token)) {
    cursor.at -= 1;
    return afterwards(context, bracketed(context), start);
  }
  if (/^[-+!~#]$/.test(token.word)) {
    const value = expression(context, HIGHEST);
    const at = range(start, value.range.end);
    return token.word === '-' && value.kind === 'text' ? text(`-${value.value}`, at) : unknown(at);
  }
  // What ends an expression is left to whoever reads around it.
  if (/^[;,)\]}:]$/.test(token.word)) cursor.at -= 1;
  return unknown(range(start, start));
}

function named(context: Context, token: PlainToken): Expr {
  const { cursor, dialect } = context;
  const { start } = token;
  const at = range(start, token.end);
  cursor.at += 1;
  const next = peek(cursor);
  if (token.word === 'function' && next?.word === '(') return context.functionHere(start, nameBefore(context));
  if (dialect.isIndented && token.word === 'if') return chosenValue(context, start);
  if (dialect.isIndented && token.word === 'match') return matchedValue(context, start);
  if (token.word === 'new' && next?.kind === 'name') return constructed(expression(context, HIGHEST));
  if (/^(?:true|false|TRUE|FALSE|True|False)$/.test(token.word)) return text(token.word.toLowerCase(), at);
  if (NOTHING.has(token.word)) return unknown(at, 'null');
  if (OWN.has(token.word) && (take(cursor, '.') || take(cursor, '->')) && peek(cursor)?.kind === 'name')
    return context.own ? ownHere(context, token) : expression(context, HIGHEST);
  if (token.word === 'Self' && context.own?.className !== undefined)
    return afterwards(context, ref(context.own.className, at), start);
  return afterwards(context, ownOrBare(context, token), start);
}

/** A value that stands beside a function, with its members alone. */
export function argument(context: Context): Expr {
  const { isBeside } = context;
  context.isBeside = true;
  const value = operand(context);
  context.isBeside = isBeside;
  return value;
}

/** What stands behind `this.`: a member, or another constructor. */
function ownHere(context: Context, { start, end }: PlainToken): Expr {
  const { cursor, dialect } = context;
  const name = peek(cursor);
  cursor.at += 1;
  if (!name) return unknown(range(start, end));
  const isInit = dialect.hasInit && name.word === 'init' && isNext(cursor, '(');
  return afterwards(context, isInit ? ref('this', range(start, end)) : ownMember(name), start);
}

/** The name that a function is given which begins with the token before: `relayFor <- function(host) { … }`. */
function nameBefore({ cursor: { tokens, at }, dialect }: Context): string | undefined {
  const name = tokens[at - 3];
  return name?.kind === 'name' && dialect.assigning.includes(tokens[at - 2]?.word ?? '') ? name.word : undefined;
}

const constructed = (made: Expr): Expr => (made.kind === 'call' ? { ...made, construct: true } : made);
