/**
 * Prints what a scan finds in a fixture folder, as `expected.json` has it: `npm run fixtures:show -- fixtures/ID/CASE…`.
 * It never writes: what the scanner says must be compared with what the real system does, then pasted.
 */
import path from 'node:path';
import { loadSource } from './load-source.mjs';

const folders = process.argv.slice(2);
if (folders.length === 0) {
  process.stderr.write('usage: npm run fixtures:show -- FOLDER…\n');
  process.exit(2);
}

const { collect } = await loadSource('src/scan/collect.ts');

/** What nearly every setting has is left out: it would hide the rest. */
function shown({
  path: file,
  line,
  column,
  host,
  port,
  transport,
  ref,
  source,
  role,
  layer,
  route,
  certainty,
  detector,
  key,
}) {
  return {
    path: file,
    line,
    column,
    host,
    ...(port === null ? {} : { port }),
    ...(transport === 'unknown' ? {} : { transport }),
    ...(ref === null ? {} : { ref }),
    source,
    detector,
    key,
    layer,
    ...(role === 'runtime' ? {} : { role }),
    ...(route === 'relay' ? {} : { route }),
    ...(certainty === 'certain' ? {} : { certainty }),
  };
}

for (const folder of folders) {
  const { settings, diagnostics } = await collect({ root: path.resolve(folder), ignore: ['expected.json'], jobs: 1 });
  if (folders.length > 1) process.stdout.write(`${folder}\n`);
  const rows = settings.map((setting) => `    ${JSON.stringify(shown(setting))}`);
  process.stdout.write(`{\n  "settings": [${rows.length > 0 ? `\n${rows.join(',\n')}\n  ` : ''}]\n}\n`);
  for (const { path: file, line, message } of diagnostics) process.stderr.write(`${file}:${line ?? ''} ${message}\n`);
}
