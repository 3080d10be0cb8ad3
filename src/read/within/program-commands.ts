/**
 * Commands that a program runs: texts and lists that reach `exec`, `subprocess.run`, `system` and the like are read as lines of
 * a script. What a program only prints, or says in a comment, reaches none of them.
 */
import { type Argument, type CallExpr, chainOf, type Expr, type Range, type TextExpr } from '../../model/expr.ts';
import { type Facts, type Format, PROGRAMS, type Program } from '../../model/facts.ts';
import { oncePer } from '../../model/once.ts';
import { text } from '../reader.ts';
import { asWritten, together } from './written-texts.ts';

/** Functions that run a command, by their last name: Node, execa, Python, Ruby, PHP, Perl, Go, the JVM, .NET. */
const RUNNING: ReadonlySet<string> = new Set([
  ...['exec', 'execSync', 'execFile', 'execFileSync', 'spawn', 'spawnSync', 'execa', 'execaSync', 'execaCommand'],
  ...['run', 'call', 'check_call', 'check_output', 'Popen', 'system', 'popen', 'getoutput', 'getstatusoutput'],
  ...['create_subprocess_shell', 'create_subprocess_exec', 'capture2', 'capture2e', 'capture3', 'sh'],
  ...['shell_exec', 'passthru', 'proc_open', 'Command', 'CommandContext', 'ProcessBuilder', 'Start', 'command'],
]);

/** Programs that send mail or say through which relay it goes, as the first word of a command. */
const SENDER = String.raw`(?:^|[\s;|&("'/])(?:swaks|send[eE]mail(?:\.pl)?|msmtp|(?:heirloom-|bsd-)?mailx?|s-nail|nail|curl|git|postconf|debconf-set-selections)["']?`;
const SENDING = new RegExp(String.raw`${SENDER}(?=\s)`);
const NAMES_SENDER = new RegExp(String.raw`${SENDER}(?=\s|$)`);

/** Of the items of a list those that say what is sent and through what stand in front. */
const MOST_WORDS = 60;

export const isProgramOfCommands = (format: Format): boolean => PROGRAMS.has(format);

/** What a name stands for. */
type Names = (name: string) => Expr | undefined;

/** The commands of a program, each as the text of a script. */
export function* commandsRun({ program, source }: Facts): Generator<TextExpr> {
  const seen = new Set<string>();
  for (const { call, scope } of program?.calls ?? []) {
    if (!program || !RUNNING.has(chainOf(call.callee)?.at(-1) ?? lastOf(call.callee))) continue;
    const words = commandOf(call, namesIn(program, scope), source.text);
    const places = words.map(({ range }) => range.start).join();
    if (seen.has(places) || !words.some((one) => namesSender(one).yes)) continue;
    seen.add(places);
    const content = asCommand(words, call.range);
    if (content && SENDING.test(content.value)) yield content;
  }
  if (program) yield* commandsKept(program);
}

/** What a configuration that is a program calls the command that mail goes through: BackupPC's `$Conf{SendmailPath}`. */
const MAILER = /^(?:send_?mail|mailer|mail)_?(?:path|cmd|command|program|bin(?:ary)?)$/i;

/** Commands that a program keeps for later under such a name. */
function* commandsKept({ assignments }: Program): Generator<TextExpr> {
  for (const { target, value } of assignments)
    if (value.kind === 'text' && MAILER.test(chainOf(target)?.at(-1) ?? '') && SENDING.test(value.value)) yield value;
}

/** Asked once of a text, however many commands it is part of. */
const namesSender = oncePer(({ value }: TextExpr) => ({ yes: NAMES_SENDER.test(value) }));

const lastOf = (callee: Expr): string =>
  callee.kind === 'member' && callee.key.kind === 'text' ? callee.key.value : '';

/** The words of the command that a call runs; a whole line is one. */
function commandOf({ args }: CallExpr, names: Names, source: string): readonly TextExpr[] {
  const given = args.filter(({ name, spread }) => name === undefined && !spread).map(({ value }) => value);
  return wordsOf(given, names, source).slice(0, MOST_WORDS);
}

const asCommand = (words: readonly TextExpr[], range: Range): TextExpr | undefined =>
  words.length > 1 ? together(words.map(quoted), ' ', range) : words[0];

/** Texts and the items of lists up to the first argument that is neither: the options of the call. */
function wordsOf(given: readonly Expr[], names: Names, source: string): readonly TextExpr[] {
  const words: TextExpr[] = [];
  for (const one of given) {
    const value = heldBy(one, names);
    if (value.kind === 'list')
      words.push(...value.items.slice(0, MOST_WORDS).map((item) => word(heldBy(item, names), names, source)));
    else if (value.kind === 'text' || value.kind === 'join') words.push(word(value, names, source));
    else if (words.length === 0 && value.kind !== 'ref' && value.kind !== 'member') continue;
    else break;
  }
  return words;
}

/** A text, or one with names in it, each as the only text that it has. */
const word = (value: Expr, names: Names, source: string): TextExpr =>
  value.kind === 'join'
    ? together(
        value.parts.map((part) => open(heldBy(part, names), source)),
        '',
        value.range,
      )
    : open(value, source);

/** What no text says stays open, by its name. */
const open = (value: Expr, source: string): TextExpr =>
  (value.kind === 'text' ? asWritten(value, source) : undefined) ??
  text(`$${chainOf(value)?.at(-1)?.replace(/\W/g, '') || 'argument'}`, value.range);

/** A word of a list is one word of the script. */
const quoted = (one: TextExpr, index: number): TextExpr =>
  index > 0 && /\s/.test(one.value) && !/["']/.test(one.value)
    ? together([text('"', one.range), one, text('"', one.range)], '', one.range)
    : one;

/** The value of a name that the program gives one value alone; `command.split()`, `shlex.split(command)` are the command. */
function heldBy(value: Expr, names: Names): Expr {
  if (value.kind === 'call' && /^split$/i.test(lastOf(value.callee))) return heldBy(unsplit(value), names);
  const name = value.kind === 'ref' ? value.name : undefined;
  if (name === undefined) return value;
  const only = names(name);
  return only && /^(text|join|list)$/.test(only.kind) ? only : value;
}

/** What names stand for within a scope; what a function is handed under a name may be anything. */
function namesIn(program: Program, scope: number): Names {
  const values = soleValues(program);
  const params = paramsOf(program).get(scope);
  return (name) => (params?.has(name) ? undefined : values.get(name));
}

/** The names of each function's parameters, by its scope. */
const paramsOf = oncePer(
  ({ functions }: Program): ReadonlyMap<number, ReadonlySet<string>> =>
    new Map(functions.map(({ scope, params }) => [scope, new Set(params.map(({ name }) => name))])),
);

/** The values of the names that a program gives one value alone. */
const soleValues = oncePer(({ assignments }: Program): ReadonlyMap<string, Expr | undefined> => {
  const values = new Map<string, Expr | undefined>();
  for (const { target, value } of assignments)
    if (target.kind === 'ref') values.set(target.name, values.has(target.name) ? undefined : value);
  return values;
});

function unsplit({ callee, args }: CallExpr): Expr {
  const [first]: readonly Argument[] = args;
  const of = callee.kind === 'member' ? callee.of : callee;
  return of.kind === 'ref' && of.name === 'shlex' && first ? first.value : of;
}
