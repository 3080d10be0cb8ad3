/**
 * `node scripts/validate-sarif.mjs [--cli FILE] FOLDER|FILE.sarif…`: scans each folder with the build in dist/ (or the given
 * one), and has its SARIF and that of each file judged by the format's schema and by sarif-multitool with GitHub's rules.
 * Ends with 1 when there is a complaint. A folder without a policy is judged by one that lets hardly anything through, so
 * that there are findings.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { loadSource, project } from './load-source.mjs';

const STRICT = 'approved: [smtp-relay.corp.example]\nlocal: report\nplaceholders: report\nunresolved: warning\n';

function scan(cli, folder, file) {
  const config = path.join(temporary, 'strict.yml');
  writeFileSync(config, STRICT);
  const policy = existsSync(path.join(folder, '.smtp-scan.yml')) ? [] : [`--config=${config}`];
  const args = [cli, 'scan', folder, `--format=sarif=${file}`, '--category=smtp-scan', '--fail-on=never', ...policy];
  const { stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (!existsSync(file)) throw new Error(`${folder} could not be scanned: ${stderr}`);
}

function shapeOf(file) {
  const [{ results, invocations }] = JSON.parse(readFileSync(file, 'utf8')).runs;
  const flows = results.filter((result) => result.codeFlows).length;
  const problems = invocations.flatMap((one) => one.toolExecutionNotifications).length;
  return `${results.length} results, ${flows} with a way, ${problems} notifications`;
}

const { values, positionals: given } = parseArgs({
  options: { cli: { type: 'string', default: path.join(project, 'dist', 'cli.js') } },
  allowPositionals: true,
});
if (given.length === 0) {
  process.stderr.write('usage: node scripts/validate-sarif.mjs [--cli FILE] FOLDER|FILE.sarif…\n');
  process.exit(2);
}
const temporary = mkdtempSync(path.join(tmpdir(), 'smtp-scan-sarif-'));
try {
  const { validateSarif } = await loadSource('scripts/sarif-validator.ts');
  const files = given.map((one, index) => {
    if (one.endsWith('.sarif')) return one;
    const file = path.join(temporary, `${index}.sarif`);
    scan(values.cli, one, file);
    return file;
  });
  const all = validateSarif(files);
  given.forEach((one, index) => {
    const complaints = all[index];
    console.log(`${complaints.length === 0 ? 'valid  ' : 'INVALID'} ${one}: ${shapeOf(files[index])}`);
    for (const complaint of complaints) console.log(`        ${complaint}`);
  });
  if (all.some((complaints) => complaints.length > 0)) process.exitCode = 1;
} finally {
  rmSync(temporary, { recursive: true, force: true });
}
