/**
 * Programs that run a text as a program: `eval`, `exec`, `new Function`. What such a text says of mail is not followed, which is
 * told rather than passed over.
 */
import { type CallExpr, chainOf, type Expr } from '../../model/expr.ts';
import type { Facts, Format, Problem } from '../../model/facts.ts';
import { wholeLiteral } from '../reader.ts';

const JAVASCRIPT = [
  ...['eval', 'Function', 'runInNewContext', 'runInThisContext', 'runInContext', 'Script', 'setTimeout', 'setInterval'],
  ...['_compile'],
];

/** The last names of what runs its first argument as a program. */
const RUNNING: Partial<Readonly<Record<Format, ReadonlySet<string>>>> = {
  javascript: new Set(JAVASCRIPT),
  python: new Set(['exec', 'eval', 'compile']),
  php: new Set(['eval', 'create_function', 'assert']),
  ruby: new Set(['eval', 'instance_eval', 'class_eval', 'module_eval']),
  groovy: new Set(['evaluate', 'parse', 'eval']),
  perl: new Set(['eval']),
  powershell: new Set(['Invoke-Expression', 'iex']),
};

const OF_MAIL = /smtp|mail|relay/i;
/** A program, as against a name or a sentence. */
const A_PROGRAM = /[=(]/;

/** What is told of each text that is run and speaks of mail. */
export function programsInTexts({ format, program }: Facts): readonly Problem[] {
  const running = RUNNING[format];
  if (!running || !program) return [];
  return program.calls.flatMap(({ call }) => {
    if (!running.has(chainOf(call.callee)?.at(-1) ?? '')) return [];
    const text = call.args.map(({ value }) => textRun(value)).find((one) => OF_MAIL.test(one) && A_PROGRAM.test(one));
    return text === undefined ? [] : [problemAt(call)];
  });
}

const problemAt = ({ range }: CallExpr): Problem => ({
  message: 'a text that speaks of mail is run as a program here; it was not read',
  offset: range.start,
  unread: true,
});

function textRun(value: Expr): string {
  const whole = wholeLiteral(value);
  if (whole) return whole.value;
  return value.kind === 'join' ? value.parts.map((part) => (part.kind === 'text' ? part.value : '')).join('') : '';
}
