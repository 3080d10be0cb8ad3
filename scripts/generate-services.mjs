// Writes src/relays/services.json from the installed nodemailer's own table of well-known services.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const table = JSON.parse(readFileSync(createRequire(import.meta.url).resolve('nodemailer/lib/well-known/services.json'), 'utf8'));
const rows = Object.entries(table).map(([name, { host, port, secure, aliases, domains }]) => ({ names: [name, ...(aliases ?? []), ...(domains ?? [])], host: host ?? null, port: port === undefined ? null : Number(port), secure: secure ?? false }));
writeFileSync(new URL('../src/relays/services.json', import.meta.url), `${JSON.stringify(rows, null, 1)}\n`);
