/**
 * Types that doc comments declare, which most PHP of before 7.4 and much of today has instead of types of its own.
 * https://docs.phpdoc.org/guide/references/phpdoc/tags/
 */
import type { Expr, Range } from '../../../model/expr.ts';
import { type Lowering, ref } from '../../lower.ts';
import type { Node } from '../../tree-sitter.ts';

/** The types of a doc comment: `@var`'s has no name. */
export interface Declared {
  readonly name: string | undefined;
  readonly type: Expr;
  readonly range: Range;
}

const TAGS = {
  var: /@var\s+(?<type>[?\\\w|]+)(?:\s+\$(?<name>\w+))?/g,
  param: /@param\s+(?<type>[?\\\w|]+)\s+(?:\.{3})?&?(?:\.{3})?\$(?<name>\w+)/g,
  property: /@property(?:-read|-write)?\s+(?<type>[?\\\w|]+)\s+\$(?<name>\w+)/g,
} as const;

/** https://docs.phpdoc.org/guide/references/phpdoc/types.html#keywords */
const KEYWORDS = new Set(
  `array bool boolean callable class-string double false float int integer iterable mixed never null number numeric object
  resource scalar self static string true void`.split(/\s+/),
);

/** What the tags of a kind in the doc comment before a declaration say; types that are no classes are left out. */
export function declaredBefore(node: Node, tag: keyof typeof TAGS, to: Lowering): readonly Declared[] {
  const comment = node.previousNamedSibling;
  if (comment?.type !== 'comment') return [];
  const written = to.textOf(comment);
  if (!written.startsWith('/**')) return [];
  return [...written.matchAll(TAGS[tag])].flatMap(({ index, 0: whole, groups }) => {
    const class_ = groups?.type
      ?.split('|')
      .map((one) => one.replace(/^\??\\?/, ''))
      .find((one) => one !== '' && !KEYWORDS.has(one.toLowerCase()));
    if (class_ === undefined) return [];
    const start = comment.startIndex + index;
    const range = { start, end: start + whole.length };
    return [{ name: groups?.name, type: ref(class_, range), range }];
  });
}
