/** Namespaces, imports, classes and modules with their members. */
import type { Expr } from '../../../model/expr.ts';
import type { Parameter } from '../../../model/facts.ts';
import { member, ref } from '../../lower.ts';
import { range, text } from '../../reader.ts';
import { closingOf, DEEPEST, endOf, isNext, isSign, peek, startOf, take } from '../../token-cursor.ts';
import { argumentsIn } from './arguments.ts';
import { type Context, ended, isOver, keyword, passLine, wordAt } from './context.ts';
import { give, typeHere } from './creation.ts';
import { expression, ownMember } from './expressions.ts';
import { membersHere } from './members.ts';
import { valueHere, variables } from './variables.ts';

/** Words before what is declared. */
export const MODIFIER =
  /^(?:public|private|protected|friend|shared|shadows|overrides|overridable|notoverridable|mustoverride|overloads|mustinherit|notinheritable|partial|readonly|writeonly|withevents|default|async|iterator|widening|narrowing|custom)$/;
const VARIABLE = /^(?:dim|const|static)$/;
const CLASS = /^(?:class|structure|module|interface)$/;
const FUNCTION = /^(?:sub|function|operator)$/;

/** What is declared here, if anything is. */
export function declarationsHere(context: Context): boolean {
  const { cursor } = context;
  const start = startOf(cursor);
  passNotes(context);
  const from = cursor.at;
  while (MODIFIER.test(wordAt(cursor)) || VARIABLE.test(wordAt(cursor))) cursor.at += 1;
  const isDeclared = cursor.at > from;
  const word = wordAt(cursor);
  const isNamed = peek(cursor, 1)?.kind === 'name' && !isOver(peek(cursor, 1));
  if (word === 'imports') imported(context);
  else if (word === 'namespace') {
    context.builder.namespace(dotted(context));
    context.block();
    ended(context, 'namespace');
  } else if (CLASS.test(word) && isNamed) classHere(context, word);
  else if (word === 'enum' && isNamed) passTo(context, 'enum');
  else if (FUNCTION.test(word) && isNamed) method(context, start, cursor.tokens.slice(from, cursor.at).map(keyword));
  else if (word === 'property' && isNamed) property(context);
  else if (/^(?:declare|event|delegate|inherits|implements|option|rem)$/.test(word)) passLine(cursor);
  else if (isDeclared && peek(cursor)?.kind === 'name') variables(context, isMemberLevel(context));
  else return cursor.at > from;
  return true;
}

/** Members of the class stand here, and no statements. */
const isMemberLevel = ({ own }: Context): boolean => own !== undefined && own.locals === undefined;

/** `<Serializable()>` before what it is noted on. */
function passNotes({ cursor }: Context): void {
  while (isNext(cursor, '<') && peek(cursor)?.isFirst) {
    cursor.at += 1;
    while (peek(cursor) && !isNext(cursor, '>'))
      cursor.at = isNext(cursor, '(') ? closingOf(cursor, cursor.at) + 1 : cursor.at + 1;
    cursor.at += 1;
  }
}

/** The name behind the word here, with all its parts. */
function dotted({ cursor }: Context): string {
  cursor.at += 1;
  const names: string[] = [];
  while (!isOver(peek(cursor)) && (peek(cursor)?.kind === 'name' || isNext(cursor, '.'))) {
    if (peek(cursor)?.kind === 'name') names.push(peek(cursor)?.word ?? '');
    cursor.at += 1;
  }
  return names.filter((name) => name !== 'Global').join('.');
}

/** `Imports Acme.Net`, `Imports Client = MailKit.Net.Smtp.SmtpClient` */
function imported(context: Context): void {
  const { cursor, builder } = context;
  const start = startOf(cursor);
  const first = dotted(context);
  if (!isNext(cursor, '=')) {
    builder.import({ local: '*', module: first, name: '*', all: true, range: range(start, endOf(cursor)) });
    return;
  }
  const path = dotted(context).split('.');
  const name = path.pop() ?? '';
  builder.import({ local: first, module: path.join('.'), name, range: range(start, endOf(cursor)) });
}

function passTo({ cursor }: Context, kind: string): void {
  while (peek(cursor) && !(peek(cursor)?.isFirst && wordAt(cursor) === 'end' && wordAt(cursor, 1) === kind))
    cursor.at += 1;
  if (peek(cursor)) passLine(cursor);
}

function classHere(context: Context, kind: string): void {
  const { cursor, builder, own: outer } = context;
  const start = startOf(cursor);
  const name = peek(cursor, 1);
  if (!name) return;
  passLine(cursor);
  const bases: Expr[] = [];
  while (/^(?:inherits|implements)$/.test(wordAt(cursor))) {
    cursor.at += 1;
    const base = typeHere(context);
    if (base) bases.push(base);
    while (!isOver(peek(cursor))) cursor.at += 1;
  }
  const members = cursor.depth < DEEPEST ? membersHere(cursor) : new Set<string>();
  const functions = new Map<string, Expr>();
  builder.class({
    name: name.word,
    bases,
    range: range(start, name.end),
    body: () => {
      context.own = { members, functions };
      context.block();
      context.own = outer;
    },
  });
  ended(context, kind);
  // What a module declares is known without its name. https://learn.microsoft.com/dotnet/visual-basic/language-reference/statements/module-statement
  const at = range(name.start, name.end);
  for (const one of kind === 'module' ? members : [])
    builder.assign(ref(one, at), functions.get(one) ?? member(ref(name.word, at), text(one, at), at), at, {
      declares: true,
    });
}

