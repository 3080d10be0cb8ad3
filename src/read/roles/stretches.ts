/** Where in a syntax tree what runs in development or in tests only stands: arms, values of conditions, annotated members. */
import type { RoleStretch } from '../../model/facts.ts';
import { type Node, parts, rangeOf } from '../tree-sitter.ts';
import { roleOfAnnotation, roleOfArm, roleOfCondition } from './conditions.ts';
import { ASKS } from './words.ts';

/** The children that are meant: by the first of the fields or types that a node has. */
type Pick = (node: Node) => Node | null | undefined;

const field =
  (...names: readonly string[]): Pick =>
  (node) => {
    for (const name of names) {
      const found = node.childForFieldName(name);
      if (found) return found;
    }
    return undefined;
  };

const at =
  (index: number): Pick =>
  (node) =>
    parts(node)[index];

const typed =
  (...types: readonly string[]): Pick =>
  (node) =>
    parts(node).find((child) => types.includes(child.type));

interface ConditionalRow {
  readonly condition: Pick;
  readonly body: Pick;
}

const PLAIN: ConditionalRow = { condition: field('condition'), body: field('consequence', 'body') };

/** Nodes of one condition. Where grammars call different things alike, the first row that fits counts. */
const CONDITIONALS: Readonly<Record<string, readonly ConditionalRow[]>> = {
  if_statement: [PLAIN, { condition: field('condition'), body: typed('statement_block') }],
  ternary_expression: [PLAIN],
  // The second is Python's: `a if c else b`.
  conditional_expression: [PLAIN, { condition: at(1), body: at(0) }],
  // The second is Kotlin's.
  if_expression: [PLAIN, { condition: field('condition'), body: at(1) }],
  else_if_clause: [PLAIN],
  elif_clause: [PLAIN],
  elseif_clause: [{ condition: field('condition'), body: typed('statement_block') }],
  // Ruby's
  if: [PLAIN],
  elsif: [PLAIN],
  if_modifier: [PLAIN],
  conditional: [PLAIN],
  // The shell's `[ … ] && …`
  list: [{ condition: typed('test_command'), body: at(1) }],
};

/** Shells and Elixir have no node for what runs if the condition holds: it is what stands between. */
const BETWEEN: Readonly<Record<string, { readonly condition: Pick; readonly ends: RegExp }>> = {
  if_statement: { condition: typed('test_command'), ends: /^(?:elif|else)_clause$/ },
  elif_clause: { condition: typed('test_command'), ends: /^(?:elif|else)_clause$/ },
  do_block: { condition: (node) => conditionOfCall(node.parent), ends: /^else_block$/ },
  keywords: { condition: (node) => conditionOfCall(node.parent?.parent), ends: /^$/ },
};

/** What Elixir's `if` asks: https://hexdocs.pm/elixir/Kernel.html#if/2 */
function conditionOfCall(call: Node | null | undefined): Node | undefined {
  if (call?.type !== 'call' || call.childForFieldName('target')?.text !== 'if') return undefined;
  const given = parts(call).find((part) => part.type === 'arguments');
  return given && parts(given)[0];
}

interface ArmRow {
  /** The first and the last of what the arm is labelled with. */
  readonly labels: (node: Node) => readonly (Node | null)[];
  /** Whether the arm before it runs on into it unless it says otherwise. */
  readonly runsOn?: boolean;
}

const children =
  (...types: readonly string[]): ArmRow['labels'] =>
  (node) =>
    parts(node).filter((one) => types.includes(one.type));
const labelled =
  (...names: readonly string[]): ArmRow['labels'] =>
  (node) =>
    names.flatMap((name) => node.childrenForFieldName(name));

/** Arms of `switch`, `match`, `when` and `case`. */
const ARMS: Readonly<Record<string, readonly ArmRow[]>> = {
  // Java, Groovy
  switch_block_statement_group: [{ labels: children('switch_label'), runsOn: true }],
  switch_rule: [{ labels: children('switch_label') }],
  // C#
  switch_section: [{ labels: children('constant_pattern') }],
  switch_expression_arm: [{ labels: children('constant_pattern') }],
  // Kotlin
  when_entry: [{ labels: labelled('condition') }],
  // Scala; Python
  case_clause: [{ labels: labelled('pattern') }, { labels: children('case_pattern') }],
  // PHP; a shell's whole `case`, of which the arms are items, has no such label
  case_statement: [{ labels: labelled('value'), runsOn: true }],
  match_conditional_expression: [{ labels: labelled('conditional_expressions') }],
  // Ruby, Go, Rust, Elixir, shells, PowerShell
  when: [{ labels: labelled('pattern') }],
  expression_case: [{ labels: labelled('value') }],
  match_arm: [{ labels: labelled('pattern') }],
  stab_clause: [{ labels: labelled('left') }],
  case_item: [{ labels: labelled('value') }],
  switch_clause: [{ labels: children('switch_clause_condition') }],
};

