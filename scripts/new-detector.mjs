/**
 * Begins a detector: `npm run new-detector ID [TITLE] [-- --room ROOM]` writes detectors/ROOM/ID.ts (deployment/ unless said),
 * a hit and a near-miss fixture, and its line in detectors/index.ts. `--root DIR` works on another tree.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { root: { type: 'string' }, room: { type: 'string', default: 'deployment' } },
});
const root = values.root ?? fileURLToPath(new URL('..', import.meta.url));
const [id, title = id] = positionals;

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(2);
}

const ROOMS = [
  'apis',
  'by-name',
  'clients',
  'deployment',
  'frameworks',
  'servers',
  ...['dotnet', 'elixir', 'go', 'java', 'javascript', 'perl', 'php', 'python', 'rust', 'shell'].map(
    (one) => `libraries/${one}`,
  ),
];

if (!ROOMS.includes(values.room)) fail(`--room takes one of ${ROOMS.join(', ')}, not '${values.room}'`);
if (id === undefined) fail('usage: npm run new-detector ID [TITLE]');
if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id)) fail(`'${id}' is no kebab-case id, such as my-system`);

const name = id.replaceAll(/-(.)/g, (_, letter) => letter.toUpperCase());
const register = path.join(root, 'detectors/index.ts');
const before = readFileSync(register, 'utf8');
const file = `${values.room}/${id}.ts`;
if (before.includes(`/${id}.ts'`)) fail(`there is a detector ${id}`);

const up = '../'.repeat(file.split('/').length);
const key = `${id.replaceAll('-', '_')}.smtp_server`;
const files = {
  [`detectors/${file}`]: `/** ${title}. Name here the source in which its setting was read. */
import { detector } from '${up}src/detect/detector.ts';
import { entry } from '${up}src/detect/matchers.ts';

export default detector({
  id: '${id}',
  title: '${title.replaceAll("'", "\\'")}',
  docs: 'https://${id}.example/docs',
  layer: 'application',
  formats: ['yaml'],
  keywords: ['smtp_server'],
  recognises: '\`${key}\`',
  settings: [entry('${key}')],
});
`,
  [`fixtures/${id}/hit/config.yml`]: `${id.replaceAll('-', '_')}:\n  smtp_server: smtp.corp.example\n  smtp_port: 587\n`,
  [`fixtures/${id}/hit/expected.json`]: `{\n  "settings": [\n    { "path": "config.yml", "line": 2, "column": 16, "host": "smtp.corp.example", "port": 587, "detector": "${id}" }\n  ]\n}\n`,
  [`fixtures/${id}/near-miss/config.yml`]: `${id.replaceAll('-', '_')}:\n  imap_server: imap.corp.example\n`,
  [`fixtures/${id}/near-miss/expected.json`]: '{\n  "settings": []\n}\n',
};

/** The import goes among the others in their order; the detector before the ones that go by names alone. */
function registered(text) {
  const line = `import ${name} from './${file}';`;
  const imports = [...text.matchAll(/^import .* from '\.\/([^']+)';$/gm)];
  const next = imports.find((found) => found[1] > file);
  const last = imports.at(-1);
  const at = next ? next.index : last ? last.index + last[0].length + 1 : 0;
  const withImport = `${text.slice(0, at)}${line}\n${text.slice(at)}`;
  return withImport.replace(/^ {2}environment,$/m, `  ${name},\n  environment,`);
}

for (const [name, text] of Object.entries(files)) {
  mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
  writeFileSync(path.join(root, name), text);
}
writeFileSync(register, registered(before));
process.stdout.write(
  `${Object.keys(files).join('\n')}\ndetectors/index.ts\n\nNow say in detectors/${file} what the system reads, and npx vitest run test/fixtures.test.ts\n`,
);
