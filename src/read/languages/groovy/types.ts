/** Declared types. */
import type { Expr } from '../../../model/expr.ts';
import { childOf, type Lowering, literally, member, ref } from '../../lower.ts';
import { type Node, parts, rangeOf } from '../../tree-sitter.ts';

/** Types that say nothing of what a value is. */
const PLAIN = /^(def|var|String|GString|Object|Integer|Long|int|boolean|Boolean|void|Map|List)$/;

export function typeOf(node: Node | null | undefined, to: Lowering): Expr | undefined {
  switch (node?.type) {
    case 'type_identifier':
      return PLAIN.test(to.textOf(node)) ? undefined : ref(to.textOf(node), rangeOf(node));
    case 'scoped_type_identifier': {
      const [first, ...rest] = parts(node);
      const head = first && typeOf(first, to);
      return head && rest.reduce<Expr>((of, name) => member(of, literally(name, to), rangeOf(node)), head);
    }
    case 'generic_type':
      return typeOf(childOf(node, 'type_identifier', 'scoped_type_identifier'), to);
    default:
      return undefined;
  }
}
