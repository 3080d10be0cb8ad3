/** Perl's expressions, as far as they say which value reaches which name or call. https://perldoc.perl.org/perlop */
import type { Expr } from '../../model/expr.ts';
import { andThen, concat, conditional, member, orElse, ref } from '../lower.ts';
import { printf } from '../lower-text.ts';
import type { ProgramBuilder } from '../program-builder.ts';
import { either, object, range, text, unknown } from '../reader.ts';
import { type Cursor, closingOf, DEEPEST, endOf, isNext, isOpening, peek, startOf, take } from './cursor.ts';
import { argumentsOf, entriesOf, type Item } from './lists.ts';
import { ASSIGNING, levelOf } from './operators.ts';
import { stringOf, wordsOf } from './strings.ts';

/** What expressions need of statements, which need them. */
export interface Statements {
  /** Reads a block in braces; the cursor stands on the first. */
  block(): void;
  /** Reads `sub … { … }` behind the word. */
  sub(): Expr;
}

export interface Expressions {
  expression(): Expr;
}

/** Calls that never give a value back: `new(…) or die`. */
const LEAVING = /^(die|croak|confess|carp|warn|return|next|last|exit)$/;
const DECLARING = /^(my|our|local|state)$/;
const TAKING_BLOCK = /^(map|grep|sort|first|any|all|none|try|catch|finally)$/;
const NOTHING = /^(undef|shift|pop|wantarray|time|caller)$/;

