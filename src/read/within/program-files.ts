/**
 * Files that a program writes as they stand in it: `fs.writeFileSync('.env', 'SMTP_HOST=h\n')`, `Path('.env').write_text(…)`,
 * `file.write('SMTP_HOST=h\n')`. What a program only prints reaches none of these functions.
 */
import { type Argument, type CallExpr, chainOf, type Expr, type TextExpr } from '../../model/expr.ts';
import type { Facts } from '../../model/facts.ts';
import { asWritten } from './written-texts.ts';

/** Functions that put a text into a file, by their last name: Node, Python, PHP, Ruby, Go, the JVM, .NET, Rust, Elixir. */
const WRITING: ReadonlySet<string> = new Set([
  ...['writeFile', 'writeFileSync', 'appendFile', 'appendFileSync', 'outputFile', 'outputFileSync', 'writeTextFile'],
  ...['write', 'write!', 'write_text', 'write_all', 'writelines', 'file_put_contents', 'fwrite', 'fputs', 'binwrite'],
  ...['WriteFile', 'WriteString', 'WriteAllText', 'AppendAllText', 'writeString', 'writeText', 'appendText'],
]);

/** What is written there is shown, or sent to who asked. */
const SHOWN = /^(?:stdout|stderr|res|response|console)$/i;

/** A line of variables that says something of mail. */
const VARIABLES = /^[ \t]*(?:export[ \t]+)?\w*(?:smtp|mail|relay)\w*[ \t]*=[ \t]*\S/im;

/** What has no name that says more. */
const VARIABLES_FILE = 'written.env';

/** A path is one word, and has an ending or is one. */
const PATH = /^[^\s=]*\.\w[^\s=/]*$/;

export interface ProgramFile {
  readonly name: string;
  readonly content: TextExpr;
}

export function* filesWrittenBy({ program, source }: Facts): Generator<ProgramFile> {
  for (const { call } of program?.calls ?? []) {
    const { callee, args } = call;
    const names = chainOf(callee) ?? [lastOf(callee)];
    if (!WRITING.has(names.at(-1) ?? '') || names.some((name) => SHOWN.test(name))) continue;
    for (const { value } of args) {
      const content = textIn(value, source.text);
      if (!content || !VARIABLES.test(content.value)) continue;
      yield { name: nameOf(call, source.text) ?? VARIABLES_FILE, content };
    }
  }
}

const lastOf = (callee: Expr): string =>
  callee.kind === 'member' && callee.key.kind === 'text' ? callee.key.value : '';

/** The text of an argument, or the one in the only argument of what is made of it: `[]byte("…")`, `Buffer.from("…")`. */
function textIn(value: Expr, source: string): TextExpr | undefined {
  const [only, more]: readonly Argument[] = value.kind === 'call' ? value.args : [];
  return only && !more ? asWritten(only.value, source) : asWritten(value, source);
}

/** The path among the arguments, or among those of what makes the file that is written to. */
function nameOf({ callee, args }: CallExpr, source: string): string | undefined {
  const of = callee.kind === 'member' && callee.of.kind === 'call' ? callee.of.args : [];
  return [...args, ...of]
    .map(({ value }) => textIn(value, source)?.value)
    .find((one) => one !== undefined && PATH.test(one))
    ?.replace(/^(?:\.?\/)+/, '');
}
