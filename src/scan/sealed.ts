/**
 * Files that a change seals: they said in plain words where mail goes, and now say it to nobody. What was approved in them may be
 * anything by now.
 */
import type { Diagnostic } from '../model/setting.ts';
import { nameWithin } from '../walk/unpacked.ts';

/**
 * How values are written that are encrypted one by one: https://getsops.io/docs, https://dotenvx.com/docs/features/encryption,
 * https://github.com/bitnami-labs/sealed-secrets, https://github.com/voxpupuli/hiera-eyaml
 */
const MARKS: readonly string[] = ['ENC[AES256_GCM,', 'ENC[PKCS7,', 'encrypted:B', 'kind: SealedSecret', '!vault |'];

/** Whether values in some bytes are encrypted. */
export const holdsSealed = (bytes: Buffer): boolean => MARKS.some((mark) => bytes.includes(mark));

interface Looked {
  readonly path: string;
  readonly unread?: true;
  readonly sealed?: true;
  readonly settings: readonly unknown[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * What is said of files in which nothing can be read any more.
 *
 * @param before the text of a file as it was, if it was there
 * @param speaks whether a text speaks of mail
 */
export function newlySealed(
  results: readonly Looked[],
  before: ((file: string) => string | undefined) | undefined,
  speaks: (text: string) => boolean,
): readonly Diagnostic[] {
  if (!before) return [];
  return results
    .filter(({ unread, sealed, settings }) => (unread || sealed) && settings.length === 0)
    .filter(({ diagnostics }) => !diagnostics.some(({ failed }) => failed))
    .flatMap(({ path }): Diagnostic[] => {
      const text = before(path) ?? before(nameWithin(path));
      if (text === undefined || holdsSealed(Buffer.from(text)) || !speaks(text)) return [];
      return [{ path, message: SEALED, failed: true }];
    });
}

const SEALED = 'it spoke of mail in plain text before this change, and cannot be read now';
