/** Files that scripts write: here-documents, `echo … > file`, `sed -i`; programs, statements and documents that they hold. */
import type { TextExpr } from '../../model/expr.ts';
import { SPEAKS_OF_MAIL } from '../../text/mail-words.ts';
import { decoded, type Escapes } from '../lower-text.ts';
import { text } from '../reader.ts';
import { decodedIn } from './encoded-commands.ts';
import { type Heredoc, heredocsOf } from './heredocs.ts';
import { inlinePrograms } from './inline-programs.ts';
import { withKeptKey } from './kept-groups.ts';
import { quotedJson, quotedSql } from './quoted-words.ts';
import { type FileNames, fileNames, relative } from './script-files.ts';
import { isComment, SHELL } from './shell-texts.ts';
import { sliceOf } from './templated.ts';
import { dedented } from './text-blocks.ts';
import { together } from './written-texts.ts';

export interface WrittenFile {
  /** Without the leading slash of an absolute path. */
  readonly name: string;
  readonly content: TextExpr;
  /** It is what this named template of Helm's puts in. */
  readonly inputOf?: string;
}

/** An object of JSON, or a list of some, that is the whole text. */
export const JSON_TEXT = /^\s*(?:\{\s*"[\s\S]*\}|\[\s*\{\s*"[\s\S]*\}\s*\])\s*$/;

