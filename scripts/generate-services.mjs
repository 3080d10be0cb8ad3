// Writes src/relays/services.json from the installed nodemailer's own table of well-known services; --print only shows it.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const source = createRequire(import.meta.url).resolve('nodemailer/lib/well-known/services.json');
const table = JSON.parse(readFileSync(source, 'utf8'));
const rows = Object.entries(table).map(([name, { host, port, secure, aliases, domains }]) => ({
  names: [name, ...(aliases ?? []), ...(domains ?? [])],
  host: host ?? null,
  port: port === undefined ? null : Number(port),
  secure: secure ?? false,
}));
const text = `${JSON.stringify(rows, null, 1)}\n`;
if (process.argv.includes('--print')) process.stdout.write(text);
else writeFileSync(new URL('../src/relays/services.json', import.meta.url), text);
