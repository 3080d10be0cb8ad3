/**
 * What the front ends on tree-sitter share: a language is two tables, from node type to what is made of it, and this
 * file walks the tree with them. Types in neither table are walked through, so that the calls and assignments inside
 * of what a front end does not know (and of ERROR nodes) are found all the same.
 */
import type { CallExpr, Expr, FunctionExpr, MemberExpr, Range, RefExpr, TextExpr } from '../model/expr.ts';
import type { Facts, Format } from '../model/facts.ts';
import { constantTruth } from './constant-conditions.ts';
import { character, decoded, type Escapes } from './lower-text.ts';
import { createProgram, type ProgramBuilder } from './program-builder.ts';
import { chosenBy, either, join, type ReadInput, range, text, unknown, wholeLiteral } from './reader.ts';
import { stretchesOf } from './roles/stretches.ts';
import { running } from './running.ts';
import { type Grammar, type Node, parts, rangeOf, withTree } from './tree-sitter.ts';
import { negated, truthOf } from './truth.ts';
import { isTemplate, placeholderAt, withoutTemplateCode } from './within/template-code.ts';
import { templated } from './within/templated.ts';

/** What front ends work with while they walk a tree. */
export interface Lowering {
  readonly builder: ProgramBuilder;
  readonly source: string;
  /** Lowers an expression; what the language does not list is unknown, but walked. */
  expr(node: Node | null | undefined): Expr;
  /** Walks a statement (or an expression, for what it calls and assigns). */
  walk(node: Node | null | undefined): void;
  walkAll(nodes: readonly Node[]): void;
  textOf(node: Node): string;
}

export interface Language {
  readonly format: Format;
  readonly grammar: Grammar;
  /** Node type → the value of an expression. Calls register themselves with the builder. */
  readonly expressions: Readonly<Record<string, (node: Node, to: Lowering) => Expr>>;
  /** Node type → what a statement or declaration does to the program. */
  readonly statements: Readonly<Record<string, (node: Node, to: Lowering) => void>>;
  /** What the parser gets to see, when the grammar needs help. Offsets must stay; literals are read from the source. */
  readonly prepare?: (source: string) => string;
  /** Whether an ERROR or missing node is good code that the grammar is too old or too strict for. */
  readonly forgives?: (error: Node) => boolean;
  /** The form in which the language compares its names, of one that has them in any letters. */
  readonly nameForm?: 'NFKC';
}

/** How deeply nested code is followed. People write 20 levels, generators 100; each costs several stack frames. */
const MAX_DEPTH = 250;

/** Parses and walks one file of a language. */
export function readProgram(language: Language, { path, source }: ReadInput): Promise<Facts> {
  const filledIn = isTemplate(path, source.text);
  const prepared = language.prepare?.(source.text) ?? source.text;
  return withTree(language.grammar, filledIn ? withoutTemplateCode(prepared) : prepared, (root) => {
    const to = createLowering(language, source.text, filledIn);
    to.walk(root);
    for (const { range: at, role } of stretchesOf(root, source.text)) to.builder.runsAs(at, role);
    const broken = root.hasError ? firstError(root) : undefined;
    const problem = broken &&
      !language.forgives?.(broken) && {
        message: `syntax error near line ${source.position(broken.startIndex).line}`,
        offset: broken.startIndex,
        // What is written so is a name that nobody reads.
        ...(/\\u+00[2-7][\da-f]/i.test(source.text.slice(broken.startIndex, broken.endIndex))
          ? { unread: true as const }
          : {}),
      };
    return {
      path,
      format: language.format,
      source,
      documents: [],
      program: to.builder.finish(),
      ...(problem ? { problems: [problem] } : {}),
    };
  });
}

