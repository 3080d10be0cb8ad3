/** Calls that hand a value through unchanged, in any language: rows, not code. */
import { type CallExpr, chainOf, type Expr, type ObjectExpr } from '../model/expr.ts';
import { argument } from '../model/facts.ts';
import { oncePer } from '../model/once.ts';
import type { CommandLineRules } from './command-line.ts';
import type { ConfigurationRules } from './configurations.ts';
import { matchesAny } from './lookup.ts';
import type { StandardRules } from './standards.ts';
import type { TextRule } from './text-rules.ts';
import type { UrlRules } from './urls.ts';

export interface CallRules {
  /** Functions whose value is their first argument: `str(x)`, `String(x)`, `Object.freeze(x)`. */
  readonly ofArgument: readonly string[];
  /** Methods whose value is their receiver's: `x.trim()`, `x.unwrap()`, `x.to_string()`. */
  readonly ofReceiver: readonly string[];
  /** The same, where they are called without arguments: `property("mail.host").getString()`. */
  readonly unwrapping: readonly string[];
  /** Methods whose value is the receiver's or, failing that, their first argument's: `x.orElse("d")`. */
  readonly orArgument: readonly string[];
  /** Functions that merge objects, later arguments winning: `Object.assign`, `array_merge`. */
  readonly merging: readonly string[];
  /** The same, earlier arguments and the receiver winning: `wp_parse_args`, lodash's `defaults`. */
  readonly mergingUnder: readonly string[];
  /** Those of both that merge the objects within, too. */
  readonly mergingDeep: readonly string[];
  /** Functions whose value is what a data file holds, named (`parse_ini_file(x)`) or opened (`json.load(open(x))`) by the first argument. */
  readonly loading: readonly string[];
  /** Those of them whose value is the text of the file. */
  readonly reading: readonly string[];
  /** Functions that fill an object by a schema: which argument describes it, under which key, and which is the data. */
  readonly schemas: readonly {
    readonly of: readonly string[];
    readonly index: number;
    readonly within?: string;
    /** The key of a list of what others fill, which is a part of what this one does. */
    readonly extending?: string;
    /** The environment when left out. */
    readonly data?: number;
  }[];
  /** Methods of a schema that do so: `schema.parse(process.env)`. */
  readonly parsing: readonly string[];
  /** Keys of what such calls give under which the filled object stands, beside errors. */
  readonly parsed: readonly string[];
  /** Functions whose value is one of their other arguments: `flag.String("node", "default", "usage")`. */
  readonly atArgument: readonly {
    readonly of: readonly string[];
    readonly index: number;
    readonly named?: string;
    /** The first argument names an option, which whoever starts the program may give. */
    readonly isOption?: true;
  }[];
  /** Functions whose value is what another function makes, which an argument of one of these names is. */
  readonly ofFactory: { readonly of: readonly string[]; readonly named: readonly string[] };
  /** Functions that fill a variable from all of the configuration, or from the section that an argument or the call before names. */
  readonly filling: readonly { readonly of: readonly string[]; readonly section?: number | 'receiver' }[];
  /** Objects that hold a configuration. */
  readonly configurations: ConfigurationRules;
  readonly commandLine: CommandLineRules;
  /** Classes whose fields are filled from the variables of their names. */
  readonly settingsClasses: readonly string[];
  /** Bases of classes whose fields are the keys of a section that they name, and what they call to name it and to declare fields. */
  readonly namedClasses: { readonly bases: readonly string[]; readonly naming: string; readonly declaring: string };
  /** Classes whose fields are the keys at the root of the configuration's file. */
  readonly rootClasses: readonly string[];
  /** Functions and methods of lists and mappings, by what they give. */
  readonly collections: Readonly<
    Record<
      /** Keys with their values, of a list with its positions · the same, but a list as it is · the values · what a function makes of each · the member that is named · any item. */
      'entries' | 'pairs' | 'values' | 'mapped' | 'picked' | 'any',
      { readonly functions: readonly string[]; readonly methods: readonly string[] }
    >
  >;
  /** Calls that are given a key and what to use where nothing has a value for it. */
  readonly standards: StandardRules;
  /** Functions and methods that make texts of texts. */
  readonly texts: readonly TextRule[];
  /** Functions and classes that take a URL apart. */
  readonly urls: UrlRules;
  /** Functions whose value is any of their arguments: `coalesce(a, b)`, `firstNonEmpty`. */
  readonly anyArgument: readonly string[];
}

