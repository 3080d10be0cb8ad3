/** Control flow and namespaces. */
import {
  anyItem,
  childOf,
  field,
  fields,
  ifStatement,
  type Language,
  type Lowering,
  ref,
  returnStatement,
  whileStatement,
} from '../../lower.ts';
import { casesOf, choosing } from '../../matched-arms.ts';
import { declareName, importAll, insideNames, rememberImport } from '../../members.ts';
import { type Node, parts, rangeOf } from '../../tree-sitter.ts';

export const statements: Language['statements'] = {
  using_directive: usingDirective,
  namespace_declaration(node, to) {
    named(node, to);
    to.walk(field(node, 'body'));
  },
  file_scoped_namespace_declaration(node, to) {
    named(node, to);
    to.walkAll(parts(node).slice(1));
  },
  block: (node, to) => to.builder.block(() => insideNames(to, [], () => to.walkAll(parts(node)))),
  return_statement: returnStatement,
  yield_statement: returnStatement,
  if_statement: ifStatement,
  while_statement: whileStatement,
  for_statement(node, to) {
    to.builder.block(() =>
      insideNames(to, [], () => {
        to.walkAll(fields(node, 'initializer'));
        to.walk(field(node, 'condition'));
        to.builder.branch(node.startIndex, 0, () => to.walk(field(node, 'body')));
      }),
    );
  },
  foreach_statement(node, to) {
    const list = field(node, 'right');
    const items = to.expr(list);
    to.builder.branch(node.startIndex, 0, () =>
      to.builder.block(() =>
        insideNames(to, [], () => {
          const name = field(node, 'left');
          if (name?.type === 'identifier') {
            declareName(to, to.textOf(name));
            to.builder.assign(ref(to.textOf(name), rangeOf(name)), anyItem(items), rangeOf(list ?? node), {
              declares: true,
            });
          }
          // `foreach (var (key, value) in table)`
          const last = name?.type === 'tuple_pattern' ? parts(name)[1] : undefined;
          if (last) {
            declareName(to, to.textOf(last));
            to.builder.assign(ref(to.textOf(last), rangeOf(last)), anyItem(items), rangeOf(list ?? node), {
              declares: true,
            });
          }
          to.walk(field(node, 'body'));
        }),
      ),
    );
  },
  switch_body(node, to) {
    const sections = parts(node);
    const patternOf = (section: Node): Node | undefined => {
      const [first] = parts(section);
      return first && /_pattern$/.test(first.type) ? first : undefined;
    };
    const patterns = casesOf(sections, (one) => !patternOf(one), patternOf);
    const asked = patterns.map((one, index) => (childOf(sections[index] ?? node, 'when_clause') ? null : one));
    choosing(node, node.parent && field(node.parent, 'value'), asked, to);
    for (const [index, section] of sections.entries())
      to.builder.branch(node.startIndex, index, () => to.walkAll(parts(section)));
  },
  catch_clause: (node, to) => to.builder.branch(node.startIndex, 0, () => to.walk(field(node, 'body'))),
};

function named(node: Node, to: Lowering): void {
  const name = field(node, 'name');
  if (name) to.builder.namespace(to.textOf(name).replace(/\s+/g, ''));
}

/** `using Acme.Net;`, `using static Acme.Net.Places;`, `using Client = MailKit.Net.Smtp.SmtpClient;`. */
function usingDirective(node: Node, to: Lowering): void {
  const alias = field(node, 'name');
  const target = parts(node).at(-1);
  if (!target) return;
  const written = to
    .textOf(target)
    .replace(/<.*$/s, '')
    .replace(/\s+/g, '')
    .replace(/^global::/, '');
  if (!alias) {
    importAll(written, target, to);
    return;
  }
  const path = written.split('.');
  const name = path.pop() ?? '';
  rememberImport(to, to.textOf(alias));
  to.builder.import({ local: to.textOf(alias), module: path.join('.'), name, range: rangeOf(node) });
}
