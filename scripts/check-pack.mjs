/**
 * Packs the project, installs the tarball into an empty folder without network and runs the program there: what is
 * published must work alone. `npm run check-pack`; ends with code 1 and a word of why when it does not.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const project = fileURLToPath(new URL('..', import.meta.url));
const { name, version } = JSON.parse(readFileSync(path.join(project, 'package.json'), 'utf8'));
const folder = mkdtempSync(path.join(tmpdir(), 'smtp-scan-pack-'));

/** One file for each way of reading: by hand-written reader, by JavaScript parser and by a grammar in wasm. */
const TREE = {
  '.env': 'MAIL_HOST=smtp.env.example\n',
  'mailer.js': "require('nodemailer').createTransport({ host: 'smtp.js.example', port: 587 });\n",
  'mail.py': "import smtplib\nsmtplib.SMTP('smtp.py.example', 587)\n",
};
const HOSTS = ['smtp.env.example', 'smtp.js.example', 'smtp.py.example'];

/** In the folder, with a cache of its own that is empty: a dependency that was not bundled cannot be had. */
function run(command, ...args) {
  const env = { ...process.env, npm_config_cache: path.join(folder, 'cache'), npm_config_offline: 'true' };
  return execFileSync(command, args, { cwd: folder, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
}

function expectEqual(what, actual, expected) {
  if (JSON.stringify(actual) === JSON.stringify(expected)) return;
  throw new Error(`${what}: ${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`);
}

/** What a program that imports the package sees: its own module, and types that are enough by themselves. */
const PROGRAM = `import { createRequire } from 'node:module';
import { type Result, type ResultSetting, scan, ScanError } from 'smtp-scan';
const result: Result = await scan('tree', { legacy: ['smtp.py.example'], jobs: 1 });
const hosts = result.settings.map((setting: ResultSetting) => setting.host);
const failed: boolean = await scan('nowhere').then(() => false, (error: unknown) => error instanceof ScanError);
const schema: { readonly title?: string } = createRequire(import.meta.url)('smtp-scan/schema/result.schema.json');
console.log(JSON.stringify({ hosts: [...new Set(hosts)].sort(), rules: result.findings.map(({ rule }) => rule), failed, title: schema.title }));
`;

/** A mistake that the types have to find. */
const MISTAKE = `import { scan } from 'smtp-scan';
const { settings } = await scan('tree', { jobs: 'many' });
export const port: string = settings[0]!.port;
`;

function checkApi() {
  const tsc = path.join(project, 'node_modules', 'typescript', 'bin', 'tsc');
  const types = ['--strict', '--module', 'nodenext', '--target', 'es2023', '--types', 'node'];
  const roots = ['--typeRoots', path.join(project, 'node_modules', '@types')];
  writeFileSync(path.join(folder, 'program.mts'), PROGRAM);
  run(process.execPath, tsc, ...types, ...roots, 'program.mts');
  const said = JSON.parse(run(process.execPath, 'program.mjs'));
  expectEqual('what a program gets', said, {
    hosts: HOSTS,
    rules: ['legacy-relay'],
    failed: true,
    title: "smtp-scan's result, schemaVersion 1",
  });
  writeFileSync(path.join(folder, 'mistake.mts'), MISTAKE);
  const { status, stdout } = spawnSync(process.execPath, [tsc, '--noEmit', ...types, ...roots, 'mistake.mts'], {
    cwd: folder,
    encoding: 'utf8',
  });
  const lines = [...stdout.matchAll(/^mistake\.mts\((\d+),/gm)].map(([, line]) => Number(line));
  expectEqual('mistakes that the types find, by line', [status !== 0, ...lines], [true, 2, 3]);
}

function check() {
  const pack = (...args) => execFileSync('npm', ['pack', ...args], { cwd: project, encoding: 'utf8' });
  // With the build, whose output must not stand beside the name: pre-commit takes all of it for the name.
  const filename = pack('--pack-destination', folder).trim();
  expectEqual('what npm pack prints', filename, `${name}-${version}.tgz`);
  // An array up to npm 10, an object by package name later.
  const [{ files }] = Object.values(JSON.parse(pack('--json', '--dry-run', '--ignore-scripts')));
  const paths = files.map((file) => file.path);
  for (const needed of [
    'dist/cli.js',
    'dist/worker.js',
    'dist/index.js',
    'dist/index.d.ts',
    'schema/result.schema.json',
    'dist/grammars/web-tree-sitter.wasm',
    'THIRD-PARTY-LICENSES.txt',
    'LICENSE',
  ]) {
    expectEqual(`${needed} is packed`, paths.includes(needed), true);
  }
  expectEqual(
    'sources are packed',
    paths.filter((each) => /^(src|test|fixtures|bench)\//.test(each)),
    [],
  );
  writeFileSync(path.join(folder, 'package.json'), '{ "private": true }');
  expectEqual('version by npx', run('npx', '--yes', `./${filename}`, '--version').trim(), version);
  run('npm', 'install', '--no-audit', '--no-fund', `./${filename}`);
  const tree = path.join(folder, 'tree');
  mkdirSync(tree);
  for (const [file, text] of Object.entries(TREE)) writeFileSync(path.join(tree, file), text);
  expectEqual('version when installed', run('npx', '--no-install', name, '--version').trim(), version);
  const { settings } = JSON.parse(run('npx', '--no-install', name, 'tree', '--format', 'json', '--fail-on', 'never'));
  expectEqual('hosts', [...new Set(settings.map((setting) => setting.host))].sort(), HOSTS);
  checkApi();
  console.log(`check-pack: ${filename}, ${paths.length} files, works alone`);
}

try {
  check();
} catch (error) {
  console.error(`check-pack: ${error.message}`);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
