import { execFileSync } from 'node:child_process';
import { createServer } from 'node:net';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readFile } from '../../src/walk/read-file.ts';
import { makeTree } from './tree.ts';

const textOf = (file: string, limit = 1000): string => {
  const content = readFile(file, limit);
  return 'bytes' in content ? Buffer.from(content.bytes).toString() : content.problem;
};

describe('readFile', () => {
  it('reads files of any size up to the limit, the same buffer serving all', () => {
    const large = 'x'.repeat(700_000);
    const root = makeTree({ empty: '', small: 'host=mail', large });
    expect(textOf(path.join(root, 'small'))).toBe('host=mail');
    expect(textOf(path.join(root, 'large'), 700_000)).toBe(large);
    expect(textOf(path.join(root, 'empty'))).toBe('');
    expect(textOf(path.join(root, 'small'))).toBe('host=mail');
  });

  it('says what is too large', () => {
    const root = makeTree({ large: 'x'.repeat(1001) });
    expect(readFile(path.join(root, 'large'), 1000)).toMatchObject({
      problem: 'larger than 1000 bytes; it was not read',
    });
    expect(textOf(path.join(root, 'large'), 1001)).toHaveLength(1001);
  });

  it('reads files that tell no size', () => {
    expect(textOf('/proc/self/status', 100_000)).toContain('Pid:');
    expect(textOf('/proc/self/status', 10)).toBe('larger than 10 bytes; it was not read');
  });

  it('does not wait for fifos and sockets, and takes neither folder nor device', async () => {
    const root = makeTree({ 'folder/': '' });
    execFileSync('mkfifo', [path.join(root, 'fifo')]);
    const server = createServer().listen(path.join(root, 'socket'));
    onTestFinished(() => void server.close());
    await new Promise((resolve) => server.once('listening', resolve));
    for (const name of ['fifo', 'folder']) {
      expect(textOf(path.join(root, name))).toBe('not a regular file; it was not read');
    }
    expect(textOf('/dev/zero')).toBe('not a regular file; it was not read');
    expect(textOf(path.join(root, 'socket'))).toMatch(/^cannot be read: ENXIO/);
  });

  it('does not throw for what is not there', () => {
    expect(textOf('/nowhere/at/all')).toMatch(/^cannot be read: ENOENT/);
    expect(textOf('bad\0name')).toMatch(/^cannot be read: /);
  });
});
