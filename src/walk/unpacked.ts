/** Files that are packed, encrypted or kept elsewhere: gzip is read as what is in it, of the others is said what they are. */
import { constants, gunzipSync } from 'node:zlib';
import { type FileContent, LARGEST_FILE } from './read-file.ts';

/** `config.json.gz`: what is in it has the name without the ending. */
const PACKED = /(?:\.(?:gz|gzip|xz|lzma|bz2|zst|lz4|zip|7z|gpg|pgp|age))+$/i;

export const nameWithin = (file: string): string => file.replace(PACKED, '');

/** Packed once more by accident or on purpose; more is neither. */
const MOST_LAYERS = 3;

const bytes = (hexadecimal: string): Buffer => Buffer.from(hexadecimal, 'hex');

/** How what is not to be read begins, and what it is, in words. */
const CLOSED: readonly (readonly [start: Buffer, what: string])[] = [
  [bytes('fd377a585a00'), 'packed by xz'],
  [bytes('28b52ffd'), 'packed by zstd'],
  [bytes('425a68'), 'packed by bzip2'],
  [bytes('04224d18'), 'packed by lz4'],
  [bytes('504b0304'), 'packed by zip'],
  [bytes('377abcaf271c'), 'packed by 7-Zip'],
  // https://github.com/AGWA/git-crypt, https://docs.ansible.com/ansible/latest/vault_guide/vault_encrypting_content.html, https://age-encryption.org/v1
  [Buffer.from('\0GITCRYPT\0'), 'encrypted by git-crypt'],
  [Buffer.from('$ANSIBLE_VAULT;'), 'encrypted by ansible-vault'],
  [Buffer.from('age-encryption.org/v1'), 'encrypted by age'],
  [Buffer.from('-----BEGIN AGE ENCRYPTED FILE-----'), 'encrypted by age'],
  [Buffer.from('-----BEGIN PGP MESSAGE-----'), 'encrypted by PGP'],
  [Buffer.from('Salted__'), 'encrypted by OpenSSL'],
  // the same in base64, as `openssl enc -a` and transcrypt write it
  [Buffer.from('U2FsdGVkX1'), 'encrypted by OpenSSL'],
  // https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md
  [Buffer.from('version https://git-lfs.github.com/spec/v1'), 'kept by Git LFS, and only its pointer is here'],
];

const begins = (content: Uint8Array, start: Buffer): boolean => start.every((byte, index) => content[index] === byte);

const isGzip = (content: Uint8Array): boolean => content[0] === 0x1f && content[1] === 0x8b;

/** What a file holds, unpacked if its first bytes say that it is packed. What cannot be is told, with what could be read of it. */
export function unpacked(content: FileContent): FileContent {
  if (!('bytes' in content)) return content;
  let inside = content;
  for (let layer = 0; layer < MOST_LAYERS && isGzip(inside.bytes); layer += 1) {
    const next = unzipped(inside.bytes);
    if ('problem' in next) return next;
    inside = next;
  }
  const what = CLOSED.find(([start]) => begins(inside.bytes, start))?.[1];
  if (what === undefined) return inside;
  const closed = { partial: new Uint8Array(), isEncrypted: what.startsWith('encrypted') };
  return { problem: `${what}; it was not read`, unread: true, closed };
}

function unzipped(packed: Uint8Array): FileContent {
  try {
    return { bytes: gunzipSync(packed, { maxOutputLength: LARGEST_FILE }) };
  } catch {
    return {
      problem: 'packed, and damaged or too large; it was not read',
      unread: true,
      closed: { partial: readable(packed), isEncrypted: false },
    };
  }
}

/** What stands in front of the damage, as far as the end is what is missing; of what is too large, more than is read otherwise. */
function readable(packed: Uint8Array): Uint8Array {
  try {
    return gunzipSync(packed, { maxOutputLength: 8 * LARGEST_FILE, finishFlush: constants.Z_SYNC_FLUSH });
  } catch {
    return new Uint8Array();
  }
}
