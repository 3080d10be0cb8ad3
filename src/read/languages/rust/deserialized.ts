/**
 * What the crates that load a configuration make: a value of the type that the call names, `from_env::<Config>()`, or that the
 * function around gives back, and figment's defaults in code. Attributes of that type's fields say what they are by default.
 *
 * - https://docs.rs/config/latest/config/struct.Config.html#method.try_deserialize
 * - https://docs.rs/envy/latest/envy/fn.from_env.html
 * - https://docs.rs/figment/latest/figment/providers/struct.Serialized.html
 */
import { type CallExpr, chainOf, type Expr } from '../../../model/expr.ts';
import { field, type Lowering } from '../../lower.ts';
import { either } from '../../reader.ts';
import { type Node, parts, rangeOf } from '../../tree-sitter.ts';
import { typeOf } from './types.ts';

const MAKING: ReadonlySet<string> = new Set(['try_deserialize', 'extract', 'from_env']);

/** Crates of serde's formats, and what of theirs makes a value of a type. */
const FORMAT = /^(?:toml|serde_json|serde_yaml|serde_yml|ron|json5|basic_toml)$/;
const OF_FORMAT = /^from_(?:str|slice|reader)$/;

/** The functions whose body is being walked, the innermost last. */
const around = new WeakMap<Lowering, (Expr | undefined)[]>();

/** Walks the body of a function that gives back a value of a type, or what a variable of it is given. */
export function givingBack(type: Node | null, to: Lowering, walk: () => void): void {
  const outer = around.get(to) ?? [];
  around.set(to, outer);
  // Of a closure the type is seldom written: it is what is declared around it, `LazyLock<Config>`.
  outer.push(type ? typeOf(resultOf(type), to) : outer.at(-1));
  walk();
  outer.pop();
}

/** `Result<Config, Error>` gives a Config, or no value. */
function resultOf(type: Node | null): Node | null {
  if (type?.type !== 'generic_type' || !/(?:^|::)Result$/.test(field(type, 'type')?.text ?? '')) return type;
  const given = field(type, 'type_arguments');
  return given ? (parts(given)[0] ?? type) : type;
}

/** The value of a call: as it is, or as what it makes of a configuration's values. */
export function deserialized(call: CallExpr, node: Node, to: Lowering): Expr {
  const [first = '', ...rest] = chainOf(call.callee) ?? ['', ...keyOf(call)];
  const last = rest.at(-1) ?? first;
  if (!MAKING.has(last) && !(FORMAT.test(first) && OF_FORMAT.test(last))) return call;
  const named = typeNamed(field(node, 'function'), to) ?? around.get(to)?.at(-1);
  const type: readonly Expr[] = named ? [{ kind: 'instance', type: named, range: call.range }] : [];
  const options = [...type, ...defaultsIn(call)];
  return options.length > 0 ? either([...stepsOf(call).slice(-1), ...options], rangeOf(node)) : call;
}

const keyOf = ({ callee }: CallExpr): readonly string[] =>
  callee.kind === 'member' && callee.key.kind === 'text' ? [callee.key.value] : [];

/** `from_env::<Config>` */
function typeNamed(callee: Node | null, to: Lowering): Expr | undefined {
  const given = callee?.type === 'generic_function' ? field(callee, 'type_arguments') : null;
  const [only, more] = given ? parts(given) : [];
  return only && !more ? typeOf(only, to) : undefined;
}

/** A longer chain of calls is not gone through. */
const MOST_STEPS = 40;

/** The calls of a builder's chain, the last first: the first of them, `Config::builder()`, makes what holds the configuration. */
function stepsOf(call: CallExpr): readonly CallExpr[] {
  const found: CallExpr[] = [];
  let at: Expr = call;
  while (at.kind === 'call' && found.length < MOST_STEPS) {
    found.push(at);
    at = at.callee.kind === 'member' ? at.callee.of : at.callee;
  }
  return found;
}

/** `Figment::from(Serialized::defaults(Config::default()))`, `.merge(Serialized::defaults(…))` */
const defaultsIn = (call: CallExpr): readonly Expr[] =>
  stepsOf(call).flatMap(({ args }) =>
    args.flatMap(({ value }) =>
      value.kind === 'call' && chainOf(value.callee)?.slice(-2).join('.') === 'Serialized.defaults'
        ? value.args.map((one) => one.value)
        : [],
    ),
  );
