/**
 * Files that another file writes: here-documents and `echo … > file` of scripts, `sed -i` replacements, `content:` beside a
 * `path:` (cloud-init, Ansible, Terraform, Salt), keys of a ConfigMap, `environment.etc` of NixOS. Each has a name, which
 * tells how to read it.
 */
import { type Entry, type Expr, type TextExpr, valueAt } from '../../model/expr.ts';
import type { Facts, Format } from '../../model/facts.ts';
import { oncePer } from '../../model/once.ts';
import { HELPERS } from '../../select/formats.ts';
import { base64Text } from '../../text/base64-text.ts';
import type { SourceText } from '../../text/source-text.ts';
import { text } from '../reader.ts';
import { setByAugeas } from './augeas.ts';
import { commandsIn } from './data-commands.ts';
import { databaseFunctions } from './database-functions.ts';
import { definedVariables } from './defined-variables.ts';
import { decodedIn } from './encoded-commands.ts';
import { patchedFiles } from './patches.ts';
import { commandsRun, isProgramOfCommands } from './program-commands.ts';
import { filesWrittenBy } from './program-files.ts';
import { statementsRun } from './program-statements.ts';
import { columnJson, columnSections } from './quoted-words.ts';
import { relative } from './script-files.ts';
import { inScripts, JSON_TEXT, type WrittenFile } from './written-by-scripts.ts';
import { asWritten, together } from './written-texts.ts';

const DATA: ReadonlySet<Format> = new Set(['yaml', 'json', 'hcl', 'toml', 'nix', 'puppet']);
/** Ruby: the shell that a Vagrantfile runs inline, and files that recipes write. */
const SCRIPTS: ReadonlySet<Format> = new Set(['bash', 'dockerfile', 'yaml', 'json', 'hcl', 'groovy', 'ruby']);

/** Scripts of Windows, which hold commands in base64; `.bat` is read as lines of names and values. */
const HELD_COMMANDS: ReadonlySet<Format> = new Set(['powershell', 'ini']);

/** Formats of names and values, of which a value may be JSON. */
const VALUES: ReadonlySet<Format> = new Set(['dotenv', 'properties', 'ini', 'xml', 'dockerfile']);

/** Whether files of a format can hold other files. */
export const canWriteFiles = (format: Format): boolean => DATA.has(format) || SCRIPTS.has(format);

export function* writtenFiles(facts: Facts): Generator<WrittenFile> {
  if (facts.format === 'patch') {
    yield* patchedFiles(facts.source.text);
    return;
  }
  const seen = new Set<Expr>();
  const targets = DATA.has(facts.format) ? targetsIn(facts.documents) : NO_TARGETS;
  if (DATA.has(facts.format) || VALUES.has(facts.format))
    for (const document of facts.documents) yield* inData(document, undefined, { ...facts, targets }, seen);
  if (SCRIPTS.has(facts.format)) yield* inScripts(facts.source.text);
  else if (HELD_COMMANDS.has(facts.format)) yield* decodedIn(facts.source.text);
  if (facts.format === 'groovy') yield* inSteps(facts);
  if (facts.format === 'sql') {
    for (const content of columnJson(facts.source.text)) yield { name: 'value.json', content };
    for (const content of columnSections(facts.source.text)) yield { name: 'value.ini', content };
    yield* databaseFunctions(facts.source.text);
  }
  if (DATA.has(facts.format) || VALUES.has(facts.format))
    for (const content of commandsIn(facts)) yield { name: 'command.sh', content };
  if (isProgramOfCommands(facts.format))
    for (const content of commandsRun(facts)) yield { name: 'command.sh', content };
  for (const content of statementsRun(facts)) yield { name: 'statement.sql', content };
  if (HELPERS.test(facts.path)) yield* definedVariables(facts.source.text);
  yield* filesWrittenBy(facts);
}

/** The facts of a file, with the paths under which a compose file mounts its configs and secrets. */
type Outer = Facts & { readonly targets: ReadonlyMap<string, string> };

const NO_TARGETS: ReadonlyMap<string, string> = new Map();

/** `configs: [{ source: msmtprc, target: /etc/msmtprc }]` of compose's services. https://docs.docker.com/reference/compose-file/services/#configs */
function targetsIn(documents: readonly Expr[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const document of documents) {
    const services = valueAt(document, 'services');
    for (const { value: service } of services?.kind === 'object' ? services.entries : []) {
      for (const mounted of [valueAt(service, 'configs'), valueAt(service, 'secrets')]) {
        for (const item of mounted?.kind === 'list' ? mounted.items : []) {
          const source = lastText(valueAt(item, 'source') ?? item);
          const target = lastText(valueAt(item, 'target') ?? item);
          if (source !== undefined && target !== undefined && source !== target) found.set(source, relative(target));
        }
      }
    }
  }
  return found;
}

