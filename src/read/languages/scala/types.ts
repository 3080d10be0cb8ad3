/** Declared types. */
import type { Expr } from '../../../model/expr.ts';
import { childOf, type Lowering, literally, member, ref } from '../../lower.ts';
import { type Node, parts, rangeOf } from '../../tree-sitter.ts';

/** Types that say nothing of what a value is. */
const PLAIN = /^(String|Int|Long|Boolean|Any|AnyRef|Unit|Option|Seq|List|Map)$/;

/** The class that a type names, without its type arguments; built-in ones are none. */
export function typeOf(node: Node | null | undefined, to: Lowering): Expr | undefined {
  switch (node?.type) {
    case 'type_identifier':
      return PLAIN.test(to.textOf(node)) ? undefined : ref(to.textOf(node), rangeOf(node));
    case 'stable_type_identifier': {
      const names = parts(node).flatMap((part) => (part.type === 'stable_identifier' ? parts(part) : [part]));
      const [first, ...rest] = names;
      return (
        first &&
        rest.reduce<Expr>(
          (of, name) => member(of, literally(name, to), rangeOf(node)),
          ref(to.textOf(first), rangeOf(first)),
        )
      );
    }
    case 'generic_type':
      return typeOf(childOf(node, 'type_identifier', 'stable_type_identifier'), to);
    default:
      return undefined;
  }
}
