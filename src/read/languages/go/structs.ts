/**
 * Struct types whose field tags say where a value comes from: caarlos0/env (`env`, `envDefault`, `envPrefix`),
 * kelseyhightower/envconfig (`envconfig`, `default`), ilyakaznacheev/cleanenv (`env-default`, `env-prefix`),
 * sethvargo/go-envconfig (`env:"X, default=d"`), jessevdk/go-flags (`env`, `default`, `env-namespace`),
 * invopop/jsonschema (`jsonschema:"default=d,title=t"`).
 */
import type { Expr, TextExpr } from '../../../model/expr.ts';
import { oncePer } from '../../../model/once.ts';
import { childOf, field, fields, type Language, type Lowering, literally, member, ref } from '../../lower.ts';
import { text } from '../../reader.ts';
import { type Node, parts, rangeOf } from '../../tree-sitter.ts';
import { typeOf } from './types.ts';

export const structs: Language['statements'] = { type_spec: lowerType };

/** A tag's values by key. */
type Tags = ReadonlyMap<string, TextExpr>;

/** Where a struct type is the type of another's field, with what goes before the names of its variables there. */
interface Use {
  readonly by: string;
  readonly prefix: string;
}

const MAX_PREFIXES = 4;
const MAX_NESTING = 6;
function lowerType(node: Node, to: Lowering): void {
  const name = field(node, 'name');
  const type = field(node, 'type');
  if (!name || type?.type !== 'struct_type') return;
  const prefixes = prefixesOf(to.textOf(name), typesOf(node, to).uses);
  lowerFields(type, ref(to.textOf(name), rangeOf(name)), prefixes, to);
}

/** The fields of a struct type without a name, of the variable `of`. */
export const lowerStruct = (struct: Node, of: Expr, to: Lowering): void => lowerFields(struct, of, [''], to);

function lowerFields(struct: Node, of: Expr, prefixes: readonly string[], to: Lowering, depth = 0): void {
  for (const one of fieldsOf(struct)) {
    const tags = tagsOf(one, to);
    const type = field(one, 'type') ?? undefined;
    lowerEmbedded(one, of, to);
    for (const name of fields(one, 'name')) {
      for (const key of dataKeysIn(tags)) to.builder.dataKey(to.textOf(name), key);
      const target = member(of, literally(name, to), rangeOf(name));
      if (type?.type === 'struct_type' && depth < MAX_NESTING) {
        lowerFields(
          type,
          target,
          prefixes.map((prefix) => prefix + (prefixIn(tags) || nestedName(tags, to.textOf(name), to))),
          to,
          depth + 1,
        );
      } else {
        const named = nameByEnvconfig(tags, name, to);
        for (const value of [...valuesOf(tags, named, prefixes, to), ...typeWithin(type, to)])
          to.builder.assign(target, value, rangeOf(one), { declares: true });
        const shared = sharedType(type, to);
        const own = prefixIn(tags) || nestedName(tags, to.textOf(name), to);
        if (shared && own !== '' && depth < MAX_NESTING)
          lowerFields(
            shared,
            target,
            prefixes.map((prefix) => prefix + own),
            to,
            depth + 1,
          );
      }
    }
  }
}

/** An embedded struct type of the file is a field of its own name, and its fields are promoted. */
function lowerEmbedded(declaration: Node, of: Expr, to: Lowering): void {
  const type = fields(declaration, 'name').length > 0 ? undefined : namedType(field(declaration, 'type') ?? undefined);
  const struct = type && typesOf(type, to).structs.get(to.textOf(type));
  if (!type || !struct) return;
  const at = rangeOf(type);
  const own = ref(to.textOf(type), at);
  to.builder.assign(member(of, text(own.name, at), at), { kind: 'instance', type: own, range: at }, at, {
    declares: true,
  });
  for (const name of fieldsOf(struct).flatMap((one) => fields(one, 'name'))) {
    const key = literally(name, to);
    to.builder.assign(member(of, key, at), member(own, key, at), at, { declares: true });
  }
}

/** The name of a type, or of what it points to; undefined for a type that is written in place. */
function namedType(type: Node | undefined): Node | undefined {
  const named = type?.type === 'pointer_type' ? parts(type)[0] : type;
  return named?.type === 'type_identifier' ? named : undefined;
}