/** Steps of Jenkins' pipelines that run a script. https://www.jenkins.io/doc/pipeline/steps/workflow-durable-task-step/ */
const STEPS: ReadonlyMap<string, string> = new Map([
  ['sh', 'step.sh'],
  ['powershell', 'step.ps1'],
  ['pwsh', 'step.ps1'],
]);

function* inSteps({ program, source }: Facts): Generator<WrittenFile> {
  for (const { call } of program?.calls ?? []) {
    const name = call.callee.kind === 'ref' ? STEPS.get(call.callee.name) : undefined;
    const script = call.args.find((one) => one.name === undefined || one.name === 'script')?.value;
    const content = name !== undefined && script ? asWritten(script, source.text) : undefined;
    if (name !== undefined && content) yield { name, content };
  }
}

/**
 * Variables whose value a container reads as a file, and kustomize's patches, which may say nothing of mail themselves.
 * https://docs.gitlab.com/install/docker/configuration/, https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/patches/
 */
const FILE_VARIABLES: ReadonlyMap<string, string> = new Map([
  ['GITLAB_OMNIBUS_CONFIG', 'gitlab.rb'],
  ['patch', 'patch.yaml'],
]);

const POWERSHELL = 'step.ps1';

/**
 * Steps of pipelines in PowerShell: Azure's `powershell:` and `pwsh:`, its task's `script:`, GitHub's `run:` beside `shell: pwsh`.
 * https://learn.microsoft.com/azure/devops/pipelines/yaml-schema/steps-powershell,
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsshell
 */
const IN_POWERSHELL = [
  { key: /^(?:powershell|pwsh)$/, beside: 'displayName', says: /^/ },
  { key: /^run$/, beside: 'shell', says: /^(?:powershell|pwsh)$/ },
  { key: /^script$/, beside: 'targetType', says: /^inline$/i },
] as const;

const scriptNameOf = (key: string, beside: readonly Entry[]): string | undefined =>
  IN_POWERSHELL.some((row) => row.key.test(key) && row.says.test(memberText(beside, row.beside) ?? ''))
    ? POWERSHELL
    : undefined;

/** `${{ … }}` of a pipeline, which is no variable of PowerShell's in braces: a text within quotes, else a name; as long as it was. */
const asPowershell = (content: TextExpr): TextExpr => ({
  ...content,
  value: content.value.replace(
    /(?<before>[\s=(,]|^)?\$\{\{(?<code>[^}\n]{1,200})\}\}/g,
    (whole, before: string | undefined, code: string) => {
      if (before !== undefined) return `${before}$${whole.slice(before.length + 1).replace(/\W/g, '_')}`;
      return ` {{${code}}}`;
    },
  ),
});

/** Keys whose text is (part of) a file, where another key beside it says which: cloud-init, Ansible, Terraform, Salt (`repl`, `text`), Nomad (`data`). */
const CONTENT = /^(contents?|block|line|replace|repl|text|data)$/;
const PATH = /^(path|dest|destination|file|filename|target|name)$/;

/** `seen` holds what was looked at: aliases bring the same value again, and with it the same files. */
function* inData(expr: Expr, parent: Entry | undefined, facts: Outer, seen: Set<Expr>): Generator<WrittenFile> {
  if ((expr.kind !== 'list' && expr.kind !== 'object') || seen.has(expr)) return;
  seen.add(expr);
  if (expr.kind === 'list') {
    // Salt gives a state's arguments as a list of single keys.
    const single = expr.items.every((item) => item.kind === 'object' && item.entries.length === 1);
    if (single)
      yield* besidePath(
        expr.items.flatMap((item) => (item.kind === 'object' ? item.entries : [])),
        facts,
      );
    for (const item of expr.items) yield* inData(item, undefined, facts, seen);
  }
  if (expr.kind !== 'object') return;
  yield* besidePath(expr.entries, facts);
  yield* setByAugeas(expr.entries, facts.source);
  for (const entry of expr.entries) {
    yield* inState(entry, facts);
    const content = decodedText(asWritten(entry.value, facts.source.text));
    const variable = FILE_VARIABLES.get(entry.key) ?? scriptNameOf(entry.key, expr.entries);
    if (content && variable !== undefined)
      yield { name: variable, content: variable === POWERSHELL ? asPowershell(content) : content };
    else if (content && SQL_TEXT.test(content.value)) yield { name: 'statement.sql', content };
    else if (content && (content.encoded || content.value.includes('\n') || JSON_TEXT.test(content.value))) {
      if (facts.format === 'nix') yield* nixFile(entry, parent, content, facts.source.text);
      else if (DATA.has(facts.format) || JSON_TEXT.test(content.value))
        yield { name: nameOf(entry, parent, facts), content };
    }
    yield* inData(entry.value, entry, facts, seen);
  }
}

