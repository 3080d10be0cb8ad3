// Runs inside fresh namespaces (run.ts): two relays, an old and a new one, and a mail program that sends through the first,
// has its setting changed, and sends through the second. What it logs, and what the relays took, is left in `out`.
import { setUp } from '../../judges/inside/machine.mjs';
import { serveNames } from '../../judges/inside/names.mjs';
import { runProgram } from '../../judges/inside/program.mjs';
import { serveMail } from './sink.mjs';

const { work, lower, users, relays, script, before, after, out, env, seconds } = JSON.parse(process.argv[2]);

setUp({ work, lower, users, addresses: Object.values(relays) });
await serveNames(async () => {}, relays);
for (const [name, address] of Object.entries(relays))
  await serveMail(name, address, [25, 587], `${out}/received/${name}`);

const words = ['bash', '-eu', script, before, after, out];
const { code, log } = await runProgram(words, { env, cwd: out }, seconds * 1000);
process.stdout.write(`${JSON.stringify({ code, log: log.slice(-20_000) })}\n`, () => process.exit(0));
