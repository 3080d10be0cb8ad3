/**
 * The action's scan step: scans, annotates, writes SARIF, summary and outputs. It ends with 0 when it got as far as an
 * exit code of the scan; the action's last step ends with that one, after the upload.
 */
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, npmProgram } from './build.mjs';
import { fetchMissing } from './commits.mjs';
import { readEvent } from './event.mjs';
import { readInputs } from './inputs.mjs';

const home = fileURLToPath(new URL('..', import.meta.url));
const LARGEST_OUTPUT = 1 << 28;

/** GitHub takes 1024 KiB a step. */
const LARGEST_SUMMARY = 1_000_000;

const readJson = (file) => (file && existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {});

/** A line of ours must never be taken for a command to the runner. */
const harmless = (text) => text.replace(/^(\s*):(?=:)/gm, '$1: ').replace(/##(?=\[)/g, '# #');

const command = (text) => text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');

const lastLines = (text) => text.trim().split('\n').slice(-3).join(' ');

function run(program, args, options = {}) {
  const result = spawnSync(program, args, { encoding: 'utf8', maxBuffer: LARGEST_OUTPUT, ...options });
  if (result.error) throw new Error(`${program} could not be run: ${result.error.message}`);
  return result;
}

/**
 * A version from npm, in a folder of its own: in the workspace the change under review could say where npm looks, or bring
 * a package of that name.
 */
function install(version, folder) {
  mkdirSync(folder);
  writeFileSync(path.join(folder, 'package.json'), '{"private":true}');
  const [npm, first] = npmProgram();
  const args = [...first, 'install', '--ignore-scripts', '--no-audit', '--no-fund', `smtp-scan@${version}`];
  const { status, stderr } = run(npm, args, { cwd: folder });
  if (status !== 0) throw new Error(`smtp-scan ${version} could not be installed: ${lastLines(stderr)}`);
  return path.join(folder, 'node_modules', 'smtp-scan', 'dist', 'cli.js');
}

/** The program's file. */
function scanner(version, temporary) {
  if (version !== '') return install(version, path.join(temporary, 'version'));
  const cli = path.join(home, 'dist', 'cli.js');
  if (!existsSync(cli)) build();
  return cli;
}

function argumentsOf(inputs, event, files) {
  const policyRef = inputs.policyRef || event.base;
  const option = (name, value) => (value ? [`--${name}=${value}`] : []);
  return [
    'scan',
    `--format=sarif=${files.sarif}`,
    `--format=json=${files.json}`,
    `--format=markdown=${files.markdown}`,
    `--format=github=${files.annotations}`,
    `--fail-on=${inputs.failOn}`,
    `--category=${inputs.category}`,
    ...option('config', inputs.config),
    ...option('policy-ref', policyRef),
    ...option('baseline', inputs.baseline),
    ...(inputs.changedOnly && event.isChange ? [`--changed=${event.base ?? ''}`] : []),
    ...inputs.approve.map((host) => `--approve=${host}`),
    ...inputs.legacy.map((host) => `--legacy=${host}`),
    ...inputs.args,
    '--',
    inputs.path,
  ];
}

function writeOutputs(outputs) {
  const file = process.env.GITHUB_OUTPUT;
  if (!file) return;
  for (const [name, value] of Object.entries(outputs)) {
    const end = `end-${randomUUID()}`;
    appendFileSync(file, `${name}<<${end}\n${value}\n${end}\n`);
  }
}

function writeSummary(text) {
  const file = process.env.GITHUB_STEP_SUMMARY;
  if (file && Buffer.byteLength(text) <= LARGEST_SUMMARY) appendFileSync(file, `${text}\n`);
}

function main() {
  const workspace = process.env.GITHUB_WORKSPACE || process.cwd();
  const inputs = readInputs(process.env);
  const event = readEvent(
    process.env.GITHUB_EVENT_NAME,
    readJson(process.env.GITHUB_EVENT_PATH),
    process.env.GITHUB_ACTOR,
  );
  if (event.isChange && event.base === undefined)
    throw new Error('the event names no base commit, so there is no policy to trust');
  const temporary = mkdtempSync(path.join(process.env.RUNNER_TEMP || os.tmpdir(), 'smtp-scan-'));
  const files = {
    sarif: inputs.sarifFile ? path.resolve(workspace, inputs.sarifFile) : path.join(temporary, 'smtp-scan.sarif'),
    json: path.join(temporary, 'result.json'),
    markdown: path.join(temporary, 'summary.md'),
    annotations: path.join(temporary, 'annotations'),
  };
  mkdirSync(path.dirname(files.sarif), { recursive: true });
  const target = path.resolve(workspace, inputs.path);
  if (event.base)
    fetchMissing(
      existsSync(target) && statSync(target).isDirectory() ? target : workspace,
      event.base,
      inputs.changedOnly,
    );
  const cli = scanner(inputs.version, temporary);
  const { status, stdout, stderr } = run(process.execPath, [cli, ...argumentsOf(inputs, event, files)], {
    cwd: workspace,
  });
  process.stdout.write(stdout);
  process.stderr.write(harmless(stderr));
  report(status ?? 2, files, inputs, event, stderr);
}

/** A rule's id has no space; what else is told has one in its title, and is never left out. */
const isFinding = (line) => /^::\w+ [^:]*\btitle=smtp-scan [\w-]+::/.test(line);

/** Writes what is to be shown at once. Gives the file with what is to be shown if the upload fails. */
function annotate(file, mode, uploads) {
  if (!existsSync(file)) return '';
  const lines = readFileSync(file, 'utf8').split(/(?<=\n)/);
  const showsAll = mode === 'on' || (mode === 'auto' && !uploads);
  process.stdout.write(lines.filter((line) => showsAll || !isFinding(line)).join(''));
  if (mode !== 'auto' || !uploads) return '';
  writeFileSync(file, lines.filter(isFinding).join(''));
  return file;
}

function report(exitCode, files, inputs, event, stderr) {
  const isDone = existsSync(files.json) && existsSync(files.sarif);
  const uploads = inputs.upload && isDone && event.mayUpload;
  const { summary, relays = [] } = isDone ? readJson(files.json) : {};
  const { error = 0, warning = 0, note = 0 } = summary?.findings ?? {};
  if (isDone) writeSummary(readFileSync(files.markdown, 'utf8'));
  else writeSummary('## SMTP relays\n\n**The scan could not be done**; the log says why.');
  if (exitCode >= 2)
    process.stdout.write(
      `::error title=smtp-scan::${command(harmless(stderr).trim() || 'The scan is incomplete: see the warnings.')}\n`,
    );
  if (inputs.upload && isDone && !event.mayUpload)
    process.stdout.write(
      `::notice title=smtp-scan::This pull request may not write to code scanning; ${inputs.annotations === 'off' ? 'findings are' : 'findings are annotations and'} in the summary.\n`,
    );
  writeOutputs({
    'sarif-file': isDone ? files.sarif : '',
    findings: error + warning + note,
    errors: error,
    relays: relays.length,
    // Never green by accident: a scan without results has not passed.
    'exit-code': isDone ? exitCode : Math.max(exitCode, 2),
    upload: uploads,
    annotations: annotate(files.annotations, inputs.annotations, uploads),
  });
}

try {
  main();
} catch (error) {
  process.stdout.write(`::error title=smtp-scan::${command(harmless(error.message))}\n`);
  process.exitCode = 2;
}