/**
 * A state of Salt that manages a file whose path is the state's own ID: `/etc/msmtprc: { file.managed: [{ contents: … }] }`.
 * https://docs.saltproject.io/en/latest/ref/states/highstate.html#name-declaration
 */
function* inState({ key, keyRange, value }: Entry, facts: Outer): Generator<WrittenFile> {
  if (!key.startsWith('/') || value.kind !== 'object') return;
  for (const state of value.entries) {
    if (!/^file(?:\.\w+)?$/.test(state.key) || state.value.kind !== 'list') continue;
    const given = state.value.items.flatMap((item) => (item.kind === 'object' ? item.entries : []));
    const isNamed = given.some((one) => PATH.test(one.key));
    if (!isNamed) yield* besidePath([{ key: 'name', keyRange, value: text(key, keyRange) }, ...given], facts);
  }
}

/** A statement that sets something of mail: `query:` of Ansible's mysql_query, `sql:` of a migration. */
const SQL_TEXT = /^\s*(?:update|insert\s+into|replace\s+into)\s[\s\S]*(?:smtp|mail|relay_?host)/i;

/** The key of the text; `content` of a compose config is the file that the config is mounted as. */
const nameOf = (entry: Entry, parent: Entry | undefined, { targets }: Outer): string =>
  entry.key === 'content' && parent ? (targets.get(parent.key) ?? parent.key) : entry.key;

const memberText = (entries: readonly Entry[], key: string): string | undefined => {
  const value = entries.find((entry) => entry.key === key)?.value;
  return value && lastText(value);
};

function* besidePath(entries: readonly Entry[], facts: Facts): Generator<WrittenFile> {
  const { source } = facts;
  const named = entries.find(({ key, value }) => PATH.test(key) && lastText(value)?.includes('/'));
  const name = named && lastText(named.value);
  // What is taken out of a file decides nothing.
  if (name === undefined || memberText(entries, 'state') === 'absent') return;
  const option = optionOf(entries, source);
  if (option) yield { name: relative(name), content: option };
  const section = sectionBefore(entries, source);
  for (const { key, value } of entries.flatMap(inlined)) {
    const said = CONTENT.test(key) ? asWritten(held(value, facts), source.text) : undefined;
    const content = said && section && key === 'line' ? together([section, said], '\n', said.range) : said;
    if (content) yield { name: relative(name), content: decodedBy(memberText(entries, 'encoding'), content) };
  }
}

/** Deeper no class of Puppet gives its variables their values. */
const DEEPEST_VARIABLE = 4;

/** The variables of Puppet's classes that are given a text, each once. */
const variablesIn = oncePer(({ documents }: Facts): ReadonlyMap<string, Expr | undefined> => {
  const found = new Map<string, Expr | undefined>();
  const walk = (expr: Expr, depth: number): void => {
    if (expr.kind !== 'object' || depth > DEEPEST_VARIABLE) return;
    for (const { key, value } of expr.entries) {
      if (value.kind === 'text' || value.kind === 'join') found.set(key, found.has(key) ? undefined : value);
      walk(value, depth + 1);
    }
  };
  for (const document of documents) walk(document, 0);
  return found;
});

/** What a file holds, or what the variable is given that holds it: `content => $msmtprc`. */
const held = (value: Expr, facts: Facts): Expr =>
  facts.format === 'puppet' && value.kind === 'env' ? (variablesIn(facts).get(value.name) ?? value) : value;

/** The section of an ini file that a line is put into: `insertafter: '^\[smtp\]'` beside `line:`. */
function sectionBefore(entries: readonly Entry[], { text: all }: SourceText): TextExpr | undefined {
  const after = entries.find(({ key }) => key === 'insertafter')?.value;
  const written = after && asWritten(after, all);
  const name = /^\^?\\?\[(?<name>[\w .-]+)\\?\]/.exec(written?.value ?? '')?.groups?.name;
  return written && name !== undefined ? text(`[${name}]`, written.range) : undefined;
}

/** Butane's `contents: { inline: … }`, Ignition's `contents: { source: "data:,…" }`. */
const inlined = (entry: Entry): readonly Entry[] =>
  entry.key === 'contents' && entry.value.kind === 'object'
    ? entry.value.entries.flatMap((one) => {
        const value = one.key === 'inline' ? one.value : one.key === 'source' ? dataOf(one.value) : undefined;
        return value ? { ...one, key: 'content', value } : [];
      })
    : [entry];

