/** Programs as short lines of text, so that tests can say what they expect of a reader in one line each. */
import type { Entry, Expr, TextExpr } from '../../src/model/expr.ts';
import { rangeIn } from '../../src/model/expr.ts';
import type { Facts } from '../../src/model/facts.ts';
import type { Reader } from '../../src/read/reader.ts';
import { sourceText } from '../../src/text/source-text.ts';

export interface Shown {
  readonly facts: Facts;
  readonly assigned: readonly string[];
  readonly calls: readonly string[];
  readonly imports: readonly string[];
  readonly functions: readonly string[];
  readonly classes: readonly string[];
  readonly returns: readonly string[];
  /** All literals of the assignments and calls, by value. */
  text(value: string): TextExpr;
  /** The source text at a part of a literal's value. */
  sourceOf(text: TextExpr, part?: string): string;
}

export async function show(read: Reader, path: string, code: string): Promise<Shown> {
  const facts = await read({ path, source: sourceText(code) });
  const { program } = facts;
  if (!program) throw new Error('no program');
  const branch = (steps: readonly string[]): string => (steps.length > 0 ? ` @${steps.join('/')}` : '');
  const texts = (expr: Expr): TextExpr[] => textsIn(expr);
  const all = [
    ...program.assignments.flatMap((one) => texts(one.value)),
    ...program.calls.flatMap((one) => texts(one.call)),
  ];
  return {
    facts,
    assigned: program.assignments.map((one) => `${shown(one.target)} = ${shown(one.value)}${branch(one.branch)}`),
    calls: program.calls.map((one) => `${shown(one.call)}${branch(one.branch)}`),
    imports: program.imports.map((one) => `${one.local} <- ${one.module} ${one.name}${one.all ? ' all' : ''}`),
    functions: program.functions.map((one) => {
      const params = one.params.map(
        (param) =>
          `${param.rest ? `${param.rest} ` : ''}${param.name}${param.type ? `: ${shown(param.type)}` : ''}${param.fallback ? ` = ${shown(param.fallback)}` : ''}`,
      );
      return `${one.name ?? ''}(${params.join(', ')}) -> ${one.returns.map((given) => shown(given.value)).join(' ; ')}`;
    }),
    classes: program.classes.map(
      (one) => `${one.name ?? ''} < ${one.bases.map(shown).join(', ')}: ${[...one.methods.keys()].join(', ')}`,
    ),
    returns: program.returns.map(shown),
    text(value) {
      const found = all.find((one) => one.value === value);
      if (!found)
        throw new Error(
          `no text ${JSON.stringify(value)} among ${all.map((one) => JSON.stringify(one.value)).join(' ')}`,
        );
      return found;
    },
    sourceOf(text, part) {
      const from = part === undefined ? 0 : text.value.indexOf(part);
      const at = part === undefined ? text.range : rangeIn(text, from, from + part.length);
      return code.slice(at.start, at.end);
    },
  };
}

const keyOf = ({ key, computed }: Entry): string => (computed && key === '' ? `[${shown(computed)}]` : key);

export function shown(expr: Expr): string {
  switch (expr.kind) {
    case 'text':
      return JSON.stringify(expr.value);
    case 'ref':
      return expr.name;
    case 'member':
      return expr.key.kind === 'text' ? `${shown(expr.of)}.${expr.key.value}` : `${shown(expr.of)}[${shown(expr.key)}]`;
    case 'join':
      return `(${expr.parts.map(shown).join(' + ')})`;
    case 'either':
      return `(${expr.options.map(shown).join(' | ')})`;
    case 'object':
      return `{${expr.entries.map((entry) => (entry.spread ? `...${shown(entry.value)}` : `${keyOf(entry)}: ${shown(entry.value)}`)).join(', ')}}`;
    case 'list':
      return `[${expr.items.map(shown).join(', ')}]`;
    case 'call': {
      const args = expr.args.map(
        (one) => `${one.spread ? '...' : ''}${one.name ? `${one.name}=` : ''}${shown(one.value)}`,
      );
      return `${expr.construct ? 'new ' : ''}${shown(expr.callee)}(${args.join(', ')})`;
    }
    case 'function':
      return `fn${expr.fn}`;
    case 'instance':
      return `a ${shown(expr.type)}`;
    case 'env':
      return `$${expr.name}`;
    case 'unknown':
      return expr.note === 'null' ? 'null' : '?';
  }
}

function textsIn(expr: Expr): TextExpr[] {
  switch (expr.kind) {
    case 'text':
      return [expr];
    case 'join':
      return expr.parts.flatMap(textsIn);
    case 'either':
      return expr.options.flatMap(textsIn);
    case 'object':
      return expr.entries.flatMap((entry) => textsIn(entry.value));
    case 'list':
      return expr.items.flatMap(textsIn);
    case 'call':
      return [...textsIn(expr.callee), ...expr.args.flatMap((one) => textsIn(one.value))];
    case 'member':
      return [...textsIn(expr.of), ...textsIn(expr.key)];
    default:
      return [];
  }
}
