// Runs inside fresh namespaces (../judge.ts): serves names and mail, runs programs one after the other, and says which relays
// each of them used, on which port and with what TLS.
import { spawn } from 'node:child_process';
import net from 'node:net';
import { setUp } from '../../judges/inside/machine.mjs';
import { serveNames } from '../../judges/inside/names.mjs';
import { converse } from './relay.mjs';

const { work, programs, ports, seconds } = JSON.parse(process.argv[2]);

setUp({ work, lower: [], addresses: [], users: [] });

let offersStartTls = true;
let seen = [];
let nameOf = (_address) => undefined;

const listen = (address) =>
  Promise.all(
    ports.map(
      (port) =>
        new Promise((resolve, reject) => {
          const server = net.createServer((socket) => {
            const relay = { host: nameOf(address)?.host ?? address, port, transport: 'unknown' };
            seen.push(relay);
            converse(socket, offersStartTls, (transport) => {
              relay.transport = transport;
            });
          });
          server.on('error', reject);
          server.listen(port, address, resolve);
        }),
    ),
  );

nameOf = await serveNames(listen);

/** The relays that a program uses, in order, and what it said meanwhile. */
async function run({ command: [program, ...words], cwd, env }) {
  seen = [];
  let log = '';
  const child = spawn(program, words, { env, cwd, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => {
      log += text;
    });
  const timer = setTimeout(() => {
    log += '\nstopped: it took too long\n';
    process.kill(-child.pid, 'SIGKILL');
  }, seconds * 1000);
  await new Promise((resolve) => child.on('close', resolve).on('error', resolve));
  clearTimeout(timer);
  return { relays: seen, log: log.slice(-5_000) };
}

/** Whoever says STARTTLS is asked again (`twice`) by relays that don't offer it: does it go on without? */
async function judged(program) {
  offersStartTls = true;
  const answer = await run(program);
  if (!program.twice || !answer.relays.some(({ transport }) => transport === 'starttls')) return answer;
  offersStartTls = false;
  const { relays } = await run(program);
  const goesOn = ({ host, port }) =>
    relays.some((relay) => relay.host === host && relay.port === port && relay.transport === 'none');
  return {
    ...answer,
    relays: answer.relays.map((relay) =>
      relay.transport === 'starttls' && goesOn(relay) ? { ...relay, transport: 'opportunistic' } : relay,
    ),
  };
}

const answers = [];
for (const program of programs) answers.push(await judged(program));
process.stdout.write(`${JSON.stringify(answers)}\n`, () => process.exit(0));
