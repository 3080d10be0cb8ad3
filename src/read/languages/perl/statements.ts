/** Perl's statements: blocks, subroutines, branches, constants. https://perldoc.perl.org/perlsyn */
import type { Chosen, Expr, Range } from '../../../model/expr.ts';
import type { Parameter } from '../../../model/facts.ts';
import { anyItem, ref } from '../../lower.ts';
import type { ProgramBuilder } from '../../program-builder.ts';
import { range } from '../../reader.ts';
import { roleOfCondition } from '../../roles/conditions.ts';
import { type Attribute, attributesOf, constructing } from './attributes.ts';
import { type Cursor, closingOf, DEEPEST, endOf, isNext, isOpening, peek, startOf, take } from './cursor.ts';
import { createExpressions } from './expressions.ts';

const MODIFIER = /^(if|unless|while|until|for|foreach)$/;
/** Tokens that are looked over for an `if` at the end of a statement, what stands in brackets not counted. */
const LONGEST_STATEMENT = 2000;
/** Tokens of a subroutine that is one expression. */
const LONGEST_EXPRESSION = 40;
/** Of a longer body no more is looked through for what it is passed. */
const LONGEST_BODY = 400;
/** Words that begin statements. */
const WORD = /^(?:return|if|unless|while|until|for|foreach|my|our|local|die|print|sub|use|no|package)$/;
/** Moose's and Moo's words for bases and roles: https://metacpan.org/pod/Moo#extends */
const INHERITING = /^(?:extends|with)$/;
const RECEIVER = /^(self|class|this|proto)$/;

/** A method of a package, whose tokens begin at `at`, behind its name. */
interface Method {
  readonly name: { readonly word: string; readonly start: number; readonly end: number };
  readonly at: number;
}

interface Package {
  readonly name: string;
  readonly bases: Expr[];
  readonly methods: Method[];
  readonly attributes: Attribute[];
}