/** `printf` and `echo -e` know line breaks, too. */
const PRINTED: Escapes = {
  pattern: /\\(?:[$`"\\]|n)/g,
  value: ([found]) => (found === '\\n' ? '\n' : found.slice(1)),
};
/** In the replacement of `s`, a backslash takes the next character as it is. */
const REPLACED: Escapes = { pattern: /\\[^\w&]/g, value: ([found]) => found.slice(1) };

/** Files that a script writes, and programs, statements and documents that it holds. */
export function* inScripts(content: string): Generator<WrittenFile> {
  const named = fileNames(content);
  if (content.includes('<<')) {
    for (const heredoc of heredocsOf(content)) {
      if (/^[ \t]*#/.test(heredoc.head)) continue;
      const name = writtenBy(heredoc, named);
      const body = bodyOf(heredoc, content);
      if (name !== undefined || JSON_TEXT.test(body.value)) yield { name: name ?? 'stdin.json', content: body };
    }
  }
  yield* echoed(content, named);
  yield* settingsTogether(replaced(content));
  yield* decodedIn(content);
  for (const { ending, code } of inlinePrograms(content)) yield { name: `inline.${ending}`, content: code };
  for (const word of quotedJson(content)) yield { name: `${word.about || 'word'}.json`, content: word.content };
  for (const statement of quotedSql(content)) yield { name: 'statement.sql', content: statement };
}

const bodyOf = ({ body, verbatim }: Heredoc, source: string): TextExpr => {
  const { range, escapes } = dedented(source, body.range, verbatim ? undefined : SHELL);
  return decoded(source, range, escapes);
};

const FILE = String.raw`["']?([^\s"'|;&<>()]+)`;
const REDIRECTED = new RegExp(String.raw`(?:(?<![0-9&])>>?|\btee\b(?:[ \t]+-{1,2}[a-z-]+)*)[ \t]*${FILE}`);
/** Interpreters that are fed a program. */
const FED: readonly (readonly [RegExp, string])[] = [
  [/(?<![.\w-])(?:psql|mysql|mariadb|sqlite3|sqlplus|sqlcmd)(?:[ \t][^|;&]*)?$/, 'stdin.sql'],
  [/(?<![.\w-])php["'$\w.{}]*(\s+-\S*)*\s*$/, 'stdin.php'],
  [/(?<![.\w-])python[\d.]*(\s+-\S*)*\s*$/, 'stdin.py'],
  [/(?<![.\w-])ruby(\s+-\S*)*\s*$/, 'stdin.rb'],
  [/(?<![.\w-])node(\s+-\S*)*\s*$/, 'stdin.js'],
];

/** The file that a command with a here-document writes, or a name for the program that it runs. */
function writtenBy({ head, command }: Heredoc, named: FileNames): string | undefined {
  const fed = FED.find(([interpreter]) => interpreter.test(command.trimEnd()))?.[1];
  return fed ?? named(REDIRECTED.exec(head)?.[1] ?? COPIED.exec(head)?.[1]);
}

/** `COPY <<EOF /app/.env`. https://docs.docker.com/reference/dockerfile/#here-documents */
const COPIED = /^[ \t]*(?:COPY|ADD)[ \t](?:[^\n]*[ \t])?["']?([^\s"']+)["']?[ \t]*$/;

const ECHO = new RegExp(
  String.raw`(?<![\w-])(?:echo|printf)((?:[ \t]+-[neE]+)*)[ \t]+(?:"(?<double>(?:[^"\\\n]|\\.){0,2000})"|'(?<single>[^'\n]*)'|(?<bare>[\w.-]+=[^\s"'|<>;&()$\`\\]+))` +
    String.raw`[^\n|<>;&]{0,60}(?:>>?|\|[ \t]*(?:sudo[ \t]+)?tee(?:[ \t]+-a)?)[ \t]*${FILE}`,
  'gd',
);

/** `echo "key = value" >> file`; one after another into the same file they are one content. */
function* echoed(content: string, named: FileNames): Generator<WrittenFile> {
  let name: string | undefined;
  let lines: TextExpr[] = [];
  const whole = (): WrittenFile[] => {
    const [first] = lines;
    return name !== undefined && first ? [{ name, content: together(lines, '\n', first.range) }] : [];
  };
  for (const found of content.matchAll(ECHO)) {
    if (isComment(content, found.index)) continue;
    const [start, end] = found.indices?.groups?.double ??
      found.indices?.groups?.single ??
      found.indices?.groups?.bare ?? [0, 0];
    const file = named(found.at(-1));
    const printed = found[0].startsWith('printf') || /e/.test(found[1] ?? '');
    const escapes = found.groups?.double === undefined ? undefined : SHELL;
    const said = decoded(content, { start, end }, printed ? PRINTED : escapes);
    const line = found[0].startsWith('printf') ? filledIn(said, content, end, found.index + found[0].length) : said;
    if (file !== name) {
      yield* whole();
      lines = [];
    }
    name = file;
    lines.push(line);
  }
  yield* whole();
}

/** `printf 'SMTP_HOST=%s\\n' "$h" b`: the words behind the format, in the place of its signs. */
function filledIn(format: TextExpr, content: string, start: number, end: number): TextExpr {
  const parts = format.value.split(/%[sb]/);
  if (parts.length < 2) return format;
  const words = [
    ...content
      .slice(start + 1, end)
      .matchAll(/[ \t](?<quote>["']?)(?<word>[^\s"'|<>;&$`]+|\$\{?\w+\}?)\k<quote>(?=[ \t])/dg),
  ];
  let at = 0;
  const texts = parts.flatMap((part, index): TextExpr[] => {
    const own = sliceOf(format, at, at + part.length);
    at += part.length + 2;
    const [from, to] = words[index]?.indices?.groups?.word ?? [];
    if (index === parts.length - 1 || from === undefined || to === undefined) return [own];
    return [own, decoded(content, { start: start + 1 + from, end: start + 1 + to })];
  });
  return together(texts, '', format.range);
}

/** `sed -i '$ a SMTP_HOST=h' file`: a line that is put in behind, in front or instead of another. */
const ADDED = /(?<quote>["'])(?:[$\d,/^][^"'\n]{0,80}?)?[aic](?:\\[ \t]*\n?|[ \t])[ \t]*(?<value>[^"'\n]+)\k<quote>/dg;

const SED = /(?<![\w-])(?:sed|perl)[ \t]+(?:[^\n\\]|\\.|\\\n){0,2000}/g;
const SUBSTITUTION =
  /(?<quote>["'])(?:[^"'\n]{0,80}?[\d/$,][ \t]*)?s(?<sign>[|/#,@!%~:+])(?<old>(?:\\.|(?!\k<sign>)[^\n\\])*)\k<sign>(?<value>(?:\\.|(?!\k<sign>)[^\n\\])*)\k<sign>[gimIep\d]*\\?\k<quote>/dg;

/**
 * `sed -i 's/relay\.a\.example/relay.b.example/' .env`: one relay takes the other's place, whatever the key is. In what is for
 * the web, or for a machine's own name, one site or machine takes another's.
 */
function isRelayFor(old: string | undefined, value: string, file: string): boolean {
  const name = old?.replaceAll('\\', '') ?? '';
  return !NAMES_OTHERS.test(file) && HOST_NAME.test(name) && HOST_NAME.test(value) && SPEAKS_OF_MAIL.test(name);
}

const NAMES_OTHERS =
  /nginx|apache|httpd|caddy|haproxy|traefik|lighttpd|vhosts?\b|sites-(?:enabled|available)|(?:^|\/)(?:hosts|hostname|mailname)$/i;
const HOST_NAME = /^[\w-]+(?:\.[\w-]+)+$/;
const REPLACED_RELAY = 'replaced.env';

/** In its place, or into another one. */
const INTO_FILE = /[ \t](?:-[a-zA-Z]*i|--in-place)|(?<![0-9&])>>?[ \t]*["']?[^\s"'|;&<>]+["']?[ \t]*$/;

/** A setting on a line of its own. */
const SETTING = /^([\w.-]+)(?:[ \t]*=|:[ \t])/;

/** Settings of one file are one content; one that is set anew, in another branch of the script, begins another. */
function* settingsTogether(written: Iterable<WrittenFile>): Generator<WrittenFile> {
  let lines: WrittenFile[] = [];
  const keys = new Set<string>();
  for (const line of written) {
    const key = SETTING.exec(line.content.value)?.[1];
    const areSettings = keys.size === lines.length && key !== undefined && !keys.has(key);
    if (!areSettings || lines[0]?.name !== line.name) {
      yield* whole(lines);
      lines = [];
      keys.clear();
    }
    lines.push(line);
    if (key !== undefined) keys.add(key);
  }
  yield* whole(lines);
}

function* whole(lines: readonly WrittenFile[]): Generator<WrittenFile> {
  const [first, ...others] = lines;
  if (!first) return;
  const texts = lines.map(({ content }) => content);
  yield others.length === 0 ? first : { ...first, content: together(texts, '\n', first.content.range) };
}

/** `sed -i 's|^key.*|key = value|' file`, `sed 's|…|…|' model > file`: what is put in is a line of the file. */
function* replaced(content: string): Generator<WrittenFile> {
  for (const command of content.matchAll(SED)) {
    if (!INTO_FILE.test(command[0]) || isComment(content, command.index)) continue;
    const name = /["']?([^\s"'|;&<>]+)["']?[ \t]*$/.exec(command[0])?.[1];
    if (name === undefined) continue;
    for (const found of [...command[0].matchAll(SUBSTITUTION), ...command[0].matchAll(ADDED)]) {
      const at = found.indices?.groups?.value;
      if (!at) continue;
      const range = { start: command.index + at[0], end: command.index + at[1] };
      const value = withKeptKey(decoded(content, range, REPLACED), found.groups?.old);
      yield isRelayFor(found.groups?.old, value.value, name)
        ? { name: REPLACED_RELAY, content: together([text('SMTP_HOST=', range), value], '', range) }
        : { name: relative(name), content: value };
    }
  }
}
