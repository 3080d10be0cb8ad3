/**
 * Programs that run a text as a program: `eval`, `exec`, `new Function`. What such a text says of mail is not followed, which is
 * told rather than passed over.
 */
import { type CallExpr, chainOf, type Expr } from '../../model/expr.ts';
import type { Facts, Format, Problem } from '../../model/facts.ts';
import { roleOf } from '../../select/role.ts';
import { wholeLiteral } from '../reader.ts';

/** What runs an argument as a program: functions by their bare names, and methods of any object. */
interface Running {
  readonly functions?: readonly string[];
  readonly methods?: readonly string[];
}

const RUNNING: Partial<Readonly<Record<Format, Running>>> = {
  javascript: {
    functions: ['eval', 'Function', 'setTimeout', 'setInterval'],
    methods: ['runInNewContext', 'runInThisContext', 'runInContext', '_compile'],
  },
  python: { functions: ['exec', 'eval', 'compile'] },
  php: { functions: ['eval', 'create_function'] },
  ruby: { functions: ['eval'], methods: ['eval', 'instance_eval', 'class_eval', 'module_eval'] },
  groovy: { methods: ['evaluate'] },
  powershell: { functions: ['Invoke-Expression', 'iex'] },
};

/** `builtins.exec`, `globalThis.eval` are the bare functions. */
const GLOBAL = /^(?:builtins|__builtins__|globalThis|window|global)$/;

function isRunning({ functions = [], methods = [] }: Running, callee: Expr): boolean {
  const chain = chainOf(callee);
  const name = chain?.at(-1) ?? (callee.kind === 'member' && callee.key.kind === 'text' ? callee.key.value : '');
  const isBare = chain?.length === 1 || (chain?.length === 2 && GLOBAL.test(chain[0] ?? ''));
  return isBare ? functions.includes(name) : methods.includes(name);
}

/** What sends mail, as against what only has addresses: bundles of front ends are full of `email` and `mailto:`. */
const OF_MAIL =
  /smtp|createTransport|send_?mail\s?\(|mailer|mail[-_.]?(?:host|server|gateway)(?![a-z])|relay[-_]?host|smart[-_]?host/i;
/** A program, as against a name or a sentence. */
const A_PROGRAM = /[=(]/;

/** What is told of each text that is run and speaks of mail. What a test runs sends no mail of the application. */
export function programsInTexts({ format, path, program }: Facts): readonly Problem[] {
  const running = RUNNING[format];
  if (!running || !program || roleOf(path) === 'test') return [];
  return program.calls.flatMap(({ call }) => {
    if (!isRunning(running, call.callee)) return [];
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
