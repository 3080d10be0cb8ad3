/** Terraform's functions whose result is (part of) what they are given. https://developer.hashicorp.com/terraform/language/functions */
import type { Expr, Range, TextExpr } from '../../../model/expr.ts';
import { printf } from '../../lower-text.ts';
import { either, join, object, unknown } from '../../reader.ts';

type Meaning = (args: readonly Expr[], at: Range) => Expr | undefined;

const first: Meaning = ([value]) => value;
const anyOf: Meaning = (args, at) => either(args, at);

const MEANINGS: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ...[
    'jsonencode',
    'yamlencode',
    'base64encode',
    'tostring',
    'tomap',
    'sensitive',
    'nonsensitive',
    'trimspace',
    'lower',
    'one',
    'tolist',
    'toset',
  ].map((name): [string, Meaning] => [name, first]),
  ['coalesce', anyOf],
  ['try', anyOf],
  [
    'lookup',
    ([map, key, fallback], at) =>
      map && key && either([{ kind: 'member', of: map, key, range: at }, ...(fallback ? [fallback] : [])], at),
  ],
  [
    'merge',
    (args, at) =>
      object(
        args.map((value) => ({ key: '', keyRange: value.range, value, spread: true })),
        at,
      ),
  ],
  ['format', ([template, ...args], at) => (template?.kind === 'text' ? printf(template, args, at) : undefined)],
  ['join', joined],
  ['element', ([list], at) => (list?.kind === 'list' ? either(list.items, at) : undefined)],
  ['base64decode', ([value]) => (value?.kind === 'text' ? decodedText(value) : undefined)],
  ['templatefile', ([, variables]) => variables],
]);

/** `join(".", ["smtp", var.zone])` */
function joined([separator, list]: readonly Expr[], at: Range): Expr | undefined {
  if (separator?.kind !== 'text' || list?.kind !== 'list') return undefined;
  return join(
    list.items.flatMap((item, index) => (index === 0 || separator.value === '' ? [item] : [separator, item])),
    at,
  );
}

const decodedText = (value: TextExpr): Expr => ({
  kind: 'text',
  value: Buffer.from(value.value, 'base64').toString('utf8').trim(),
  range: value.range,
  encoded: true,
});

/** What a call comes to; a function that is not listed stays a call. */
export function callOf(name: string, args: readonly Expr[], at: Range): Expr {
  const meaning = MEANINGS.get(name);
  if (meaning) return meaning(args, at) ?? unknown(at, `${name}()`);
  return {
    kind: 'call',
    callee: { kind: 'ref', name, range: at },
    args: args.map((value) => ({ value })),
    construct: false,
    range: at,
  };
}
