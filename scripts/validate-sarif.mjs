/**
 * `node scripts/validate-sarif.mjs FOLDER|FILE.sarif…`: scans each folder with the build in dist/, and has its SARIF and that
 * of each file judged by the format's schema and by sarif-multitool with GitHub's rules. Ends with 1 when there is a
 * complaint. A folder without a policy is judged by one that approves none of its relays, so that there are findings.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadSource, project } from './load-source.mjs';

const NO_RELAY = 'smtp-relay.corp.example';

function scanned(folder, file) {
  const policy = existsSync(path.join(folder, '.smtp-scan.yml')) ? [] : [`--approve=${NO_RELAY}`];
  const cli = path.join(project, 'dist', 'cli.js');
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

const given = process.argv.slice(2);
if (given.length === 0) {
  process.stderr.write('usage: node scripts/validate-sarif.mjs FOLDER|FILE.sarif…\n');
  process.exit(2);
}
const temporary = mkdtempSync(path.join(tmpdir(), 'smtp-scan-sarif-'));
try {
  const { validateSarif } = await loadSource('scripts/sarif-validator.ts');
  const files = given.map((one, index) => {
    if (one.endsWith('.sarif')) return one;
    const file = path.join(temporary, `${index}.sarif`);
    scanned(one, file);
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