export function createExpressions(cursor: Cursor, builder: ProgramBuilder, statements: Statements): Expressions {
  /** Sigils of variables in this file's expressions, and which of them are declared where they stand. */
  const sigils = new WeakMap<Expr, string>();
  const isHash = (value: Expr): boolean => sigils.get(value) === '%';
  const declared = new WeakSet<Expr>();
  /** Lists that become part of a list around them; arrays in brackets do not. */
  const flat = new WeakSet<Expr>();
  /** What `split` takes apart; of a host and its port the host is the first. */
  const parted = new WeakSet<Expr>();

  function binary(least: number): Expr {
    if (cursor.depth >= DEEPEST) return skipped();
    cursor.depth += 1;
    try {
      let left = prefixed();
      for (let word = operator(); word !== undefined && levelOf(word) >= least; word = operator()) {
        cursor.at += 1;
        left = combined(left, word);
      }
      return left;
    } finally {
      cursor.depth -= 1;
    }
  }

  const operator = (): string | undefined => {
    const token = peek(cursor);
    return token && (token.kind === 'sign' || token.kind === 'name') && levelOf(token.word) > 0
      ? token.word
      : undefined;
  };

  function combined(left: Expr, word: string): Expr {
    const level = levelOf(word);
    if (level === ASSIGNING) return assigned(left, word, binary(ASSIGNING));
    if (word === '?') {
      const yes = binary(ASSIGNING);
      take(cursor, ':');
      return conditional(left, yes, binary(ASSIGNING), range(left.range.start, endOf(cursor)));
    }
    const leaves = LEAVING.test(peek(cursor)?.word ?? '');
    const right = binary(level + 1);
    const at = range(left.range.start, Math.max(left.range.end, right.range.end));
    if (word === '.') return concat([left, right], at);
    if (word === '||' || word === '//' || word === 'or') return leaves ? left : orElse(left, right, at);
    if (word === '&&' || word === 'and') return andThen(left, right);
    return unknown(at);
  }

  function assigned(target: Expr, word: string, given: Expr): Expr {
    const at = range(target.range.start, Math.max(target.range.end, given.range.end));
    const value = givenTo(target, word, given);
    if (target.kind === 'list')
      target.items.forEach((item, index) => {
        if (item.kind === 'ref' || item.kind === 'member') set(item, partOf(value, index, sigils.get(item)), at);
      });
    else if (target.kind === 'ref' || target.kind === 'member') set(target, value, at);
    return value;
  }

  const set = (target: Expr, value: Expr, at: Expr['range']): void =>
    builder.assign(target, value, at, declared.has(target) ? { declares: true } : {});

  function givenTo(target: Expr, word: string, given: Expr): Expr {
    const at = range(target.range.start, Math.max(target.range.end, given.range.end));
    if (word === '||=' || word === '//=') return either([target, given], at);
    if (word === '.=') return concat([target, given], at);
    if (word !== '=' && word !== '&&=') return unknown(at);
    return isHash(target) && given.kind === 'list' ? object(entriesOf(given.items, isHash), given.range) : given;
  }

  /** `my ($a, %b) = …`: what the variable at `index` gets. */
  function partOf(value: Expr, index: number, sigil: string | undefined): Expr {
    if (index === 0 && parted.has(value)) return value;
    return (
      (value.kind === 'list' && sigil === '$' ? value.items[index] : undefined) ?? unknown(value.range, 'an argument')
    );
  }

  function prefixed(): Expr {
    const token = peek(cursor);
    const start = startOf(cursor);
    if (token?.kind === 'sign' && /^(!|\\|\+|-|~|\+\+|--|&|\$|@|%)$/.test(token.word)) {
      cursor.at += 1;
      if (/^[$@%]$/.test(token.word) && isNext(cursor, '{')) return postfix(casted(), start);
      const name = peek(cursor);
      if (token.word === '-' && name?.kind === 'name') {
        cursor.at += 1;
        return text(`-${name.word}`, range(start, name.end));
      }
      const value = binary(levelOf('**'));
      return /^[\\+&]$/.test(token.word) ? value : unknown(range(start, value.range.end));
    }
    // A named unary operator binds closer than comparisons and ?: (perlop).
    if (token?.kind === 'name' && token.word === 'defined' && peek(cursor, 1)?.word !== '(') {
      cursor.at += 1;
      return unknown(range(start, binary(levelOf('+')).range.end));
    }
    if (token?.kind === 'name' && token.word === 'not') {
      cursor.at += 1;
      return unknown(range(start, binary(ASSIGNING).range.end));
    }
    return postfix(primary(), start);
  }

  /** `@{ … }`: what is referred to. */
  function casted(): Expr {
    cursor.at += 1;
    const value = expression();
    take(cursor, '}');
    return value;
  }

  function primary(): Expr {
    const token = peek(cursor);
    if (!token) return unknown(range(cursor.source.length, cursor.source.length));
    const at = range(token.start, token.end);
    switch (token.kind) {
      case 'variable': {
        cursor.at += 1;
        const found = ref(token.word, at);
        sigils.set(found, token.sigil ?? '$');
        return /^\d+$|^_$/.test(token.word) ? unknown(at, cursor.source.slice(token.start, token.end)) : found;
      }
      case 'string':
        cursor.at += 1;
        return stringOf(cursor.source, token);
      case 'words':
        cursor.at += 1;
        return flattened(token.content ? wordsOf(cursor.source, token.content) : [], at);
      case 'number':
        cursor.at += 1;
        return text(token.word, at);
      case 'pattern':
        cursor.at += 1;
        return unknown(at);
      case 'name':
        return named();
      default:
        return bracketed();
    }
  }

  function bracketed(): Expr {
    const start = startOf(cursor);
    const open = peek(cursor)?.word ?? '';
    const close = { '(': ')', '[': ']', '{': '}' }[open];
    if (close === undefined) {
      // What ends an expression is left to whoever reads around it.
      if (!/^[;)\]}:]$/.test(open)) cursor.at += 1;
      return unknown(range(start, endOf(cursor)));
    }
    cursor.at += 1;
    const items = itemsUntil(close);
    take(cursor, close);
    const at = range(start, endOf(cursor));
    const values = items.flatMap(({ value }) => (value.kind === 'list' && flat.has(value) ? value.items : [value]));
    if (open === '{' || (open === '(' && items.some(({ isKey }) => isKey)))
      return object(entriesOf(values, isHash), at);
    const [only, second] = values;
    if (open === '[') return { kind: 'list', items: values, range: at };
    return only && !second && !isNext(cursor, '=') ? only : flattened(values, at);
  }

  function flattened(items: readonly Expr[], at: Expr['range']): Expr {
    const list: Expr = { kind: 'list', items, range: at };
    flat.add(list);
    return list;
  }

  function itemsUntil(close: string | undefined): Item[] {
    const items: Item[] = [];
    while (peek(cursor) && !(close !== undefined && isNext(cursor, close)) && !endsList()) {
      const before = cursor.at;
      if (take(cursor, ',') || take(cursor, '=>')) continue;
      const value = bareKey() ?? binary(ASSIGNING);
      items.push({ value, isKey: isNext(cursor, '=>') });
      if (cursor.at === before) cursor.at += 1;
    }
    return items;
  }

  const endsList = (): boolean => {
    const token = peek(cursor);
    if (token?.kind === 'sign') return /^[;)\]}:]$/.test(token.word);
    return (
      token?.kind === 'name' &&
      /^(or|and|if|unless|for|foreach|while|until)$/.test(token.word) &&
      !isNext(cursor, '=>', 1)
    );
  };

  /** `name =>` is a text, whatever else the name may mean. */
  function bareKey(): Expr | undefined {
    const token = peek(cursor);
    if (token?.kind !== 'name' || !isNext(cursor, '=>', 1)) return undefined;
    cursor.at += 1;
    return text(token.word, range(token.start, token.end));
  }

  function named(): Expr {
    const token = peek(cursor);
    const word = token?.word ?? '';
    const start = startOf(cursor);
    cursor.at += 1;
    const at = range(start, endOf(cursor));
    if (isNext(cursor, '=>')) return text(word, at);
    if (isNext(cursor, '->')) return ref(word, at);
    if (DECLARING.test(word)) return declaration(word);
    if (word === 'sub') return statements.sub();
    if (/^(do|eval)$/.test(word) && isNext(cursor, '{')) {
      statements.block();
      return unknown(range(start, endOf(cursor)));
    }
    if (NOTHING.test(word)) {
      if (take(cursor, '(')) {
        itemsUntil(')');
        take(cursor, ')');
      } else if (peek(cursor)?.kind === 'variable' && word !== 'time') binary(levelOf('**'));
      return unknown(range(start, endOf(cursor)), word === 'undef' ? 'null' : 'an argument');
    }
    const type = peek(cursor);
    if (word === 'new' && type?.kind === 'name') {
      cursor.at += 1;
      const callee = member(ref(type.word, range(type.start, type.end)), text('new', at), range(start, type.end));
      return called(callee, start, isNext(cursor, '(') ? inParentheses() : [], true);
    }
    if (word === 'return') {
      const items = itemsUntil(undefined);
      const value = items.length === 1 ? items[0]?.value : undefined;
      const given =
        value ??
        object(
          entriesOf(
            items.map((item) => item.value),
            isHash,
          ),
          range(start, endOf(cursor)),
        );
      if (items.length > 0) builder.returns(given, given.range);
      return unknown(at);
    }
    if (isNext(cursor, '(')) return functionCall(word, at, inParentheses());
    if (TAKING_BLOCK.test(word) && isNext(cursor, '{')) {
      statements.block();
      return functionCall(word, at, itemsUntil(undefined));
    }
    return startsOperand() ? functionCall(word, at, itemsUntil(undefined)) : ref(word, at);
  }

  const startsOperand = (): boolean => {
    const token = peek(cursor);
    if (!token) return false;
    if (token.kind === 'sign')
      return /^[[\\]$/.test(token.word) || (/^[@$]$/.test(token.word) && isNext(cursor, '{', 1));
    return token.kind === 'name' ? levelOf(token.word) === 0 && !endsList() : true;
  };

  function inParentheses(): Item[] {
    cursor.at += 1;
    const items = itemsUntil(')');
    take(cursor, ')');
    return items;
  }

  function functionCall(word: string, at: Expr['range'], items: readonly Item[]): Expr {
    const whole = range(at.start, endOf(cursor));
    const [first, ...rest] = items.map(({ value }) => value);
    if (word === 'sprintf' && first?.kind === 'text') return printf(first, rest, whole) ?? unknown(whole);
    if (word === 'join' && first)
      return concat(
        rest.flatMap((item, index) => (index === 0 ? [item] : [first, item])),
        whole,
      );
    if (word === 'split' && rest[0]) {
      parted.add(rest[0]);
      return rest[0];
    }
    if (/^(lc|uc|lcfirst|ucfirst|quotemeta|scalar)$/.test(word) && first) return first;
    return called(ref(word, at), at.start, items, false);
  }

  const called = (callee: Expr, start: number, items: readonly Item[], construct: boolean): Expr =>
    builder.call({
      kind: 'call',
      callee,
      args: argumentsOf(items, isHash),
      construct,
      range: range(start, endOf(cursor)),
    });

  /** `my $x`, `my ($x, $y)`; `our` and `local` are names of the whole file. */
  function declaration(word: string): Expr {
    const type = peek(cursor);
    if (type?.kind === 'name' && peek(cursor, 1)?.kind === 'variable') cursor.at += 1;
    if (!isNext(cursor, '(')) {
      const found = postfix(primary(), startOf(cursor));
      if (/^(my|state)$/.test(word)) declared.add(found);
      return found;
    }
    const start = startOf(cursor);
    const items = inParentheses().map(({ value }) => value);
    if (/^(my|state)$/.test(word)) for (const item of items) declared.add(item);
    return { kind: 'list', items, range: range(start, endOf(cursor)) };
  }

  /** Subscripts, methods, calls of what stands before. */
  function postfix(of: Expr, start: number): Expr {
    let value = of;
    for (;;) {
      const subscript = isNext(cursor, '[') || isNext(cursor, '{');
      const before = cursor.tokens[cursor.at - 1];
      if (subscript && (before?.kind === 'variable' || /^[\]}]$/.test(before?.word ?? '')) && isSubscripted(value))
        value = subscripted(value, start);
      else if (isNext(cursor, '->')) value = arrowed(value, start);
      else if (take(cursor, '++') || take(cursor, '--')) value = unknown(range(start, endOf(cursor)));
      else return value;
    }
  }

  const isSubscripted = (value: Expr): boolean =>
    value.kind === 'ref' || value.kind === 'member' || value.kind === 'unknown';

  function arrowed(of: Expr, start: number): Expr {
    cursor.at += 1;
    const token = peek(cursor);
    if (isNext(cursor, '[') || isNext(cursor, '{')) return subscripted(of, start);
    if (isNext(cursor, '(')) return called(of, start, inParentheses(), false);
    cursor.at += 1;
    if (token?.kind !== 'name') {
      const items = isNext(cursor, '(') ? inParentheses() : [];
      return called(unknown(range(start, endOf(cursor))), start, items, false);
    }
    const method = text(token.word, range(token.start, token.end));
    const callee = member(of, method, range(start, token.end));
    return called(callee, start, isNext(cursor, '(') ? inParentheses() : [], token.word === 'new');
  }

  function subscripted(of: Expr, start: number): Expr {
    const close = isNext(cursor, '{') ? '}' : ']';
    const last = closingOf(cursor, cursor.at);
    cursor.at += 1;
    const key = bareSubscript(close) ?? expression();
    cursor.at = Math.max(cursor.at, Math.min(last, cursor.tokens.length));
    take(cursor, close);
    return member(of, key, range(start, endOf(cursor)));
  }

  function bareSubscript(close: string): Expr | undefined {
    const sign = isNext(cursor, '-') ? 1 : 0;
    const name = peek(cursor, sign);
    if (close !== '}' || name?.kind !== 'name' || !isNext(cursor, '}', sign + 1)) return undefined;
    const start = startOf(cursor);
    cursor.at += sign + 1;
    return text(`${sign === 1 ? '-' : ''}${name.word}`, range(start, name.end));
  }

  /** Passes over what is nested too deep. */
  function skipped(): Expr {
    const start = startOf(cursor);
    const last = isOpening(peek(cursor)) ? closingOf(cursor, cursor.at) : cursor.at;
    cursor.at = Math.min(last + 1, cursor.tokens.length);
    return unknown(range(start, endOf(cursor)));
  }

  /** A whole expression; commas at its own level make a list. */
  function expression(): Expr {
    const start = startOf(cursor);
    const first = bareKey() ?? binary(0);
    if (!isNext(cursor, ',') && !isNext(cursor, '=>')) return first;
    const items = [first, ...itemsUntil(undefined).map(({ value }) => value)];
    return { kind: 'list', items, range: range(start, endOf(cursor)) };
  }

  return { expression };
}
