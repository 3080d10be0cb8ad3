/** Statements: functions, classes, branches and all that is just an expression. */
import { chainOf, type Expr, type Range, type RefExpr } from '../../../model/expr.ts';
import type { Parameter } from '../../../model/facts.ts';
import { member, ref } from '../../lower.ts';
import type { ProgramBuilder } from '../../program-builder.ts';
import { range, text, unknown } from '../../reader.ts';
import {
  closingOf,
  DEEPEST,
  isNext,
  isOpening,
  passBrackets,
  peek,
  startOf,
  type TokenCursor,
  take,
} from '../../token-cursor.ts';
import {
  basesFrom,
  behindModifiers,
  bodyBehind,
  enumConstants,
  initialised,
  isOwnLevel,
  memberHere,
  membersIn,
  namedInstance,
  outOfLine,
  ownOrBare,
} from './classes.ts';
import type { Context, FunctionKind } from './context.ts';
import type { Dialect } from './dialects.ts';
import { expression } from './expressions.ts';
import { ASSIGNING, HIGHEST } from './operators.ts';
import { constructedAs } from './postfix.ts';
import type { PlainToken } from './tokens.ts';

/** What begins a function whose name stands behind it. */
const FUNCTION = /^(?:func|function|fun|fn|proc|procedure|constructor|def|sub)$/;
/** What begins a block whose names the whole file sees. */
const OWNER =
  /^(?:class|struct|interface|enum|extension|namespace|module|object|record|unit|mixin|trait|protocol|actor|component|type)$/;
const BRANCHING = /^(?:if|guard|elseif|elsif|unless)$/;
/** What is run never, once or more often. */
const REPEATING = /^(?:for|while|foreach|switch|repeat|catch|do|loop|case|when)$/;
/** What may stand between a function's parameters and its body. */
const BETWEEN = /^(?:async|throws|rethrows|const|noexcept|override|final|->|:|\*|&|\?|<|>|\.|sync)$/;
const MOST_BETWEEN = 12;
/** Tokens between the name of a class and its members. */
const MOST_IN_HEAD = 60;
const NO_NAMES: ReadonlySet<string> = new Set();

interface Parameters {
  readonly params: readonly Parameter[];
  /** Those that are fields, too: `this.host`. */
  readonly fields: readonly RefExpr[];
  /** What a parameter is called within, where callers call it otherwise. */
  readonly aliases: readonly { readonly local: RefExpr; readonly label: string }[];
}

const NO_PARAMETERS: Parameters = { params: [], fields: [], aliases: [] };
/** What stands before a colon of C++'s classes for those that follow. */
const ACCESS = /^(?:public|private|protected)$/;
/** What begins a class, where these have members of their own. */
const CLASS = /^(?:class|struct|extension|mixin|actor|protocol|interface|enum)$/;
/** What begins an arm of a `switch`, up to its colon. */
const CASE = /^case$/;
/** Names in parentheses that are no types of parameters, or none whose members the program declares. */
const NO_PARAMETER_TYPE =
  /^(?:const|final|required|this|super|struct|var|covariant|unsigned|inout|std|_|[Ss]tring|QString|[Ii]nt\d*|UInt\d*|u?int\d+_t|size_t|char|bool|Bool|double|Double|float|long|short|auto|num|dynamic|void)$/;