/** What a `data:` URL holds, RFC 2397. */
function dataOf(url: Expr): TextExpr | undefined {
  const { encoding, data } = (url.kind === 'text' && DATA_URL.exec(url.value)?.groups) || {};
  if (data === undefined) return undefined;
  const value = encoding ? Buffer.from(data, 'base64').toString('utf8') : unescapedUrl(data);
  return value === undefined ? undefined : { kind: 'text', value, range: url.range, encoded: true };
}

const DATA_URL = /^data:[\w/;=+.-]{0,200}?(?<encoding>;base64)?,(?<data>[\s\S]*)$/;

function unescapedUrl(data: string): string | undefined {
  try {
    return decodeURIComponent(data);
  } catch {
    return undefined;
  }
}

/** `section: smtp`, `option: host`, `value: h` of Ansible's ini_file, `setting` of Puppet's ini_setting, as the lines of the file. */
function optionOf(entries: readonly Entry[], source: SourceText): TextExpr | undefined {
  const [section, option, given] = [/^section$/, /^(?:option|setting)$/, /^value$/].map((key) => {
    const entry = entries.find((one) => key.test(one.key));
    return entry && asWritten(entry.value, source.text);
  });
  if (!option || !given) return undefined;
  const header = section ? [text(`[${section.value}]\n`, section.range)] : [];
  return together([...header, text(`${option.value} = `, option.range), given], '', given.range);
}

/** A whole file in base64 (`user_data_base64`, a Secret's `.env`) is read as that file. */
function decodedText(content: TextExpr | undefined): TextExpr | undefined {
  const plain = content && !content.encoded ? base64Text(content.value) : undefined;
  return content && plain !== undefined && (plain.includes('\n') || JSON_TEXT.test(plain))
    ? { kind: 'text', value: plain, range: content.range, encoded: true }
    : content;
}

/** cloud-init's `encoding`. https://docs.cloud-init.io/en/latest/reference/modules.html#write-files */
function decodedBy(encoding: string | undefined, content: TextExpr): TextExpr {
  if (encoding === undefined || !/^(?:gz(?:ip)?\+)?b(?:ase)?64$/i.test(encoding)) return content;
  const value = base64Text(content.value) ?? Buffer.from(content.value, 'base64').toString('utf8');
  return { kind: 'text', value, range: content.range, encoded: true };
}

/** Options of NixOS whose text is (part of) a server's file. https://search.nixos.org/options */
const NIX_OPTIONS: ReadonlyMap<string, string> = new Map([
  ['postfix.transport', 'transport'],
  ['postfix.extraConfig', 'main.cf'],
  ['postfix.extraMasterConf', 'master.cf'],
  ['exim.config', 'exim.conf'],
  ['opensmtpd.serverConfiguration', 'smtpd.conf'],
  ['msmtp.extraConfig', 'msmtprc'],
  ['monit.config', 'monitrc'],
  ['nullmailer.remotesFile', 'nullmailer/remotes'],
  ['haproxy.config', 'haproxy.cfg'],
  ['nginx.streamConfig', 'stream.conf'],
  ['nftables.ruleset', 'ruleset.nft'],
  ['keepalived.extraGlobalDefs', 'keepalived.conf'],
  ['roundcube.extraConfig', 'config.inc.php'],
  ['mediawiki.extraConfig', 'LocalSettings.php'],
  ['moodle.extraConfig', 'config.php'],
]);

/**
 * `"msmtprc".text = ''…''`, `"msmtprc" = { text = ''…''; }`; `sops.templates."app.env".content`, into which secrets are filled.
 * https://github.com/Mic92/sops-nix#templates
 */
function* nixFile(entry: Entry, parent: Entry | undefined, content: TextExpr, source: string): Generator<WrittenFile> {
  const option = [...(parent?.key ?? '').split('.'), ...entry.key.split('.')].slice(-2).join('.');
  const file = NIX_OPTIONS.get(option);
  if (file !== undefined) yield { name: file, content: file.endsWith('.php') ? asPhp(content) : content };
  if (!/(?:^|\.)(?:text|content)$/.test(entry.key)) return;
  const key = source.slice(entry.keyRange.start, entry.keyRange.end).replace(/\.?(?:text|content)$/, '');
  const owner = key !== '' ? key : parent ? source.slice(parent.keyRange.start, parent.keyRange.end) : '';
  const name = /"([^"]+)"$/.exec(owner)?.[1] ?? owner.split('.').at(-1);
  if (name) yield { name, content };
}

/** What stands between the tags of PHP. */
const asPhp = (content: TextExpr): TextExpr =>
  content.value.includes('<?php')
    ? content
    : together([text('<?php ', { start: content.range.start, end: content.range.start }), content], '', content.range);

/** What a path ends in, when it begins with something computed. */
function lastText(value: Expr): string | undefined {
  const last = value.kind === 'join' ? value.parts.at(-1) : value;
  return last?.kind === 'text' ? last.value.trim() : undefined;
}
