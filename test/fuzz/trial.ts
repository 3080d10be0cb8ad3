/** One trial: some files are scanned and reported, and what must hold of every result is looked at. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { runScan } from '../../src/cli/run-scan.ts';
import type { ScanResult } from '../../src/model/finding.ts';
import type { Location } from '../../src/model/setting.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import type { Policy } from '../../src/policy/policy.ts';
import { type FormatName, formats } from '../../src/report/index.ts';
import { rules } from '../../src/rules/index.ts';
import { decode } from '../../src/text/decode.ts';
import type { SmallFile } from './mutate.ts';

/** Finds everything that can be found: no relay is approved, one is legacy. */
export const POLICY = `approved: [smtp-relay.corp.example]
legacy:
  - { host: mx1.old-dc.example, also: [192.0.2.25, "*.old.example", 198.51.100.0/24], replacement: "smtp-relay.corp.example:587" }
local: report
placeholders: report
unresolved: warning
exceptions:
  - { host: smtp.sendgrid.net, paths: ["**/newsletter/**"], reason: bulk mail }
`;

const isSchema = (value: unknown): value is object => typeof value === 'object' && value !== null;

function validator(file: string, ajv: Ajv): ((value: unknown) => boolean) & { errors?: unknown } {
  // biome-ignore lint/complexity/useLiteralKeys: the package's types hide the function that is its default export
  (typeof addFormats === 'function' ? addFormats : addFormats['default'])(ajv);
  const schema: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (!isSchema(schema)) throw new Error(`${file} is no schema`);
  return ajv.compile(schema);
}

/** `project` holds the schemas. */
export function trials(project: string) {
  const isResult = validator(path.join(project, 'schema', 'result.schema.json'), new Ajv({ strict: false }));
  const isSarif = validator(
    path.join(project, 'node_modules/@microsoft/sarif-multitool-linux/sarif-2.1.0.json'),
    new Ajv2020({ strict: false }),
  );

  /** Scans the files under the policy. @throws Error that says what does not hold */
  return async function trial(files: readonly SmallFile[], policy: string = POLICY): Promise<ScanResult | undefined> {
    const loaded = loadPolicy(policy, '.smtp-scan.yml');
    if (!loaded.policy) {
      if (loaded.problems.length === 0) throw new Error('a policy without problems cannot be used');
      return undefined;
    }
    const root = mkdtempSync(path.join(tmpdir(), 'smtp-scan-fuzz-'));
    try {
      for (const { path: file, text } of files) {
        mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
        writeFileSync(path.join(root, file), text);
      }
      const result = await scanned(root, loaded.policy);
      for (const setting of result.settings) checkSetting(root, setting);
      for (const finding of result.findings) checkFix(root, finding);
      checkReports(result, isResult, isSarif);
      return result;
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  };
}

async function scanned(root: string, policy: Policy): Promise<ScanResult> {
  const request = { root, paths: [], policy, policyPath: '.smtp-scan.yml', noIgnore: false, jobs: 1 };
  const { result } = await runScan(request);
  return result;
}

const linesOf = (root: string, file: string): readonly string[] => {
  const decoded = decode(readFileSync(path.join(root, file)));
  return 'binary' in decoded ? [] : decoded.text.split(/\r\n|\n|\r/);
};

/** The place exists, and where it is as long as the host it holds the host. */
function checkSetting(root: string, setting: ScanResult['settings'][number]): void {
  for (const place of [setting, ...setting.trail]) checkPlace(root, place);
  const { host, line, endLine, column, endColumn, source } = setting;
  if (host === null || line !== endLine || endColumn - column !== host.length || source === 'service') return;
  const text = (linesOf(root, setting.path)[line - 1] ?? '').slice(column - 1, endColumn - 1);
  // A host that is put together, `[mx2.$zone]:2525`, may by chance be as long as its text.
  const isPutTogether = /[$%{[(]/.test(text);
  if (!isPutTogether && text.toLowerCase() !== host.toLowerCase())
    throw new Error(`${setting.path}:${line}:${column} holds ${JSON.stringify(text)}, not ${JSON.stringify(host)}`);
}

function checkPlace(root: string, { path: file, line, column, endLine, endColumn }: Location): void {
  const lines = linesOf(root, file);
  const isWithin = (at: number, of: number): boolean => at >= 1 && at <= (lines[of - 1] ?? '').length + 1;
  const isOrdered = line < endLine || (line === endLine && column <= endColumn);
  if (!isWithin(column, line) || !isWithin(endColumn, endLine) || !isOrdered || line < 1 || endLine > lines.length)
    throw new Error(`${file}:${line}:${column}-${endLine}:${endColumn} is no place in the file`);
}

/** Each edit of a fix replaces one word of one line. */
function checkFix(root: string, { fix }: ScanResult['findings'][number]): void {
  for (const edit of fix?.edits ?? []) {
    const text = (linesOf(root, edit.path)[edit.line - 1] ?? '').slice(edit.column - 1, edit.endColumn - 1);
    if (/[\s"'{}()]/.test(text))
      throw new Error(`${edit.path}:${edit.line} a fix would replace ${JSON.stringify(text)}`);
  }
}

const STRUCTURED: readonly FormatName[] = ['json', 'sarif', 'gitlab', 'rdjson'];

function checkReports(
  result: ScanResult,
  isResult: ReturnType<typeof validator>,
  isSarif: ReturnType<typeof validator>,
): void {
  for (const name of Object.keys(formats) as FormatName[]) {
    const output = formats[name](result, { version: '0.0.0', rules, verbose: true, suppressed: true });
    if (name !== 'text' && output.includes('\x1b')) throw new Error(`${name} holds a control character`);
    if (!STRUCTURED.includes(name)) continue;
    const value: unknown = JSON.parse(output);
    if (name === 'json' && !isResult(value)) throw new Error(`JSON: ${JSON.stringify(isResult.errors)}`);
    if (name === 'sarif' && !isSarif(value)) throw new Error(`SARIF: ${JSON.stringify(isSarif.errors)}`);
  }
}
