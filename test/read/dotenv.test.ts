import { parse } from 'dotenv';
import { describe, expect, test } from 'vitest';
import type { Expr } from '../../src/model/expr.ts';
import { readDotenv } from '../../src/read/formats/dotenv.ts';
import { documentsOf, keysOf, readText, sourceAt } from './data.ts';

const env = async (content: string): Promise<string> => (await documentsOf(readDotenv, '.env', content)).join();

/** The values as the package would give them: the last one wins, expressions put back as they were written. */
async function values(content: string): Promise<Record<string, string>> {
  const facts = await readText(readDotenv, '.env', content);
  const written = (expr: Expr): string =>
    expr.kind === 'text'
      ? expr.value
      : expr.kind === 'join'
        ? expr.parts.map(written).join('')
        : content.slice(expr.range.start, expr.range.end);
  const [root] = facts.documents;
  if (root?.kind !== 'object') throw new Error('no object');
  const set = root.entries.filter(({ key, value, keyRange }) => value.range !== keyRange && key !== '__proto__');
  return Object.fromEntries(set.map(({ key, value }) => [key, written(value)]));
}

const files = [
  'MAIL_HOST=smtp.corp.example\nMAIL_PORT=587\n',
  'A=\'single\' # c\nB="double # not" # c\nC=`back` \nD=plain # c\nE=plain#c\nF=\n',
  'export A=1\n  export   B = 2\nC: 3\nD:no\nE :no\n',
  'KEY="first\nsecond"\nNEXT=1\n',
  "PEM='-----BEGIN\nabc=\n-----END'\nNEXT=1",
  'A="a\\nb\\rc\\td"\nB=\'a\\nb\'\nC=a\\nb\n',
  'A="it\'s"\nB=\'say "x"\'\nC=`a "b" \'c\'`\n',
  'A="unclosed\nB=\'x\nC=1\n',
  "A=\n'next line'\nB=\n#c\nC=2",
  '# A=1\n  # B=2\n#C=3\nD=4',
  'A.b-c=1\n-X=2\nä=3\nÄ=smtp\nB=grün.example\n',
  'A==x\nB= =y\nC=a=b\n',
  'A="esc \\" quote"\nB=\'esc \\\' quote\'\n',
  'A="x" junk\nB=\'y\' z # c\n',
  'A=1\nA=2\n__proto__=x\nconstructor=y\n',
  '\n\n\n  \t\nA\n=1\n',
  'FOO BAR=1\n=2\nA=3\u2028B=4\n',
  'A="\\\\n"\nB=""\nC=\'\'\nD="\nE=1\n',
];

describe('values are those of the dotenv package', () => {
  test.each(files)('%j', async (content) => {
    const expected = Object.fromEntries(Object.entries(parse(content)));
    const found = await values(content);
    expect(found).toEqual(expected);
    const windows = content.replaceAll('\n', '\r\n');
    expect(await values(windows)).toEqual(Object.fromEntries(Object.entries(parse(windows))));
  });
});

test('placeholders become the environment variables that they name, but not between single quotes', async () => {
  expect(await env('A=${SMTP_HOST:-mail.example}\nB="smtp.$DOMAIN"\nC=\'$X\'\nD=$X')).toBe(
    "{A: $SMTP_HOST:'mail.example', B: ('smtp.' + $DOMAIN), C: '$X', D: $X}",
  );
});

test('a lone name stands for the variable of the environment around; prose and base64 do not', async () => {
  expect(await env('SMTP_HOST\nexport MAIL_PORT # from outside\nmore words here\nabc/def==\nA=1')).toBe(
    "{SMTP_HOST: $SMTP_HOST, MAIL_PORT: $MAIL_PORT, A: '1'}",
  );
});

test('ranges are exact behind quotes, escapes, CRLF and non-ASCII', async () => {
  const facts = await readText(
    readDotenv,
    '.env',
    'NAME="Grüße \\n an smtp.corp.example"\r\nexport H = `mx.example` # x\r\n',
  );
  expect(sourceAt(facts, 'smtp.corp.example')).toBe('smtp.corp.example');
  expect(sourceAt(facts, 'mx.example')).toBe('mx.example');
  expect(keysOf(facts)).toEqual(['NAME', 'H']);
});

test('duplicates are all kept, each with its own value', async () => {
  expect(await env('A=1\nA=2\n__proto__=x')).toBe("{A: '1', A: '2', __proto__: 'x'}");
});

test('large and hostile files are read in linear time', async () => {
  for (const content of [
    '\n'.repeat(3e5),
    "A='x\n".repeat(3e4),
    'A=\n'.repeat(3e4),
    `A="${'x\n'.repeat(2e5)}`,
    'A\n'.repeat(5e4),
  ]) {
    await readText(readDotenv, '.env', `${content}!`);
  }
});