function createLowering({ expressions, statements, nameForm }: Language, source: string, filledIn: boolean): Lowering {
  const written = (node: Node): string => source.slice(node.startIndex, node.endIndex);
  let depth = 0;
  const deeper = <T>(run: () => T, beyond: T): T => {
    if (depth >= MAX_DEPTH) return beyond;
    depth += 1;
    try {
      return run();
    } finally {
      depth -= 1;
    }
  };
  const to: Lowering = {
    builder: createProgram(),
    source,
    expr(node) {
      if (!node) return unknown(range(0, 0));
      if (filledIn && node.namedChildCount === 0 && placeholderAt(source, node.startIndex))
        return templated(text(to.textOf(node), rangeOf(node)));
      const lower = Object.hasOwn(expressions, node.type) ? expressions[node.type] : undefined;
      const beyond = unknown(rangeOf(node));
      if (lower) return deeper(() => lower(node, to), beyond);
      to.walk(node);
      return beyond;
    },
    walk(node) {
      if (!node) return;
      const lower = Object.hasOwn(statements, node.type) ? statements[node.type] : undefined;
      if (lower) deeper(() => lower(node, to), undefined);
      else if (Object.hasOwn(expressions, node.type)) to.expr(node);
      else if (node.namedChildCount > 0) deeper(() => to.walkAll(parts(node)), undefined);
    },
    walkAll(nodes) {
      for (const node of running(nodes)) to.walk(node);
    },
    textOf: nameForm && /[^\0-\x7f]/.test(source) ? (node) => written(node).normalize(nameForm) : written,
  };
  return to;
}

/** The innermost first node that the parser could not make sense of. */
function firstError(root: Node): Node {
  let node = root;
  for (;;) {
    const child = node.children.find((one) => one !== null && (one.isError || one.isMissing || one.hasError));
    if (!child || node.isError) return node;
    node = child;
  }
}

export const field = (node: Node, name: string): Node | null => node.childForFieldName(name);

/** The children in a field that can hold several. */
export const fields = (node: Node, name: string): Node[] =>
  node.childrenForFieldName(name).filter((child): child is Node => child !== null);

/** The first named child of one of the types. */
export const childOf = (node: Node, ...types: readonly string[]): Node | undefined =>
  parts(node).find((child) => types.includes(child.type));

export const ref = (name: string, at: Range): RefExpr => ({ kind: 'ref', name, range: at });

export const member = (of: Expr, key: Expr, at: Range): MemberExpr => ({
  kind: 'member',
  of,
  key: wholeLiteral(key) ?? key,
  range: at,
});

/** A node's own source text: names, numbers. */
export function literally(node: Node, to: Lowering): TextExpr {
  const written = to.textOf(node);
  if (!written.includes('\\u')) return text(written, rangeOf(node));
  return decoded(to.source, rangeOf(node), NAME_ESCAPES);
}

/** Names may be written with escapes in Java, C# and Scala. */
const NAME_ESCAPES: Escapes = {
  pattern: /\\u+([\da-fA-F]{4})/g,
  value: ([, code = '']) => character(code, 16),
};

/** `this.<name>`, the name being the node's text. */
export const ownMember = (name: Node, to: Lowering): MemberExpr =>
  member(ref('this', rangeOf(name)), literally(name, to), rangeOf(name));

/** Registers a call. */
export const call = (to: Lowering, shape: Omit<CallExpr, 'kind' | 'construct'> & { construct?: boolean }): CallExpr =>
  to.builder.call({ kind: 'call', ...shape, construct: shape.construct ?? false });

/** Concatenation; concatenations within become part of it. */
export const concat = (values: readonly Expr[], at: Range): Expr =>
  join(
    values.flatMap((value) => (value.kind === 'join' ? value.parts : [value])),
    at,
  );

/** `a || b`: b alone where a is surely false. */
export const orElse = (left: Expr, right: Expr, at: Range): Expr => anyOf([left, right], at);

/** `a || b || …`: without those that are surely false, up to one that is surely true. */
export function anyOf(values: readonly Expr[], at: Range): Expr {
  const open = values.filter((value, index) => truthOf(value) !== false || index === values.length - 1);
  const sure = open.findIndex((value) => truthOf(value) === true);
  const kept = sure < 0 ? open : open.slice(0, sure + 1);
  const [only] = kept;
  return only && kept.length === 1 ? only : either(kept, at);
}

/** `a && b`: its value is b's when it matters. */
export const andThen = (left: Expr, right: Expr): Expr => (truthOf(left) === false ? left : right);

