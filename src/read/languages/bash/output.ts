/** `$(echo c210cA== | base64 -d)`: what commands print, as far as they make it of texts that stand there. */
import type { Expr } from '../../../model/expr.ts';
import { childOf, concat, field, type Lowering, member, ref } from '../../lower.ts';
import { decoded } from '../../lower-text.ts';
import { contentsOf, text, unknown } from '../../reader.ts';
import { type Node, parts, rangeOf } from '../../tree-sitter.ts';
import { ANSI_C } from './escapes.ts';

/** The value of a command substitution; its commands are walked for what they call. */
export function output(node: Node, to: Lowering): Expr {
  const [body, second] = parts(node);
  to.walkAll(parts(node));
  const file = body && !second ? fileRead(body, to) : undefined;
  if (file) return file;
  return !body || second ? unknown(rangeOf(node)) : (printedBy(body, to) ?? unknown(rangeOf(node)));
}

/** `$(cat FILE)`, `$(< FILE)`, as the function that another language has for it. */
function fileRead(body: Node, to: Lowering): Expr | undefined {
  const [redirect] = body.type === 'file_redirect' ? [body] : parts(body).filter((one) => one.type === 'file_redirect');
  const isAlone = body.type === 'file_redirect' || (body.type === 'redirected_statement' && parts(body).length === 1);
  const words = body.type === 'command' && nameOf(body, to) === 'cat' ? wordsOf(body) : [];
  const word = isAlone && redirect ? parts(redirect)[0] : words.length === 1 ? words[0] : undefined;
  if (!word) return undefined;
  return contentsOf(to.expr(word), rangeOf(body));
}

/** What a command or pipeline prints, if it is one that makes a text of a text. */
export function printedBy(node: Node, to: Lowering): Expr | undefined {
  if (node.type === 'redirected_statement') return fedBy(node, to);
  const given = node.type === 'command' ? childOf(node, 'herestring_redirect') : undefined;
  if (given) return filtered(to.expr(parts(given)[0]), node, to);
  const commands = node.type === 'pipeline' ? parts(node) : [node];
  const [first, ...filters] = commands;
  const start = first && said(first, to);
  // What another command prints is decided outside of the script.
  if (!first || (!start && filters.length === 0)) return undefined;
  return filters.reduce<Expr | undefined>(
    (value, filter) => value && filtered(value, filter, to),
    start ?? unknown(rangeOf(first), 'the output of a command'),
  );
}

/** What the first command of a command substitution prints, whatever filters it: `$(echo A=b | xargs)`. */
export function printedFirst(node: Node, to: Lowering): Expr | undefined {
  const [body] = parts(node);
  const first = body?.type === 'pipeline' ? parts(body)[0] : body;
  return first?.type === 'command' ? said(first, to) : undefined;
}

/** `base64 -d <<< c210cA==` */
function fedBy(node: Node, to: Lowering): Expr | undefined {
  const [command, redirect] = parts(node);
  const given = redirect?.type === 'herestring_redirect' ? parts(redirect)[0] : undefined;
  return command && given && command.type === 'command' ? filtered(to.expr(given), command, to) : undefined;
}

const wordsOf = (command: Node): readonly Node[] =>
  command.childrenForFieldName('argument').filter((word): word is Node => word !== null);

const nameOf = (command: Node, to: Lowering): string => {
  const name = field(command, 'name');
  return name ? to.textOf(name).replace(/[\\'"]/g, '') : '';
};

/** `echo a b`, `printf a`; of `printf '%s' a` the last word. */
function said(command: Node, to: Lowering): Expr | undefined {
  const words = wordsOf(command);
  const name = nameOf(command, to);
  const values = words.filter((word) => !/^-[neE]+$/.test(to.textOf(word)));
  const [first, ...rest] = values;
  if (command.type !== 'command' || !first) return undefined;
  if (name === 'printf') return rest.length === 0 ? printed(first, to) : printedEach(first, rest, to);
  if (name !== 'echo') return undefined;
  const isRead = words.some((word) => /^-n?e/.test(to.textOf(word)));
  const glue = text(' ', { start: first.endIndex, end: first.endIndex }, []);
  return concat(
    values.flatMap((word, index) => [...(index === 0 ? [] : [glue]), isRead ? printed(word, to) : to.expr(word)]),
    rangeOf(command),
  );
}

/** A format without arguments, with its escapes read. */
function printed(word: Node, to: Lowering): Expr {
  const value = to.expr(word);
  if (value.kind !== 'text' || value.pieces) return value;
  return decoded(to.source, value.range, ANSI_C);
}

/** `printf '%s%s' a b` */
function printedEach(format: Node, rest: readonly Node[], to: Lowering): Expr | undefined {
  const value = to.expr(format);
  if (value.kind !== 'text' || !/^(?:%[sb])+(?:\\n)?$/.test(value.value)) return undefined;
  return concat(
    rest.map((word) => to.expr(word)),
    { start: format.startIndex, end: rest.at(-1)?.endIndex ?? format.endIndex },
  );
}

/** What a filter makes of what it reads, as the calls that other languages have for it. */
function filtered(value: Expr, command: Node, to: Lowering): Expr | undefined {
  const words = wordsOf(command).map((word) => to.textOf(word));
  const name = nameOf(command, to);
  const at = rangeOf(command);
  const call = (fn: string): Expr => ({
    kind: 'call',
    callee: ref(fn, at),
    args: [{ value }],
    construct: false,
    range: at,
  });
  const isReversed = words.some((word) => /^(?:-[a-zA-Z]*[dDr][a-zA-Z]*|--decode|--revert)$/.test(word));
  if (/^(?:base64|openssl)$/.test(name) && isReversed) return call('base64_decode');
  if (name === 'xxd' && isReversed) return call('hex2bin');
  if (name === 'rev') return call('strrev');
  if (name === 'cat' && words.length === 0) return value;
  if (name !== 'tr' || words.length !== 2) return value.kind === 'unknown' ? undefined : call(name);
  return {
    kind: 'call',
    callee: member(value, text('tr', at), at),
    args: wordsOf(command).map((word) => ({ value: to.expr(word) })),
    construct: false,
    range: at,
  };
}
