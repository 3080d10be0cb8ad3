/** An edit with its columns in characters and in bytes. */
import type { Edit } from '../model/finding.ts';
import { placeOf } from '../model/pick.ts';
import type { Location } from '../model/setting.ts';
import { byteColumns } from '../text/source-text.ts';
import type { OpenFile } from './open-file.ts';

export function editAt({ source }: OpenFile, at: Location, replacement: string): Edit {
  const bytes = byteColumns(source, at);
  return { ...placeOf(at), replacement, ...(bytes ? { bytes } : {}) };
}
