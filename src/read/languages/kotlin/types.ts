/** Types, and what an annotation says of a value. */
import type { Expr } from '../../../model/expr.ts';
import { childOf, type Lowering, literally, member, ref } from '../../lower.ts';
import { type Node, parts, rangeOf } from '../../tree-sitter.ts';
import { askedBySpel } from '../../within/spel.ts';
import { templated } from '../../within/templated.ts';

/** Types that say nothing of what a value is. */
const PLAIN = new Set(['String', 'CharSequence', 'Any', 'Int', 'Long', 'Boolean', 'Unit']);

/** The class that a type names, without its type arguments. */
export function typeOf(node: Node | null | undefined, to: Lowering): Expr | undefined {
  if (node?.type === 'nullable_type') return typeOf(parts(node)[0], to);
  if (node?.type !== 'user_type') return undefined;
  const [head, ...rest] = parts(node).filter((part) => part.type === 'identifier');
  if (!head || (rest.length === 0 && PLAIN.has(to.textOf(head)))) return undefined;
  return rest.reduce<Expr>(
    (of, name) => member(of, literally(name, to), { start: head.startIndex, end: name.endIndex }),
    ref(to.textOf(head), rangeOf(head)),
  );
}

/** The type that stands directly in a declaration. */
export const typeIn = (node: Node, to: Lowering): Expr | undefined =>
  typeOf(childOf(node, 'user_type', 'nullable_type'), to);

/** `@ConfigurationProperties("mail")` of Spring Boot and Micronaut, `@ConfigMapping(prefix = "mail")` of Quarkus. */
export function sectionOf(modifiers: Node | undefined, to: Lowering): readonly string[] | undefined {
  for (const annotation of modifiers ? parts(modifiers) : []) {
    const made = childOf(annotation, 'constructor_invocation');
    const type = made && childOf(made, 'user_type');
    const list = made && childOf(made, 'value_arguments');
    if (!type || !list || !/^(?:.*\.)?Config(?:urationProperties|Mapping|Properties)$/.test(to.textOf(type))) continue;
    const [first] = parts(list);
    const value = first && to.expr(parts(first).at(-1));
    if (value?.kind === 'text') return value.value.split('.');
  }
  return undefined;
}

/** `@Value("\${mail.host:localhost}")` of Spring, `@ConfigProperty(name = …, defaultValue = …)` of MicroProfile. */
export function injected(modifiers: Node | undefined, to: Lowering): Expr | undefined {
  for (const annotation of modifiers ? parts(modifiers) : []) {
    const made = childOf(annotation, 'constructor_invocation');
    const type = made && childOf(made, 'user_type');
    const list = made && childOf(made, 'value_arguments');
    if (!type || !list) continue;
    const name = to.textOf(type).replace(/^.*\./, '');
    const given = parts(list).map((one) => ({
      name: parts(one).length > 1 ? to.textOf(parts(one)[0] ?? one) : '',
      value: to.expr(parts(one).at(-1)),
    }));
    const first = given[0]?.value;
    if (name === 'DefaultValue' || name === 'WithDefault') return first;
    if (name === 'Value') return first?.kind === 'text' ? (askedBySpel(first) ?? templated(first)) : first;
    if (name !== 'ConfigProperty') continue;
    const key = given.find((one) => one.name === 'name')?.value;
    const fallback = given.find((one) => one.name === 'defaultValue')?.value;
    if (key?.kind === 'text')
      return { kind: 'env', name: key.value, range: rangeOf(annotation), ...(fallback ? { fallback } : {}) };
  }
  return undefined;
}
