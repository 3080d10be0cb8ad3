/** Texts of a file that are files themselves. */
import { offsetIn, type TextExpr } from '../../model/expr.ts';
import type { SourceText } from '../../text/source-text.ts';

/** The inner file's text; its positions are those of the outer file. */
export function innerSource(content: TextExpr, outer: SourceText): SourceText {
  return {
    ...outer,
    text: content.value,
    lineCount: outer.lineCount,
    position: (offset) => outer.position(content.encoded ? content.range.start : offsetIn(content, offset)),
  };
}