/** A field of a struct type of its own: its members are that type's. */
function typeWithin(type: Node | undefined, to: Lowering): Expr[] {
  const other = type?.type === 'pointer_type' ? parts(type)[0] : type;
  const elsewhere = other?.type === 'qualified_type' ? typeOf(other, to) : undefined;
  if (elsewhere) return [{ kind: 'instance', type: elsewhere, range: elsewhere.range }];
  const named = namedType(type);
  if (!named || !/^\p{L}/u.test(to.textOf(named))) return [];
  if (!typesOf(named, to).structs.has(to.textOf(named))) return [];
  return [{ kind: 'instance', type: ref(to.textOf(named), rangeOf(named)), range: rangeOf(named) }];
}

/** Of so many fields in a file it is said what they are within another struct. */
const MOST_SHARED = 2_000;

/** A struct type that is the type of several fields, which differ in what goes before the names of its variables. */
function sharedType(type: Node | undefined, to: Lowering): Node | undefined {
  const named = namedType(type);
  if (!named) return undefined;
  const types = typesOf(named, to);
  const name = to.textOf(named);
  const struct = types.shared.has(name) ? types.structs.get(name) : undefined;
  if (!struct || types.told > MOST_SHARED) return undefined;
  types.told += 1 + fieldsOf(struct).length;
  return struct;
}

const ENVCONFIG = 'kelseyhightower/envconfig';

