/** What the first lines of a file say of its format, where its name says nothing or not all. */
import type { Format } from '../model/facts.ts';

const SECTION = /^[ \t]*\[[\w.-]+\][ \t]*$/m;

/** A file without an ending may be a script, which its first line tells; so may a template of one. */
export const hasNoEnding = (path: string): boolean =>
  /(^|\/)\w[\w-]*(\.(?:erb|epp|j2|jinja2?|tpl|tmpl|template|tftpl|ctmpl|gotmpl|in))?$/.test(path);

/** Endings of what is looked at, listened to, compiled, packed or locked, and never run by its first line. */
const NO_SCRIPT: ReadonlySet<string> = new Set([
  ...['md', 'mdx', 'markdown', 'rst', 'adoc', 'html', 'htm', 'pdf', 'doc', 'docx', 'xls', 'xlsx', 'ppt', 'pptx', 'odt'],
  ...['css', 'scss', 'sass', 'less', 'styl', 'svg', 'png', 'jpg', 'jpeg', 'gif', 'webp', 'avif', 'bmp', 'ico', 'tif'],
  ...['woff', 'woff2', 'ttf', 'otf', 'eot', 'mp3', 'mp4', 'ogg', 'wav', 'webm', 'mov', 'psd', 'ai', 'sketch', 'fig'],
  ...['zip', 'gz', 'tgz', 'bz2', 'xz', 'zst', 'tar', '7z', 'rar', 'jar', 'war', 'ear', 'class', 'o', 'a', 'so', 'dll'],
  ...['dylib', 'exe', 'pyc', 'wasm', 'bin', 'db', 'sqlite', 'lock', 'map', 'snap', 'sum', 'po', 'pot', 'mo', 'log'],
  ...['proto', 'graphql', 'gql', 'pem', 'crt', 'key', 'pub', 'asc', 'sig', 'parquet', 'npy', 'onnx'],
]);

/** Whether a file that no reader is for may be a script: its first line tells, whatever it is called. */
export const mayBeScript = (path: string): boolean =>
  hasNoEnding(path) || !NO_SCRIPT.has(path.slice(path.lastIndexOf('.') + 1).toLowerCase());

const BY_INTERPRETER: readonly (readonly [RegExp, Format])[] = [
  [/python/, 'python'],
  [/\bnode\b|deno|bun/, 'javascript'],
  [/php/, 'php'],
  [/ruby/, 'ruby'],
  [/perl/, 'perl'],
  [/elixir/, 'elixir'],
  [/groovy/, 'groovy'],
  [/pwsh/, 'powershell'],
  [/\b(ba|z|k|da|a)?sh\b|bats/, 'bash'],
];

/** XML in a `.conf`, as OSSEC has it: a declaration, a comment or a bare tag; Apache's blocks have words behind their names. */
const XML = /^\s*<(?:\?xml|!--|[a-z][\w-]*>)/;

