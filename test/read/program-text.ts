/** Programs as short strings for tests. Every literal is shown as the source text at its range, so ranges are tested too. */
import { type Expr, rangeIn } from '../../src/model/expr.ts';
import type { Facts, Program } from '../../src/model/facts.ts';

export function programOf(facts: Facts): Program {
  if (!facts.program) throw new Error(`${facts.path} has no program`);
  return facts.program;
}

/** `'host'` is a literal (`'source' as 'value'` when they differ), `a | b` either, `a + b` join, `?note` unknown. */
export function show(facts: Facts, expr: Expr): string {
  const inner = (one: Expr): string => show(facts, one);
  const slice = facts.source.text.slice(expr.range.start, expr.range.end);
  switch (expr.kind) {
    case 'text':
      return slice === expr.value ? `'${slice}'` : `'${slice}' as '${expr.value}'`;
    case 'ref':
      return expr.name;
    case 'member':
      return expr.key.kind === 'text' ? `${inner(expr.of)}.${expr.key.value}` : `${inner(expr.of)}[${inner(expr.key)}]`;
    case 'env':
      return `$${expr.name}${expr.fallback ? `:${inner(expr.fallback)}` : ''}`;
    case 'join':
      return `(${expr.parts.map(inner).join(' + ')})`;
    case 'either':
      return `(${expr.options.map(inner).join(' | ')})`;
    case 'object':
      return `{${expr.entries.map((entry) => (entry.spread ? `...${inner(entry.value)}` : `${entry.computed && entry.key === '' ? `[${inner(entry.computed)}]` : entry.key}: ${inner(entry.value)}`)).join(', ')}}`;
    case 'list':
      return `[${expr.items.map(inner).join(', ')}]`;
    case 'call': {
      const args = expr.args.map(
        ({ name, value, spread }) => `${spread ? '...' : ''}${name === undefined ? '' : `${name}=`}${inner(value)}`,
      );
      return `${expr.construct ? 'new ' : ''}${inner(expr.callee)}(${args.join(', ')})`;
    }
    case 'function':
      return `fn ${programOf(facts).functions[expr.fn]?.name ?? ''}`.trim();
    case 'instance':
      return `instance ${inner(expr.type)}`;
    case 'unknown':
      return `?${expr.note ?? ''}`;
  }
}

export const assignmentsOf = (facts: Facts): string[] =>
  programOf(facts).assignments.map(
    ({ target, value, declares }) => `${declares ? 'let ' : ''}${show(facts, target)} = ${show(facts, value)}`,
  );

export const callsOf = (facts: Facts): string[] => programOf(facts).calls.map(({ call }) => show(facts, call));

export const importsOf = (facts: Facts): string[] =>
  programOf(facts).imports.map(({ local, module, name, range }) => {
    const slice = facts.source.text.slice(range.start, range.end);
    return `${local} = ${module}#${name}${slice.includes(local) ? '' : ` at ${slice}`}`;
  });

export const exportsOf = (facts: Facts): string[] =>
  programOf(facts).exports.map(
    ({ name, value, from }) => `${name} = ${show(facts, value)}${from === undefined ? '' : ` from ${from}`}`,
  );

/** The value of the last assignment to a name. */
export function valueGiven(facts: Facts, name: string): string {
  const found = programOf(facts).assignments.findLast(({ target }) => show(facts, target) === name);
  return found ? show(facts, found.value) : 'nothing';
}

/** The source text at part of the first literal whose value contains it. */
export function sourceOf(facts: Facts, part: string): string | undefined {
  const found = literals(programOf(facts)).find((text) => text.value.includes(part));
  if (!found) return undefined;
  const from = found.value.indexOf(part);
  const { start, end } = rangeIn(found, from, from + part.length);
  return facts.source.text.slice(start, end);
}

function literals(program: Program) {
  const found: Extract<Expr, { kind: 'text' }>[] = [];
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) walk(item);
    else if (isText(value)) found.push(value);
    else if (typeof value === 'object' && value !== null) for (const item of Object.values(value)) walk(item);
  };
  walk(program.assignments);
  walk(program.calls);
  return found;
}

const isText = (value: unknown): value is Extract<Expr, { kind: 'text' }> =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'text';
