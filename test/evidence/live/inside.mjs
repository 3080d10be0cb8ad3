// Runs inside fresh namespaces (run.ts): two relays, an old and a new one, and a mail program that sends through the first,
// has its setting changed, and sends through the second. What it logs, and what the relays took, is left in `out`.
import { spawn } from 'node:child_process';
import { setUp } from '../../judges/inside/machine.mjs';
import { serveNames } from '../../judges/inside/names.mjs';
import { serveMail } from './sink.mjs';

const { work, lower, users, relays, script, before, after, out, env, seconds } = JSON.parse(process.argv[2]);

setUp({ work, lower, users, addresses: Object.values(relays) });
await serveNames(async () => {}, relays);
for (const [name, address] of Object.entries(relays))
  await serveMail(name, address, [25, 587], `${out}/received/${name}`);

const child = spawn('bash', ['-eu', script, before, after, out], {
  env,
  cwd: out,
  stdio: ['ignore', 'pipe', 'pipe'],
  detached: true,
});
let log = '';
for (const stream of [child.stdout, child.stderr])
  stream.setEncoding('utf8').on('data', (text) => {
    log += text;
  });
const timer = setTimeout(() => {
  log += '\nstopped: it took too long\n';
  process.kill(-child.pid, 'SIGKILL');
}, seconds * 1000);
const code = await new Promise((resolve) => child.on('exit', resolve));
clearTimeout(timer);
process.stdout.write(`${JSON.stringify({ code, log: log.slice(-20_000) })}\n`, () => process.exit(0));