/** Mojolicious' configuration is a hash of Perl. https://docs.mojolicious.org/Mojolicious/Plugin/Config */
const PERL_HASH = /^(?:\s|#.*\n)*(?:use [\w:]+;\s*)*\{(?:\s|#.*\n)*['"]?\w+['"]?\s*=>/;

/** Flask's `from_pyfile` and its like: `.cfg` that is a module of Python. https://flask.palletsprojects.com/en/stable/config/#configuring-from-python-files */
const PYTHON =
  /^(?:from [\w.]+ import [\w(]|import [\w.]+(?: as \w+)?[ \t]*\r?$|("{3}|'{3})|[A-Za-z]\w* = (?:dict\(|\{)[ \t]*\r?\n[ \t]*["'][\w.-]+["']:)/m;

/** The format by the name, and by the start of the text where the name does not decide: scripts of any language end in `.sh`. */
export function formatWithin(named: Format | undefined, text: string, path: string): Format | undefined {
  const head = text.slice(0, FIRST_OF_HEAD);
  if (named === 'ini' && XML.test(head)) return 'xml';
  // PRTG's configuration is called `.dat`.
  if (named === 'lines' && /^\s*<\?xml\s/.test(head)) return 'xml';
  // Options behind a line that keeps a web server from giving them away: PKP's config.inc.php.
  if (named === 'php' && /^\s*;\s*<\?php\s+exit\b/.test(head)) return 'ini';
  if (named === 'ini' && PERL_HASH.test(head)) return 'perl';
  if (named === 'ini' && PYTHON.test(text) && !SECTION.test(text)) return 'python';
  // .NET's settings have the ending, too.
  if (named === 'xml' && !/^\s*</.test(head) && /^[A-Z][A-Z0-9_]*=/m.test(head)) return 'dotenv';
  if (named === 'json' && SECTION.test(head)) return 'ini';
  if (named === undefined && hasNoEnding(path) && (CLOUD_CONFIG.test(head) || YAML.test(text))) return 'yaml';
  if (named === undefined && EXIM.test(text)) return 'lines';
  const isOpen = named === undefined || named === 'bash' || OF_ANY_LANGUAGE.test(path);
  const found = isOpen ? (interpreterOf(head) ?? named) : named;
  return found ?? (KEEPALIVED.test(text) ? 'lines' : undefined);
}

/** Endings that tell what a program is for, not what it is written in: a web server's, a test's. */
const OF_ANY_LANGUAGE = /\.(?:cgi|fcgi|t)$/i;

/** So many characters of a file tell its format; the first few of them do unless it is YAML behind a comment. */
export const HEAD_OF_FORMAT = 2000;
const FIRST_OF_HEAD = 100;

/**
 * YAML without an ending, as Ansible's variables are kept and tools write what they were told: after comments a document's
 * start and a key, or three keys at the margin with nothing else between them.
 */
const YAML =
  /^(?:[ \t]*(?:#.*)?\r?\n)*(?:---[ \t]*\r?\n(?:[ \t]*(?:#.*)?\r?\n)*[A-Za-z_][\w.-]*:[ \t\r\n]|(?:[A-Za-z_][\w.-]*:(?:[ \t].*)?\r?\n(?:(?:[ \t#-].*)?\r?\n)*){3})/;

/** Parts of keepalived.conf(5), as roles and modules put it together. */
const KEEPALIVED = /^[ \t]*(?:global_defs|vrrp_[a-z_]{1,30})\b[^\n{]{0,100}\{/m;

/** Templates of Exim's configuration are called after the house, not after the program (specification, chapter 6.1). */
const EXIM = /^begin[ \t]+(?:acl|routers|transports)[ \t]*\r?$/m;

/** cloud-init's user data goes without an ending. https://cloudinit.readthedocs.io/en/latest/explanation/format.html */
const CLOUD_CONFIG = /^(?:## template: jinja\s+)?#cloud-config\b/;

/** Text without a format of its own: prose as often as the commands of a device. */
export const isPlainText = (path: string): boolean => /\.(txt|dat)$/i.test(path);

/** So many lines tell what a text is. */
const FIRST_LINES = 60;
const FEW_WORDS = 14;

/** Words of sentences; the commands of devices have none of them. */
const SENTENCE = /\b(?:the|you|your|this|that|is|are|was|will|can|should|please|which|with|und|der|die|das|est|les)\b/i;

/** Whether the start of a text reads as prose or data rather than as commands: sentences, long lines, full stops. */
export function isProse(head: string): boolean {
  const lines = head
    .split(/\r?\n/, FIRST_LINES)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^[#!;]/.test(line));
  const prose = lines.filter(
    (line) =>
      /[\w)][.,?]$/.test(line) || SENTENCE.test(line) || (line.split(/\s+/).length > FEW_WORDS && !/\s-|=/.test(line)),
  );
  return prose.length * 5 > lines.length;
}

/** The format that a `#!` line names. `head` is the start of the file. */
function interpreterOf(head: string): Format | undefined {
  const line = /^#!([^\r\n]*)/.exec(head)?.[1];
  return line === undefined ? undefined : BY_INTERPRETER.find(([pattern]) => pattern.test(line))?.[1];
}
