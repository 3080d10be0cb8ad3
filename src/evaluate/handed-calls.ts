/**
 * Calls that somebody else makes in Python: `partial(connect, "h")`, `Thread(target=send, args=("h",))`, `send.delay("h")`. Each is told
 * as the call of the function that it will be.
 */
import type { Argument, CallExpr, Expr } from '../model/expr.ts';
import type { CallSite, Facts } from '../model/facts.ts';
import { grouped } from '../model/grouped.ts';
import { oncePer } from '../model/once.ts';
import { lastName } from './call-index.ts';

/** The calls of a program in Python that others make for it, by the name of the function. */
export const handedCalls = oncePer(
  ({ format, program }: Facts): ReadonlyMap<string, readonly CallSite[]> =>
    grouped(
      (format === 'python' ? (program?.calls ?? []) : []).flatMap((site) =>
        handedBy(site.call).map((call) => ({ ...site, call })),
      ),
      (site) => lastName(site.call.callee),
    ),
);

/** The first argument is the function, the others are its own: functools, concurrent.futures, RQ. */
const WITH_FUNCTION_FIRST = new Set(['partial', 'partialmethod', 'submit', 'enqueue']);
/** Methods of functions: Celery's, Dask's and Ray's tasks. */
const OF_FUNCTION = new Set(['delay', 's', 'si', 'remote']);
/** Names of arguments: threading, multiprocessing, Airflow, APScheduler, Celery. */
const FUNCTION = new Set(['target', 'python_callable', 'func', 'fn']);
const POSITIONAL = new Set(['args', 'op_args']);
const NAMED = new Set(['kwargs', 'op_kwargs']);
/** Copies of records with other values: they are made as if by their constructor. */
const COPYING = new Set(['replace', 'evolve', '_replace', 'model_copy']);

function handedBy(call: CallExpr): readonly CallExpr[] {
  const { callee, args } = call;
  const name = lastName(callee);
  const [first, ...others] = args;
  const receiver = callee.kind === 'member' ? callee.of : undefined;
  const fn = args.find((one) => one.name !== undefined && FUNCTION.has(one.name))?.value;
  if (fn) return made(call, fn, unpacked(args));
  if (WITH_FUNCTION_FIRST.has(name)) return made(call, first?.value, others);
  if (name === 'apply_async') return made(call, receiver, unpacked(args));
  if (OF_FUNCTION.has(name)) return made(call, receiver, args);
  return COPYING.has(name) ? copied(call, first?.value.kind === 'call' ? first.value : receiver) : [];
}

/** `replace(Relay(port=25), node="h")` */
function copied(call: CallExpr, original: Expr | undefined): readonly CallExpr[] {
  if (original?.kind !== 'call') return [];
  const given = call.args.filter((one) => one.name !== undefined);
  const kept = original.args.filter((one) => given.every(({ name }) => name !== one.name));
  return given.length > 0 ? made(call, original.callee, [...kept, ...given]) : [];
}

const made = (call: CallExpr, fn: Expr | undefined, args: readonly Argument[]): readonly CallExpr[] =>
  fn && (fn.kind === 'ref' || fn.kind === 'member') && args.length > 0 ? [{ ...call, callee: fn, args }] : [];

/** `args=["h"], kwargs={"port": 25}` as the arguments that they become. */
const unpacked = (args: readonly Argument[]): readonly Argument[] =>
  args.flatMap(({ name = '', value }): readonly Argument[] => {
    if (POSITIONAL.has(name) && value.kind === 'list') return value.items.map((item) => ({ value: item }));
    if (!NAMED.has(name)) return [];
    if (value.kind === 'object') return value.entries.map((entry) => ({ name: entry.key, value: entry.value }));
    return value.kind === 'call' ? value.args.filter((one) => one.name !== undefined) : [];
  });
