import {
  chmodSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { UserError } from '../../src/cli/errors.ts';
import { writeFile } from '../../src/cli/write-file.ts';
import { temporaryFolder } from '../repository.ts';

const top = temporaryFolder();
afterAll(() => rmSync(top, { recursive: true, force: true }));

const tree = path.join(top, 'tree');
const outside = path.join(top, 'outside');
const inTree = (name: string): string => path.join(tree, name);
const read = (file: string): string => readFileSync(file, 'utf8');
const write = (name: string, content: string | Uint8Array = 'new', fresh = false): void =>
  writeFile(inTree(name), content, { within: [tree], fresh });

beforeEach(() => {
  rmSync(tree, { recursive: true, force: true });
  rmSync(outside, { recursive: true, force: true });
  mkdirSync(tree);
  mkdirSync(outside);
  writeFileSync(path.join(outside, 'file'), 'untouched');
});

describe('a file that is written', () => {
  it('holds text or bytes, whether it was there or not', () => {
    write('a');
    write('b', Uint8Array.of(0, 255));
    write('a', 'ä');
    expect(read(inTree('a'))).toBe('ä');
    expect([...readFileSync(inTree('b'))]).toEqual([0, 255]);
    expect(readdirSync(tree)).toEqual(['a', 'b']);
  });

  it('keeps its permissions, and leaves a second name of the old file alone', () => {
    writeFileSync(inTree('a'), 'old');
    chmodSync(inTree('a'), 0o640);
    linkSync(inTree('a'), path.join(outside, 'hard'));
    write('a');
    expect(statSync(inTree('a')).mode & 0o777).toBe(0o640);
    expect(read(path.join(outside, 'hard'))).toBe('old');
  });

  it.each(['file', 'nothing'])('replaces a link, and does not follow it to an outer %s', (name) => {
    symlinkSync(path.join(outside, name), inTree('report'));
    write('report');
    expect(lstatSync(inTree('report')).isFile()).toBe(true);
    expect(readdirSync(outside)).toEqual(['file']);
    expect(read(path.join(outside, 'file'))).toBe('untouched');
  });

  it.each([
    ['a folder that is a link', 'reports', 'reports/file'],
    ['a link further above', 'a', 'a/b/file'],
  ])('is refused behind %s', (_, link, name) => {
    mkdirSync(path.join(outside, 'b'));
    symlinkSync(outside, inTree(link));
    expect(() => write(name)).toThrow(`${link} is a link`);
    expect(read(path.join(outside, 'file'))).toBe('untouched');
    expect(readdirSync(path.join(outside, 'b'))).toEqual([]);
  });

  it('may stand behind a link of the user, who named the way there', () => {
    symlinkSync(outside, path.join(top, 'mine'));
    writeFile(path.join(top, 'mine', 'new'), 'x', { within: [tree] });
    expect(read(path.join(outside, 'new'))).toBe('x');
  });

  it('may be a device that the user names, and no folder', () => {
    writeFile('/dev/null', 'x', { within: [tree] });
    expect(lstatSync('/dev/null').isCharacterDevice()).toBe(true);
    mkdirSync(inTree('folder'));
    expect(() => write('folder')).toThrow('it is no regular file');
  });

  it('is new when it has to be: neither a file nor a link is written over', () => {
    writeFileSync(inTree('a'), 'old');
    symlinkSync(path.join(outside, 'nothing'), inTree('b'));
    for (const name of ['a', 'b']) expect(() => write(name, 'x', true)).toThrow(UserError);
    expect(read(inTree('a'))).toBe('old');
    expect(readlinkSync(inTree('b'))).toBe(path.join(outside, 'nothing'));
    write('c', 'x', true);
    expect(read(inTree('c'))).toBe('x');
  });

  it('that cannot be written is said on one line, and nothing is left behind', () => {
    expect(() => write('no/such/folder')).toThrow(/^cannot write \S+: no such file or directory$/);
    expect(readdirSync(tree)).toEqual([]);
  });
});