/** `envconfig.Process("quarrel", &s)` puts QUARREL_ before all names. https://github.com/kelseyhightower/envconfig */
const envconfigPrefixes = oncePer(({ source }: Lowering): readonly string[] =>
  source.includes(ENVCONFIG)
    ? [...source.matchAll(/\benvconfig\.(?:Must)?Process\(\s*"(\w*)"/g)].map(([, prefix = '']) =>
        prefix === '' ? '' : `${prefix.toUpperCase()}_`,
      )
    : [],
);

const CAARLOS = 'caarlos0/env';

/** `env.ParseWithOptions(&c, env.Options{Prefix: "QUARREL_"})` does the same. https://github.com/caarlos0/env#prefix */
const caarlosPrefixes = oncePer(({ source }: Lowering): readonly string[] =>
  source.includes(CAARLOS)
    ? [...source.matchAll(/\benv\.Options\{[^{}]{0,400}?\bPrefix:[ \t]*"(\w+)"/g)].map(([, prefix = '']) => prefix)
    : [],
);

/** Tags that say that something else fills a struct. */
const BY_OTHERS = ['env', 'json', 'yaml', 'toml', 'mapstructure', 'koanf'];

/** A field without a tag has a variable of its own name, where a prefix makes that more than a word. */
function nameByEnvconfig(tags: Tags, field: Node, to: Lowering): TextExpr | undefined {
  const name = to.textOf(field);
  if (
    BY_OTHERS.some((key) => tags.has(key)) ||
    !envconfigPrefixes(to).some((prefix) => prefix !== '') ||
    !/^[A-Z]/.test(name)
  )
    return undefined;
  const words = tags.get('split_words')?.value === 'true' ? name.replace(/(?<=[a-z\d])(?=[A-Z])/g, '_') : name;
  return text(words.toUpperCase(), rangeOf(field));
}

/** The same library puts a nested struct's name before those of its fields. */
const nestedName = (tags: Tags, name: string, { source }: Lowering): string =>
  source.includes(ENVCONFIG) ? `${(tags.get('envconfig')?.value ?? name).toUpperCase()}_` : '';

/** What the fields of a struct type are called, in order, and which of them are embedded. */
interface Shape {
  readonly names: readonly string[];
  readonly embedded: ReadonlySet<string>;
}

/** The shape of a named struct type of the file: made for its first literal. */
function shapeOf(type: Node, to: Lowering): Shape | undefined {
  const name = to.textOf(type);
  const { structs, shapes } = typesOf(type, to);
  const struct = structs.get(name);
  const found = shapes.get(name) ?? (struct && madeShape(struct, to));
  if (found) shapes.set(name, found);
  return found;
}

function madeShape(struct: Node, to: Lowering): Shape {
  const declared = fieldsOf(struct).map((one) => ({ one, embedded: embeddedName(one, to) }));
  return {
    names: declared.flatMap(({ one, embedded }) => embedded ?? fields(one, 'name').map(to.textOf)),
    embedded: new Set(declared.flatMap(({ embedded }) => embedded ?? [])),
  };
}

/** The fields of a named struct type of the file, in order: a literal may give their values without names. */
export const fieldNames = (type: Node, to: Lowering): readonly string[] | undefined => shapeOf(type, to)?.names;

/** Whether a field of the struct type is embedded: its own fields are promoted. https://go.dev/ref/spec#Struct_types */
export const isEmbedded = (type: Node, name: string, to: Lowering): boolean =>
  shapeOf(type, to)?.embedded.has(name) ?? false;

/** What the struct types of a file embed, whose methods are promoted. https://go.dev/ref/spec#Struct_types */
export const embeddedTypes = (node: Node, to: Lowering): ReadonlyMap<string, readonly Expr[]> =>
  new Map(
    [...typesOf(node, to).structs].flatMap(([name, struct]) => {
      const bases = fieldsOf(struct).flatMap((one) =>
        fields(one, 'name').length > 0 ? [] : (typeOf(field(one, 'type'), to) ?? []),
      );
      return bases.length > 0 ? [[name, bases] as const] : [];
    }),
  );

/** `*smtp.Client` is called `Client`. */
function embeddedName(declaration: Node, to: Lowering): string | undefined {
  if (fields(declaration, 'name').length > 0) return undefined;
  const type = field(declaration, 'type');
  return type ? /(\w+)(?:\[.*\])?$/s.exec(to.textOf(type))?.[1] : undefined;
}

/** What is known of the struct types of a file, by their names. */
interface Types {
  readonly structs: ReadonlyMap<string, Node>;
  readonly uses: ReadonlyMap<string, readonly Use[]>;
  readonly shapes: Map<string, Shape>;
  /** Types of several fields that differ in what goes before the names of their variables. */
  readonly shared: ReadonlySet<string>;
  /** Fields of these, each time they are told, see sharedType(). */
  told: number;
}

const known = new WeakMap<Lowering, Types>();

/** The struct types of the file of a node, found when the first is asked for. */
function typesOf(node: Node, to: Lowering): Types {
  const before = known.get(to);
  if (before) return before;
  const structs = structsIn(rootOf(node), to);
  const uses = usesOf(structs, to);
  const found: Types = { structs, uses, shapes: new Map(), shared: differing(uses), told: 0 };
  known.set(to, found);
  return found;
}

const differing = (uses: ReadonlyMap<string, readonly Use[]>): ReadonlySet<string> =>
  new Set([...uses].flatMap(([name, all]) => (all.some(({ prefix }) => prefix !== all[0]?.prefix) ? [name] : [])));

function rootOf(node: Node): Node {
  let root = node;
  while (root.parent) root = root.parent;
  return root;
}

function structsIn(root: Node, to: Lowering): ReadonlyMap<string, Node> {
  const specs = parts(root).flatMap((part) => (part.type === 'type_declaration' ? parts(part) : []));
  return new Map(
    specs.flatMap((one): [string, Node][] => {
      const name = field(one, 'name');
      const type = field(one, 'type');
      return name && type?.type === 'struct_type' ? [[to.textOf(name), type]] : [];
    }),
  );
}

const fieldsOf = (struct: Node): Node[] => {
  const list = childOf(struct, 'field_declaration_list');
  return list ? parts(list).filter((part) => part.type === 'field_declaration') : [];
};

/** https://pkg.go.dev/reflect#StructTag */
function tagsOf(declaration: Node, to: Lowering): Tags {
  const tag = field(declaration, 'tag');
  const found = new Map<string, TextExpr>();
  if (tag?.type !== 'raw_string_literal') return found;
  for (const [whole, key = '', value = ''] of matches(to.textOf(tag), /(?<![\w.-])([\w.-]+):"((?:[^"\\]|\\.)*)"/g)) {
    const start = tag.startIndex + whole.at + key.length + 2;
    found.set(key, text(value, { start, end: start + value.length }));
  }
  return found;
}

/** What encoders and configuration libraries call a field. */
const DATA_TAGS = ['yaml', 'json', 'toml', 'mapstructure', 'koanf', 'hcl', 'ini', 'xml', 'config'];

