/**
 * Postfix: main.cf (`name = value`, postconf(5)) and master.cf (`-o name=value` under a service, master(5)).
 * A line that starts with white space continues the one before; a comment takes a whole line.
 */
import type { Entry, Expr, Piece, TextExpr } from '../../model/expr.ts';
import { join, object, type Reader, range, text } from '../reader.ts';
import { sliceOf } from '../within/templated.ts';
import { type Parameters, withConditions } from './postfix-conditions.ts';

export const readPostfix: Reader = async ({ path, source }) => {
  const whole = text(source.text, range(0, source.text.length));
  const entries = /master[^/]*$/i.test(path) ? serviceOptions(whole) : parameters(whole);
  return { path, format: 'postfix', source, documents: [object(entries, whole.range)] };
};

/** Lines of templates decide which of several values is written, so none of them may be dropped. */
const BRANCHING =
  /\{%-?\s*(?:if|for|else|elif)\b|<%-?\s*(?:if|unless|else|case|@?\w+(?:\.each|\s+do\b))|\{\{-?\s*(?:if|else|range|with)\b|#\{\{#/;

/**
 * The parameters of a main.cf. Of several lines for one name the last wins: the earlier ones decide nothing. `indent`
 * is the width of the margin that all lines have, where the file stands inside another.
 */
export function parameters(whole: TextExpr, indent = 0): Entry[] {
  const found = logicalLines(whole, indent).flatMap((line): { name: string; at: TextExpr; value: TextExpr }[] => {
    const parts = /^([A-Za-z_][\w.-]*)\s*=\s*/.exec(line.value);
    if (!parts?.[1]) return [];
    const end = line.value.trimEnd().length;
    return [
      {
        name: parts[1],
        at: sliceOf(line, 0, parts[1].length),
        value: sliceOf(line, Math.min(parts[0].length, end), end),
      },
    ];
  });
  const last = new Map(found.map((one) => [one.name, one]));
  const kept = BRANCHING.test(whole.value) ? found : found.filter((one) => last.get(one.name) === one);
  const values = new Map([...last].map(([name, { value }]) => [name, value]));
  const own: Parameters = (name) => values.get(name)?.value;
  return kept.map(({ name, at, value }) => ({
    key: name,
    keyRange: at.range,
    value: value.value.length > LONGEST ? value : expanded(withConditions(value, own), values, [name]),
  }));
}

/** `$name` of another parameter is that parameter's text; of anything else it stays a variable. */
function expanded(value: Expr, values: ReadonlyMap<string, TextExpr>, seen: readonly string[]): Expr {
  if (value.kind === 'join')
    return join(
      value.parts.map((part) => expanded(part, values, seen)),
      value.range,
    );
  if (value.kind === 'either')
    return { ...value, options: value.options.map((option) => expanded(option, values, seen)) };
  if (value.kind !== 'env' || seen.includes(value.name) || seen.length > MAX_EXPANSIONS) return value;
  const other = values.get(value.name);
  return other && other.value.length <= LONGEST
    ? expanded(
        withConditions(other, (name) => values.get(name)?.value),
        values,
        [...seen, value.name],
      )
    : value;
}

/** Parameters that refer to parameters that refer to … */
const MAX_EXPANSIONS = 4;
/** No list of relays is longer; variables in longer texts are left alone. */
const LONGEST = 1000;

/** The lines of a text, each with its continuation lines, without comments and blank lines. */
function logicalLines(whole: TextExpr, indent = 0): TextExpr[] {
  const lines: TextExpr[][] = [];
  for (const found of whole.value.matchAll(/[^\r\n]+/g)) {
    const line = found[0].slice(indent);
    if (/^\s*(#|$)/.test(line)) continue;
    const part = sliceOf(whole, found.index + indent, found.index + found[0].length);
    const current = lines.at(-1);
    if (/^\s/.test(line) && current) current.push(part);
    else lines.push([part]);
  }
  return lines.map(concatenated);
}

/** One literal out of several that do not stand side by side. */
function concatenated(parts: readonly TextExpr[]): TextExpr {
  const [first, ...rest] = parts;
  if (!first || rest.length === 0) return first ?? text('', range(0, 0));
  const pieces: Piece[] = [];
  let at = 0;
  for (const part of parts) {
    pieces.push(
      ...(part.pieces ?? [{ at: 0, source: part.range.start }]).map((piece) => ({
        at: piece.at + at,
        source: piece.source,
      })),
    );
    at += part.value.length;
  }
  return text(
    parts.map((part) => part.value).join(''),
    range(first.range.start, rest.at(-1)?.range.end ?? first.range.end),
    pieces,
  );
}

const OPTION = /\s-o\s+(?:\{\s*([A-Za-z_]\w*)\s*=\s*((?:[^{}\s](?:[^{}]*[^{}\s])?)?)\s*\}|([A-Za-z_]\w*)=(\S*))/g;

/** `smtp.relayhost`: the `-o` options of each service of a master.cf, by the program that runs it. */
export function serviceOptions(whole: TextExpr): Entry[] {
  return logicalLines(whole).flatMap((line) => {
    const program = /^(?:\S+\s+){7}(\S+)/.exec(line.value)?.[1] ?? '';
    const options = [...line.value.matchAll(OPTION)].map((found): Entry => {
      const name = found[1] ?? found[3] ?? '';
      const value = found[2] ?? found[4] ?? '';
      const end =
        found.index +
        found[0].length -
        (found[2] === undefined ? 0 : found[0].length - found[0].lastIndexOf(value) - value.length);
      const at = line.value.indexOf(name, found.index);
      return {
        key: name,
        keyRange: sliceOf(line, at, at + name.length).range,
        value: withConditions(sliceOf(line, end - value.length, end), () => undefined),
      };
    });
    return options.length > 0 ? [{ key: program, keyRange: line.range, value: object(options, line.range) }] : [];
  });
}
