/** The register of logs: one file a format. */
import { postfix } from './postfix.ts';
import type { MakeReader } from './reader.ts';

export const logReaders: readonly MakeReader[] = [postfix];
