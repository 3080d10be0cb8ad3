/** `with env.prefixed("MAIL_"):`: what a block puts before the names that are read within it. https://github.com/sloria/environs#handling-prefixes */
import type { Expr } from '../../../model/expr.ts';
import { concat, type Lowering } from '../../lower.ts';
import { text } from '../../reader.ts';
import { type Node, parts, rangeOf } from '../../tree-sitter.ts';

const PREFIXED = /^(\w{1,40})\.prefixed\(\s*["'](\w{1,60})["']\s*\)/;

/** Blocks of one program are nested this deep at most. */
const MOST_AROUND = 60;

/** The name that a call of `env` reads, with what the blocks around put before it. */
export function behindPrefixes(name: Expr, receiver: string, node: Node, to: Lowering): Expr {
  if (name.kind !== 'text' || !/^[A-Z][A-Z\d_]*$/.test(name.value)) return name;
  const prefixes: Expr[] = [];
  let at = node.parent;
  for (let left = MOST_AROUND; at && left > 0; at = at.parent, left -= 1) {
    const clause = at.type === 'with_statement' ? parts(at)[0] : undefined;
    const [, of, prefix] = (clause && PREFIXED.exec(to.textOf(clause))) ?? [];
    if (clause && of === receiver && prefix !== undefined)
      prefixes.unshift({ ...text(prefix, rangeOf(clause)), computed: true });
  }
  return prefixes.length === 0 ? name : concat([...prefixes, name], name.range);
}