/** `c ? a : b`; `asked`: where all of the condition is written. */
export function conditional(condition: Expr, asked: Range, yes: Expr, no: Expr, at: Range): Expr {
  const truth = truthOf(condition);
  return truth === undefined ? chosenBy(asked, yes, no, at) : truth ? yes : no;
}

/** The operands of a chain of one left-nested operator, without recursion: generated code has thousands. */
export function operands(node: Node, belongs: (node: Node) => boolean): Node[] {
  const found: Node[] = [];
  let at: Node | null = node;
  while (at && belongs(at)) {
    const right = field(at, 'right');
    if (right) found.push(right);
    at = field(at, 'left');
  }
  return at ? [...found, at].reverse() : found.reverse();
}

/** One arm of an `if`; the `else` has no condition. */
export interface Arm {
  readonly condition?: Node | null | undefined;
  readonly walk: () => void;
}

/** Whether literals or constants of the file decide a condition, which has been walked. */
export const conditionTruth = (condition: Node, value: Expr, to: Lowering): boolean | undefined =>
  truthOf(value) ?? constantTruth(to.source, to.textOf(condition));

/** Walks the arms of an `if` chain that starts at `offset`, but for those that the source itself rules out. */
export function walkArms(to: Lowering, offset: number, arms: readonly Arm[]): void {
  let open = false;
  let taken = 0;
  const isOneOfTwo = !arms[1]?.condition && arms.length < 3;
  for (const [index, arm] of arms.entries()) {
    const value = to.expr(arm.condition);
    if (arm.condition && isOneOfTwo) to.builder.decides(offset, { by: rangeOf(arm.condition), holds: true, value });
    const truth = arm.condition ? conditionTruth(arm.condition, value, to) : true;
    if (truth === false) continue;
    if (truth && !open) arm.walk();
    else to.builder.branch(offset, index, arm.walk);
    taken += 1;
    if (truth && open) to.builder.exhaustive(offset, taken);
    if (truth) break;
    open = true;
  }
}

/** What a choice with a value gives: one of two by its condition where both arms have one, else what `otherwise` makes of them. */
export function valueOfArms(
  condition: Node | null | undefined,
  [yes, no, third]: readonly Expr[],
  at: Range,
  otherwise: () => Expr,
  holds = true,
): Expr {
  if (!condition || !yes || !no || third || yes.kind === 'unknown' || no.kind === 'unknown') return otherwise();
  return holds ? chosenBy(rangeOf(condition), yes, no, at) : chosenBy(rangeOf(condition), no, yes, at);
}

/** Binds the name of a function in the scope around it; methods are bound by their class. */
export function declareFunction(to: Lowering, name: Node | null, value: FunctionExpr): void {
  if (!name || to.builder.inClass()) return;
  to.builder.assign(ref(to.textOf(name), rangeOf(name)), value, value.range, { declares: true });
}

/** One item of a value that is taken apart. */
export function itemOf(value: Expr, key: TextExpr): Expr {
  if (value.kind === 'list') return value.items[Number(key.value)] ?? unknown(value.range);
  if (value.kind === 'either') {
    return either(
      value.options.map((option) => (option.kind === 'either' ? unknown(option.range) : itemOf(option, key))),
      value.range,
    );
  }
  const entry = value.kind === 'object' ? value.entries.findLast((one) => one.key === key.value) : undefined;
  return entry?.value ?? member(value, key, value.range);
}

/** What a loop over a value gives: any of its items, where they are written there. */
export function anyItem(value: Expr): Expr {
  if (value.kind === 'list') return either(value.items, value.range);
  if (value.kind === 'object')
    return either(
      value.entries.map((entry) => entry.value),
      value.range,
    );
  const key = unknown(value.range, 'an item of a list');
  return { kind: 'member', of: value, key, range: value.range };
}

/** What stands within: parentheses, `await`, a suppressed error. */
export const inner = (node: Node, to: Lowering): Expr => to.expr(parts(node)[0]);

