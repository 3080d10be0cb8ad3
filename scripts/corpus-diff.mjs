/**
 * `node scripts/corpus-diff.mjs OLD NEW FOLDER`: scans every check-out in a folder with two builds (paths of their `cli.js`)
 * and prints which settings are gone (-), new (+) or otherwise (~: what differs). To be read before a release and after a
 * change of detection. Ends with 1 when there is a difference.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';

/** What a setting says; the rest tells where it is. */
const SAID = ['port', 'transport', 'authenticated', 'ref', 'source', 'role', 'layer', 'route', 'certainty', 'verdict'];
const LARGEST_OUTPUT = 1 << 30;

/** The settings by their place, key and host; several of one name are told apart by their order. */
function settingsOf(cli, folder) {
  const args = [cli, folder, '--format', 'json', '--fail-on', 'never'];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: LARGEST_OUTPUT });
  if (stdout === '') throw new Error(`${cli} could not scan ${folder} (${status}): ${stderr}`);
  const found = new Map();
  const times = new Map();
  for (const setting of JSON.parse(stdout).settings) {
    const { path: file, line, column, host, ref, key, detector } = setting;
    const name = `${file}:${line}:${column} ${host ?? `(${ref ?? 'open'})`} ${detector} ${key}`;
    const nth = (times.get(name) ?? 0) + 1;
    times.set(name, nth);
    found.set(nth === 1 ? name : `${name} #${nth}`, setting);
  }
  return found;
}

const differences = (before, after) =>
  SAID.filter((field) => before[field] !== after[field]).map((field) => `${field} ${before[field]} → ${after[field]}`);

/** Lines of one check-out. */
function compare(before, after) {
  const gone = [...before.keys()].filter((name) => !after.has(name)).map((name) => `- ${name}`);
  const fresh = [...after.keys()].filter((name) => !before.has(name)).map((name) => `+ ${name}`);
  const changed = [...before].flatMap(([name, setting]) => {
    const other = after.get(name);
    const what = other ? differences(setting, other) : [];
    return what.length > 0 ? [`~ ${name}: ${what.join(', ')}`] : [];
  });
  return [...gone, ...fresh, ...changed].sort((a, b) => (a.slice(2) < b.slice(2) ? -1 : 1));
}

const [oldCli, newCli, folder, ...rest] = process.argv.slice(2);
if (folder === undefined || rest.length > 0) {
  process.stderr.write('usage: node scripts/corpus-diff.mjs OLD/cli.js NEW/cli.js FOLDER\n');
  process.exit(2);
}
const counts = { '-': 0, '+': 0, '~': 0 };
const checkouts = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
for (const { name } of checkouts.sort((a, b) => (a.name < b.name ? -1 : 1))) {
  const root = path.join(folder, name);
  const lines = compare(settingsOf(oldCli, root), settingsOf(newCli, root));
  for (const line of lines) counts[line[0]] += 1;
  if (lines.length > 0) console.log(`${name}\n${lines.map((line) => `  ${line}`).join('\n')}`);
}
console.log(`${checkouts.length} check-outs: ${counts['-']} gone, ${counts['+']} new, ${counts['~']} otherwise`);
if (Object.values(counts).some((count) => count > 0)) process.exitCode = 1;
