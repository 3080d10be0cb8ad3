/** The readers, each loaded with its parser when the first file needs it. */
import { type Facts, type Format, LANGUAGES, type Problem } from '../model/facts.ts';
import type { Reader, ReadInput } from './reader.ts';
import { withoutTemplateMarks } from './within/template-marks.ts';
import { templateVariables } from './within/template-variables.ts';

const load: Readonly<Partial<Record<Format, () => Promise<Reader>>>> = {
  dotenv: async () => (await import('./formats/dotenv.ts')).readDotenv,
  yaml: async () => (await import('./formats/yaml/index.ts')).readYaml,
  json: async () => (await import('./formats/json/index.ts')).readJson,
  ini: async () => (await import('./formats/ini.ts')).readIni,
  properties: async () => (await import('./formats/properties.ts')).readProperties,
  toml: async () => (await import('./formats/toml.ts')).readToml,
  xml: async () => (await import('./formats/xml.ts')).readXml,
  hcl: async () => (await import('./formats/hcl/index.ts')).readHcl,
  bicep: async () => (await import('./formats/bicep.ts')).readBicep,
  puppet: async () => (await import('./formats/puppet/index.ts')).readPuppet,

  dockerfile: async () => (await import('./formats/dockerfile.ts')).readDockerfile,
  postfix: async () => (await import('./formats/postfix.ts')).readPostfix,
  csv: async () => (await import('./formats/csv.ts')).readCsv,
  table: async () => (await import('./formats/table.ts')).readTable,
  nix: async () => (await import('./formats/nix/index.ts')).readNix,
  lines: async () => (await import('./formats/lines.ts')).readLines,
  patch: async () => (await import('./formats/patch.ts')).readPatch,
  php: async () => (await import('./languages/php/index.ts')).readPhp,
  python: async () => (await import('./languages/python/index.ts')).readPython,
  go: async () => (await import('./languages/go/index.ts')).readGo,
  rust: async () => (await import('./languages/rust/index.ts')).readRust,
  elixir: async () => (await import('./languages/elixir/index.ts')).readElixir,
  sql: async () => (await import('./formats/sql.ts')).readSql,
  plain: async () => (await import('./languages/plain/index.ts')).readPlain,
  perl: async () => (await import('./languages/perl/index.ts')).readPerl,
  powershell: async () => (await import('./languages/powershell/index.ts')).readPowershell,
  bash: async () => (await import('./languages/bash/index.ts')).readBash,
  javascript: async () => (await import('./languages/javascript/index.ts')).readJavaScript,
  ruby: async () => (await import('./languages/ruby/index.ts')).readRuby,
  java: async () => (await import('./languages/java/index.ts')).readJava,
  csharp: async () => (await import('./languages/csharp/index.ts')).readCsharp,
  scala: async () => (await import('./languages/scala/index.ts')).readScala,
  groovy: async () => (await import('./languages/groovy/index.ts')).readGroovy,
  kotlin: async () => (await import('./languages/kotlin/index.ts')).readKotlin,
};

/** Whether there is a reader for a format. */
export const canRead = (format: Format): boolean => load[format] !== undefined;

/**
 * Reads a file in a format.
 *
 * @throws Error when there is no reader for the format, or the reader gives up (a parse that takes too long).
 */
export async function read(format: Format, input: ReadInput): Promise<Facts> {
  const loader = load[format];
  if (!loader) throw new Error(`no reader for ${format} files`);
  const reader = await loader();
  let facts: Facts;
  try {
    facts = withVariables(await reader(input));
  } catch (error) {
    const instead = UNPARSED[format];
    if (!instead) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    return { ...(await read(instead, input)), format, problems: [unparsed(reason)] };
  }
  const broken = facts.problems?.length ?? 0;
  const { source } = input;
  if (format === 'yaml' && broken > 0 && holdsProperties(source.text)) return read('properties', input);
  // OSGi's `.config` is no XML.
  if (format === 'xml' && !facts.documents[0] && holdsProperties(source.text)) return read('properties', input);
  if (format === 'ini' && includesHocon(source.text)) return read('json', input);
  const plain = facts.program && broken > 0 ? withoutTemplateMarks(source.text) : undefined;
  if (plain === undefined) return facts;
  const again = await reader({ ...input, source: { ...source, text: plain, lineCount: source.lineCount } });
  return (again.problems?.length ?? 0) > broken ? facts : { ...again, source };
}

/**
 * What a file is read as whose parser gives up: by a reader that knows no grammar, so that what stands in it plainly is found
 * all the same.
 */
const UNPARSED: Readonly<Partial<Record<Format, Format>>> = {
  ...Object.fromEntries(LANGUAGES.filter((one) => one !== 'plain').map((one) => [one, 'plain'])),
  powershell: 'plain',
  bash: 'dotenv',
  hcl: 'properties',
};

const unparsed = (reason: string): Problem => ({
  message: `could not be parsed, and was read as text: ${reason}`,
  offset: 0,
  unread: true,
});

/** No more of a file is looked through for its first key. */
const HEAD = 20_000;

/** `a.b=c` as the first that is said: a file of properties under another name, as roles for Spring's applications have them. */
const holdsProperties = (text: string): boolean => /^[A-Za-z][\w-]*(?:\.[\w-]+)+[ \t]*=/.test(firstSaid(text));

/** Typesafe Config's overlay of a file, whatever it is called: https://github.com/lightbend/config/blob/main/HOCON.md#includes */
const includesHocon = (text: string): boolean =>
  /^[ \t]*include[ \t]+(?:"|(?:required|classpath|file|url|package)\()/.test(firstSaid(text));

/** The first line that is no comment. */
const firstSaid = (text: string): string =>
  text
    .slice(0, HEAD)
    .split(/[\r\n]/)
    .find((line) => !/^[ \t]*(?:[#!]|\/\/|$)/.test(line)) ?? '';

/** Data with the variables that it sets as a template. */
function withVariables(facts: Facts): Facts {
  const variables = facts.program ? undefined : templateVariables(facts.source.text);
  return variables ? { ...facts, documents: [...facts.documents, variables] } : facts;
}
