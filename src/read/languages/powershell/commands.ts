/** Commands: their parameters are named arguments, `New-Object` makes an instance, a pipe hands the value on. */
import type { Argument, Expr } from '../../../model/expr.ts';
import { call, childOf, field, type Lowering, ref } from '../../lower.ts';
import { text, unknown, wholeLiteral } from '../../reader.ts';
import { type Node, parts, rangeOf } from '../../tree-sitter.ts';
import { spelled, typeNamed } from './names.ts';

/** `a | b`: what `a` gives is the first argument of `b`. */
export function piped(node: Node, to: Lowering): Expr {
  let value: Expr | undefined;
  for (const part of parts(node)) {
    const before: readonly Argument[] = value ? [{ value }] : [];
    value = part.type === 'command' ? commandWith(part, before, to) : to.expr(part);
  }
  return value ?? unknown(rangeOf(node));
}

export const command = (node: Node, to: Lowering): Expr => commandWith(node, [], to);

function commandWith(node: Node, before: readonly Argument[], to: Lowering): Expr {
  const name = field(node, 'command_name');
  const elements = field(node, 'command_elements');
  const written = name ? to.textOf(name).replace(/^["']|["']$/g, '') : '';
  const callee = spelled(written.split(/[\\/]/).at(-1) ?? written, to);
  if (childOf(node, 'command_invokation_operator') || callee === 'Import-Module') loaded(node, to);
  const args = [...before, ...(elements ? argumentsOf(elements, to) : [])];
  if (callee === 'New-Object') return created(node, elements, args, to);
  return call(to, { callee: ref(callee, rangeOf(name ?? node)), args, range: rangeOf(node) });
}

/**
 * `. "$PSScriptRoot\lib\common.ps1"`, `Import-Module ./c.psm1`: the variables of that file are set here, too. A base folder is
 * seldom literal. https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_scripts#script-scope-and-dot-sourcing
 */
function loaded(node: Node, to: Lowering): void {
  const found = /(?<![\w$}])(?<path>[\w.\\/-]+\.psm?1)\b["')\s]*$/i.exec(to.textOf(node))?.groups?.path;
  const module = found?.replaceAll('\\', '/').replace(/^(?:\.?\/)+/, '');
  if (module) to.builder.import({ local: '*', module, name: '*', range: rangeOf(node), all: true });
}

/** `-Name value`, `-Name:value`, `-Switch`, values by position, and tables of parameters (`@params`). */
function argumentsOf(elements: Node, to: Lowering): Argument[] {
  const made: Argument[] = [];
  let open: { name: string; node: Node } | undefined;
  const close = (): void => {
    if (open) made.push({ name: open.name, value: text('true', rangeOf(open.node)) });
    open = undefined;
  };
  for (const element of parts(elements)) {
    if (element.type === 'command_argument_sep' || element.type === 'redirection') continue;
    if (element.type === 'command_parameter') {
      close();
      open = { name: spelled(to.textOf(element).replace(/^[-–—―]+|:$/g, ''), to), node: element };
      continue;
    }
    if (element.type === 'argument_list') {
      made.push(...inParentheses(element, to));
      continue;
    }
    const splat = to.textOf(element).startsWith('@') && !/^@[({]/.test(to.textOf(element));
    if (splat) close();
    const value = to.expr(element);
    made.push(splat ? { value, spread: true } : open ? { name: open.name, value } : { value });
    open = undefined;
  }
  close();
  return made;
}

export function inParentheses(list: Node, to: Lowering): Argument[] {
  const inside = childOf(list, 'argument_expression_list');
  return (inside ? parts(inside) : []).map((value) => ({ value: to.expr(value) }));
}

/** `New-Object Net.Mail.SmtpClient('h', 25)`, `-TypeName`, `-ArgumentList 'h', 25`, `-Property @{ Host = 'h' }`. */
function created(node: Node, elements: Node | null, args: readonly Argument[], to: Lowering): Expr {
  const named = (name: string): Expr | undefined => args.find((one) => one.name?.toLowerCase() === name)?.value;
  const positional = args.filter((one) => one.name === undefined);
  const given = named('typename') ?? positional[0]?.value;
  const type = given && wholeLiteral(given);
  if (!type) return unknown(rangeOf(elements ?? node));
  const rest = named('typename') ? positional : positional.slice(1);
  const list = named('argumentlist');
  const passed = [...rest, ...(list ? [{ value: list }] : [])].flatMap(({ value }) =>
    value.kind === 'list' ? value.items.map((item) => ({ value: item })) : [{ value }],
  );
  const properties = named('property');
  const set =
    properties?.kind === 'object'
      ? properties.entries.map(({ key, value }) => ({ name: key[0]?.toLowerCase() + key.slice(1), value }))
      : [];
  return call(to, {
    callee: typeNamed(type.value, type.range, to),
    args: [...passed, ...set],
    construct: true,
    range: rangeOf(node),
  });
}
