/** Namespaces, `use`, files that are required, and what `new` and attributes make. */
import type { Expr, TextExpr } from '../../../model/expr.ts';
import { call, childOf, field, type Language, type Lowering, ref } from '../../lower.ts';
import { text, unknown } from '../../reader.ts';
import { type Node, parts, rangeOf } from '../../tree-sitter.ts';
import { basesOf } from './classes.ts';
import { argumentsOf } from './expressions.ts';

export const modules: Language['statements'] = {
  namespace_definition(node, to) {
    const name = field(node, 'name');
    if (name) to.builder.namespace(to.textOf(name));
    to.walk(field(node, 'body'));
  },
  namespace_use_declaration(node, to) {
    const group = field(node, 'body');
    const prefix = group && childOf(node, 'namespace_name');
    for (const clause of parts(group ?? node)) {
      if (clause.type === 'namespace_use_clause') use(clause, prefix ? `${to.textOf(prefix)}\\` : '', to);
    }
  },
};

/** The grammar does not know the comma that may end a group: `use App\\{A, B,};`. */
export const isFinalComma = (error: Node): boolean =>
  error.isMissing && error.parent?.parent?.type === 'namespace_use_group';

export const moduleExpressions: Language['expressions'] = {
  object_creation_expression: creation,
  attribute: (node, to) => {
    const args = argumentsOf(field(node, 'parameters'), to) ?? [];
    return call(to, { callee: to.expr(parts(node)[0]), args, construct: true, range: rangeOf(node) });
  },
  include_expression: required,
  include_once_expression: required,
  require_expression: required,
  require_once_expression: required,
};

function use(clause: Node, prefix: string, to: Lowering): void {
  const [written] = parts(clause);
  if (!written) return;
  const whole = `${prefix}${to.textOf(written)}`.replace(/^\\/, '');
  const cut = whole.lastIndexOf('\\');
  const name = whole.slice(cut + 1);
  const alias = field(clause, 'alias');
  const local = alias ? to.textOf(alias) : name;
  // `use Foo;` without an alias says nothing that the name does not.
  if (name === '' || (cut < 0 && local === name)) return;
  to.builder.import({ local, module: whole.slice(0, Math.max(cut, 0)), name, range: rangeOf(clause) });
}

/** `new X(…)`; an anonymous class is called by its base. */
function creation(node: Node, to: Lowering): Expr {
  const [made, ...rest] = parts(node);
  if (made?.type !== 'anonymous_class') {
    const args = argumentsOf(
      rest.find((one) => one.type === 'arguments'),
      to,
    );
    return call(to, { callee: to.expr(made), args: args ?? [], construct: true, range: rangeOf(node) });
  }
  const args = argumentsOf(childOf(made, 'arguments'), to) ?? [];
  to.walk(made);
  const callee = basesOf(made, to)[0] ?? unknown(rangeOf(made), 'an anonymous class');
  return call(to, { callee, args, construct: true, range: rangeOf(node) });
}

/** A required file, also one whose path a variable holds: its value is what it returns, and its names become visible here. */
function required(node: Node, to: Lowering): Expr {
  const written = to.expr(parts(node)[0]);
  const file = fileOf((written.kind === 'ref' && to.builder.lastSet(written.name)) || written);
  if (file) to.builder.import({ local: '*', module: file.value, name: '*', all: true, range: rangeOf(node) });
  return call(to, { callee: ref('require', rangeOf(node)), args: [{ value: file ?? written }], range: rangeOf(node) });
}

/** The path of a required file from this file's folder; a base folder that is not known is left out. */
function fileOf(written: Expr): TextExpr | undefined {
  if (written.kind === 'text') return written;
  if (written.kind !== 'join') return undefined;
  const [base, ...rest] = written.parts;
  const texts = rest.filter((part) => part.kind === 'text');
  const last = texts.at(-1);
  if (!base || !last || texts.length !== rest.length) return undefined;
  const tail = texts.map((part) => part.value).join('');
  if (base.kind === 'text') return text(base.value + tail, last.range);
  return text(`${'../'.repeat(levelsUp(base))}${tail.replace(/^\/+/, '')}`, last.range);
}

/** `dirname(__DIR__)` is one level above this file's folder, `dirname(__FILE__)` the folder itself. */
function levelsUp(base: Expr): number {
  if (base.kind !== 'call' || base.callee.kind !== 'ref' || base.callee.name.toLowerCase() !== 'dirname') return 0;
  const [of, levels] = base.args;
  const count = levels?.value.kind === 'text' ? Number(levels.value.value) : 1;
  const all = (count >= 1 && count <= 20 ? Math.trunc(count) : 1) + (of ? levelsUp(of.value) : 0);
  return of?.value.kind === 'ref' && of.value.name === '__FILE__' ? all - 1 : all;
}
