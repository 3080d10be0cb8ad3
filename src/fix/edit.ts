/** An edit with its columns in characters and in bytes. */
import type { Edit } from '../model/finding.ts';
import { placeOf } from '../model/pick.ts';
import type { Location } from '../model/setting.ts';
import type { OpenFile } from './open-file.ts';

/** Nobody looks at a suggestion further out in a line, and counting its bytes for each edit would take too long. */
const FAR_OUT = 5000;

export function editAt({ source }: OpenFile, at: Location, replacement: string): Edit {
  const edit = { ...placeOf(at), replacement };
  if (Math.max(at.column, at.endColumn) > FAR_OUT) return edit;
  const byteColumn = (line: number, column: number): number => {
    const { start } = source.lineBounds(line);
    return Buffer.byteLength(source.text.slice(start, start + column - 1)) + 1;
  };
  const bytes = { column: byteColumn(at.line, at.column), endColumn: byteColumn(at.endLine, at.endColumn) };
  return { ...edit, bytes };
}
