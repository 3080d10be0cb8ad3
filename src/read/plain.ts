/**
 * Languages without a reader of their own (PowerShell): nothing is lowered, detectors look at the text itself
 * (`src/detect/text-matches.ts`). A narrower reading: values are not followed through variables.
 */
import type { Format } from '../model/facts.ts';
import type { Reader } from './reader.ts';

export const readPlain =
  (format: Format): Reader =>
  async ({ path, source }) => ({ path, format, source, documents: [] });
