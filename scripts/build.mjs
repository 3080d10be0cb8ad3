/**
 * Bundles the program into `dist/`: the entry, the worker, a chunk for each module that is loaded when first needed,
 * and beside them the grammars (`src/read/tree-sitter.ts` looks for them there) and the licences of what is inside.
 */
import { chmod, copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import ts from 'typescript';

const project = fileURLToPath(new URL('..', import.meta.url));
const require = createRequire(import.meta.url);

/** Entry name in `dist/` → source. */
const ENTRIES = { cli: 'src/cli/main.ts', worker: 'src/scan/worker.ts', index: 'src/api/index.ts' };

/** Their exported types, one after the other, are the types of the package. */
const TYPES = ['src/report/result.ts', 'src/api/index.ts'];

const SHARED = {
  absWorkingDir: project,
  bundle: true,
  platform: 'node',
  // A UMD package's require calls cannot be bundled; its ES module can.
  mainFields: ['module', 'main'],
  target: 'node20.19',
  format: 'esm',
  write: false,
  logLevel: 'warning',
};

/** CommonJS packages call `require` for Node's own modules; ES modules have none. */
const BANNER = "import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);";

/** Bundles `entries` and writes them to `out`. Gives the paths of all modules inside, relative to the project. */
async function bundle(entries, out, version) {
  const { outputFiles, metafile } = await build({
    ...SHARED,
    entryPoints: entries,
    outdir: out,
    splitting: true,
    // No folder for chunks: the grammars are looked for beside whichever file holds the code that loads them.
    chunkNames: '[name]-[hash]',
    banner: { js: BANNER },
    define: { SMTP_SCAN_VERSION: JSON.stringify(version) },
    metafile: true,
    legalComments: 'none',
  });
  await rm(out, { recursive: true, force: true });
  await mkdir(out, { recursive: true });
  for (const file of outputFiles) {
    const isProgram = path.basename(file.path) === 'cli.js';
    await writeFile(file.path, isProgram ? `#!/usr/bin/env node\n${file.text}` : file.contents);
    if (isProgram) await chmod(file.path, 0o755);
  }
  return Object.keys(metafile.inputs);
}

/** The packages' paths of the wasm files, as the source itself has them. */
async function grammarPaths() {
  const { outputFiles } = await build({ ...SHARED, entryPoints: ['src/read/tree-sitter.ts'], packages: 'external' });
  const source = Buffer.from(outputFiles[0].contents).toString('base64');
  const { grammars } = await import(`data:text/javascript;base64,${source}`);
  return ['web-tree-sitter/web-tree-sitter.wasm', ...Object.values(grammars)];
}

async function copyGrammars(paths, out) {
  await mkdir(out, { recursive: true });
  await Promise.all(paths.map((each) => copyFile(require.resolve(each), path.join(out, path.basename(each)))));
}

/** `node_modules/@scope/name` of any path inside it. */
const packageOf = (file) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0];

async function licenceOf(folder) {
  const { name, version, license } = JSON.parse(await readFile(path.join(project, folder, 'package.json'), 'utf8'));
  const names = (await readdir(path.join(project, folder)))
    .filter((each) => /^(licen[cs]e|notice|copying)/i.test(each))
    .sort();
  const texts = await Promise.all(names.map((each) => readFile(path.join(project, folder, each), 'utf8')));
  return [`${name} ${version} (${license})`, ...texts.map((text) => text.trim())].join('\n\n');
}

async function writeLicences(files, out) {
  const folders = [...new Set(files.map(packageOf).filter((folder) => folder !== undefined))].sort();
  const licences = await Promise.all(folders.map(licenceOf));
  const head = 'smtp-scan contains code of these packages, each under its own licence.';
  await writeFile(out, `${[head, ...licences].join(`\n\n${'-'.repeat(80)}\n\n`)}\n`);
}

/** The declarations as one module: what they import of each other stands in it. */
async function writeTypes(out) {
  const texts = await Promise.all(TYPES.map((file) => readFile(path.join(project, file), 'utf8')));
  const declarations = texts.map((text, index) => {
    const fileName = TYPES[index];
    const compilerOptions = { isolatedDeclarations: true, target: ts.ScriptTarget.ES2023 };
    const { outputText, diagnostics } = ts.transpileDeclaration(text, {
      fileName,
      compilerOptions,
      reportDiagnostics: true,
    });
    if (diagnostics.length > 0) throw new Error(`${fileName}: ${ts.formatDiagnostics(diagnostics, HOST)}`);
    return outputText.replaceAll(/^(?:import|export) [^;]*\bfrom '\.[^']*';\n/gm, '');
  });
  await writeFile(path.join(out, 'index.d.ts'), declarations.join('\n'));
}

const HOST = { getCanonicalFileName: (name) => name, getCurrentDirectory: () => project, getNewLine: () => '\n' };

/** Writes all that is published beside the licence and the schemas. */
export async function buildInto(out, version) {
  const [modules, grammars] = await Promise.all([bundle(ENTRIES, out, version), grammarPaths()]);
  await writeTypes(out);
  await copyGrammars(grammars, path.join(out, 'grammars'));
  const packaged = grammars.map((each) => path.relative(project, require.resolve(each)));
  await writeLicences([...modules, ...packaged], path.join(out, 'THIRD-PARTY-LICENSES.txt'));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { version } = JSON.parse(await readFile(path.join(project, 'package.json'), 'utf8'));
  await buildInto(path.join(project, 'dist'), version);
}
