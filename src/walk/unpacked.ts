/** Files that gzip has packed are read as what is in them. */
import { gunzipSync } from 'node:zlib';
import { type FileContent, LARGEST_FILE } from './read-file.ts';

/** `config.json.gz`: what is in it has the name without the ending. */
const PACKED = /\.gz$/i;

export const nameWithin = (file: string): string => file.replace(PACKED, '');

/** What a file holds, unpacked if its name and its first bytes say that it is packed. One that unpacks to too much is not read. */
export function unpacked(file: string, content: FileContent): FileContent {
  if (!PACKED.test(file) || !('bytes' in content)) return content;
  const { bytes } = content;
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return content;
  try {
    return { bytes: gunzipSync(bytes, { maxOutputLength: LARGEST_FILE }) };
  } catch {
    return { problem: 'packed, and damaged or too large; it was not read', unread: true };
  }
}
