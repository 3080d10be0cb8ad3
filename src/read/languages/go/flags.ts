/** Flags of command lines, as far as a library writes them to variables or gives them by a chain of calls. */
import type { Argument, CallExpr, Entry, Expr } from '../../../model/expr.ts';
import { chainOf } from '../../../model/expr.ts';
import { field, type Lowering } from '../../lower.ts';
import { type Node, rangeOf } from '../../tree-sitter.ts';

/** https://pkg.go.dev/flag#StringVar, and pflag's `StringVarP` with a letter before the default: the variable has it from here on. */
const WRITING = /\.(?:String|Int|Uint|Uint16|Int64)Var(P?)$/;

export function writesFlag(name: string, args: readonly Argument[], node: Node, to: Lowering): void {
  const method = WRITING.exec(name) ?? WRITING.exec(`.${/(\w+)\s*\($/.exec(headOf(node, to))?.[1] ?? ''}`);
  const target = args[0]?.value;
  const value = args[method?.[1] ? 3 : 2]?.value;
  if (method && target && value && chainOf(target))
    to.builder.assign(target, flag(args[1]?.value, value, node), rangeOf(node));
}

const READING = /^(?:String|Int|Uint|Uint16|Int64)(P?)$/;

/** `flag.String("relay", "h", "usage")`, `cmd.Flags().StringP("relay", "r", "h", "usage")` */
export function readsFlag(callee: Expr, args: readonly Argument[], node: Node): Expr | undefined {
  const method = callee.kind === 'member' && callee.key.kind === 'text' ? READING.exec(callee.key.value) : null;
  const values = args.map(({ value }) => value);
  const standard = values.at(-2);
  if (!method || !standard || values.length !== (method[1] ? 4 : 3)) return undefined;
  return values.at(-1)?.kind === 'text' && values[0]?.kind === 'text' ? flag(values[0], standard, node) : undefined;
}

/** What commands give a flag of a name, and else its default. */
const flag = (name: Expr | undefined, fallback: Expr, node: Node): Expr =>
  name?.kind === 'text' ? { kind: 'env', name: name.value, flag: true, fallback, range: rangeOf(node) } : fallback;

/** What stands before a call's arguments: its callee may be the result of another call. */
function headOf(node: Node, to: Lowering): string {
  const fn = field(node, 'function');
  return fn ? `${to.textOf(fn)}(` : '';
}

/** `&cli.StringFlag{Value: "h", Destination: &host}`: https://cli.urfave.org/v2/examples/flags/ */
export function writesDestination(entries: readonly Entry[], node: Node, to: Lowering): void {
  const given = (key: string): Expr | undefined => entries.find((one) => one.key === key)?.value;
  const target = given('Destination');
  const value = given('Value') ?? given('DefaultText');
  if (target && value && chainOf(target)) to.builder.assign(target, value, rangeOf(node));
}

const TYPES = /^(?:String|Int|Int64|Uint|Uint16|IP|TCP)$/;

/** `kingpin.Flag("host", "…").Default("h").Envar("HOST").String()`: https://pkg.go.dev/gopkg.in/alecthomas/kingpin.v2 */
export function kingpinFlag(callee: Expr, node: Node): Expr | undefined {
  if (callee.kind !== 'member' || callee.key.kind !== 'text' || !TYPES.test(callee.key.value)) return undefined;
  const said = new Map<string, CallExpr>();
  for (let at: Expr = callee.of; at.kind === 'call' && at.callee.kind === 'member'; at = at.callee.of)
    if (at.callee.key.kind === 'text') said.set(at.callee.key.value, at);
  const first = (method: string): Expr | undefined => said.get(method)?.args[0]?.value;
  const standard = first('Default');
  const variable = first('Envar') ?? first('OverrideDefaultFromEnvar');
  if (!said.has('Flag') && !said.has('Arg')) return undefined;
  if (variable?.kind !== 'text') return standard;
  return {
    kind: 'env',
    name: variable.value,
    ...(standard ? { fallback: standard } : {}),
    range: rangeOf(node),
  };
}
