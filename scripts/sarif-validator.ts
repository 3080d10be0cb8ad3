/** Judges SARIF files by the format's JSON schema and by Microsoft's validator with the rules of GitHub's code scanning. */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

const require = createRequire(import.meta.url);

/** Debian images have no ICU. */
const env = { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' };

const TIMEOUT = 600_000;

/** The validator passes larger files over. GitHub's own limit is 10 MB when compressed. */
const LARGEST_KB = 100_000;

/** The validator's program; undefined where it does not run. */
export function multitool(): string | undefined {
  try {
    const program: unknown = require('@microsoft/sarif-multitool');
    if (typeof program !== 'string') return undefined;
    const file = process.platform === 'win32' ? `${program}.exe` : program;
    // The package does not mark it as executable.
    chmodSync(file, 0o755);
    return spawnSync(file, ['version'], { env, timeout: TIMEOUT }).status === 0 ? file : undefined;
  } catch {
    return undefined;
  }
}

interface Complaint {
  readonly ruleId: string;
  readonly message: unknown;
  readonly locations: readonly { readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } } }[];
}

/**
 * What there is to complain of in each file, in its order; notes do not count. Both judges have to be there.
 *
 * @param rules `Sarif`, `Ghas` (GitHub's) or both; the first kind is slow on large files
 * @throws Error when a judge cannot be run
 */
export function validateSarif(files: readonly string[], rules = 'Sarif;Ghas'): readonly (readonly string[])[] {
  const found = files.map((file) => [...schemaComplaints(file)]);
  const byUri = new Map(files.map((file, index) => [pathToFileURL(path.resolve(file)).href, found[index]]));
  for (const { ruleId, message, locations } of validatorComplaints(files, rules)) {
    const uri = locations[0]?.physicalLocation.artifactLocation.uri ?? '';
    const complaints = byUri.get(pathToFileURL(new URL(uri).pathname).href) ?? byUri.get(uri);
    if (!complaints) throw new Error(`the validator complains of ${uri}, which it was not given`);
    complaints.push(`${ruleId}: ${JSON.stringify(message)}`);
  }
  return found;
}

function schemaComplaints(file: string): readonly string[] {
  const validate = compiledSchema();
  validate(JSON.parse(readFileSync(file, 'utf8')));
  return (validate.errors ?? []).map(({ instancePath, message }) => `schema: ${instancePath} ${message}`);
}

let compiled: ReturnType<Ajv2020['compile']> | undefined;

/** The schema comes with the validator. */
function compiledSchema(): ReturnType<Ajv2020['compile']> {
  if (compiled) return compiled;
  const inside = createRequire(require.resolve('@microsoft/sarif-multitool'));
  const schema = inside.resolve(`@microsoft/sarif-multitool-${process.platform}/sarif-2.1.0.json`);
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  compiled = ajv.compile(JSON.parse(readFileSync(schema, 'utf8')));
  return compiled;
}

function validatorComplaints(files: readonly string[], rules: string): readonly Complaint[] {
  const program = multitool();
  if (program === undefined) throw new Error('@microsoft/sarif-multitool does not run on this machine');
  const folder = mkdtempSync(path.join(tmpdir(), 'smtp-scan-validation-'));
  try {
    const output = path.join(folder, 'validation.sarif');
    const options = [
      ...['--rule-kind', rules, '--level', 'Error;Warning', '--max-file-size-in-kb', String(LARGEST_KB)],
      ...['--output', output, '--log', 'ForceOverwrite'],
    ];
    const { status, stdout } = spawnSync(
      program,
      ['validate', ...files.map((file) => path.resolve(file)), ...options],
      {
        env,
        timeout: TIMEOUT,
        encoding: 'utf8',
        maxBuffer: 1 << 28,
      },
    );
    // A file that was passed over would be without complaints.
    const count = /^Done\. ([\d,]+) files? scanned/m.exec(stdout)?.[1];
    if (status !== 0 || Number(count?.replace(',', '')) !== files.length)
      throw new Error(`the validator looked at ${count ?? 'no'} of ${files.length} files: ${stdout.slice(-500)}`);
    const log: { readonly runs: readonly { readonly results?: readonly Complaint[] }[] } = JSON.parse(
      readFileSync(output, 'utf8').replace(/^\ufeff/, ''),
    );
    return log.runs.flatMap(({ results }) => results ?? []);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
