/** Patches: nothing stands in them but what they make of other files (src/read/within/patches.ts). */
import type { Reader } from '../reader.ts';

export const readPatch: Reader = async ({ path, source }) => ({ path, format: 'patch', source, documents: [] });
