/**
 * Runs the action's script from a bare check-out of the current commit, which has to build itself first, on a repository
 * with a legacy relay. `npm run check-action`; needs npm's registry, and ends with 1 and a word of why when it does not work.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const project = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), 'smtp-scan-action-'));
const home = path.join(folder, 'action');
const workspace = path.join(folder, 'workspace');
const output = path.join(folder, 'output');

/** What the script needs of `action.yml`'s environment; every input that is left out has its default. */
function run() {
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(home, 'action', 'run.mjs')], {
    cwd: workspace,
    encoding: 'utf8',
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      GITHUB_WORKSPACE: workspace,
      GITHUB_EVENT_NAME: 'push',
      GITHUB_OUTPUT: output,
      RUNNER_TEMP: folder,
      // Nothing is uploaded here.
      INPUT_UPLOAD: 'false',
    },
  });
  if (status !== 0) throw new Error(`the script ended with ${status}: ${stdout}${stderr}`);
  return stdout;
}

try {
  for (const each of [home, workspace]) mkdirSync(each);
  const files = execFileSync('git', ['archive', 'HEAD'], { cwd: project, maxBuffer: 1 << 30 });
  execFileSync('tar', ['-x', '-C', home], { input: files });
  writeFileSync(path.join(workspace, '.smtp-scan.yml'), 'legacy: [mx1.old-dc.example]\n');
  writeFileSync(path.join(workspace, 'send.py'), "import smtplib\nsmtplib.SMTP('mx1.old-dc.example', 25)\n");
  const stdout = run();
  const outputs = readFileSync(output, 'utf8');
  if (!/^::error file=send\.py,line=2,/m.test(stdout)) throw new Error(`there is no annotation: ${stdout}`);
  if (!/^exit-code<<(.+)\n1\n\1$/m.test(outputs)) throw new Error(`the outputs are wrong: ${outputs}`);
  console.log('check-action: a bare commit builds itself and works');
} catch (error) {
  console.error(`check-action: ${error.message}`);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