/** Reads all statements of a file. */
export function readStatements(cursor: Cursor, builder: ProgramBuilder): void {
  /** The package of the statements that are being read, and where its methods stand: they are read at its end. */
  let space: Package | undefined;
  let owner: string | undefined;
  /** Tokens that were looked over, among which there is no bracket, no end of a statement and no modifier. */
  let plain = range(0, 0);
  const expression = createExpressions(cursor, builder, {
    block,
    sub: () => subroutine(undefined),
    packageOfMethod: () => owner,
  });

  /** The methods of the package that ends here make a class. */
  function endPackage(): void {
    const ended = space;
    space = undefined;
    if (!ended || ended.methods.length + ended.attributes.length === 0) return;
    const { at } = cursor;
    const made: { readonly name: Method['name']; readonly value: Expr }[] = [];
    const [first] = ended.methods;
    const start = first?.name.start ?? ended.attributes[0]?.name.range.start ?? 0;
    owner = ended.name;
    builder.class({
      name: ended.name,
      bases: ended.bases,
      range: range(start, start),
      body: () => {
        for (const method of ended.methods) {
          cursor.at = method.at;
          made.push({ name: method.name, value: subroutine(method.name, true) });
        }
        const isOwn = ended.methods.some(({ name }) => name.word === 'new');
        if (ended.attributes.length > 0 && !isOwn) constructing(ended.attributes, builder);
      },
    });
    owner = undefined;
    cursor.at = at;
    for (const { name, value } of made)
      builder.assign(ref(name.word, range(name.start, name.end)), value, value.range, { declares: true });
  }

  /** Leaves a method of the package for its end; false where the subroutine is none. */
  function isLeft(name: Method['name']): boolean {
    if (!space || cursor.depth > 0) return false;
    let open = cursor.at;
    while (open < cursor.tokens.length && !/^[{;]$/.test(cursor.tokens[open]?.word ?? '')) open += 1;
    const first = cursor.tokens.slice(open + 1, open + 4).find(({ kind }) => kind === 'variable');
    if (!RECEIVER.test(first?.word ?? '')) return false;
    space.methods.push({ name, at: cursor.at });
    cursor.at = Math.min(closingOf(cursor, open) + 1, cursor.tokens.length);
    return true;
  }

  function statementsUntil(end: number): void {
    while (cursor.at < end) {
      const before = cursor.at;
      if (!take(cursor, ';')) statement();
      if (cursor.at === before) cursor.at += 1;
    }
  }

  function block(): void {
    const close = closingOf(cursor, cursor.at);
    cursor.at += 1;
    if (cursor.depth < DEEPEST) {
      cursor.depth += 1;
      builder.block(() => statementsUntil(close));
      cursor.depth -= 1;
    }
    cursor.at = Math.min(close + 1, cursor.tokens.length);
  }

  function statement(): void {
    const token = peek(cursor);
    if (isNext(cursor, '{')) block();
    else if (token?.kind !== 'name' || isNext(cursor, '=>', 1)) simple();
    else if (token.word === 'sub' && peek(cursor, 1)?.kind === 'name') {
      cursor.at += 1;
      const name = peek(cursor);
      cursor.at += 1;
      const named = name && { word: name.word, start: name.start, end: name.end };
      if (!named || !isLeft(named)) subroutine(named);
    } else if (/^(if|unless)$/.test(token.word)) branches();
    else if (/^(while|until|for|foreach)$/.test(token.word)) loop();
    else if (/^(use|no|package)$/.test(token.word)) pragma(token.word);
    else if (/^[A-Z]+$/.test(token.word) && isNext(cursor, '{', 1)) {
      cursor.at += 1;
      block();
    } else simple();
  }

  /** An expression with what may stand behind it: `… if $x;`. */
  function simple(): void {
    const start = startOf(cursor);
    if (space && cursor.depth === 0 && isNext(cursor, 'has')) {
      space.attributes.push(...attributesOf(expression()));
      return;
    }
    if (space && cursor.depth === 0 && INHERITING.test(peek(cursor)?.word ?? '')) {
      const given = expression();
      if (given.kind === 'call') space.bases.push(...given.args.flatMap(({ value }) => classesIn(value)));
      return;
    }
    const modifier = modifierOf();
    if (modifier === 'if' || modifier === 'unless') builder.branch(start, 0, () => expression());
    else expression();
    if (MODIFIER.test(peek(cursor)?.word ?? '') && modifier !== undefined) {
      const end = endOf(cursor);
      cursor.at += 1;
      const asked = startOf(cursor);
      expression();
      if (modifier === 'if') runsIf(asked, range(start, end));
    }
  }

  /** Notes the role of what runs only if the condition holds that stands from `asked` to the cursor. */
  function runsIf(asked: number, runs: Range): void {
    const role = roleOfCondition(cursor.source.slice(asked, endOf(cursor)), cursor.source);
    if (role) builder.runsAs(runs, role);
  }

  function modifierOf(): string | undefined {
    const last = Math.min(cursor.tokens.length, cursor.at + LONGEST_STATEMENT);
    const isPassed = plain.start <= cursor.at && cursor.at < plain.end;
    if (!isPassed) plain = range(cursor.at, cursor.at);
    for (let at = isPassed ? plain.end : cursor.at; at < last; at += 1) {
      const token = cursor.tokens[at];
      if (isOpening(token)) at = closingOf(cursor, at);
      else if (token?.kind === 'sign' && /^[;)\]}]$/.test(token.word)) return undefined;
      else if (token?.kind === 'name' && at > cursor.at && MODIFIER.test(token.word)) {
        if (cursor.tokens[at - 1]?.word !== '->' && cursor.tokens[at + 1]?.word !== '=>') return token.word;
      } else if (at === plain.end) plain = range(plain.start, at + 1);
    }
    return undefined;
  }

  /** `use constant RELAY => 'x'`, `use constant { RELAY => 'x' }`; a module may bring its names along (Exporter). */
  function pragma(word: string): void {
    cursor.at += 1;
    const module = peek(cursor);
    if (module?.kind === 'name' || module?.kind === 'number') cursor.at += 1;
    if (word === 'use' && module?.kind === 'name' && /^[A-Z]/.test(module.word)) {
      const range = { start: module.start, end: module.end };
      builder.import({ local: '*', module: module.word, name: '*', range, all: true });
    }
    if (word === 'package') {
      endPackage();
      if (module?.kind === 'name' && isNext(cursor, ';'))
        space = { name: module.word, bases: [], methods: [], attributes: [] };
    }
    if (word === 'package' || isNext(cursor, ';') || isNext(cursor, '{')) {
      if (word === 'use' && module?.word === 'constant' && isNext(cursor, '{')) constants(expression());
      return;
    }
    const given = expression();
    if (word === 'use' && module?.word === 'constant') constants(given);
    if (word === 'use' && /^(?:parent|base|Mojo::Base)$/.test(module?.word ?? ''))
      space?.bases.push(...classesIn(given));
  }

  /** `use parent -norequire, 'Base'` */
  const classesIn = (given: Expr): Expr[] =>
    (given.kind === 'list' ? given.items : [given]).flatMap((one) =>
      one.kind === 'text' && /^[A-Z]/.test(one.value) ? [ref(one.value, one.range)] : [],
    );

  function constants(given: Expr): void {
    const [name, value] = given.kind === 'list' ? given.items : [];
    if (name?.kind === 'text' && value) builder.assign(ref(name.value, name.range), value, given.range);
    if (given.kind !== 'object') return;
    for (const { key, keyRange, value: one } of given.entries) builder.assign(ref(key, keyRange), one, keyRange);
  }

  function branches(): void {
    const offset = startOf(cursor);
    const isUnless = isNext(cursor, 'unless');
    let chosen: Chosen | undefined;
    let arms = 0;
    do {
      cursor.at += 1;
      const asked = startOf(cursor);
      const value = condition();
      if (arms === 0) chosen = { by: range(asked, startOf(cursor)), holds: !isUnless, ...(value ? { value } : {}) };
      const body = range(startOf(cursor), cursor.tokens[closingOf(cursor, cursor.at)]?.end ?? startOf(cursor));
      if (isNext(cursor, '{')) {
        if (!isUnless || arms > 0) runsIf(asked, body);
        builder.branch(offset, arms, block);
      }
      arms += 1;
    } while (isNext(cursor, 'elsif'));
    if (chosen && arms === 1) builder.decides(offset, chosen);
    if (!take(cursor, 'else')) return;
    if (isNext(cursor, '{')) builder.branch(offset, arms, block);
    builder.exhaustive(offset, arms + 1);
  }

  function condition(): Expr | undefined {
    if (!isNext(cursor, '(')) return undefined;
    const close = closingOf(cursor, cursor.at);
    cursor.at += 1;
    let last: Expr | undefined;
    while (cursor.at < close) {
      const before = cursor.at;
      if (!take(cursor, ';')) last = expression();
      if (cursor.at === before) cursor.at += 1;
    }
    cursor.at = Math.min(close + 1, cursor.tokens.length);
    return last;
  }

  function loop(): void {
    const offset = startOf(cursor);
    cursor.at += 1;
    if (/^(my|our)$/.test(peek(cursor)?.word ?? '')) cursor.at += 1;
    const variable = peek(cursor);
    const isNamed = variable?.kind === 'variable';
    if (isNamed) cursor.at += 1;
    const items = condition();
    builder.branch(offset, 0, () => {
      if (isNamed && items) {
        const at = range(variable.start, variable.end);
        builder.assign(ref(variable.word, at), anyItem(items), at);
      }
      if (isNext(cursor, '{')) block();
    });
  }

  /** The cursor stands behind the name, or behind `sub`. */
  function subroutine(name: Method['name'] | undefined, isMethod = false): Expr {
    const start = name?.start ?? startOf(cursor);
    const signature = isNext(cursor, '(') ? variablesIn(closingOf(cursor, cursor.at)) : [];
    while (peek(cursor) && !isNext(cursor, '{') && !isNext(cursor, ';')) cursor.at += 1;
    if (!isNext(cursor, '{')) return ref(name?.word ?? '', range(start, endOf(cursor)));
    const close = closingOf(cursor, cursor.at);
    cursor.at += 1;
    const named = [...signature, ...taken()];
    // `$_[1]` is what is passed at that place, of a method behind the receiver.
    const names = !isMethod && isIndexed(close) ? [...named, { name: '_', rest: 'positional' } as const] : named;
    const params = RECEIVER.test(names[0]?.name ?? '') ? names.slice(1) : names;
    const made = builder.function({
      ...(name ? { name: isMethod && name.word === 'new' ? 'constructor' : name.word } : {}),
      params,
      range: range(start, cursor.tokens[close]?.end ?? cursor.source.length),
      body: () => {
        if (cursor.depth >= DEEPEST) return;
        cursor.depth += 1;
        if (isOneExpression(close)) builder.returns(expression(), range(start, endOf(cursor)));
        statementsUntil(close);
        cursor.depth -= 1;
      },
    });
    cursor.at = Math.min(close + 1, cursor.tokens.length);
    if (name && !isMethod)
      builder.assign(ref(name.word, range(name.start, name.end)), made, made.range, { declares: true });
    return made;
  }

  /** Whether a body takes what it is passed by its index: `$_[0]`. */
  function isIndexed(close: number): boolean {
    const end = Math.min(close, cursor.at + LONGEST_BODY);
    for (let at = cursor.at; at < end; at += 1) {
      const { sigil, word } = cursor.tokens[at] ?? {};
      if (sigil === '$' && word === '_' && cursor.tokens[at + 1]?.word === '[') return true;
    }
    return false;
  }

  /** `sub { 25 }` gives its only expression back. */
  function isOneExpression(close: number): boolean {
    const first = peek(cursor);
    if (
      close - cursor.at > LONGEST_EXPRESSION ||
      (first?.kind === 'name' && !isNext(cursor, '=>', 1) && WORD.test(first.word))
    )
      return false;
    const tokens = cursor.tokens.slice(cursor.at, close);
    const isSubscript = (index: number): boolean =>
      tokens[index]?.word === '{' &&
      (tokens[index - 1]?.kind === 'variable' || /^(?:->|[\]}])$/.test(tokens[index - 1]?.word ?? ''));
    return (
      tokens.length > 0 &&
      !tokens.some(({ kind, word }, index) => kind === 'sign' && /^[;{]$/.test(word) && !isSubscript(index))
    );
  }

  /** The names in parentheses; the cursor is left behind them. */
  function variablesIn(close: number): Parameter[] {
    const names = cursor.tokens
      .slice(cursor.at, close)
      .flatMap(({ sigil, word }): Parameter[] =>
        sigil === '$' ? [{ name: word }] : sigil === '%' ? [{ name: word, rest: 'named' }] : [],
      );
    cursor.at = Math.min(close + 1, cursor.tokens.length);
    return names;
  }

  /** `my $self = shift; my ($host, $port) = @_;`: the parameters of a subroutine, as its first statements name them. */
  function taken(): Parameter[] {
    const names: Parameter[] = [];
    for (;;) {
      const variable = peek(cursor, 1);
      if (!isNext(cursor, 'my')) return names;
      if (variable?.sigil === '$' && isNext(cursor, '=', 2) && isNext(cursor, 'shift', 3) && isNext(cursor, ';', 4)) {
        names.push({ name: variable.word });
        cursor.at += 5;
        continue;
      }
      const close = isNext(cursor, '(', 1) ? closingOf(cursor, cursor.at + 1) : cursor.tokens.length;
      const after = close - cursor.at + 1;
      const isAll =
        isNext(cursor, '=', after) && peek(cursor, after + 1)?.word === '_' && isNext(cursor, ';', after + 2);
      if (!isAll) return names;
      cursor.at += 1;
      names.push(...variablesIn(close));
      cursor.at += 3;
      return names;
    }
  }

  // A file that is one hash: a configuration.
  if (isNext(cursor, '{') && isNext(cursor, '=>', 2)) builder.returns(expression(), range(0, cursor.source.length));
  statementsUntil(cursor.tokens.length);
  endPackage();
}
