/**
 * Commands that give variables their values: `export`, `env`, `printf -v`, `read`, `setenv`, and whatever runs a text as a
 * script. POSIX.1-2024 2.15, the manuals of bash, fish (`set -x`) and csh (`setenv`).
 */
import type { Expr, Range, TextExpr } from '../../../model/expr.ts';
import { anyItem, concat, type Lowering, member, ref } from '../../lower.ts';
import { printf } from '../../lower-text.ts';
import { text, wholeLiteral } from '../../reader.ts';
import { type Node, parts, rangeOf } from '../../tree-sitter.ts';
import { sliceOf } from '../../within/templated.ts';
import { printedBy } from './output.ts';

/** Texts that variables of the script hold, by the variable: a name may be one's value. */
const held = new WeakMap<object, Map<string, TextExpr[]>>();
/** More values than these no variable of a script has that a name is made of. */
const MOST_HELD = 20;

export function hold(name: string, value: Expr, to: Lowering): void {
  const literal = wholeLiteral(value);
  if (!literal) return;
  const all = held.get(to.builder) ?? new Map<string, TextExpr[]>();
  held.set(to.builder, all);
  const values = all.get(name) ?? [];
  if (values.length < MOST_HELD) all.set(name, [...values, literal]);
}

/** The texts that a variable was set to so far. */
export const heldBy = (name: string, to: Lowering): readonly TextExpr[] => held.get(to.builder)?.get(name) ?? [];

/** The same word with the variable that it begins with, `$N=h`, written out. */
function writtenOut(word: Expr, to: Lowering): readonly Expr[] {
  const first = word.kind === 'join' ? word.parts[0] : word;
  if (first?.kind !== 'ref') return [wholeOf(word)];
  const rest = word.kind === 'join' ? word.parts.slice(1) : [];
  return heldBy(first.name, to).map((value) => wholeOf(concat([value, ...rest], word.range)));
}

/** A name in pieces is one text; a value keeps its own. */
function wholeOf(word: Expr): Expr {
  const flat: Expr = word.kind === 'join' ? concat(flattened(word), word.range) : word;
  if (flat.kind !== 'join') return flat;
  const [first, second, ...rest] = flat.parts;
  if (first?.kind !== 'text' || second?.kind !== 'text' || first.value.includes('=')) return flat;
  const cut = second.value.indexOf('=');
  // `"NAME"=value`: the sign stands in the second piece.
  if (cut < 0) return flat;
  const name = text(first.value + second.value.slice(0, cut + 1), first.range);
  const value = sliceOf(second, cut + 1, second.value.length);
  return { kind: 'join', parts: [name, ...(value.value === '' ? [] : [value]), ...rest], range: flat.range };
}

const flattened = (word: Expr): readonly Expr[] => (word.kind === 'join' ? word.parts.flatMap(flattened) : [word]);

const ANY_NAME = /^([A-Za-z_]\w*)=/;
const CAPITALS = /^([A-Z][A-Z0-9_]*)=/;

/** `env SMTP_HOST=h command`; `isCapital`: of a command that has other words with `=` too. */
export function assignWord(given: Expr, isCapital: boolean, to: Lowering): void {
  for (const word of writtenOut(given, to)) {
    const first = word.kind === 'join' ? word.parts[0] : word;
    const found = first?.kind === 'text' ? (isCapital ? CAPITALS : ANY_NAME).exec(first.value) : null;
    if (!found?.[1] || first?.kind !== 'text') continue;
    const rest = sliceOf(first, found[0].length, first.value.length);
    const others = word.kind === 'join' ? word.parts.slice(1) : [];
    const value = concat([...(rest.value === '' && others.length > 0 ? [] : [rest]), ...others], word.range);
    give(found[1], value, given, to);
  }
}

function give(name: string, value: Expr, { range }: Pick<Expr, 'range'>, to: Lowering): void {
  to.builder.assign(ref(name, range), value, range);
  hold(name, value, to);
}

/** Texts that were run already: however often a script runs one, it sets the same. */
const run = new WeakSet<TextExpr>();

