/**
 * Dockerfiles: what ENV and ARG set, and the text of each RUN. https://docs.docker.com/reference/dockerfile/
 *
 * The document is `{ENV: {NAME: value}, ARG: {NAME: value}, RUN: [text], CMD: [text], …}`.
 */
import type { Entry, Expr, Range } from '../../model/expr.ts';
import { decoded, type Escapes } from '../lower-text.ts';
import { object, type Reader, range } from '../reader.ts';
import { templated } from '../within/templated.ts';

interface Instruction {
  readonly name: string;
  /** From its first argument to the end of its last line, here-documents included. */
  readonly body: Range;
}

export const readDockerfile: Reader = async ({ path, source }) => {
  const content = source.text;
  const instructions = instructionsOf(content);
  const named = (name: string): Instruction[] => instructions.filter((instruction) => instruction.name === name);
  const whole = range(0, content.length);
  const runs = named('RUN').map(({ body }): Expr => decoded(content, body, continuation(content)));
  const variables = named('ENV').flatMap(({ body }) => oldForm(content, body) ?? tokens(content, body));
  const args = named('ARG').flatMap(({ body }) => tokens(content, body));
  const entry = (key: string, value: Expr): Entry => ({ key, keyRange: range(0, 0), value });
  const root = object(
    [
      entry('ENV', object(variables, whole)),
      entry('ARG', object(args, whole)),
      entry('RUN', { kind: 'list', items: runs, range: whole }),
      ...STARTING.flatMap((name) => {
        const items = named(name).flatMap(({ body }) => wordsOf(content, body));
        return items.length > 0 ? [entry(name, { kind: 'list', items, range: whole })] : [];
      }),
    ],
    whole,
  );
  return { path, format: 'dockerfile', source, documents: [root] };
};

/** Instructions that say what a container runs. */
const STARTING = ['CMD', 'ENTRYPOINT', 'HEALTHCHECK'];