function method(context: Context, start: number, modifiers: readonly string[]): void {
  const { cursor } = context;
  const kind = wordAt(cursor);
  const name = peek(cursor, 1);
  cursor.at += 2;
  if (!name) return;
  const isMaker = keyword(name) === 'new';
  const outer = context.functionName;
  context.functionName = kind === 'function' ? name.word : undefined;
  const params = parametersHere(context);
  while (!isOver(peek(cursor))) cursor.at += 1;
  if (!modifiers.includes('mustoverride')) {
    const made = bodyOf(context, start, params, isMaker ? 'constructor' : name.word);
    context.own?.functions?.set(name.word, made);
    ended(context, kind);
  }
  context.functionName = outer;
}

/** A function with a body of its own lines, or what else `read` reads, in which its parameters are known. */
function bodyOf(
  context: Context,
  start: number,
  params: readonly Parameter[],
  name?: string,
  read: () => void = context.block,
): Expr {
  const { cursor, own: outer } = context;
  return context.builder.function({
    ...(name === undefined ? {} : { name }),
    params,
    range: range(start, Math.max(start, endOf(cursor))),
    body: () => {
      context.own = {
        members: outer?.members ?? new Set(),
        locals: new Set([...(outer?.locals ?? []), ...params.map((one) => one.name)]),
      };
      read();
      context.own = outer;
    },
  });
}

/** `Function(x) x.Host`, or with lines of its own. */
export function lambda(context: Context, start: number): Expr {
  const { cursor } = context;
  const kind = wordAt(cursor, -1);
  const params = parametersHere(context);
  if (isOver(peek(cursor)) || wordAt(cursor) === 'as') {
    while (!isOver(peek(cursor))) cursor.at += 1;
    const made = bodyOf(context, start, params);
    if (wordAt(cursor) === 'end' && wordAt(cursor, 1) === kind) cursor.at += 2;
    return made;
  }
  return bodyOf(context, start, params, undefined, () => {
    if (kind === 'sub') context.statement();
    else {
      const value = expression(context);
      context.builder.returns(value, value.range);
    }
  });
}

function parametersHere(context: Context): Parameter[] {
  const { cursor } = context;
  if (!isNext(cursor, '(')) return [];
  const close = closingOf(cursor, cursor.at);
  const found: Parameter[] = [];
  cursor.at += 1;
  while (cursor.at < close) {
    while (/^(?:byval|byref|optional|paramarray)$/.test(wordAt(cursor))) cursor.at += 1;
    const name = peek(cursor);
    cursor.at += 1;
    if (name?.kind !== 'name') continue;
    if (isNext(cursor, '(') && isSign(peek(cursor, 1), ')')) cursor.at += 2;
    const type = wordAt(cursor) === 'as' ? typeBehind(context) : undefined;
    const fallback = take(cursor, '=') ? expression(context) : undefined;
    found.push({ name: name.word, ...(fallback ? { fallback } : {}), ...(type ? { type } : {}) });
  }
  cursor.at = Math.min(close + 1, cursor.tokens.length);
  return found;
}

function typeBehind(context: Context): Expr | undefined {
  context.cursor.at += 1;
  return typeHere(context);
}

/** A property: its value, what it computes, or else an instance of its declared class. */
function property(context: Context): void {
  const { cursor, builder } = context;
  const name = peek(cursor, 1);
  cursor.at += 2;
  if (!name) return;
  if (isNext(cursor, '(') && !isOver(peek(cursor))) argumentsIn(context);
  const value = valueHere(context);
  while (!isOver(peek(cursor))) cursor.at += 1;
  const at = range(name.start, Math.max(name.end, endOf(cursor)));
  const from = cursor.at;
  let computed: Expr | undefined;
  for (;;) {
    passNotes(context);
    while (MODIFIER.test(wordAt(cursor))) cursor.at += 1;
    const kind = wordAt(cursor);
    if ((kind !== 'get' && kind !== 'set') || !(isOver(peek(cursor, 1)) || isSign(peek(cursor, 1), '('))) break;
    const start = startOf(cursor);
    cursor.at += 1;
    const params = parametersHere(context);
    const outer = context.functionName;
    context.functionName = name.word;
    const callee = bodyOf(context, start, params, undefined);
    context.functionName = outer;
    ended(context, kind);
    if (kind === 'get') computed = { kind: 'call', callee, args: [], construct: false, range: callee.range };
  }
  if (computed) ended(context, 'property');
  else if (wordAt(cursor) === 'end' && wordAt(cursor, 1) === 'property') ended(context, 'property');
  else cursor.at = from;
  const given = computed ?? value;
  if (given) give(context, builder.inClass() ? ownMember(name) : ref(name.word, at), given, at, true);
}
