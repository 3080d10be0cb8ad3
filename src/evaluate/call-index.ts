/** The calls of a file by the name that their callee ends with: a cheap question before the costly one of what it stands for. */
import type { CallExpr, Expr } from '../model/expr.ts';
import type { CallSite, Facts } from '../model/facts.ts';
import { grouped } from '../model/grouped.ts';
import { oncePer } from '../model/once.ts';

/** In source order of each name; made once a file. */
export const callsByName = oncePer(
  ({ program }: Facts): ReadonlyMap<string, readonly CallSite[]> =>
    grouped(program?.calls ?? [], (site) => lastName(site.call.callee)),
);

/** The name that a callee is called by; of `require('mailgun-js')({…})` the module. */
export const lastName = (callee: Expr): string => {
  if (callee.kind === 'call') {
    const module = callee.callee.kind === 'ref' && callee.callee.name === 'require' ? callee.args[0]?.value : undefined;
    return module?.kind === 'text' ? module.value : '';
  }
  if (callee.kind === 'ref') return callee.name.split(/[\\.]|::/).at(-1) ?? '';
  return callee.kind === 'member' && callee.key.kind === 'text' ? callee.key.value : '';
};

/** Whether a name is as short as those that minified code gives to hundreds of things. */
export const isShort = (name: string): boolean => /^.{1,2}$/.test(name);

/** A longer chain is no declaration: of it the last calls are looked at. */
const MOST_CHAINED = 200;

/** A call and those that its receiver is made by, from the last. */
export function chainedCalls(call: CallExpr): readonly CallExpr[] {
  const calls: CallExpr[] = [];
  for (let at: Expr | undefined = call; at?.kind === 'call' && calls.length < MOST_CHAINED; ) {
    calls.push(at);
    at = at.callee.kind === 'member' ? at.callee.of : undefined;
  }
  return calls;
}
