// Runs inside fresh network, mount, process and host-name namespaces (../sandbox.ts): lays the program's package over the
// machine's own folders, serves names and mail, runs the program, and says whom it connected to.
import { spawn } from 'node:child_process';
import net from 'node:net';
import { setUp } from './machine.mjs';
import { serveNames } from './names.mjs';

const { work, lower, runs, env, addresses, ports, users, seconds } = JSON.parse(process.argv[2]);

setUp({ work, lower, addresses, users });

const seen = [];
let nameOf = (_address) => undefined;

/** Every port of the address; whoever connects is sent on to its next relay, if it has one. */
const listen = (address) =>
  Promise.all(
    ports.map(
      (port) =>
        new Promise((resolve, reject) => {
          const server = net.createServer((socket) => {
            seen.push({ ...(nameOf(address) ?? { host: address, mx: false }), port });
            socket.on('error', () => {});
            socket.end(port === 465 ? '' : '421 4.3.2 not here\r\n');
          });
          server.on('error', reject);
          server.listen(port, address, resolve);
        }),
    ),
  );

nameOf = await serveNames(listen);
await Promise.all(addresses.map(listen));

let log = '';
let failed = false;
const stopped = Date.now() + seconds * 1000;
for (const words of runs) {
  const child = spawn('bash', ['-eu', ...words], {
    env,
    cwd: env.HOME,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => {
      log += text;
    });
  const timer = setTimeout(() => {
    log += '\nstopped: it took too long\n';
    process.kill(-child.pid, 'SIGKILL');
  }, stopped - Date.now());
  failed = (await new Promise((resolve) => child.on('exit', resolve))) !== 0 || failed;
  clearTimeout(timer);
}
process.stdout.write(`${JSON.stringify({ seen, failed, log: log.slice(-20_000) })}\n`, () => process.exit(0));
