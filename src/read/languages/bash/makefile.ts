/**
 * Make's files, and just's, whose recipes are shell commands: `NAME = value` gives a variable its value, `$(NAME)` is it.
 * https://www.gnu.org/software/make/manual/html_node/Setting.html
 */
import type { Expr, TextExpr } from '../../../model/expr.ts';
import type { Assignment, Branch, Program } from '../../../model/facts.ts';
import { join, range, text } from '../../reader.ts';
import { templated } from '../../within/templated.ts';

export const isMakefile = (path: string): boolean =>
  /(^|\/)((gnu)?makefile(\.\w+)?|\.?justfile)$|\.(mk|just)$/i.test(path);

/** A variable's line, also one that holds for a target only: `deploy: RELAY = h`. */
const VARIABLE =
  /^(?:[\w./%-]+[ \t]*:[ \t]+)?(?:(?:export|override|private)[ \t]+)*(?<name>[A-Za-z_][\w.-]*)[ \t]*(?<sign>\?=|::?:?=|\+=|=)[ \t]*(?<value>[^\n#]*?)[ \t]*(?:#[^\n]*)?\r?$/dgm;

/** Make's own statements, which no shell understands. */
const STATEMENT = /^[ \t]*(?:ifn?eq|ifn?def|else|endif|define|endef|-?s?include|unexport|\.[A-Z_]+:)[^\n]*$/gm;

const blank = (found: string): string => found.replace(/[^\r\n]/g, ' ');

/** What a parser of shell scripts is to see: the recipes, with `$(NAME)` as `${NAME}`. */
export const asShell = (source: string): string =>
  source
    .replace(VARIABLE, blank)
    .replace(STATEMENT, blank)
    .replace(/\$\(([A-Za-z_]\w*)\)/g, (_, name: string) => `$\{${name}}`)
    .replace(/^\t[@+-]+/gm, (found) => `\t${' '.repeat(found.length - 1)}`);

/** A variable's name is that of the shell's, too; what make is not given it takes from the environment. */
const named = (value: Expr): Expr => {
  if (value.kind === 'join') return join(value.parts.map(named), value.range);
  return value.kind === 'env' && !value.fallback ? { kind: 'ref', name: value.name, range: value.range } : value;
};

/** The program with the values that the file gives to its variables. */
export function withVariables(program: Program, source: string): Program {
  const branches = branchesIn(source);
  const given = [...source.matchAll(VARIABLE)].flatMap((found): readonly Assignment[] => {
    const { name = '', sign = '' } = found.groups ?? {};
    const [key, at] = [found.indices?.groups?.name, found.indices?.groups?.value];
    if (!key || !at || at[0] === at[1]) return [];
    const value = named(templated(unquoted(source, at[0], at[1])));
    const whole = range(key[0], at[1]);
    return [
      {
        target: { kind: 'ref', name, range: range(...key) },
        value: sign === '?=' ? { kind: 'env', name, fallback: value, range: whole } : value,
        scope: 0,
        branch: branches(found.index),
        range: whole,
      },
    ];
  });
  return given.length > 0 ? { ...program, assignments: [...given, ...program.assignments] } : program;
}

/** Of deeper conditionals the outer ones are told apart. */
const MOST_NESTED = 100;
const CONDITIONAL = /^[ \t]*(?<word>ifn?eq|ifn?def|else|endif)\b/gm;

/** The conditionals around each place of the file, in the order of the places: which arm of which it stands in. */
function branchesIn(source: string): (at: number) => Branch {
  const words = source.matchAll(CONDITIONAL);
  const open: { readonly start: number; arm: number }[] = [];
  let next = words.next();
  return (at) => {
    for (; !next.done && next.value.index < at; next = words.next()) {
      const word = next.value.groups?.word;
      const last = open.at(-1);
      if (word === 'endif') open.pop();
      else if (word !== 'else') open.push({ start: next.value.index, arm: 0 });
      else if (last) last.arm += 1;
    }
    return open.slice(0, MOST_NESTED).map(({ start, arm }) => `${start}:${arm}`);
  };
}

function unquoted(source: string, start: number, end: number): TextExpr {
  const quoted = /^(["'])[^"']*\1$/.test(source.slice(start, end)) ? 1 : 0;
  return text(source.slice(start + quoted, end - quoted), range(start + quoted, end - quoted));
}
