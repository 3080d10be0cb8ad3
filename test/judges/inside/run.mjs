// Runs inside fresh network, mount, process and host-name namespaces (../sandbox.ts): lays the program's package over the
// machine's own folders, serves names and mail, runs the program, and says whom it connected to.
import { listenOn } from './listen.mjs';
import { setUp } from './machine.mjs';
import { serveNames } from './names.mjs';
import { runProgram } from './program.mjs';

const { work, lower, runs, env, addresses, ports, users, seconds } = JSON.parse(process.argv[2]);

setUp({ work, lower, addresses, users });

const seen = [];
let nameOf = (_address) => undefined;

/** Whoever connects is sent on to its next relay, if it has one. */
const listen = listenOn(ports, (socket, address, port) => {
  seen.push({ ...(nameOf(address) ?? { host: address, mx: false }), port });
  socket.on('error', () => {});
  socket.end(port === 465 ? '' : '421 4.3.2 not here\r\n');
});

nameOf = await serveNames(listen);
await Promise.all(addresses.map(listen));

let log = '';
let failed = false;
const stopped = Date.now() + seconds * 1000;
for (const words of runs) {
  const ran = await runProgram(['bash', '-eu', ...words], { env, cwd: env.HOME }, stopped - Date.now());
  log += ran.log;
  failed = ran.code !== 0 || failed;
}
process.stdout.write(`${JSON.stringify({ seen, failed, log: log.slice(-20_000) })}\n`, () => process.exit(0));
