/** Variables, members and types. PowerShell's names are the same in any case: the first spelling in a file counts. */
import type { Expr, Range } from '../../../model/expr.ts';
import { type Lowering, member, ref } from '../../lower.ts';
import { text, unknown } from '../../reader.ts';
import { type Node, rangeOf } from '../../tree-sitter.ts';

/** Names of the libraries and commands that detectors speak of, as these spell them. */
const KNOWN = [
  'Send-MailMessage',
  'Send-EmailMessage',
  'New-Object',
  'ConvertFrom-Json',
  'SmtpServer',
  'Server',
  'Smtp',
  'Host',
  'Port',
  'UseSsl',
  'EnableSsl',
  'Credential',
  'PSEmailServer',
  'System',
  'Net',
  'Mail',
  'SmtpClient',
  'Environment',
  'GetEnvironmentVariable',
  'Connect',
  'Send',
].map((name) => [name.toLowerCase(), name] as const);

const spellings = new WeakMap<Lowering, Map<string, string>>();

/** A name as the file, or the library, spells it first. */
export function spelled(name: string, to: Lowering): string {
  let known = spellings.get(to);
  if (!known) {
    known = new Map(KNOWN);
    spellings.set(to, known);
  }
  const first = known.get(name.toLowerCase());
  if (first === undefined) known.set(name.toLowerCase(), name);
  return first ?? name;
}

const CONSTANTS: Readonly<Record<string, (at: Range) => Expr>> = {
  true: (at) => text('true', at),
  false: (at) => text('false', at),
  null: (at) => unknown(at, 'null'),
};

/** `$name`, `${name}`, `@name`, `$script:name`, `$env:NAME`. */
export function variable(node: Node, to: Lowering): Expr {
  const at = rangeOf(node);
  const written = to.textOf(node).replace(/^[$@]\{?|\}$/g, '');
  const [, scope, name = written] = /^(\w+):(.+)$/.exec(written) ?? [];
  if (scope?.toLowerCase() === 'env') return { kind: 'env', name, range: at };
  const constant = CONSTANTS[name.toLowerCase()];
  return constant ? constant(at) : ref(name.toLowerCase() === 'this' ? 'this' : spelled(name, to), at);
}

/** What an assignment to a variable sets: of the environment, the variable by its name. */
export const target = (value: Expr): Expr => (value.kind === 'env' ? ref(value.name, value.range) : value);

/** `System.Net.Mail.SmtpClient` as a chain of names. */
export function typeNamed(name: string, at: Range, to: Lowering): Expr {
  const [first = name, ...rest] = name.replace(/^\[|\]$/g, '').split('.');
  return rest.reduce<Expr>((of, step) => member(of, text(spelled(step, to), at), at), ref(spelled(first, to), at));
}
