/**
 * Files that a program writes as they stand in it: `fs.writeFileSync('.env', 'SMTP_HOST=h\n')`, `Path('.env').write_text(…)`,
 * `file.write('SMTP_HOST=h\n')`. What a program only prints reaches none of these functions.
 */
import { type Argument, type CallExpr, chainOf, type Expr, type TextExpr } from '../../model/expr.ts';
import type { Facts, Program } from '../../model/facts.ts';
import { oncePer } from '../../model/once.ts';
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

/** Files of data, which are read by their ending; what speaks of mail in them may stand under any key. */
const DATA_FILE = /\.(?:ya?ml|json5?|toml|ini|conf|cnf|cfg|properties|xml|neon)$/i;
const OF_MAIL = /smtp|mail/i;

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
    if (!program || !WRITING.has(names.at(-1) ?? '') || names.some((name) => SHOWN.test(name))) continue;
    const name = nameOf(call, program, source.text);
    const isData = name !== undefined && DATA_FILE.test(name);
    for (const { value } of args) {
      const content = textIn(held(value, program), source.text);
      if (content && (VARIABLES.test(content.value) || (isData && OF_MAIL.test(content.value))))
        yield { name: name ?? VARIABLES_FILE, content };
    }
  }
}

/** What a variable holds that the file gives a value once. */
const held = (value: Expr, program: Program): Expr =>
  (value.kind === 'ref' ? givenOnce(program).get(value.name) : undefined) ?? value;

const givenOnce = oncePer(({ assignments }: Program): ReadonlyMap<string, Expr> => {
  const found = new Map<string, Expr | undefined>();
  for (const { target, value } of assignments)
    if (target.kind === 'ref') found.set(target.name, found.has(target.name) ? undefined : value);
  return new Map([...found].flatMap(([name, value]) => (value ? [[name, value]] : [])));
});

const lastOf = (callee: Expr): string =>
  callee.kind === 'member' && callee.key.kind === 'text' ? callee.key.value : '';

/** The text of an argument, or the one in the only argument of what is made of it: `[]byte("…")`, `Buffer.from("…")`. */
function textIn(value: Expr, source: string): TextExpr | undefined {
  const [only, more]: readonly Argument[] = value.kind === 'call' ? value.args : [];
  return only && !more ? asWritten(only.value, source) : asWritten(value, source);
}

/** The path among the arguments, or among those of what makes the file that is written to. */
function nameOf({ callee, args }: CallExpr, program: Program, source: string): string | undefined {
  const file = callee.kind === 'member' ? held(callee.of, program) : undefined;
  return [...args, ...(file?.kind === 'call' ? file.args : [])]
    .map(({ value }) => textIn(value, source)?.value)
    .find((one) => one !== undefined && PATH.test(one))
    ?.replace(/^(?:\.?\/)+/, '');
}
