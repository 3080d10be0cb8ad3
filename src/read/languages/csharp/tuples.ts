/** Tuples, whose elements are called by their places and by the names that they, or the type around, give them. */
import type { Entry, Expr } from '../../../model/expr.ts';
import { type Lowering, listOf } from '../../lower.ts';
import { object } from '../../reader.ts';
import { type Node, parts, rangeOf } from '../../tree-sitter.ts';

const MOST_LEVELS = 14;
/** What declares a value of a type, by the field that holds the type. */
const DECLARING: Readonly<Record<string, string>> = {
  variable_declaration: 'type',
  property_declaration: 'type',
  method_declaration: 'returns',
  local_function_statement: 'type',
};
const TUPLE_TYPE = /\(([^()]{3,300})\)/;
const NAMED_ELEMENT = /\s(\w+)$/;

/** `("h", 25)` of a type `(string Host, int Port)`; `(Host: "h", Port: 25)`. https://learn.microsoft.com/dotnet/csharp/language-reference/builtin-types/value-tuples */
export function tuple(node: Node, to: Lowering): Expr {
  const elements = parts(node);
  const typed = namesAround(node, to);
  const names = elements.map((one, index) => ownName(one, to) ?? typed[index]);
  if (names.every((name) => name === undefined) || typed.length > elements.length) return listOf(node, to);
  const entries = elements.flatMap((one, index): Entry[] => {
    const value = to.expr(one);
    const keys = [String(index), `Item${index + 1}`, names[index]].filter((key) => key !== undefined);
    return keys.map((key) => ({ key, keyRange: rangeOf(one), value }));
  });
  return object(entries, rangeOf(node));
}

/** `Host: "h"` */
function ownName(element: Node, to: Lowering): string | undefined {
  const [name, value] = parts(element);
  return element.type === 'argument' && name && value ? to.textOf(name).replace(/\s*:$/, '') : undefined;
}

/** The names of the elements in the type that is declared around. */
function namesAround(node: Node, to: Lowering): readonly (string | undefined)[] {
  let at = node.parent;
  for (let level = 0; at && level < MOST_LEVELS; level += 1, at = at.parent) {
    const type = Object.hasOwn(DECLARING, at.type) ? at.childForFieldName(DECLARING[at.type] ?? '') : undefined;
    if (type === undefined) continue;
    const found = type ? TUPLE_TYPE.exec(to.textOf(type))?.[1] : undefined;
    return found?.includes(',') ? found.split(',').map((one) => NAMED_ELEMENT.exec(one.trim())?.[1]) : [];
  }
  return [];
}
