/** The type that a place expects: https://learn.microsoft.com/dotnet/csharp/language-reference/operators/new-operator#target-typed-new */
import type { Expr } from '../../../model/expr.ts';
import { childOf, field, type Lowering } from '../../lower.ts';
import { type Node, parts } from '../../tree-sitter.ts';
import { typeOf } from './types.ts';

/** No value stands deeper within what says its type. */
const MOST_STEPS = 40;

/** What `new(…)` makes: what is declared, what a function gives, an item of a list or table of such. */
export function expectedType(made: Node, to: Lowering): Expr | undefined {
  let items = 0;
  let isReturned = false;
  let node = made.parent;
  for (let step = 0; node && step < MOST_STEPS; step += 1) {
    const typed = TYPED.get(node.type);
    if (typed) return itemType(firstField(node, typed), items, to);
    if (isItem(node)) items += 1;
    else if (!isReturned && !isPassedOn(node)) return undefined;
    isReturned ||= RETURNS.has(node.type);
    if (isReturned && FUNCTIONS.has(node.type)) return undefined;
    node = node.parent;
  }
  return undefined;
}

const firstField = (node: Node, names: readonly string[]): Node | null =>
  names.map((name) => field(node, name)).find((one) => one !== null) ?? null;

/** Where the nodes that end the search say a type. */
const TYPED: ReadonlyMap<string, readonly string[]> = new Map([
  ['object_creation_expression', ['type']],
  ['array_creation_expression', ['type']],
  ['variable_declaration', ['type']],
  ['parameter', ['type']],
  ['property_declaration', ['type']],
  ['method_declaration', ['returns', 'type']],
  ['local_function_statement', ['returns', 'type']],
]);

const RETURNS: ReadonlySet<string> = new Set(['return_statement', 'yield_statement', 'arrow_expression_clause']);
const FUNCTIONS: ReadonlySet<string> = new Set(['lambda_expression', 'anonymous_method_expression']);
const PASSED_ON: ReadonlySet<string> = new Set([
  'initializer_expression',
  'implicit_object_creation_expression',
  'collection_element',
  'expression_element',
  'variable_declarator',
  'equals_value_clause',
  'parenthesized_expression',
  'conditional_expression',
  ...RETURNS,
]);

/** `{ "key", new() }` within a table is an entry of it. */
const isItem = ({ type, parent }: Node): boolean =>
  type === 'collection_expression' ||
  type === 'yield_statement' ||
  (type === 'initializer_expression' && parent?.type !== 'initializer_expression');

/** `["key"] = new()`, too; a member's type stands with its class. */
const isPassedOn = (node: Node): boolean =>
  PASSED_ON.has(node.type) ||
  (node.type === 'assignment_expression' && field(node, 'left')?.type === 'element_binding_expression');

function itemType(type: Node | null | undefined, items: number, to: Lowering): Expr | undefined {
  if (!type || items === 0) return typeOf(type, to);
  if (type.type === 'nullable_type') return itemType(parts(type)[0], items, to);
  if (type.type === 'array_type') return itemType(field(type, 'type') ?? parts(type)[0], items - 1, to);
  const args = type.type === 'generic_name' ? childOf(type, 'type_argument_list') : undefined;
  return args && itemType(parts(args).at(-1), items - 1, to);
}
