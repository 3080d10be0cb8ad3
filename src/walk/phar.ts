/**
 * PHP's archives: a program, the end of it, and behind that the files of installed packages, as a JAR has them.
 * https://www.php.net/manual/en/phar.fileformat.ingredients.php
 */

/** What a signed archive ends with, which PHP demands of each. https://www.php.net/manual/en/phar.fileformat.signature.php */
const SIGNED = Buffer.from('GBMB');

const END_OF_PROGRAM = '__HALT_COMPILER();';

/** Longer programs in front of an archive are none of what packers write. */
const LONGEST_PROGRAM = 100_000;

/** Comments and texts, in which the end is only spoken of, the end itself, and what is not worth telling apart: HTML, here-documents. */
const TOKEN =
  /\/\*[\s\S]*?(?:\*\/|$)|(?:\/\/|#(?!\[))[^\r\n]*|'(?:[^'\\]|\\[\s\S])*(?:'|$)|"(?:[^"\\]|\\[\s\S])*(?:"|$)|__HALT_COMPILER\(\);|\?>|<<<|`/g;

/** What stands in front of a program's first mark is shown, whatever it says. */
const PROGRAM = /^(?:#![^\r\n]*\r?\n)?<\?php\s/;

export const isPhar = (file: string): boolean => /\.phar$/i.test(file);

/** The bytes of a phar without the archive that a program of PHP has behind it; other bytes as they are. */
export function withoutArchive(bytes: Uint8Array): Uint8Array {
  const raw = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!raw.subarray(-SIGNED.length).equals(SIGNED)) return bytes;
  const head = raw.toString('latin1', 0, LONGEST_PROGRAM);
  if (!PROGRAM.test(head)) return bytes;
  for (const { 0: token, index } of head.matchAll(TOKEN)) {
    if (token === END_OF_PROGRAM) return bytes.subarray(0, index + token.length);
    if (token === '?>' || token === '<<<' || token === '`') return bytes;
  }
  return bytes;
}
