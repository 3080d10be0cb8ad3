/** The bytes of files as they are searched: each is asked in several rounds, and what it hides takes longest to find. */
import { mayBeWide } from '../text/decode.ts';
import { searchedBytes } from '../text/searched.ts';

/** Bytes that are kept of what files hide; of those beyond, it is found anew in each round. */
const MOST_KEPT = 8 * 1024 * 1024;

/** @returns the bytes of a file of which `raw` is the content, as they are searched; `raw` itself where it hides nothing */
export function createSearched(): (file: string, raw: Buffer) => Buffer {
  const hidden = new Map<string, Buffer>();
  let kept = 0;
  return (file, raw) => {
    const known = hidden.get(file);
    if (known) return known.length === 0 ? raw : Buffer.concat([raw, known]);
    const searched = searchedBytes(raw);
    const behind = searched.length - raw.length;
    const isBehind = searched === raw || (behind > 0 && !mayBeWide(raw));
    if (isBehind && kept + behind <= MOST_KEPT) {
      hidden.set(file, searched === raw ? NOTHING : Buffer.from(searched.subarray(raw.length)));
      kept += behind;
    }
    return searched;
  };
}

const NOTHING = Buffer.alloc(0);
