/** The readers, each loaded with its parser when the first file needs it. */
import type { Facts, Format } from '../model/facts.ts';
import type { Reader, ReadInput } from './reader.ts';
import { withoutTemplateMarks } from './template-marks.ts';

const load: Readonly<Partial<Record<Format, () => Promise<Reader>>>> = {
  dotenv: async () => (await import('./dotenv.ts')).readDotenv,
  yaml: async () => (await import('./yaml.ts')).readYaml,
  json: async () => (await import('./json.ts')).readJson,
  ini: async () => (await import('./ini.ts')).readIni,
  properties: async () => (await import('./properties.ts')).readProperties,
  toml: async () => (await import('./toml.ts')).readToml,
  xml: async () => (await import('./xml.ts')).readXml,
  hcl: async () => (await import('./hcl.ts')).readHcl,

  dockerfile: async () => (await import('./dockerfile.ts')).readDockerfile,
  postfix: async () => (await import('./postfix.ts')).readPostfix,
  table: async () => (await import('./table.ts')).readTable,
  nix: async () => (await import('./nix.ts')).readNix,
  lines: async () => (await import('./lines.ts')).readLines,
  php: async () => (await import('./php.ts')).readPhp,
  python: async () => (await import('./python.ts')).readPython,
  go: async () => (await import('./go.ts')).readGo,
  rust: async () => (await import('./rust.ts')).readRust,
  elixir: async () => (await import('./elixir.ts')).readElixir,
  sql: async () => (await import('./sql.ts')).readSql,
  perl: async () => (await import('./perl.ts')).readPerl,
  powershell: async () => (await import('./powershell.ts')).readPowershell,
  bash: async () => (await import('./bash.ts')).readBash,
  javascript: async () => (await import('./javascript.ts')).readJavaScript,
  ruby: async () => (await import('./ruby.ts')).readRuby,
  java: async () => (await import('./java.ts')).readJava,
  csharp: async () => (await import('./csharp.ts')).readCsharp,
  scala: async () => (await import('./scala.ts')).readScala,
  groovy: async () => (await import('./groovy.ts')).readGroovy,
  kotlin: async () => (await import('./kotlin.ts')).readKotlin,
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
  const facts = await reader(input);
  const broken = facts.problems?.length ?? 0;
  const { source } = input;
  const plain = facts.program && broken > 0 ? withoutTemplateMarks(source.text) : undefined;
  if (plain === undefined) return facts;
  const again = await reader({ ...input, source: { ...source, text: plain, lineCount: source.lineCount } });
  return (again.problems?.length ?? 0) > broken ? facts : { ...again, source };
}
