/** Declared types, and what an annotation says of a value. */
import { type Expr, type Range, textOf } from '../../../model/expr.ts';
import { childOf, field, type Lowering, literally, member, ref } from '../../lower.ts';
import { withType } from '../../members.ts';
import { text, unknown } from '../../reader.ts';
import { type Node, parts, rangeOf } from '../../tree-sitter.ts';
import { askedBySpel } from '../../within/spel.ts';
import { templated } from '../../within/templated.ts';

/** Types that say nothing of what a value is. */
const PLAIN = new Set(['String', 'CharSequence', 'Object', 'Integer', 'Long', 'Boolean', 'var']);

/** The class that a type names, without its type arguments; built-in ones and arrays are none. */
export function typeOf(node: Node | null | undefined, to: Lowering): Expr | undefined {
  switch (node?.type) {
    case 'type_identifier':
      return PLAIN.has(to.textOf(node)) ? undefined : ref(to.textOf(node), rangeOf(node));
    case 'scoped_type_identifier':
      return scopedType(node, to);
    case 'generic_type':
    case 'annotated_type':
      return typeOf(childOf(node, 'type_identifier', 'scoped_type_identifier', 'generic_type'), to);
    default:
      return undefined;
  }
}

function scopedType(node: Node, to: Lowering): Expr | undefined {
  const all = parts(node).filter((part) => !part.type.includes('annotation'));
  const name = all.at(-1);
  const scope = all[0];
  if (!name || !scope || scope.id === name.id) return undefined;
  const of = typeOf(scope, to);
  return of && member(of, literally(name, to), rangeOf(node));
}

/** The value of a declaration, by its initialiser and its declared type. */
export function declaredValue(value: Node | null, typeNode: Node | null, whole: Node, to: Lowering): Expr | undefined {
  const type = typeOf(typeNode, to);
  const instance: Expr | undefined = type && { kind: 'instance', type, range: rangeOf(whole) };
  if (!value) return instance;
  return withType(to.expr(value), instance);
}

/**
 * Annotations that say what a value is where the configuration has none: of Spring Boot's records, of SmallRye's mappings.
 * https://docs.spring.io/spring-boot/reference/features/external-config.html#features.external-config.typesafe-configuration-properties.constructor-binding
 */
const STANDARD = new Set(['DefaultValue', 'WithDefault']);

function standard(list: Node, to: Lowering): Expr | undefined {
  const [first] = parts(list);
  return first && to.expr(first.type === 'element_value_pair' ? field(first, 'value') : first);
}

/**
 * `@Named("mail.host")` of Guice names a key of the properties that a module binds; other names are of objects.
 * `@Value("${mail.host:localhost}")` of Spring, `@ConfigProperty(name = "mail.host", defaultValue = "x")` of MicroProfile. */
export function injected(declaration: Node, to: Lowering): Expr | undefined {
  const modifiers = childOf(declaration, 'modifiers');
  for (const annotation of modifiers ? parts(modifiers) : []) {
    const name = field(annotation, 'name');
    const list = field(annotation, 'arguments');
    if (!name || !list) continue;
    const called = to.textOf(name).replace(/^.*\./, '');
    if (called === 'Value') return springValue(list, to);
    if (called === 'Named') {
      const key = textOf(standard(list, to));
      if (key?.includes('.')) return { kind: 'env', name: key, range: rangeOf(annotation) };
    }
    if (STANDARD.has(called)) return standard(list, to);
    if (called === 'ConfigProperty') return configProperty(list, annotation, to);
  }
  return undefined;
}

/** `@ConfigurationProperties("mail")` of Spring Boot and Micronaut, `@ConfigMapping(prefix = "mail")` of Quarkus. */
export function sectionOf(declaration: Node, to: Lowering): readonly string[] | undefined {
  const modifiers = childOf(declaration, 'modifiers');
  for (const annotation of modifiers ? parts(modifiers) : []) {
    const name = field(annotation, 'name');
    const list = field(annotation, 'arguments');
    if (!name || !list || !/^(?:.*\.)?Config(?:urationProperties|Mapping|Properties)$/.test(to.textOf(name))) continue;
    const [first] = parts(list).filter(
      (one) => one.type !== 'element_value_pair' || /^(?:prefix|value)$/.test(to.textOf(field(one, 'key') ?? one)),
    );
    const value = first && to.expr(first.type === 'element_value_pair' ? field(first, 'value') : first);
    if (value?.kind === 'text') return value.value.split('.');
  }
  return undefined;
}

/**
 * Annotations that say what a member is called in files of configuration: of SmallRye, Jackson and Spring Boot.
 * https://smallrye.io/smallrye-config/Main/config/mappings/#withname
 */
const NAMING = new Set(['WithName', 'JsonProperty', 'Name']);

/** `@WithName("exit")`, `@JsonProperty("at")`: the key that an annotation gives a member. */
export function keyGiven(declaration: Node, to: Lowering): string | undefined {
  const modifiers = childOf(declaration, 'modifiers');
  for (const annotation of modifiers ? parts(modifiers) : []) {
    const name = field(annotation, 'name');
    const list = field(annotation, 'arguments');
    if (!name || !list || !NAMING.has(to.textOf(name).replace(/^.*\./, ''))) continue;
    const key = textOf(standard(list, to));
    if (key !== undefined) return key;
  }
  return undefined;
}

function springValue(list: Node, to: Lowering): Expr | undefined {
  const [first] = parts(list);
  const value = first && to.expr(first.type === 'element_value_pair' ? field(first, 'value') : first);
  return value?.kind === 'text' ? (askedBySpel(value) ?? templated(value)) : value;
}

function configProperty(list: Node, annotation: Node, to: Lowering): Expr | undefined {
  const pairs = new Map(
    parts(list).flatMap((pair): [string, Expr][] => {
      const key = field(pair, 'key');
      return key ? [[to.textOf(key), to.expr(field(pair, 'value'))]] : [];
    }),
  );
  const name = pairs.get('name');
  const fallback = pairs.get('defaultValue');
  const range = rangeOf(annotation);
  if (name?.kind === 'text') return { kind: 'env', name: name.value, range, ...(fallback ? { fallback } : {}) };
  return name && askedBy(name, fallback, range);
}

/** A key that a constant names: a look-up of its own, by the annotation's name. */
const askedBy = (name: Expr, fallback: Expr | undefined, range: Range): Expr => ({
  kind: 'call',
  callee: ref('@ConfigProperty', range),
  args: [name, ...(fallback ? [fallback] : [])].map((value) => ({ value })),
  construct: false,
  range,
});

/** `javax.mail.Session` of a scoped identifier. */
export const dotted = (node: Node, to: Lowering): string => to.textOf(node).replace(/\s+/g, '');

/** The chain of a dotted name as an expression. */
export function chain(node: Node, to: Lowering): Expr {
  const [head, ...rest] = dotted(node, to).split('.');
  const at = rangeOf(node);
  return head === undefined
    ? unknown(at)
    : rest.reduce<Expr>((of, key) => member(of, text(key, at), at), ref(head, at));
}
