/** Shell scripts: assignments, and commands as calls whose options are named arguments. */
import type { Argument, Entry, Expr } from '../../../model/expr.ts';
import {
  anyItem,
  call,
  concat,
  field,
  type Language,
  type Lowering,
  literally,
  member,
  readProgram,
  ref,
} from '../../lower.ts';
import { decoded, type Escapes } from '../../lower-text.ts';
import { CUTTING, either, type Reader, text, wholeLiteral } from '../../reader.ts';
import { type Node, parts, rangeOf } from '../../tree-sitter.ts';
import { sliceOf } from '../../within/templated.ts';
import { ANSI_C, BARE, QUOTED } from './escapes.ts';
import { asShell, isMakefile, withVariables } from './makefile.ts';
import { output, printedFirst } from './output.ts';
import { assignWord, evaluated, heldBy, hold, setBy } from './setting.ts';

export const readBash: Reader = async (input) => {
  if (!isMakefile(input.path)) return readProgram(bash, input);
  const facts = await readProgram(recipes, input);
  return facts.program ? { ...facts, program: withVariables(facts.program, input.source.text) } : facts;
};

/** `$X`: a variable of the script or, failing that, of the environment. */
const variable = (node: Node, to: Lowering): Expr => {
  const name = to.textOf(node).replace(/^\$/, '');
  return ref(name, rangeOf(node));
};

