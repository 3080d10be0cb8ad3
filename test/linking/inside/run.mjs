// Runs inside fresh namespaces (../judge.ts): serves names and mail, runs programs one after the other, and says which relays
// each of them used, on which port and with what TLS.
import { listenOn } from '../../judges/inside/listen.mjs';
import { setUp } from '../../judges/inside/machine.mjs';
import { serveNames } from '../../judges/inside/names.mjs';
import { runProgram } from '../../judges/inside/program.mjs';
import { converse } from './relay.mjs';

const { work, programs, ports, seconds } = JSON.parse(process.argv[2]);

setUp({ work, lower: [], addresses: [], users: [] });

let offersStartTls = true;
let seen = [];
let nameOf = (_address) => undefined;

const listen = listenOn(ports, (socket, address, port) => {
  const relay = { host: nameOf(address)?.host ?? address, port, transport: 'unknown' };
  seen.push(relay);
  converse(socket, offersStartTls, (transport) => {
    relay.transport = transport;
  });
});

nameOf = await serveNames(listen);

/** The relays that a program uses, in order, and what it said meanwhile. */
async function run({ command, cwd, env }) {
  seen = [];
  const { log } = await runProgram(command, { cwd, env }, seconds * 1000, 'close');
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
