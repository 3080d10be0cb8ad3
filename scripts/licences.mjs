/**
 * The licence texts of everything that is part of the program, for THIRD-PARTY-LICENSES.txt, which the package brings. A
 * grammar has the licence of its own authors, whoever built its wasm file. Texts that no package brings stand in licences/.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { grammarPaths, modulesInside } from './build.mjs';

const project = fileURLToPath(new URL('..', import.meta.url));

const textOf = (...parts) => readFileSync(path.join(project, ...parts), 'utf8').trim();

/** `node_modules/@scope/name` of any path inside it. */
const folderOf = (file) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0];

/** A package, with the texts that it brings, or the one of licences/. */
function licenceOf(folder) {
  const { name, version, license } = JSON.parse(textOf(folder, 'package.json'));
  const brought = readdirSync(path.join(project, folder))
    .filter((each) => /^(licen[cs]e|notice|copying)/i.test(each))
    .sort()
    .map((each) => textOf(folder, each));
  const texts = brought.length > 0 ? brought : [ownText(name)];
  return [`${name} ${version} (${license})`, ...texts];
}

function ownText(name) {
  const file = `licences/${name}.txt`;
  if (existsSync(path.join(project, file))) return textOf(file);
  throw new Error(`${name} brings no licence text: put the one of its authors into ${file}`);
}

/** Built by others than its authors, in a package of many. */
const COLLECTION = '@vscode/tree-sitter-wasm';

const grammarsInside = (paths) =>
  paths
    .filter((each) => each.startsWith(`${COLLECTION}/`))
    .map((each) => path.posix.basename(each, '.wasm'))
    .sort()
    .map((name) => [`${name} (grammar, built in ${COLLECTION})`, ownText(name)]);

/** The whole file. @throws Error when the text of a part is missing. */
export async function thirdPartyLicences() {
  const [modules, grammars] = await Promise.all([modulesInside(), grammarPaths()]);
  const files = [...modules, ...grammars.map((each) => `node_modules/${each}`)];
  const folders = [...new Set(files.map(folderOf).filter((folder) => folder !== undefined))].sort();
  const head = 'smtp-scan contains code of these packages and grammars, each under its own licence.';
  const parts = [...folders.map(licenceOf), ...grammarsInside(grammars)].map((texts) => texts.join('\n\n'));
  return `${[head, ...parts].join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}