/** The positions of the arguments that a function reads: `$1`, `${2:-d}`. POSIX.1-2024, 2.9.5 */
function positionsIn(body: string): readonly string[] {
  const last = Math.max(0, ...[...body.matchAll(/\$\{?([1-9])\b/g)].map(([, position]) => Number(position)));
  return Array.from({ length: last }, (_, index) => String(index + 1));
}

/** `${X}`, `${X:-d}`, `${X:=d}`; `${X:+y}` and `${X:?m}` name only X. */
function expansion(node: Node, to: Lowering): Expr {
  const [name, ...rest] = parts(node);
  const written = to.textOf(node);
  if (name?.type === 'subscript') return itemOf(name, written, node, to);
  const isPosition = name !== undefined && /^[1-9]$/.test(to.textOf(name));
  if (!name || (name.type !== 'variable_name' && !isPosition)) return { kind: 'unknown', range: rangeOf(node) };
  if (written.startsWith('${!')) return indirect(name, node, to);
  const changed = changedBy(written, name, node, to);
  if (changed) return changed;
  const operator = /^\$\{\w+\s*(:?[-=])/.exec(written);
  if (!operator) return ref(to.textOf(name), rangeOf(node));
  const from = node.startIndex + operator[0].length;
  const fallback = defaultValue(rest, from, Math.max(from, node.endIndex - 1), to);
  if (isPosition) return either([ref(to.textOf(name), rangeOf(name)), fallback], rangeOf(node));
  const value: Expr = { kind: 'env', name: to.textOf(name), fallback, range: rangeOf(node) };
  // `${X:=d}` sets the variable as well.
  if (operator[1]?.endsWith('=')) to.builder.assign(ref(to.textOf(name), rangeOf(name)), value, rangeOf(node));
  return value;
}

/** `${hosts[1]}`, `${hosts[live]}`; of `${hosts[*]}` any item. */
function itemOf(subscript: Node, written: string, node: Node, to: Lowering): Expr {
  const [name, index] = parts(subscript);
  if (!name || !index || !/^\$\{\w+\[[^\]]+\]\}$/.test(written)) return { kind: 'unknown', range: rangeOf(node) };
  const list = ref(to.textOf(name), rangeOf(name));
  const key = wholeLiteral(to.expr(index));
  return !key || /^[*@]$/.test(key.value) ? anyItem(list) : member(list, key, rangeOf(node));
}

/** `${!X}` is the variable that X names. */
function indirect(name: Node, node: Node, to: Lowering): Expr {
  const named = heldBy(to.textOf(name), to).filter(({ value }) => /^[A-Za-z_]\w*$/.test(value));
  if (named.length === 0) return { kind: 'unknown', range: rangeOf(node) };
  return either(
    named.map(({ value }) => ref(value, rangeOf(node))),
    rangeOf(node),
  );
}

/** `${X//a/b}`, `${X:4}`, as the calls that other languages have for it. */
function changedBy(written: string, name: Node, node: Node, to: Lowering): Expr | undefined {
  const at = rangeOf(node);
  const method = (key: string, ...args: readonly string[]): Expr => ({
    kind: 'call',
    callee: member(ref(to.textOf(name), at), text(key, at), at),
    args: args.map((value) => ({ value: text(value, at, [{ at: 0, source: at.start }]) })),
    construct: false,
    range: at,
  });
  const [, every, from = '', by = ''] = /^\$\{\w+\/(\/?)([^/*?[\]$`"'\\]+)(?:\/([^/$`"'\\]*))?\}$/.exec(written) ?? [];
  if (from !== '') return method(every === '/' ? 'replaceAll' : 'replaceFirst', from, by);
  const [, cut, pattern = ''] = /^\$\{\w+(##?|%%?)([^$`]+)\}$/.exec(written) ?? [];
  if (cut !== undefined) return method(CUTTING[cut] ?? '', patternOf(pattern));
  const [, start, length] = /^\$\{\w+:\s*(\d+)(?::(\d+))?\}$/.exec(written) ?? [];
  return start === undefined ? undefined : method('substr', start, ...(length === undefined ? [] : [length]));
}

/** A pattern without its quotes. */
const patternOf = (written: string): string => written.replace(/(["'])([^"']*)\1/g, '$2').replace(/\\(.)/g, '$1');

/** What stands behind the operator. The grammar reads `a-b.example` as names and operators: text is taken as it is written. */
function defaultValue(nodes: readonly Node[], start: number, end: number, to: Lowering): Expr {
  if (!/[$`"'\\]/.test(to.source.slice(start, end))) return slice(to, start, end);
  return concat(
    nodes.map((part) => to.expr(part)),
    { start: nodes[0]?.startIndex ?? start, end: nodes.at(-1)?.endIndex ?? end },
  );
}

/** A double-quoted string: its literal stretches and expansions; tree-sitter leaves blanks out of string_content. */
function quoted(node: Node, to: Lowering): Expr {
  const inner = { start: node.startIndex + 1, end: Math.max(node.startIndex + 1, node.endIndex - 1) };
  const holes = parts(node).filter((part) => part.type !== 'string_content');
  const made: Expr[] = [];
  let at = inner.start;
  for (const hole of holes) {
    if (hole.startIndex > at) made.push(slice(to, at, hole.startIndex, QUOTED));
    made.push(to.expr(hole));
    at = hole.endIndex;
  }
  if (at < inner.end) made.push(slice(to, at, inner.end, QUOTED));
  return concat(made, inner);
}

const slice = (to: Lowering, start: number, end: number, escapes?: Escapes): Expr =>
  decoded(to.source, { start, end }, escapes);

const raw = (node: Node, to: Lowering): Expr =>
  slice(to, node.startIndex + 1, Math.max(node.startIndex + 1, node.endIndex - 1));

function assign(node: Node, to: Lowering): void {
  const name = field(node, 'name');
  const value = field(node, 'value');
  if (!name) return;
  const empty = { start: node.endIndex, end: node.endIndex };
  if (isOutliving(node, to)) to.builder.global(to.textOf(name));
  const given = value ? to.expr(value) : text('', empty);
  const target = name.type === 'subscript' ? (parts(name)[0] ?? name) : name;
  hold(to.textOf(target), given, to);
  for (const one of namedBy(to.textOf(target), node, to))
    to.builder.assign(ref(one, rangeOf(name)), given, rangeOf(node));
}

/** The variable itself, and the one that it is a reference to: `declare -n r=SMTP_HOST; r=h`. */
function namedBy(name: string, node: Node, to: Lowering): readonly string[] {
  const isReference = node.parent?.type === 'declaration_command' && /^\w+\s+-\w*n/.test(to.textOf(node.parent));
  const known = references.get(to.builder) ?? new Map<string, string>();
  references.set(to.builder, known);
  const value = field(node, 'value');
  if (isReference && value) known.set(name, to.textOf(value).replace(/["']/g, ''));
  const other = isReference ? undefined : known.get(name);
  return other === undefined ? [name] : [name, other];
}

const references = new WeakMap<object, Map<string, string>>();

/** `export "NAME=h"`, `declare -x "$N"=h`, `export $(echo NAME=h | xargs)`: words that the grammar takes for no assignment. */
function declaration(node: Node, to: Lowering): void {
  for (const part of parts(node)) {
    if (part.type === 'command_substitution') evaluated(printedFirst(part, to) ?? to.expr(part), to);
    else if (/^(?:string|raw_string|concatenation|ansi_c_string)$/.test(part.type))
      assignWord(to.expr(part), false, to);
    else to.walk(part);
  }
}

/** Whether a variable that a function sets is the script's: all are that it does not declare as its own. POSIX.1-2024, 2.9.5 */
function isOutliving(node: Node, to: Lowering): boolean {
  const around = node.parent;
  if (around?.type === 'declaration_command' && /^(?:local|declare|typeset)\b(?!\s+-\w*g)/.test(to.textOf(around)))
    return false;
  for (let at = around; at; at = at.parent) if (at.type === 'function_definition') return true;
  return false;
}

/** The words of a command as arguments: `--server=h` and `--server h` are named, and both again positional; a bare `--tls` is true. */
function argumentsOf(words: readonly Expr[]): Argument[] {
  const made: Argument[] = [];
  words.forEach((word, index) => {
    const first = word.kind === 'join' ? word.parts[0] : word;
    const option = first?.kind === 'text' ? /^--?([A-Za-z][\w-]*)(=)?/.exec(first.value) : null;
    const name = option?.[1];
    if (!option || name === undefined || first?.kind !== 'text') made.push({ value: word });
    else if (option[2]) made.push({ name, value: afterOption(word, option[0].length) });
    else {
      const next = words[index + 1];
      const follows = next && !(next.kind === 'text' && next.value.startsWith('-'));
      made.push({ name, value: follows ? next : text('true', word.range) });
    }
  });
  return made;
}

function afterOption(word: Expr, length: number): Expr {
  const cut = (one: Expr): Expr => (one.kind === 'text' ? sliceOf(one, length, one.value.length) : one);
  if (word.kind !== 'join') return unquoted(cut(word));
  const [first, ...rest] = word.parts;
  const head = first ? cut(first) : undefined;
  return concat([...(head?.kind === 'text' && head.value === '' ? [] : head ? [head] : []), ...rest], word.range);
}

/** `--server="h"`, where the grammar sees one word. */
function unquoted(value: Expr): Expr {
  const found = value.kind === 'text' ? /^(["'])(.*)\1$/s.exec(value.value) : null;
  return value.kind !== 'text' || !found ? value : sliceOf(value, 1, value.value.length - 1);
}

function command(node: Node, to: Lowering): Expr {
  const name = field(node, 'name');
  for (const part of parts(node)) if (part.type === 'variable_assignment') assign(part, to);
  const words = node.childrenForFieldName('argument').flatMap((word) => (word ? [to.expr(word)] : []));
  const callee = name ? calledName(name, to) : '';
  if (RUNS_TEXT.has(callee)) for (const word of words) evaluated(word, to);
  if (callee === '.' || callee === 'source') sourced(words[0], to);
  if (SETS_FIRST.has(callee)) for (const word of words) assignWord(word, false, to);
  // A Procfile names its processes: `web: SMTP_HOST=h bundle exec puma`.
  else if (SETTING.has(callee) || callee.endsWith(':')) for (const word of words) assignWord(word, true, to);
  setBy(callee, words, node, to);
  if (RUNS_NEXT.has(callee)) runsNext(words, node, to);
  return call(to, { callee: ref(callee, rangeOf(name ?? node)), args: argumentsOf(words), range: rangeOf(node) });
}

/** Commands that run the one behind their own options: `exec curl …`, `nice -n 10 swaks …`, `timeout 30 msmtp …`. */
const RUNS_NEXT = new Set([
  ...['exec', 'command', 'nohup', 'time', 'nice', 'ionice', 'sudo', 'doas', 'env', 'timeout', 'setsid', 'chronic'],
]);

function runsNext(words: readonly Expr[], node: Node, to: Lowering): void {
  const at = words.findIndex((word) => word.kind !== 'text' || !/^(?:-|\d|[A-Za-z_]\w*=)/.test(word.value));
  const run = words[at];
  const name = run?.kind === 'text' ? (run.value.split('/').at(-1) ?? '') : '';
  if (!run || !/^[A-Za-z][\w.-]*$/.test(name)) return;
  call(to, { callee: ref(name, run.range), args: argumentsOf(words.slice(at + 1)), range: rangeOf(node) });
}

/** The command's name without its folder and its quotes; of `$MAILER` the variable's. */
function calledName(name: Node, to: Lowering): string {
  const [only] = parts(name);
  const value = only && only.type !== 'word' ? to.expr(only) : undefined;
  const written = (value && (value.kind === 'ref' ? value.name : wholeLiteral(value)?.value)) ?? to.textOf(name);
  return written.split('/').at(-1) ?? '';
}

/** Commands that run a text as a script: `sh -c "SMTP_HOST=h app"`, `ssh host "SMTP_HOST=h app"`. */
const RUNS_TEXT = new Set([
  'eval',
  'sh',
  'bash',
  'dash',
  'ash',
  'zsh',
  'ksh',
  'busybox',
  'ssh',
  'su',
  'runuser',
  'sudo',
]);

/** Commands that set variables and then run another: `env SMTP_HOST=h app`. */
const SETS_FIRST = new Set([
  'export',
  'env',
  'sudo',
  'doas',
  'cross-env',
  'set-environment',
  'systemctl',
  'setenv',
  'exec',
]);

/** `. ./lib.sh`, `source "$DIR/lib.sh"`: the variables of that file are set here, too. A base folder is seldom literal. */
function sourced(word: Expr | undefined, to: Lowering): void {
  const last = word?.kind === 'join' ? word.parts.at(-1) : word;
  const module = last?.kind === 'text' ? last.value.replace(/^\/+/, '') : '';
  if (!word || module === '') return;
  to.builder.import({ local: '*', module, name: '*', range: word.range, all: true });
}

/** Commands of platforms that set variables of an application: `heroku config:set X=y`, `fly secrets set X=y`. */
const SETTING = new Set([
  ...['heroku', 'fly', 'flyctl', 'dokku', 'cf', 'railway', 'scalingo', 'clever', 'gigalixir', 'eb', 'render', 'vercel'],
  ...['netlify', 'wrangler', 'doctl', 'aptible', 'az', 'gcloud', 'oc', 'kubectl'],
]);

const block = (nodes: readonly (Node | null)[], to: Lowering) => (): void =>
  to.walkAll(nodes.filter((node): node is Node => node !== null));

/** `for pair in A=b C=d; do export "$pair"; done` */
function loop(node: Node, to: Lowering): void {
  const [name, ...words] = parts(node);
  if (name) for (const word of words) if (word.type !== 'do_group') hold(to.textOf(name), to.expr(word), to);
  to.builder.branch(node.startIndex, 0, block(parts(node), to));
}

/** `case $stage in live) …;; *) …;; esac` */
function choice(node: Node, to: Lowering): void {
  const [value, ...rest] = parts(node);
  to.walk(value);
  const arms = rest.filter((part) => part.type === 'case_item');
  for (const [index, arm] of arms.entries()) to.builder.branch(node.startIndex, index, block(parts(arm), to));
  if (/^\s*\(?\s*\*\s*\)/.test(to.textOf(arms.at(-1) ?? node))) to.builder.exhaustive(node.startIndex, arms.length);
}

/** `([live]=h)`, a table, or the items of a list. */
function array(node: Node, to: Lowering): Expr {
  const items = parts(node);
  const keys = items.map((item) => /^\[["']?([\w.-]+)["']?\]=/.exec(to.textOf(item)));
  if (items.length === 0 || keys.some((key) => !key))
    return { kind: 'list', items: items.map((part) => to.expr(part)), range: rangeOf(node) };
  const entries = items.map((item, index): Entry => {
    const length = keys[index]?.[0].length ?? 0;
    const at = { start: item.startIndex + length, end: item.endIndex };
    const written = to.source.slice(at.start, at.end);
    const cut = /^(["'])[^"'$`]*\1$/.test(written) ? 1 : 0;
    const value = /[$`]/.test(written) ? to.expr(item) : slice(to, at.start + cut, at.end - cut, BARE);
    return { key: keys[index]?.[1] ?? '', keyRange: rangeOf(item), value };
  });
  return { kind: 'object', entries, range: rangeOf(node) };
}

const bash: Language = {
  format: 'bash',
  grammar: 'bash',
  expressions: {
    word: (node, to) => decoded(to.source, rangeOf(node), BARE),
    command_substitution: output,
    number: literally,
    simple_expansion: variable,
    variable_name: variable,
    expansion,
    string: quoted,
    translated_string: quoted,
    raw_string: raw,
    ansi_c_string: (node, to) =>
      slice(to, node.startIndex + 2, Math.max(node.startIndex + 2, node.endIndex - 1), ANSI_C),
    concatenation: (node, to) =>
      concat(
        parts(node).map((part) => to.expr(part)),
        rangeOf(node),
      ),
    command,
    array,
  },
  statements: {
    variable_assignment: assign,
    if_statement: (node, to) => {
      const [condition, ...body] = parts(node);
      to.walk(condition);
      const arms = body.filter((part) => part.type === 'elif_clause' || part.type === 'else_clause');
      if (condition && arms.length < 2 && arms[0]?.type !== 'elif_clause')
        to.builder.decides(node.startIndex, { by: rangeOf(condition), holds: true });
      to.builder.branch(
        node.startIndex,
        0,
        block(
          body.filter((part) => !arms.includes(part)),
          to,
        ),
      );
      for (const [index, arm] of arms.entries()) to.builder.branch(node.startIndex, index + 1, block(parts(arm), to));
      if (arms.at(-1)?.type === 'else_clause') to.builder.exhaustive(node.startIndex, arms.length + 1);
    },
    case_statement: choice,
    while_statement: (node, to) => to.builder.branch(node.startIndex, 0, block(parts(node), to)),
    for_statement: loop,
    declaration_command: declaration,
    function_definition: (node, to) => {
      const name = field(node, 'name');
      const body = field(node, 'body');
      to.builder.function({
        name: name ? to.textOf(name) : '',
        params: positionsIn(body ? to.textOf(body) : '').map((position) => ({ name: position })),
        range: rangeOf(node),
        body: () => to.walk(body),
      });
    },
  },
};

/** Make runs each line by itself: what is no shell in between is passed over. */
const recipes: Language = { ...bash, prepare: asShell, forgives: () => true };
