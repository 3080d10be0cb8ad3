/** What operations on texts give, and what they leave alone. */
import { describe, expect, it } from 'vitest';
import { type Material, type Operation, operated } from '../../src/evaluate/text-operations.ts';
import { replacedBy } from '../../src/evaluate/text-patterns.ts';
import { wordsInPieces } from '../../src/text/pieces.ts';

describe('operations', () => {
  it.each<[Operation, Material, readonly Material[], Material | undefined]>([
    ['base64', 'c210cA==', [], 'smtp'],
    ['base64', 'not base64!', [], undefined],
    ['hex', '736d7470', [], 'smtp'],
    ['hex', '736d747', [], undefined],
    ['percent', 'a%2Eb', [], 'a.b'],
    ['percent', '%zz', [], undefined],
    ['characters', ['0x61', '98', 'x'], [], undefined],
    ['characters', ['0x61', '98', '0143'], [], 'abc'],
    ['reversed', 'abc', [], 'cba'],
    ['reversed', ['a', 'b'], [], ['b', 'a']],
    ['replaced', 'a_b_c', ['_', '$&'], 'a$&b$&c'],
    ['replaced once', 'a_b_c', ['_', '.'], 'a.b_c'],
    ['slice', 'abcdef', ['1', '-1'], 'bcde'],
    ['stretch', 'abcdef', ['1', '2'], 'bc'],
    ['translated', 'a_b', ['a-c_', 'x-z.'], 'x.y'],
    ['decoded', 'c210cA==', ['base64'], 'smtp'],
    ['decoded', 'smtp', ['klingon'], undefined],
    ['repeated', 'ab', ['3'], 'ababab'],
    ['repeated', 'ab', ['1000000000'], undefined],
    ['opaque', 'ab', [], undefined],
  ])('%s of %j with %j', (operation, subject, given, result) => {
    expect(operated(operation, subject, given)).toEqual(result);
  });
});

describe('expressions of others', () => {
  it.each([
    ['/_/', 'a.b_c'],
    ['/[_-]/', 'a.b_c'],
    ['/(a+)+$/', undefined],
    ['/(?=x)/', undefined],
    ['/a*b*/', undefined],
    ['/[/', undefined],
  ])('%s', (pattern, result) => {
    expect(replacedBy('a_b_c', pattern, '.', false)).toBe(result);
  });
});

describe('words in pieces', () => {
  it.each([
    [`require('node' + "mailer")`, 'nodemailer'],
    ["['create', 'Trans', 'port'].join('')", 'createTransport'],
    ["['create', 'Transport']", ''],
    [`'some words ' + 'and more'`, ''],
    ["atob('bm9kZW1haWxlcg==')", 'nodemailer'],
    ['ev"" "il', ''],
  ])('%s', (text, words) => {
    expect(wordsInPieces([Buffer.from(text)])).toBe(words);
  });
});