/** Nodes whose arms these are, and what they look at. */
const CHOICES: Readonly<Record<string, Pick>> = {
  switch_expression: (node) => field('condition')(node) ?? at(0)(node),
  switch_statement: (node) => field('condition', 'value')(node) ?? typed('switch_condition')(node),
  when_expression: typed('when_subject'),
  match_expression: field('value', 'condition'),
  match_statement: field('subject'),
  case: field('value'),
  expression_switch_statement: field('value'),
  case_statement: field('value'),
  call: (node) => {
    const given = node.childForFieldName('target')?.text === 'case' ? typed('arguments')(node) : undefined;
    return given && parts(given)[0];
  },
};

/** Levels between an arm and the node whose arm it is. */
const ARM_DEPTH = 4;

function subjectOf(arm: Node): Node | undefined {
  let node = arm.parent;
  for (let depth = 0; node && depth < ARM_DEPTH; depth += 1) {
    const pick = Object.hasOwn(CHOICES, node.type) ? CHOICES[node.type] : undefined;
    if (pick) return pick(node) ?? undefined;
    node = node.parent;
  }
  return undefined;
}

/** What ends an arm that would run on into the next. */
const ENDING = /^(?:break|return|throw|continue|exit|yield)_/;

/** Whether nothing comes into the arm but by its own labels. */
function isEnteredByLabel(arm: Node): boolean {
  const before = arm.previousNamedSibling;
  if (!before || before.type === 'comment' || !(before.type in ARMS || before.type === 'default_statement'))
    return !before;
  return ENDING.test(parts(before).at(-1)?.type ?? '');
}

/** Where a member stands that an annotation, or Rust's `#[cfg(test)]`, is written at. */
function annotated(node: Node): RoleStretch | undefined {
  if (node.type === 'attribute_item') {
    const marked = /^#\[cfg\(test\)\]$/.test(node.text) ? node.nextNamedSibling : null;
    return marked ? { range: rangeOf(marked), role: 'test' } : undefined;
  }
  const role = roleOfAnnotation(node.text);
  const member = node.parent?.parent;
  return role && member ? { range: rangeOf(member), role } : undefined;
}

function ofCondition(node: Node, source: string): RoleStretch | undefined {
  for (const row of CONDITIONALS[node.type] ?? []) {
    const [condition, body] = [row.condition(node), row.body(node)];
    if (!condition || !body || condition.id === body.id) continue;
    const role = roleOfCondition(condition.text, source);
    return role && { range: rangeOf(body), role };
  }
  const between = Object.hasOwn(BETWEEN, node.type) ? BETWEEN[node.type] : undefined;
  const condition = between?.condition(node);
  const role = condition && roleOfCondition(condition.text, source);
  if (!between || !role) return undefined;
  return { range: { start: Math.max(node.startIndex, 0), end: endBefore(node, between.ends) }, role };
}

/** Where what runs if the condition holds ends: at the first other arm. */
function endBefore(node: Node, ends: RegExp): number {
  if (node.type === 'keywords') return parts(node)[0]?.endIndex ?? node.startIndex;
  return parts(node).find((part) => ends.test(part.type))?.startIndex ?? node.endIndex;
}

function ofArm(node: Node): RoleStretch | undefined {
  for (const row of ARMS[node.type] ?? []) {
    const labels = row.labels(node).filter((label) => label !== null);
    const [first, last, subject] = [labels[0], labels.at(-1), labels.length > 0 ? subjectOf(node) : undefined];
    if (!first || !last || !subject) continue;
    const label = node.text.slice(first.startIndex - node.startIndex, last.endIndex - node.startIndex);
    const role = roleOfArm(subject.text, label);
    return role && (!row.runsOn || isEnteredByLabel(node)) ? { range: rangeOf(node), role } : undefined;
  }
  return undefined;
}

const MARKS = ['annotation', 'attribute_item'];
const LOOKED_AT = [...new Set([...Object.keys(CONDITIONALS), ...Object.keys(BETWEEN), ...Object.keys(ARMS), ...MARKS])];

/** All stretches of a tree. Of a source that never asks where it runs the tree is not looked at. */
export function stretchesOf(root: Node, source: string): readonly RoleStretch[] {
  if (!ASKS.test(source)) return [];
  return root.descendantsOfType(LOOKED_AT).flatMap((node) => {
    if (!node) return [];
    const found = MARKS.includes(node.type) ? annotated(node) : (ofCondition(node, source) ?? ofArm(node));
    return found ? [found] : [];
  });
}
