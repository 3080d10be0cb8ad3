/**
 * Builds the program in a bare check-out, which has no `dist`, with as little as that takes: the packages that become part of
 * it (scripts/bundled.json) and the bundler, each exactly as package-lock.json names it. Of a grammar's package only its wasm
 * file is unpacked: the sources of the five would be 200 MB. Nothing that the packages bring is run but the bundler.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const home = fileURLToPath(new URL('..', import.meta.url));
const BUNDLER = 'esbuild';
const LARGEST_OUTPUT = 1 << 28;

const readJson = (file) => JSON.parse(readFileSync(path.join(home, file), 'utf8'));

/** Windows' npm is a command file, which only a shell could start: its script is started instead. */
export const npmProgram = () =>
  process.platform === 'win32'
    ? [process.execPath, [path.join(path.dirname(process.execPath), 'node_modules', 'npm', 'bin', 'npm-cli.js')]]
    : ['npm', []];

function run(program, args) {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd: home,
    encoding: 'utf8',
    maxBuffer: LARGEST_OUTPUT,
  });
  if (error) throw new Error(`${program} could not be run: ${error.message}`);
  if (status !== 0) throw new Error(`smtp-scan could not be built: ${stderr.trim().split('\n').slice(-3).join(' ')}`);
  return stdout;
}

const fits = ({ os, cpu }) =>
  (os === undefined || os.includes(process.platform)) && (cpu === undefined || cpu.includes(process.arch));

/** The key of the package that `name` means inside of another one, as Node looks for it. */
function keyWithin(packages, name, from) {
  for (let folder = `${from}/`; ; folder = folder.slice(0, folder.lastIndexOf('node_modules/'))) {
    const key = `${folder}node_modules/${name}`;
    if (Object.hasOwn(packages, key) || folder === '') return key;
  }
}

/**
 * What is needed of a lock file: its key → the only files of the package that are, or null for all of them.
 *
 * @param packages of package-lock.json
 * @param bundled of scripts/bundled.json
 */
export function neededPackages(packages, bundled) {
  const needed = new Map();
  const add = (key, files) => {
    const one = packages[key];
    if (needed.has(key) || one === undefined || !fits(one)) return;
    needed.set(key, files);
    if (files !== null) return;
    for (const name of Object.keys({ ...one.dependencies, ...one.optionalDependencies }))
      add(keyWithin(packages, name, key), null);
  };
  for (const [name, files] of Object.entries(bundled)) add(`node_modules/${name}`, files);
  add(`node_modules/${BUNDLER}`, null);
  return needed;
}

const nameOf = (key) => key.slice(key.lastIndexOf('node_modules/') + 'node_modules/'.length);

function unpack(tarball, key, files) {
  mkdirSync(path.join(home, key), { recursive: true });
  // Relative names: a drive's letter looks like a host to some programs of this name.
  const wanted = files === null ? [] : ['package.json', ...files].map((file) => `package/${file}`);
  run('tar', ['-xzf', tarball, '-C', key, '--strip-components=1', ...wanted]);
}

function fetchPackages() {
  const { packages } = readJson('package-lock.json');
  const needed = neededPackages(packages, readJson('scripts/bundled.json'));
  const folder = '.packages';
  mkdirSync(path.join(home, folder), { recursive: true });
  try {
    const specs = new Set([...needed.keys()].map((key) => `${nameOf(key)}@${packages[key].version}`));
    const [npm, first] = npmProgram();
    const packed = JSON.parse(run(npm, [...first, 'pack', '--json', `--pack-destination=${folder}`, ...specs]));
    // An array up to npm 10, an object by package name later.
    const tarballs = new Map(Object.values(packed).map((one) => [`${one.name}@${one.version}`, one.filename]));
    for (const [key, files] of needed) {
      const { version, integrity } = packages[key];
      const tarball = `${folder}/${path.basename(tarballs.get(`${nameOf(key)}@${version}`) ?? '')}`;
      const hash = createHash('sha512')
        .update(readFileSync(path.join(home, tarball)))
        .digest('base64');
      if (integrity !== `sha512-${hash}`)
        throw new Error(`${nameOf(key)} ${version} is not what package-lock.json says`);
      unpack(tarball, key, files);
    }
  } finally {
    rmSync(path.join(home, folder), { recursive: true, force: true });
  }
}

/** Leaves `dist/` as a release has it. @throws Error with a word of why when that cannot be had. */
export function build() {
  fetchPackages();
  run(process.execPath, ['scripts/build.mjs', '--no-types']);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) build();