/** A call of a function that has a name in some language, where this one has a sign for it. */
const callOf = (name: string, value: Expr, construct: boolean, at: Range): CallExpr => ({
  kind: 'call',
  callee: ref(name, at),
  args: [{ value }],
  construct,
  range: at,
});

/** `new String(bytes)`: of a text itself. */
export const textOfParts = (parts: Expr, at: Range): CallExpr => callOf('String', parts, true, at);

/** The character of a code, as the function that other languages have for it. */
export const characterOf = (code: Expr, at: Range): CallExpr => callOf('chr', code, false, at);

/** `null`, `nil`, `None`: no value at all. */
export const nothing = (node: Node): Expr => unknown(rangeOf(node), 'null');

/** The parts as a list. */
export const listOf = (node: Node, to: Lowering): Expr => ({
  kind: 'list',
  items: parts(node).map((part) => to.expr(part)),
  range: rangeOf(node),
});

/** A single character, or a string that holds no escapes, between its quotes. */
export const between = (node: Node, to: Lowering): TextExpr =>
  text(to.textOf(node).slice(1, -1), range(node.startIndex + 1, node.endIndex - 1));

export const operatorOf = (node: Node): string => field(node, 'operator')?.type.toLowerCase() ?? '';

/** The operators of a language that its values are followed through. */
export interface Operators {
  /** Puts texts together. */
  readonly concat: string;
  /** Gives the right operand when the left one is empty or missing. */
  readonly or: readonly string[];
  readonly and: readonly string[];
  /** Any other. */
  readonly other?: (operator: string, left: Expr, right: Expr, node: Node) => Expr;
}

/** A `binary_expression` with the fields `left`, `operator` and `right`. */
export const binary =
  ({ concat: plus, or, and, other }: Operators) =>
  (node: Node, to: Lowering): Expr => {
    const operator = operatorOf(node);
    if (operator === plus) {
      const chain = operands(node, (one) => one.type === node.type && operatorOf(one) === plus);
      return concat(
        chain.map((one) => to.expr(one)),
        rangeOf(node),
      );
    }
    const left = to.expr(field(node, 'left'));
    const right = to.expr(field(node, 'right'));
    if (or.includes(operator)) return orElse(left, right, rangeOf(node));
    if (and.includes(operator)) return andThen(left, right);
    return other?.(operator, left, right, node) ?? unknown(rangeOf(node));
  };

/** `!condition` that the source decides, and negative numbers; `operand` is the field. */
export const unary =
  (operand: string) =>
  (node: Node, to: Lowering): Expr => {
    const value = to.expr(field(node, operand) ?? parts(node)[0]);
    const operator = operatorOf(node);
    if (operator === '!') return negated(value, rangeOf(node));
    return operator === '-' && value.kind === 'text' ? literally(node, to) : unknown(rangeOf(node));
  };

/** `a ? b : c` with the fields `condition`, `consequence` and `alternative`. */
export const ternary = (node: Node, to: Lowering): Expr =>
  conditional(
    to.expr(field(node, 'condition')),
    rangeOf(field(node, 'condition') ?? node),
    to.expr(field(node, 'consequence')),
    to.expr(field(node, 'alternative')),
    rangeOf(node),
  );

/** An `if` whose `alternative` is a statement, often the next `if`. */
export function ifStatement(node: Node, to: Lowering): void {
  const arms: Arm[] = [];
  let at: Node | null = node;
  while (at?.type === node.type) {
    const body = field(at, 'consequence');
    arms.push({ condition: field(at, 'condition'), walk: () => to.walk(body) });
    at = field(at, 'alternative');
  }
  const last = at;
  if (last) arms.push({ walk: () => to.walk(last) });
  walkArms(to, node.startIndex, arms);
}

export const whileStatement = (node: Node, to: Lowering): void =>
  walkArms(to, node.startIndex, [{ condition: field(node, 'condition'), walk: () => to.walk(field(node, 'body')) }]);

/** `return x`, `yield x` */
export const returnStatement = (node: Node, to: Lowering): void => {
  const [value] = parts(node);
  if (value) to.builder.returns(to.expr(value), rangeOf(node));
};
