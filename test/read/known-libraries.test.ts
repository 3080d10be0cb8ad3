/**
 * Readers of this project's own, judged by the known library of their format on made files: they need the range of every
 * literal, which those libraries do not tell, but what is read has to be the same.
 */
import { DockerfileParser } from 'dockerfile-ast';
import { parse as parseProperties } from 'dot-properties';
import fc from 'fast-check';
import { parse as parseIni } from 'ini';
import { expect, test } from 'vitest';
import type { Expr } from '../../src/model/expr.ts';
import { readDockerfile } from '../../src/read/formats/dockerfile.ts';
import { readIni } from '../../src/read/formats/ini.ts';
import { readProperties } from '../../src/read/formats/properties.ts';
import type { Reader } from '../../src/read/reader.ts';
import { checkRanges, readText } from './data.ts';

/** Keys joined by a blank → text, the last one wins; what is no text is left out. */
function textsIn(expr: Expr | undefined, path: readonly string[] = []): readonly (readonly [string, string])[] {
  if (expr?.kind === 'text') return [[path.join(' '), expr.value]];
  if (expr?.kind !== 'object') return [];
  return expr.entries.flatMap(({ key, value }) => textsIn(value, [...path, key]));
}

async function read(reader: Reader, file: string, content: string): Promise<Readonly<Record<string, string>>> {
  const facts = await readText(reader, file, content);
  checkRanges(facts);
  return Object.fromEntries(facts.documents.flatMap((one) => textsIn(one)));
}

const RUNS = { numRuns: 300, seed: 25 };
const breaks = fc.constantFrom('\n', '\r\n');
const blanks = fc.constantFrom('', ' ', '\t', '  ');
const key = fc.stringMatching(/^[a-z][a-z0-9_.]{0,8}$/).filter((one) => !Object.hasOwn(Object.prototype, one));
const host = fc.stringMatching(/^[a-zäß0-9]([a-z0-9.:@/_+-]{0,12}[a-z0-9])?$/);
/** Read as numbers and truths by one of them, and as text by the other: not what is compared here. */
const word = host.filter((one) => !/^(true|false|null|\d+)$/.test(one));
const from = (...parts: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
  fc.tuple(...parts).map((all) => all.join(''));
const file = (line: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .tuple(fc.array(line, { maxLength: 8 }), breaks)
    .map(([lines, end]) => lines.map((one) => one.replaceAll('\n', end) + end).join(''));

test('INI, by ini', async () => {
  const value = fc.oneof(word, from(fc.constant('"'), word, fc.constant(' '), word, fc.constant('"')));
  const comment = from(fc.constantFrom('; ', '# '), key, fc.constant(' = '), word);
  const section = from(
    fc.constant('['),
    fc.stringMatching(/^[a-z]{1,6}$/).map((one) => `s_${one}`),
    fc.constant(']'),
  );
  const option = from(
    key.filter((one) => !/[.:]/.test(one)),
    blanks,
    fc.constant('='),
    blanks,
    value,
  );
  await fc.assert(
    fc.asyncProperty(file(fc.oneof(option, option, section, comment, fc.constant(''))), async (content) => {
      const flat = Object.entries(parseIni(content)).flatMap(([name, one]) =>
        typeof one === 'object'
          ? Object.entries(one).map(([inner, text]) => [`${name} ${inner}`, text])
          : [[name, one]],
      );
      expect(await read(readIni, 'a.ini', content)).toEqual(Object.fromEntries(flat));
    }),
    RUNS,
  );
});

test('Java properties, by dot-properties', async () => {
  const escaped = fc.constantFrom('\\t', '\\u0041', '\\=', '\\:', '\\\\', '\\#', '\\\n  ', '\\z');
  const text = from(
    word,
    fc.array(fc.oneof(escaped, word), { maxLength: 3 }).map((all) => all.join('')),
    word,
  );
  const name = from(key, fc.oneof(fc.constant(''), fc.constantFrom('\\ ', '\\:', '\\u0042')), key);
  const option = from(blanks, name, fc.constantFrom('=', ':', ' ', ' = ', '\t:\t'), text);
  const comment = from(blanks, fc.constantFrom('#', '!'), key, fc.constant('='), word);
  await fc.assert(
    fc.asyncProperty(file(fc.oneof(option, option, comment, fc.constant(''))), async (content) => {
      expect(await read(readProperties, 'a.properties', content)).toEqual(parseProperties(content));
    }),
    RUNS,
  );
});

test('Dockerfiles, by dockerfile-ast', async () => {
  const name = fc.stringMatching(/^[A-Z][A-Z0-9_]{0,6}$/);
  const quoted = from(fc.constant('"'), word, fc.constantFrom(' ', ''), word, fc.constant('"'));
  const single = from(fc.constant("'"), word, fc.constant("'"));
  const pair = from(name, fc.constant('='), fc.oneof(word, quoted, single));
  const joint = fc.constantFrom(' ', '  ', ' \\\n', ' \\\n  ', ' \\\n# no=1\n');
  const env = fc
    .tuple(fc.constantFrom('ENV ', 'env '), pair, fc.array(fc.tuple(joint, pair), { maxLength: 3 }))
    .map(([head, first, more]) => [head, first, ...more.flat()].join(''));
  const old = from(fc.constant('ENV '), name, fc.constant(' '), word, fc.constantFrom('', ' b'));
  const arg = from(fc.constant('ARG '), pair);
  const other = from(fc.constantFrom('# ENV ', 'RUN echo ', 'LABEL '), pair);
  const heredoc = from(fc.constant('RUN <<EOF\nENV '), pair, fc.constant('\nEOF'));
  await fc.assert(
    fc.asyncProperty(file(fc.oneof(env, env, old, arg, other, heredoc)), async (content) => {
      const text = `FROM scratch\n${content}`;
      const dockerfile = DockerfileParser.parse(text);
      const named = (kind: string, properties: readonly { getName(): string; getValue(): string | null }[]) =>
        properties.map((one): [string, string] => [`${kind} ${one.getName()}`, one.getValue() ?? '']);
      const args = dockerfile.getARGs().flatMap((one) => one.getProperty() ?? []);
      expect(await read(readDockerfile, 'Dockerfile', text)).toEqual(
        Object.fromEntries([
          ...named(
            'ENV',
            dockerfile.getENVs().flatMap((one) => one.getProperties()),
          ),
          ...named('ARG', args),
        ]),
      );
    }),
    RUNS,
  );
});