/** `yaml:"at,omitempty"` is `at`; `-` is left out. */
const dataKeysIn = (tags: Tags): readonly string[] =>
  DATA_TAGS.flatMap((kind) => /^[\w.-]*[A-Za-z][\w.-]*/.exec(tags.get(kind)?.value ?? '')?.[0] ?? []);

function matches(source: string, pattern: RegExp): [{ at: number }, string | undefined, string | undefined][] {
  return [...source.matchAll(pattern)].map((found) => [{ at: found.index }, found[1], found[2]]);
}

/** The values of a field: one for each place its type is used with variables of other names. */
function valuesOf(tags: Tags, byField: TextExpr | undefined, inner: readonly string[], to: Lowering): Expr[] {
  const given = tags.get('env') ?? tags.get('envconfig') ?? byField;
  const outer = tags.has('env') ? caarlosPrefixes(to) : envconfigPrefixes(to);
  const prefixes = outer.length > 0 ? inner.flatMap((prefix) => outer.map((before) => before + prefix)) : inner;
  const [, name = '', inline] = /^\s*([A-Za-z_]\w*)(?:\s*,.*?\bdefault=(.*))?/s.exec(given?.value ?? '') ?? [];
  const standard = defaultIn(tags, given, inline);
  if (!given || name === '') return standard ? [standard] : [];
  return prefixes.map((prefix) => ({
    kind: 'env',
    name: prefix + name,
    ...(standard ? { fallback: standard } : {}),
    range: given.range,
  }));
}

function defaultIn(tags: Tags, given: TextExpr | undefined, inline: string | undefined): TextExpr | undefined {
  const found = ['envDefault', 'env-default', 'default'].flatMap((key) => tags.get(key) ?? [])[0];
  if (found) return found;
  if (given && inline !== undefined) return part(given, given.value.length - inline.length, given.value.length);
  const schema = tags.get('jsonschema');
  const stated = /(?:^|,)default=([^,]*)/.exec(schema?.value ?? '');
  const end = stated ? stated.index + stated[0].length : 0;
  return schema && stated ? part(schema, end - (stated[1] ?? '').length, end) : undefined;
}

const part = ({ value, range }: TextExpr, from: number, to: number): TextExpr =>
  text(value.slice(from, to), { start: range.start + from, end: range.start + to });

function prefixIn(tags: Tags): string {
  const namespace = tags.get('env-namespace')?.value;
  // https://github.com/sethvargo/go-envconfig#prefix
  const inline = /,\s*prefix=(\w+)/.exec(tags.get('env')?.value ?? '')?.[1];
  return (tags.get('envPrefix') ?? tags.get('env-prefix'))?.value ?? inline ?? (namespace ? `${namespace}_` : '');
}

function usesOf(structs: ReadonlyMap<string, Node>, to: Lowering): ReadonlyMap<string, readonly Use[]> {
  const found = new Map<string, Use[]>();
  for (const [name, struct] of structs) collectUses(struct, name, '', found, to);
  return found;
}

function collectUses(
  struct: Node,
  by: string,
  outer: string,
  found: Map<string, Use[]>,
  to: Lowering,
  depth = 0,
): void {
  for (const one of fieldsOf(struct)) {
    const type = field(one, 'type');
    const tags = tagsOf(one, to);
    const [own] = fields(one, 'name');
    const prefix = outer + (prefixIn(tags) || (own ? nestedName(tags, to.textOf(own), to) : ''));
    if (type?.type === 'struct_type' && depth < MAX_NESTING) collectUses(type, by, prefix, found, to, depth + 1);
    const named = namedType(type ?? undefined);
    if (!named) continue;
    const name = to.textOf(named);
    const list = found.get(name) ?? [];
    found.set(name, list);
    list.push({ by, prefix });
  }
}

function prefixesOf(type: string, all: ReadonlyMap<string, readonly Use[]>, depth = 0): readonly string[] {
  const own = (all.get(type) ?? []).slice(0, MAX_PREFIXES);
  if (own.length === 0 || depth >= MAX_NESTING) return [''];
  const found = own.flatMap(({ by, prefix }) => prefixesOf(by, all, depth + 1).map((outer) => outer + prefix));
  return [...new Set(found)].slice(0, MAX_PREFIXES);
}
