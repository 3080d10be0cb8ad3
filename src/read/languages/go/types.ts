/** Types as ref/member chains. */
import type { Expr } from '../../../model/expr.ts';
import { field, type Lowering, literally, member, ref } from '../../lower.ts';
import { type Node, parts, rangeOf } from '../../tree-sitter.ts';

/** They say nothing about a value. */
const BASIC = /^(string|bool|byte|rune|error|any|u?int(8|16|32|64|ptr)?|float(32|64)|complex(64|128))$/;

/** `Mailer`, `*gomail.Dialer`, `Box[T]`; undefined for lists, maps, functions and basic types. */
export function typeOf(node: Node | null | undefined, to: Lowering): Expr | undefined {
  let at: Node | null | undefined = node;
  for (let depth = 0; at && depth < 8; depth += 1) {
    if (at.type === 'type_identifier') return BASIC.test(to.textOf(at)) ? undefined : ref(to.textOf(at), rangeOf(at));
    if (at.type === 'qualified_type') return qualified(at, to);
    if (at.type === 'generic_type') at = field(at, 'type');
    else if (at.type === 'pointer_type' || at.type === 'parenthesized_type') at = parts(at)[0];
    else return undefined;
  }
  return undefined;
}

function qualified(node: Node, to: Lowering): Expr | undefined {
  const of = field(node, 'package');
  const name = field(node, 'name');
  return of && name ? member(ref(to.textOf(of), rangeOf(of)), literally(name, to), rangeOf(node)) : undefined;
}

/** A value of which only the type is known. */
export function instanceOf(type: Node | null | undefined, node: Node, to: Lowering): Expr | undefined {
  const known = typeOf(type, to);
  return known && { kind: 'instance', type: known, range: rangeOf(node) };
}
