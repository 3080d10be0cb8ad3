/**
 * Bundles the program into `dist/`: the entry, the worker, a chunk for each module that is loaded when first needed,
 * and beside them the grammars, where `src/read/tree-sitter.ts` looks for them.
 */
import { chmod, copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

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

/** The texts that the detectors' expressions cannot match without, by the expression: to work them out takes each start 20 ms. */
async function literals() {
  const contents =
    "import { detectors } from './detectors/index.ts';" +
    "import { literalsOf } from './src/select/literals.ts';" +
    'const sources = detectors.flatMap((one) => one.keywords).flatMap((one) => (typeof one === "string" ? [] : [one.source]));' +
    'export const literals = Object.fromEntries(sources.map((source) => [source, literalsOf(source)]));';
  const { literals: found } = await imported({ stdin: { contents, resolveDir: project } });
  return found;
}

/** What a module gives that is bundled and run at once. */
async function imported(options) {
  const { outputFiles } = await build({ ...SHARED, ...options, banner: { js: BANNER } });
  const folder = await mkdtemp(path.join(tmpdir(), 'smtp-scan-build-'));
  try {
    const file = path.join(folder, 'module.mjs');
    await writeFile(file, outputFiles[0].contents);
    return await import(pathToFileURL(file).href);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const bundled = async (out, version) =>
  build({
    ...SHARED,
    entryPoints: ENTRIES,
    outdir: out,
    splitting: true,
    // No folder for chunks: the grammars are looked for beside whichever file holds the code that loads them.
    chunkNames: '[name]-[hash]',
    banner: { js: BANNER },
    define: {
      SMTP_SCAN_VERSION: JSON.stringify(version),
      SMTP_SCAN_LITERALS: JSON.stringify(JSON.stringify(await literals())),
    },
    metafile: true,
    legalComments: 'none',
  });

/** The paths of all modules that become part of the program, relative to the project. */
export async function modulesInside() {
  const { metafile } = await bundled(path.join(project, 'dist'), '0.0.0');
  return Object.keys(metafile.inputs);
}

async function bundle(out, version) {
  const { outputFiles } = await bundled(out, version);
  await rm(out, { recursive: true, force: true });
  await mkdir(out, { recursive: true });
  for (const file of outputFiles) {
    const isProgram = path.basename(file.path) === 'cli.js';
    await writeFile(file.path, isProgram ? `#!/usr/bin/env node\n${file.text}` : file.contents);
    if (isProgram) await chmod(file.path, 0o755);
  }
}

/** The packages' paths of the wasm files, as the source itself has them. */
export async function grammarPaths() {
  const { outputFiles } = await build({ ...SHARED, entryPoints: ['src/read/tree-sitter.ts'], packages: 'external' });
  const source = Buffer.from(outputFiles[0].contents).toString('base64');
  const { grammars } = await import(`data:text/javascript;base64,${source}`);
  return ['web-tree-sitter/web-tree-sitter.wasm', ...Object.values(grammars)];
}

async function copyGrammars(paths, out) {
  await mkdir(out, { recursive: true });
  await Promise.all(paths.map((each) => copyFile(require.resolve(each), path.join(out, path.basename(each)))));
}

/** The declarations as one module: what they import of each other stands in it. */
async function writeTypes(out) {
  const { default: ts } = await import('typescript');
  const texts = await Promise.all(TYPES.map((file) => readFile(path.join(project, file), 'utf8')));
  const declarations = texts.map((text, index) => {
    const fileName = TYPES[index];
    const compilerOptions = { isolatedDeclarations: true, target: ts.ScriptTarget.ES2023 };
    const { outputText, diagnostics } = ts.transpileDeclaration(text, {
      fileName,
      compilerOptions,
      reportDiagnostics: true,
    });
    if (diagnostics.length > 0)
      throw new Error(`${fileName}: ${ts.flattenDiagnosticMessageText(diagnostics[0].messageText, ' ')}`);
    return outputText.replaceAll(/^(?:import|export) [^;]*\bfrom '\.[^']*';\n/gm, '');
  });
  await writeFile(path.join(out, 'index.d.ts'), declarations.join('\n'));
}

/** Writes all that is published beside the licences and the schemas. Types need a package that nothing else does. */
export async function buildInto(out, version, { types = true } = {}) {
  const [grammars] = await Promise.all([grammarPaths(), bundle(out, version)]);
  if (types) await writeTypes(out);
  await copyGrammars(grammars, path.join(out, 'grammars'));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { version } = JSON.parse(await readFile(path.join(project, 'package.json'), 'utf8'));
  await buildInto(path.join(project, 'dist'), version, { types: !process.argv.includes('--no-types') });
}
