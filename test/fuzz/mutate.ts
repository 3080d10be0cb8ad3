/** Files of the fixtures, changed at random: what fast-check makes is plain data, so that it can make it smaller. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';

export interface SmallFile {
  readonly path: string;
  readonly text: string;
}

export interface Case {
  readonly name: string;
  readonly files: readonly SmallFile[];
}

/** Larger fixtures would take the time of many. */
const LARGEST = 20_000;

/** Every fixture that is small: a folder that holds `expected.json`. */
export function casesIn(folder: string): readonly Case[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name === 'expected.json')
    .map((entry) => entry.parentPath)
    .sort()
    .map((parent) => ({ name: path.relative(folder, parent), files: filesIn(parent) }))
    .filter(({ files }) => files.reduce((sum, { text }) => sum + text.length, 0) < LARGEST);
}

const filesIn = (folder: string): readonly SmallFile[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'expected.json')
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort()
    .map((file) => ({ path: path.relative(folder, file), text: readFileSync(file, 'utf8') }));

/** One change of a text. Places are parts of 1,000, so that they mean something in a text of any length. */
export interface Change {
  readonly kind: 'delete' | 'repeat' | 'insert' | 'move' | 'cut';
  readonly file: number;
  readonly at: number;
  readonly length: number;
  readonly token: string;
  readonly times: number;
}

/** What readers, templates, hosts and reports trip over. */
const TOKENS: readonly string[] = [
  ...'{}[]()<>"\'`\\/#;:,.@$%&*=|!?-+~^\n\r\t\0 ',
  ...[
    '{{',
    '}}',
    '${',
    '$(',
    '<%=',
    '%>',
    '{%',
    '<<EOF\n',
    '"""',
    "'''",
    '/*',
    '*/',
    '<!--',
    '-->',
    '<![CDATA[',
    '&a',
    '*a',
    '<<: *a',
  ],
  ...[
    '://',
    'smtp://',
    '@',
    ':25',
    '[::1]',
    '::ffff:c000:219',
    '0x7f.1',
    'a.'.repeat(130),
    'é',
    '\u{1F4E7}',
    '\uD800',
    '\u2028',
    '\uFEFF',
  ],
  ...[
    'mx1.old-dc.example',
    'xn--',
    'host',
    'smtp_host: ',
    'SMTP_HOST=',
    'null',
    'true',
    '1e999',
    '-1',
    '99999999999999999999',
  ],
  ...[
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'function',
    'class ',
    'import ',
    'return ',
    'if ',
    'end',
    '=> ',
    '...',
  ],
  ...['# smtp-scan: ignore legacy-relay -- x', '---\n', '\x1b[31m', '::error::', '\r\n', '%0A', ']]>', '</script>'],
];

export const changes: fc.Arbitrary<readonly Change[]> = fc.array(
  fc.record({
    kind: fc.constantFrom('delete', 'repeat', 'insert', 'move', 'cut'),
    file: fc.nat(5),
    at: fc.nat(1000),
    length: fc.nat(40),
    token: fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...TOKENS) }, fc.string({ maxLength: 5, unit: 'binary' })),
    times: fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 1, max: 3 }) }, fc.constant(300)),
  }),
  { minLength: 1, maxLength: 6 },
);

/** The files after the changes. */
export function changed(files: readonly SmallFile[], all: readonly Change[]): readonly SmallFile[] {
  const texts = files.map(({ text }) => text);
  for (const change of all) {
    const index = change.file % files.length;
    texts[index] = applied(texts[index] ?? '', change).slice(0, 4 * LARGEST);
  }
  return files.map(({ path: file }, index) => ({ path: file, text: texts[index] ?? '' }));
}

function applied(text: string, { kind, at, length, token, times }: Change): string {
  const start = Math.floor((at / 1000) * text.length);
  const piece = text.slice(start, start + length);
  const [before, after] = [text.slice(0, start), text.slice(start + length)];
  if (kind === 'delete') return before + after;
  if (kind === 'repeat') return before + piece.repeat(times + 1) + after;
  if (kind === 'move') return after + piece + before;
  return kind === 'cut' ? before : before + token.repeat(times) + text.slice(start);
}