const SET_IN_TEXT = /(?<![\w$])([A-Za-z_]\w{0,100})=(?:(["'])([^"'$`]*)\2|([^\s"'$`;&|]+))/g;

/** `eval "export SMTP_HOST=h"`: what a text sets when it is run. */
export function evaluated(word: Expr, to: Lowering): void {
  const whole = wholeLiteral(word);
  const texts = word.kind === 'ref' ? heldBy(word.name, to) : whole ? [whole] : [];
  for (const one of texts) {
    if (run.has(one)) continue;
    run.add(one);
    for (const found of one.value.matchAll(SET_IN_TEXT)) {
      const value = found[3] ?? found[4] ?? '';
      const start = found.index + found[0].lastIndexOf(value);
      to.builder.assign(ref(found[1] ?? '', word.range), sliceOf(one, start, start + value.length), word.range);
    }
  }
}

/** What a command is fed: `<<< text`, `< <(echo text)`, a here-document. */
export function fedTo(node: Node, to: Lowering): Expr | undefined {
  const around = node.parent?.type === 'redirected_statement' ? parts(node.parent) : [];
  return fedBy([...parts(node), ...around], to);
}

function fedBy(redirects: readonly Node[], to: Lowering): Expr | undefined {
  for (const redirect of redirects) {
    if (redirect.type === 'herestring_redirect') return to.expr(parts(redirect)[0]);
    if (redirect.type === 'heredoc_redirect') return bodyOf(redirect, to);
    const [process] = redirect.type === 'file_redirect' ? parts(redirect) : [];
    if (process?.type === 'process_substitution') return printedIn(process, to);
  }
  return undefined;
}

function bodyOf(redirect: Node, to: Lowering): Expr | undefined {
  const body = parts(redirect).find((one) => one.type === 'heredoc_body');
  return body && text(to.textOf(body), rangeOf(body));
}

/** `<(echo "export SMTP_HOST=h")` */
const printedIn = (process: Node, to: Lowering): Expr | undefined => {
  const [command] = parts(process);
  return command && printedBy(command, to);
};

type Sets = (words: readonly Expr[], node: Node, to: Lowering) => void;

const isOption = (word: Expr | undefined): boolean => word?.kind === 'text' && /^-./.test(word.value);
const nameIn = (word: Expr | undefined): string | undefined =>
  word?.kind === 'text' && /^[A-Za-z_]\w*$/.test(word.value) ? word.value : undefined;

/** `printf -v NAME '%s.%s' a b` */
const printed: Sets = ([option, target, format, ...rest], node, to) => {
  const name = nameIn(target);
  if (option?.kind !== 'text' || option.value !== '-v' || !name || format?.kind !== 'text') return;
  give(name, printf(format, rest, rangeOf(node)) ?? format, rangeOwner(node), to);
};

/** `read -r NAME <<< text`, `IFS=: read -r host port <<< "$RELAY"`, `while read -r host port; do …; done <<EOF` */
const read: Sets = (words, node, to) => {
  const names = words.filter((word) => !isOption(word)).flatMap((word) => nameIn(word) ?? []);
  const own = names.length > 0 ? fedTo(node, to) : undefined;
  const [name] = names;
  if (name === undefined) return;
  if (own && names.length === 1) {
    give(name, own.kind === 'text' ? trimmed(own) : own, rangeOwner(node), to);
    return;
  }
  const line = own ?? anyLineOfLoop(node, to);
  if (!line) return;
  const items = wordsIn(line, separatorOf(node, to), rangeOf(node));
  for (const [index, one] of names.entries()) give(one, itemAt(items, index), rangeOwner(node), to);
};

/** What `IFS=:` before the command says that words are parted by. */
function separatorOf(node: Node, to: Lowering): string {
  const set = parts(node).find((part) => part.type === 'variable_assignment' && /^IFS=/.test(to.textOf(part)));
  return /^IFS=\$?["']?([^\s"'\\])["']?$/.exec(set ? to.textOf(set) : '')?.[1] ?? ' ';
}

/** The words of a line, as the call that other languages have for it. */
const wordsIn = (line: Expr, separator: string, range: Range): Expr => ({
  kind: 'call',
  callee: member(line, text('split', range), range),
  args: [{ value: text(separator, range) }],
  construct: false,
  range,
});

const itemAt = (list: Expr, index: number): Expr => member(list, text(String(index), list.range), list.range);

/** A line of what the loop around is fed. */
function anyLineOfLoop(node: Node, to: Lowering): Expr | undefined {
  let at = node.parent;
  while (at && at.type !== 'while_statement') at = at.parent;
  const around = at?.parent;
  if (around?.type !== 'redirected_statement') return undefined;
  const known = linesOfLoops.get(to.builder) ?? new Map<number, Expr>();
  linesOfLoops.set(to.builder, known);
  const whole = known.get(around.startIndex) ?? fedBy(parts(around), to);
  if (!whole) return undefined;
  const line = known.has(around.startIndex) ? whole : anyItem(wordsIn(whole, '\n', rangeOf(around)));
  known.set(around.startIndex, line);
  return line;
}

const linesOfLoops = new WeakMap<object, Map<number, Expr>>();

/** `set -- a b`: the script's own arguments from here on. POSIX.1-2024, 2.15 set */
const positions: Sets = (words, node, to) => {
  const [first, ...rest] = words;
  if (first?.kind !== 'text' || first.value !== '--' || rest.length === 0) return;
  const [only, second] = rest;
  const isList = only?.kind === 'ref' && !second;
  const items = isList
    ? Array.from({ length: MOST_POSITIONS }, (_, index) => itemAt(wordsIn(only, ' ', rangeOf(node)), index))
    : rest.slice(0, MOST_POSITIONS);
  for (const [index, item] of items.entries())
    to.builder.assign(ref(String(index + 1), rangeOf(node)), item, rangeOf(node));
};

const MOST_POSITIONS = 9;

function trimmed(line: TextExpr): TextExpr {
  const start = line.value.length - line.value.trimStart().length;
  const end = line.value.slice(start).search(/[\r\n]/);
  const last = end < 0 ? line.value.length : start + end;
  return sliceOf(line, start, start + line.value.slice(start, last).trimEnd().length);
}

/** csh's `setenv NAME value`, cmd's `setx NAME value` */
const namedThenValue: Sets = (words, node, to) => {
  const [first, value] = words.filter((word) => !isOption(word));
  const name = nameIn(first);
  if (name && value) give(name, value, rangeOwner(node), to);
};

/** fish's `set -gx NAME value`; of other shells' `set` the options have other words behind them. */
const fish: Sets = (words, node, to) => {
  const [option] = words;
  if (option?.kind === 'text' && /^(?:-[a-zA-Z]*x[a-zA-Z]*|--export|-[gUl])$/.test(option.value))
    namedThenValue(words, node, to);
};

/** `systemd-run --setenv=NAME=h`, `-E NAME=h`; `terraform apply -var "name=h"`, `ansible-playbook -e name=h` */
const ofOptions =
  (...options: readonly string[]): Sets =>
  (words, _, to) => {
    words.forEach((word, index) => {
      const first = word.kind === 'join' ? word.parts[0] : word;
      if (first?.kind !== 'text') return;
      const option = options.find((one) => first.value === one || first.value.startsWith(`${one}=`));
      const next = words[index + 1];
      if (option === undefined) return;
      if (first.value === option) {
        if (next) assignWord(next, false, to);
        return;
      }
      const rest = sliceOf(first, option.length + 1, first.value.length);
      assignWord(concat([rest, ...(word.kind === 'join' ? word.parts.slice(1) : [])], word.range), false, to);
    });
  };

/** `env -S "NAME=h command"` */
const split: Sets = (words, _, to) => {
  const at = words.findIndex((word) => word.kind === 'text' && /^(?:-\w*S|--split-string)$/.test(word.value));
  const given = at < 0 ? undefined : words[at + 1];
  if (given) evaluated(given, to);
};

/** `. <(echo …)`, `source /dev/stdin <<< …`, `bash <<X`: what is run is fed or written in place. */
const fed: Sets = (_, node, to) => {
  const script = fedTo(node, to);
  if (script) evaluated(script, to);
  for (const part of parts(node)) {
    const inside = part.type === 'process_substitution' ? printedIn(part, to) : undefined;
    if (inside) evaluated(inside, to);
  }
};

/** Commands that set variables by the way that they are called. */
const SETS: Readonly<Record<string, readonly Sets[]>> = {
  printf: [printed],
  read: [read],
  setenv: [namedThenValue],
  setx: [namedThenValue],
  set: [fish, positions],
  env: [split],
  'systemd-run': [ofOptions('--setenv', '-E')],
  terraform: [ofOptions('-var', '--var')],
  tofu: [ofOptions('-var', '--var')],
  terragrunt: [ofOptions('-var', '--var')],
  ansible: [ofOptions('-e', '--extra-vars')],
  'ansible-playbook': [ofOptions('-e', '--extra-vars')],
  '.': [fed],
  source: [fed],
};

/** What a command sets beside what its words say as `NAME=value`. */
export function setBy(callee: string, words: readonly Expr[], node: Node, to: Lowering): void {
  const isShell = /^(?:(?:ba|da|a|z|k)?sh)$/.test(callee);
  for (const sets of Object.hasOwn(SETS, callee) ? (SETS[callee] ?? []) : isShell ? [fed] : []) sets(words, node, to);
}

const rangeOwner = (node: Node): Pick<Expr, 'range'> => ({ range: rangeOf(node) });
