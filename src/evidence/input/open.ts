/** A file or standard input as bytes, unpacked by what the first bytes say: gzip, xz, zstd, UTF-16. */
import { createReadStream, statSync } from 'node:fs';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

export type Chunks = AsyncIterable<Buffer>;

/** The path of standard input. */
export const STDIN = '-';

const CHUNK = 256 * 1024;
const SMALLEST_CHUNK = 4096;
const HEAD = 64 * 1024;

/** Text packs to a twentieth, not to a thousandth: what grows by more is made to fill memory or time. */
const MOST_GROWTH = 1000;
const FREE_GROWTH = 1024 ** 3;

/** A message of 3 kB needs no more room than that: a Maildir holds thousands of them. One byte more shows the end at once. */
const chunkFor = (path: string): number => Math.min(CHUNK, Math.max(SMALLEST_CHUNK, statSync(path).size + 1));

/** The bytes of a source, unpacked. Reading throws what the system or a decompressor throws. */
export async function openEvidence(path: string): Promise<Chunks> {
  const raw: Chunks = path === STDIN ? process.stdin : createReadStream(path, { highWaterMark: chunkFor(path) });
  const { head, chunks } = await peeked(raw, 6);
  return decoded(await unpacked(head, chunks));
}

/** The first `size` bytes or more, as far as there are any, and the whole again. */
export async function peeked(chunks: Chunks, size = HEAD): Promise<{ readonly head: Buffer; readonly chunks: Chunks }> {
  const iterator = chunks[Symbol.asyncIterator]();
  const seen: Buffer[] = [];
  let length = 0;
  while (length < size) {
    const { value, done } = await iterator.next();
    if (done) break;
    seen.push(value);
    length += value.length;
  }
  return {
    head: Buffer.concat(seen),
    chunks: {
      async *[Symbol.asyncIterator]() {
        yield* seen.splice(0);
        try {
          for (;;) {
            const { value, done } = await iterator.next();
            if (done) return;
            yield value;
          }
        } finally {
          await iterator.return?.();
        }
      },
    },
  };
}

const startsWith = (head: Buffer, ...bytes: readonly number[]): boolean =>
  bytes.every((byte, index) => head[index] === byte);

async function unpacked(head: Buffer, chunks: Chunks): Promise<Chunks> {
  if (startsWith(head, 0x1f, 0x8b)) return bounded(chunks, (packed) => Readable.from(packed).pipe(createGunzip()));
  if (startsWith(head, 0xfd, 0x37, 0x7a, 0x58, 0x5a)) return bounded(chunks, unxz);
  if (startsWith(head, 0x28, 0xb5, 0x2f, 0xfd)) return bounded(chunks, unzstd);
  if (startsWith(head, 0x42, 0x5a, 0x68))
    throw new Error('bzip2 is not read: unpack it first (bunzip2 -c FILE | smtp-scan trace -)');
  return chunks;
}

async function* unxz(packed: Chunks): Chunks {
  const { XzReadableStream } = await import('xz-decompress');
  const reader = new XzReadableStream(Readable.toWeb(Readable.from(packed)) as ReadableStream<Uint8Array>).getReader();
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    yield Buffer.from(value);
  }
}

async function* unzstd(packed: Chunks): Chunks {
  const { Decompress } = await import('fzstd');
  const ready: Buffer[] = [];
  const stream = new Decompress((data) => {
    ready.push(Buffer.from(data));
  });
  for await (const chunk of packed) {
    // The decompressor gives all of a piece at once: small pieces keep what waits small.
    for (let at = 0; at < chunk.length; at += HEAD) {
      stream.push(chunk.subarray(at, at + HEAD));
      yield* ready.splice(0);
    }
  }
  stream.push(new Uint8Array(0), true);
  yield* ready;
}

/** A stream's errors have to reach whoever reads its end. */
async function* bounded(chunks: Chunks, unpack: (packed: Chunks) => Chunks): Chunks {
  let taken = 0;
  let given = 0;
  let failure: unknown;
  const counted = async function* (): Chunks {
    try {
      for await (const chunk of chunks) {
        taken += chunk.length;
        yield chunk;
      }
    } catch (error) {
      failure = error;
    }
  };
  for await (const chunk of unpack(counted())) {
    given += chunk.length;
    if (given > FREE_GROWTH && given > taken * MOST_GROWTH)
      throw new Error(`it unpacks to more than ${MOST_GROWTH} times its size, as no log does`);
    yield chunk;
  }
  if (failure !== undefined) throw failure;
}

async function decoded(chunks: Chunks): Promise<Chunks> {
  const { head, chunks: all } = await peeked(chunks, 4);
  if (startsWith(head, 0xff, 0xfe)) return recoded(all, 'utf-16le');
  if (startsWith(head, 0xfe, 0xff)) return recoded(all, 'utf-16be');
  return startsWith(head, 0xef, 0xbb, 0xbf) ? recoded(all, 'utf-8') : all;
}

async function* recoded(chunks: Chunks, encoding: string): Chunks {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of chunks) yield Buffer.from(decoder.decode(chunk, { stream: true }), 'utf8');
  yield Buffer.from(decoder.decode(), 'utf8');
}
