/**
 * Attributes of classes: `has server => (is => 'ro', default => sub { 'h' });` of Moo, Moose, Mouse and Mojo::Base. Whoever makes an
 * instance gives them by their names; what nobody gives has its default, or what its builder returns.
 * https://metacpan.org/pod/Moo#has, https://docs.mojolicious.org/Mojo/Base#has
 */
import type { Argument, Entry, Expr, TextExpr } from '../../../model/expr.ts';
import { member, ref } from '../../lower.ts';
import type { ProgramBuilder } from '../../program-builder.ts';
import { either, text } from '../../reader.ts';

export interface Attribute {
  readonly name: TextExpr;
  /** Where nobody gives it. */
  readonly standard?: Expr;
}

/** The attributes that a statement declares; none where it is no such call. */
export function attributesOf(statement: Expr): readonly Attribute[] {
  if (statement.kind !== 'call') return [];
  const [first, ...others] = statement.args;
  if (!first) return [];
  // `has server => (…)` is read as a pair.
  if (first.name !== undefined) return attribute(text(first.name, statement.range), [{ value: first.value }]);
  const names = first.value.kind === 'list' ? first.value.items : [first.value];
  return names.flatMap((name) => (name.kind === 'text' ? attribute(name, others) : []));
}

/** `+name` adds to what a base class declares. */
function attribute(written: TextExpr, given: readonly Argument[]): readonly Attribute[] {
  const options = optionsIn(given);
  const name = written.value.replace(/^\+/, '');
  if (!/^\w+$/.test(name)) return [];
  const standard = standardOf(name, options) ?? (options.length === 0 ? called(given[0]?.value) : undefined);
  return [{ name: { ...written, value: name }, ...(standard ? { standard } : {}) }];
}

const optionsIn = (args: readonly Argument[]): readonly Entry[] =>
  args.flatMap(({ name, value }): readonly Entry[] => {
    if (name !== undefined) return [{ key: name, keyRange: value.range, value }];
    if (value.kind === 'object') return value.entries;
    return value.kind === 'list' ? pairsOf(value.items) : [];
  });

const pairsOf = (items: readonly Expr[]): readonly Entry[] =>
  items.flatMap((key, at): readonly Entry[] => {
    const value = items[at + 1];
    return at % 2 === 0 && key.kind === 'text' && value ? [{ key: key.value, keyRange: key.range, value }] : [];
  });

function standardOf(name: string, options: readonly Entry[]): Expr | undefined {
  const option = (key: string): Expr | undefined => options.find((one) => one.key === key)?.value;
  const given = option('default');
  if (given) return called(given);
  const builder = option('builder');
  if (builder?.kind === 'function') return called(builder);
  const kind = option('is');
  const isBuilt =
    builder !== undefined || option('lazy_build') !== undefined || (kind?.kind === 'text' && kind.value === 'lazy');
  const at = builder?.range ?? kind?.range;
  if (!isBuilt || !at) return undefined;
  const method = builder?.kind === 'text' && /^[a-z_]\w*$/i.test(builder.value) ? builder.value : `_build_${name}`;
  const callee = member(ref('this', at), text(method, at), at);
  return { kind: 'call', callee, args: [], construct: false, range: at };
}

/** A default that is a function is what this gives back. */
const called = (given: Expr | undefined): Expr | undefined =>
  given?.kind === 'function' ? { kind: 'call', callee: given, args: [], construct: false, range: given.range } : given;

const GIVEN = 'given';

/** The constructor that the attributes make. */
export function constructing(attributes: readonly Attribute[], builder: ProgramBuilder): void {
  const [first] = attributes;
  if (!first) return;
  const { range } = first.name;
  builder.function({
    name: 'constructor',
    params: [{ name: GIVEN, rest: 'named' }],
    range,
    body: () => {
      for (const { name, standard } of attributes) {
        const own = member(ref(GIVEN, name.range), name, name.range);
        const value = standard ? either([own, standard], name.range) : own;
        builder.assign(member(ref('this', name.range), name, name.range), value, name.range);
      }
    },
  });
}