/** Reads all statements of a file. */
export function readStatements(cursor: TokenCursor<PlainToken>, builder: ProgramBuilder, dialect: Dialect): void {
  const context: Context = {
    cursor,
    builder,
    dialect,
    block,
    expression: (least) => expression(context, least),
    functionHere,
  };
  /** What the statement before gave, where it is a mere value. */
  let last: Expr | undefined;

  function statementsUntil(end: number): void {
    while (cursor.at < end) {
      const before = cursor.at;
      statement();
      if (cursor.at === before) cursor.at += 1;
    }
  }

  function within(walk: (close: number) => void): void {
    const close = closingOf(cursor, cursor.at);
    cursor.at += 1;
    if (cursor.depth < DEEPEST) {
      cursor.depth += 1;
      walk(close);
      cursor.depth -= 1;
    }
    cursor.at = Math.min(close + 1, cursor.tokens.length);
  }

  function block(): void {
    within((close) => builder.block(() => statementsUntil(close)));
  }

  function statement(): void {
    const token = peek(cursor);
    if (!token) return;
    last = undefined;
    if (isNext(cursor, '{')) block();
    else if (dialect.hasClasses && declaredHere()) return;
    else if (dialect.hasMacros && token.isFirst && isNext(cursor, '#')) directive();
    else if (token.kind !== 'name') simple();
    else if (dialect.hasMacros && ACCESS.test(token.word) && isNext(cursor, ':', 1)) cursor.at += 2;
    else if (token.word === dialect.opensModule && token.isFirst) opened();
    else if (FUNCTION.test(token.word) && peek(cursor, 1)?.kind === 'name') {
      cursor.at += 1;
      definition();
    } else if (OWNER.test(token.word) && (peek(cursor, 1)?.kind === 'name' || isNext(cursor, '{', 1))) owner();
    else if (BRANCHING.test(token.word) && dialect.hasBraces) branches();
    else if (REPEATING.test(token.word) && dialect.hasBraces) repeated();
    else if (dialect.hasBareFunctions && isBareFunction()) definition();
    else simple();
  }

  /** Classes and what is declared in them, as far as words before it or its form set it off from other statements. */
  function declaredHere(): boolean {
    if (memberHere(context) || outside()) return true;
    const behind = behindModifiers(cursor);
    const token = cursor.tokens[behind];
    const next = cursor.tokens[behind + 1];
    if (token?.kind !== 'name' || next?.kind !== 'name') return false;
    if (isClass(behind)) {
      cursor.at = behind;
      classHere();
      return true;
    }
    if (FUNCTION.test(token.word) && (dialect.hasInit || behind === cursor.at)) {
      cursor.at = behind + 1;
      definition();
      return true;
    }
    // `case north, south`: the names of an enumeration.
    if (!dialect.hasInit || token.word !== 'case' || !isOwnLevel(context)) return false;
    cursor.at = behind + 1;
    while (peek(cursor) && !peek(cursor)?.isFirst && !isNext(cursor, '}')) {
      const before = cursor.at;
      expression(context);
      if (cursor.at === before) cursor.at += 1;
    }
    return true;
  }

  /** Where blocks have no braces, a line further in than the margin may be one of a branch: it rules nothing out. */
  function simple(): void {
    const token = peek(cursor);
    const isSure = dialect.hasBraces || (token && (token.start === 0 || cursor.source[token.start - 1] === '\n'));
    if (isSure) valueHere();
    else builder.branch(token?.start ?? 0, 0, valueHere);
  }

  function valueHere(): void {
    const start = startOf(cursor);
    const isReturn = take(cursor, 'return');
    const value = expression(context);
    last = isReturn ? undefined : value;
    if (isReturn) builder.returns(value, range(start, Math.max(start, value.range.end)));
    else if (peek(cursor)?.kind === 'name') declared(value);
    else typed(value);
  }

  /** `SmtpClient client("h", 25);`, `SmtpClient client;`: a type, a name, and perhaps what it is made with. */
  function declared(type: Expr): void {
    const name = peek(cursor);
    if (!dialect.hasBareFunctions || !name || name.isFirst || (type.kind !== 'ref' && type.kind !== 'member')) return;
    const at = range(type.range.start, name.end);
    context.own?.locals?.add(name.word);
    const target = ownOrBare(context, name);
    if (isNext(cursor, ';', 1)) builder.assign(target, { kind: 'instance', type, range: at }, at);
    else if (isNext(cursor, '(', 1) && isOwnLevel(context)) {
      // A function without its body: what follows says what kind it is.
      if (!isBareFunction()) while (peek(cursor) && !isNext(cursor, ';') && !isNext(cursor, '}')) passBrackets(cursor);
    } else if (isNext(cursor, '(', 1) && !isBareFunction()) {
      cursor.at += 1;
      builder.assign(target, constructedAs(context, type), at);
    } else if (isNext(cursor, '{', 1) && isNext(cursor, '}', 3) && isNext(cursor, ';', 4)) {
      // `int port{25};`: https://en.cppreference.com/w/cpp/language/list_initialization
      cursor.at += 2;
      given(target, expression(context, HIGHEST), at);
    }
  }

  /** Gives a name of a class, or of the file, its value. */
  function given(target: Expr, value: Expr, at: Range): void {
    builder.assign(target, value, at);
    const { owner: around } = context;
    if (target.kind === 'ref' && around && cursor.depth === around.depth)
      builder.assign(member(ref(around.name, target.range), text(target.name, target.range), target.range), value, at);
  }

  /** `host: String = "x"`: a type between the name and its value. */
  function typed(name: Expr): void {
    if ((name.kind !== 'ref' && name.kind !== 'member') || !isNext(cursor, ':')) return;
    for (let ahead = 1; ahead < MOST_BETWEEN; ahead += 1) {
      const token = peek(cursor, ahead);
      if (!token || token.isFirst) return;
      if (token.word === ';') {
        const type = expression({ ...context, cursor: { ...cursor, at: cursor.at + 1 } }, HIGHEST);
        builder.assign(name, { kind: 'instance', type, range: type.range }, name.range);
        return;
      }
      if (token.kind === 'sign' && dialect.assigning.includes(token.word)) {
        cursor.at += ahead + 1;
        const value = expression(context);
        builder.assign(name, value, range(name.range.start, value.range.end));
        return;
      }
      if (token.kind !== 'name' && !/^[?![\]<>.,]$/.test(token.word)) return;
    }
  }

  /** `#define RELAY "x"`, `#include "relay.h"`; of the others of the preprocessor only their lines are passed over. */
  function directive(): void {
    const name = peek(cursor, 1)?.word;
    cursor.at += 2;
    if (name === 'define') macro();
    else if (name === 'include') included();
    while (peek(cursor) && !peek(cursor)?.isFirst) cursor.at += 1;
  }

  /** `open Acme.Config`: what the module holds is known by its name. */
  function opened(): void {
    cursor.at += 1;
    const start = peek(cursor);
    const module = start && !start.isFirst ? chainOf(expression(context, HIGHEST)) : undefined;
    if (start && module)
      builder.import({
        local: '*',
        module: module.join('.'),
        name: '*',
        all: true,
        range: range(start.start, start.end),
      });
  }

  /** A file of the program's own stands in quotes; what it defines is known by its name. */
  function included(): void {
    const file = peek(cursor);
    if (!file?.content || file.isFirst) return;
    const module = cursor.source.slice(file.content.start, file.content.end);
    builder.import({ local: '*', module, name: '*', all: true, range: file.content });
  }

  function macro(): void {
    const name = peek(cursor);
    cursor.at += 1;
    const value = peek(cursor);
    if (name?.kind !== 'name' || !value || value.isFirst || isNext(cursor, '(')) return;
    const given = expression(context);
    builder.assign(ref(name.word, range(name.start, name.end)), given, range(name.start, given.range.end));
  }

  /** `int send(const char *host) {`: a name with its type before it, or a constructor, and a body behind its parameters. */
  function isBareFunction(): boolean {
    if (!isNext(cursor, '(', 1)) return false;
    let ahead = closingOf(cursor, cursor.at + 1) - cursor.at + 1;
    for (const last = ahead + MOST_BETWEEN; ahead < last; ahead += 1) {
      const token = peek(cursor, ahead);
      if (token?.word === '{' || token?.word === '=>') return true;
      if (!token || (token.kind !== 'name' && !BETWEEN.test(token.word))) return false;
    }
    return false;
  }

  /** A function, from its name on. */
  function definition(): void {
    const name = peek(cursor);
    cursor.at += 1;
    while (peek(cursor)?.kind === 'name' || isNext(cursor, '.') || isNext(cursor, ':')) cursor.at += 1;
    if (!name || !isNext(cursor, '(')) return;
    const made = functionHere(name.start, name.word);
    if (made.kind !== 'function' || builder.inClass()) return;
    builder.assign(ref(name.word, range(name.start, name.end)), made, made.range, { declares: true });
  }

  /** A function from its parameters on; a value that is not known where its body has no braces. */
  function functionHere(start: number, name?: string, kind: FunctionKind = 'function'): Expr {
    const open = cursor.at;
    const { params, fields, aliases } = kind === 'property' ? NO_PARAMETERS : parametersOf(closingOf(cursor, open));
    const from = cursor.at;
    if (kind === 'constructor' || kind === 'named') cursor.at = bodyBehind(cursor, open);
    else if (kind === 'function') toBody();
    if (!dialect.hasBraces) return unknown(range(start, start));
    const at = range(start, cursor.tokens[closingOf(cursor, cursor.at)]?.end ?? cursor.source.length);
    return builder.function({
      ...(name === undefined ? {} : { name }),
      params,
      range: at,
      body: () => {
        const outer = context.own;
        if (outer)
          context.own = {
            ...outer,
            locals: new Set([
              ...(outer.locals ?? []),
              ...params.map((one) => one.name),
              ...aliases.map(({ local }) => local.name),
            ]),
          };
        for (const { local, label } of aliases)
          builder.assign(ref(local.name, local.range), ref(label, local.range), local.range, { declares: true });
        if (kind === 'constructor' || kind === 'named') made(kind, fields, from, at);
        bodyHere(kind);
        context.own = outer;
      },
    });
  }

  /** Passes over what stands between parameters and a body. */
  function toBody(): void {
    for (let skipped = 0; skipped < MOST_BETWEEN && dialect.hasBraces; skipped += 1) {
      const token = peek(cursor);
      if (!token || isNext(cursor, '{') || isNext(cursor, '=>') || isNext(cursor, ';') || isOpening(token)) break;
      if (dialect.givesLastValue) break;
      cursor.at += 1;
    }
  }

  /** What a constructor makes of its parameters before its body; a named one gives that back. */
  function made(kind: FunctionKind, fields: readonly RefExpr[], from: number, at: Range): void {
    const until = cursor.at;
    cursor.at = from;
    const calls: Expr[] = [];
    const set = [
      ...fields.map((value) => ({ key: value.name, keyRange: value.range, value })),
      ...initialised(context, until, calls),
    ];
    cursor.at = until;
    if (kind === 'named') builder.returns(namedInstance(set, calls, at), at);
    else
      for (const { key, keyRange, value } of set)
        builder.assign(member(ref('this', keyRange), text(key, keyRange), keyRange), value, keyRange);
  }

  function bodyHere(kind: FunctionKind): void {
    last = undefined;
    if (isNext(cursor, '{')) within(statementsUntil);
    else if (dialect.givesLastValue) last = expression(context);
    else if (take(cursor, '=>')) {
      const value = expression(context);
      builder.returns(value, value.range);
    }
    if ((dialect.givesLastValue || (dialect.givesOnlyValue && kind !== 'constructor')) && last)
      builder.returns(last, last.range);
    last = undefined;
  }

  /**
   * The names in parentheses, the last before a type, a value or a comma, with the values that they have when none is given;
   * the cursor is left behind them.
   */
  function parametersOf(close: number): Parameters {
    const params: Parameter[] = [];
    const fields: RefExpr[] = [];
    const aliases: { readonly local: RefExpr; readonly label: string }[] = [];
    let names: PlainToken[] = [];
    let behind: PlainToken | undefined;
    let fallback: Expr | undefined;
    let isOver = false;
    const end = (): void => {
      const name = names.at(-1);
      if (name) {
        const local = ref(name.word, range(name.start, name.end));
        const before = names.at(-2);
        const label = dialect.hasInit && before && before.word !== '_' ? before.word : undefined;
        if (label !== undefined) aliases.push({ local, label });
        if (before?.word === 'this') fields.push(local);
        const typed = dialect.hasClasses ? (behind ?? (dialect.hasInit ? undefined : before)) : undefined;
        const type =
          typed && !NO_PARAMETER_TYPE.test(typed.word) ? ref(typed.word, range(typed.start, typed.end)) : undefined;
        params.push({ name: label ?? name.word, ...(fallback ? { fallback } : {}), ...(type ? { type } : {}) });
      }
      names = [];
      behind = fallback = undefined;
      isOver = false;
    };
    cursor.at += 1;
    while (cursor.at < close) {
      const token = peek(cursor);
      cursor.at += 1;
      if (token?.word === ',' || token?.word === '}') end();
      else if (token?.word === '=') fallback = expression(context, ASSIGNING + 1);
      else if (token?.word === ':') isOver = true;
      else if (token?.kind === 'name' && !fallback) {
        if (!isOver) names.push(token);
        else behind ??= token;
      }
    }
    end();
    cursor.at = Math.min(close + 1, cursor.tokens.length);
    return { params, fields, aliases };
  }

  /** Whether a class begins here; `struct settings s = {…}` is a variable of one. */
  function isClass(at: number): boolean {
    const word = cursor.tokens[at]?.word ?? '';
    if (!(dialect.hasMacros ? /^(?:class|struct)$/ : CLASS).test(word)) return false;
    for (let behind = at + 2; behind < at + MOST_IN_HEAD; behind += 1) {
      const next = cursor.tokens[behind];
      if (next?.word === '{') return true;
      if (!next || /^(?:[;=()*]|\[)$/.test(next.word)) return false;
    }
    return false;
  }

  /** A class, whose fields and functions are its own. */
  function classHere(): void {
    const word = peek(cursor)?.word;
    const name = peek(cursor, 1);
    const head = cursor.at + 2;
    while (peek(cursor) && !isNext(cursor, '{')) cursor.at += 1;
    classOf(name, basesFrom(cursor, head), word === 'enum' && dialect.hasCascades === true);
  }

  function classOf(name: PlainToken | undefined, bases: readonly Expr[], hasConstants: boolean): void {
    const { owner: outerOwner, own: outerOwn } = context;
    const close = cursor.tokens[closingOf(cursor, cursor.at)];
    const at = range(name?.start ?? startOf(cursor), close?.end ?? cursor.source.length);
    const className = name?.word;
    builder.class({
      ...(className === undefined ? {} : { name: className }),
      bases,
      range: at,
      body: () => {
        const members = new Set([...membersIn(cursor, dialect)].filter((one) => one !== className));
        within((until) => {
          context.owner = undefined;
          const known = new Set(bases.flatMap((one) => chainOf(one)?.at(-1) ?? []));
          context.own = { className, bases: known, members, depth: cursor.depth };
          if (hasConstants && className !== undefined) enumConstants(context, className);
          statementsUntil(until);
        });
      },
    });
    context.owner = outerOwner;
    context.own = outerOwn;
  }

  /** `bool Post::send() { … }`: a function of a class that is declared elsewhere. */
  function outside(): boolean {
    const at = context.own ? undefined : outOfLine(context);
    const name = at === undefined ? undefined : cursor.tokens[at];
    const called = at === undefined ? undefined : cursor.tokens[at + 2];
    if (at === undefined || !name || !called) return false;
    cursor.at = at + 3;
    const isMaker = called.word === name.word;
    const { own: outer } = context;
    builder.class({
      name: name.word,
      bases: [],
      range: range(name.start, name.end),
      body: () => {
        context.own = { className: name.word, bases: NO_NAMES, members: NO_NAMES, depth: cursor.depth, isOpen: true };
        functionHere(name.start, isMaker ? 'constructor' : called.word, isMaker ? 'constructor' : 'function');
      },
    });
    context.own = outer;
    return true;
  }

  /** A class and the like: its fields and functions are seen in the whole file. */
  function owner(): void {
    const name = peek(cursor, 1);
    while (peek(cursor) && !isNext(cursor, '{') && !isNext(cursor, ';') && !isNext(cursor, '=')) {
      cursor.at += 1;
      if (peek(cursor)?.isFirst && !isNext(cursor, '{')) return;
    }
    if (!isNext(cursor, '{')) return;
    const outer = context.owner;
    within((close) => {
      context.owner = name?.kind === 'name' ? { name: name.word, depth: cursor.depth } : undefined;
      statementsUntil(close);
    });
    context.owner = outer;
  }

  function branches(): void {
    const offset = startOf(cursor);
    let arms = 0;
    for (;;) {
      cursor.at += 1;
      condition();
      arm(offset, arms);
      arms += 1;
      if (!take(cursor, 'else')) return;
      if (BRANCHING.test(peek(cursor)?.word ?? '')) continue;
      arm(offset, arms);
      builder.exhaustive(offset, arms + 1);
      return;
    }
  }

  function arm(offset: number, index: number): void {
    if (cursor.depth >= DEEPEST) return;
    cursor.depth += 1;
    builder.branch(offset, index, () => (isNext(cursor, '{') ? block() : statement()));
    cursor.depth -= 1;
  }

  function condition(isArm = false): void {
    if (isNext(cursor, '(')) {
      const close = closingOf(cursor, cursor.at);
      cursor.at += 1;
      statementsUntil(close);
      cursor.at = Math.min(close + 1, cursor.tokens.length);
      return;
    }
    while (peek(cursor) && !isNext(cursor, '{') && !isNext(cursor, 'else') && !peek(cursor)?.isFirst) {
      if (isArm && take(cursor, ':')) return;
      const before = cursor.at;
      expression(context, 2);
      if (cursor.at === before) cursor.at += 1;
    }
  }

  function repeated(): void {
    const offset = startOf(cursor);
    const isArm = CASE.test(peek(cursor)?.word ?? '');
    cursor.at += 1;
    condition(isArm);
    arm(offset, 0);
  }

  statementsUntil(cursor.tokens.length);
}