/** The option of the command line that a call declares, if its value is one's. */
export function optionDeclared(
  { atArgument }: CallRules,
  { args }: CallExpr,
  origins: readonly string[],
): string | undefined {
  const declares = atArgument.some(({ of, isOption }) => isOption && matchesAny(of, origins));
  const name = declares ? args[0]?.value : undefined;
  return name?.kind === 'text' ? name.value : undefined;
}

/** The expressions that the call's value is taken from; undefined when the call is none of these. */
export function callValue(rules: CallRules, call: CallExpr, origins: readonly string[]): readonly Expr[] | undefined {
  const first = call.args.find((argument) => argument.name === undefined)?.value;
  if (matchesAny(rules.merging, origins)) return [merged(call, rules, origins)];
  if (matchesAny(rules.mergingUnder, origins)) return [reversed(merged(call, rules, origins))];
  if (matchesAny(rules.anyArgument, origins)) return call.args.map((argument) => argument.value);
  if (first && matchesAny(rules.ofArgument, origins)) return [first];
  const at = rules.atArgument.find(({ of }) => matchesAny(of, origins));
  const other =
    at && ((at.named && argument(call.args, at.named, undefined)) || argument(call.args, undefined, at.index));
  if (other) return [other];
  const factory = matchesAny(rules.ofFactory.of, origins) ? factoryOf(rules, call) : undefined;
  if (factory) return [madeBy(factory)];
  if (call.callee.kind !== 'member' || call.callee.key.kind !== 'text') return undefined;
  const method = call.callee.key.value;
  if (rules.ofReceiver.includes(method) || (call.args.length === 0 && rules.unwrapping.includes(method)))
    return [call.callee.of];
  // `Config::default()` is a function of the type.
  const isOfType = !first && /^[A-Z]\w*[a-z]/.test(chainOf(call.callee.of)?.at(-1) ?? '');
  // `m.getOrElse("key", "d")` is given a key first.
  const isKeyed = call.args.filter(({ name }) => name === undefined).length > 1;
  if (rules.orArgument.includes(method) && !isOfType && !isKeyed)
    return first ? [call.callee.of, first] : [call.callee.of];
  return undefined;
}

const factoryOf = ({ ofFactory }: CallRules, { args }: CallExpr): Expr | undefined =>
  args.find(({ name }) => name !== undefined && ofFactory.named.includes(name))?.value;

/** The call of a factory. Made once, as all made expressions are. */
const madeBy = oncePer(
  (callee: Expr): CallExpr => ({ kind: 'call', callee, args: [], construct: false, range: callee.range }),
);

/** The arguments of a call as an object: named ones are its entries, others are spread into it. */
export const argumentsObject = ({ args, range }: CallExpr): ObjectExpr => ({
  kind: 'object',
  entries: args.map(({ name, value }) => ({
    key: name ?? '',
    keyRange: value.range,
    value,
    spread: name === undefined,
  })),
  range,
});

const reversed = (object: ObjectExpr): ObjectExpr => ({ ...object, entries: object.entries.toReversed() });

function merged(call: CallExpr, { mergingDeep }: CallRules, origins: readonly string[]): ObjectExpr {
  const isMethod =
    call.callee.kind === 'member' &&
    (call.args.length === 1 || call.args.some((argument) => argument.name !== undefined));
  const receiver = isMethod && call.callee.kind === 'member' ? [call.callee.of] : [];
  const spreads = receiver.map((value) => ({ key: '', keyRange: value.range, value, spread: true }));
  const object = argumentsObject(call);
  const entries = [...spreads, ...object.entries];
  return { ...object, entries, ...(matchesAny(mergingDeep, origins) ? { deep: true } : {}) };
}