/** The texts of `["sh", "-c", "…"]`; a command in the shell's form is one. */
function wordsOf(content: string, body: Range): readonly Expr[] {
  const raw = content.slice(body.start, body.end);
  if (!/^(?:CMD\s+)?\[/.test(raw)) return [decoded(content, body, continuation(content))];
  return [...raw.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(({ index, 1: word = '' }) => {
    const start = body.start + index + 1;
    return decoded(content, range(start, start + word.length), QUOTED);
  });
}

function instructionsOf(content: string): Instruction[] {
  const mark = escapeMark(content);
  const continued = new RegExp(`${mark}[ \\t]*$`);
  const lines = [...content.matchAll(/([^\r\n]*)(?:\r\n|\n|\r|$)/g)].map((line) => ({
    text: line[1] ?? '',
    at: line.index,
  }));
  const found: Instruction[] = [];
  const missing = new Set<string>();
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index];
    const head = line && /^[ \t]*(?:ONBUILD[ \t]+)?([A-Za-z]+)[ \t]+(?=\S)/i.exec(line.text);
    if (!line || !head?.[1]) continue;
    let last = index;
    // Comments and blank lines between continued lines are passed over.
    while (
      last + 1 < lines.length &&
      (continued.test(lines[last]?.text ?? '') || (last > index && /^[ \t]*(?:#|$)/.test(lines[last]?.text ?? '')))
    )
      last += 1;
    if (/^(?:RUN|COPY)$/i.test(head[1])) last = afterHeredocs(lines, index, last, missing);
    const start = line.at + head[0].length;
    const end = (lines[last]?.at ?? start) + (lines[last]?.text.length ?? 0);
    found.push({ name: head[1].toUpperCase(), body: range(start, Math.max(start, end)) });
    index = last;
  }
  return found;
}

/** The last line of an instruction, behind the here-documents that it opens. `missing` holds words that end none. */
function afterHeredocs(
  lines: readonly { readonly text: string }[],
  first: number,
  end: number,
  missing: Set<string>,
): number {
  let last = end;
  for (let index = first; index <= end; index += 1) {
    for (const [, word] of lines[index]?.text.matchAll(/<<-?["']?([A-Za-z_]\w*)["']?/g) ?? []) {
      if (word === undefined || missing.has(word)) continue;
      let stop = last + 1;
      while (stop < lines.length && lines[stop]?.text.trim() !== word) stop += 1;
      if (stop < lines.length) last = stop;
      else missing.add(word);
    }
  }
  return last;
}

/** `# escape=\`` at the top changes the mark that continues a line. */
const escapeMark = (content: string): string =>
  /^(?:#[^\n]*\n)*#[ \t]*escape[ \t]*=[ \t]*`/i.test(content.slice(0, 500)) ? '`' : '\\\\';

/** Continued lines are one, and comment lines between them are not part of it. */
const continuation = (content: string): Escapes => ({
  pattern: new RegExp(
    `${escapeMark(content)}[ \\t]*(?:\\r\\n|[\\r\\n])(?:[ \\t]*#[^\\r\\n]*(?:\\r\\n|[\\r\\n]))*`,
    'g',
  ),
  value: () => '',
});

/** A comment line, `NAME=value` each with its own quotes, or a lone name. */
const TOKEN =
  /(?<=[\r\n])[ \t]*#[^\r\n]*|(?<!\S)("?)([A-Za-z_][\w.-]*)\1(?:=((?:"(?:[^"\\]|\\[\s\S])*"|'[^']*'|\\.|[^\s\\"'])*)|(?=\s|$))/g;

/** `NAME=value "N 2"='v'`; an `ARG NAME` alone is given to the build from outside. */
function tokens(content: string, body: Range): Entry[] {
  return [...content.slice(body.start, body.end).matchAll(TOKEN)].flatMap((found): Entry[] => {
    const [, quote = '', key, value] = found;
    if (key === undefined) return [];
    const start = body.start + found.index + quote.length;
    const keyRange = range(start, start + key.length);
    if (value === undefined) return [{ key, keyRange, value: { kind: 'env', name: key, range: keyRange } }];
    const at = start + key.length + quote.length + 1;
    return [{ key, keyRange, value: unquoted(content, range(at, at + value.length)) }];
  });
}

/** `ENV NAME the whole rest`. */
function oldForm(content: string, body: Range): Entry[] | undefined {
  const raw = content.slice(body.start, body.end);
  const found = /^([A-Za-z_][\w.-]*)[ \t]+(?=\S)/.exec(raw);
  if (!found?.[1]) return undefined;
  const start = body.start + found[0].length;
  const value = range(start, start + raw.slice(found[0].length).trimEnd().length);
  return [
    { key: found[1], keyRange: range(body.start, body.start + found[1].length), value: unquoted(content, value) },
  ];
}

function unquoted(content: string, at: Range): Expr {
  const raw = content.slice(at.start, at.end);
  const single = /^'([^']*)'$/.exec(raw);
  if (single) return decoded(content, range(at.start + 1, at.end - 1));
  if (/^"(?:[^"\\]|\\[\s\S])*"$/.test(raw)) return templated(decoded(content, range(at.start + 1, at.end - 1), QUOTED));
  return templated(decoded(content, at, BARE));
}

const JOINED = '\\\\[ \\t]*(?:\\r\\n|[\\r\\n])(?:[ \\t]*#[^\\r\\n]*(?:\\r\\n|[\\r\\n]))*';
const QUOTED: Escapes = {
  pattern: new RegExp(`${JOINED}|\\\\["\\\\]`, 'g'),
  value: ([found]) => (/[\r\n]/.test(found) ? '' : found.slice(1)),
};
/** Quotes within a word (`a"b c"d`) are not part of it. */
const BARE: Escapes = {
  pattern: new RegExp(`${JOINED}|\\\\.|["']`, 'g'),
  value: ([found]) => (/[\r\n]/.test(found) ? '' : found.slice(1)),
};
