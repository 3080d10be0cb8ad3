// Runs inside fresh network, mount, process and host-name namespaces (../sandbox.ts): lays the program's package over the
// machine's own folders, serves names and mail, runs the program, and says whom it connected to.
import { spawn, spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import { serveNames } from './names.mjs';

const { work, lower, runs, env, addresses, ports, users, seconds } = JSON.parse(process.argv[2]);

const must = (program, ...words) => {
  const { status, stderr, error } = spawnSync(program, words, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${words.join(' ')}: ${error?.message ?? stderr}`);
};

// Nothing but loopback is there: what listens or connects here reaches nobody.
must('ip', 'link', 'set', 'lo', 'up');
must('ip', 'address', 'add', '127.0.0.2/8', 'dev', 'lo');
const outside = Object.keys(os.networkInterfaces()).filter((name) => name !== 'lo');
if (outside.length > 0) throw new Error(`not alone: ${outside.join(' ')}`);
writeFileSync('/proc/sys/net/ipv6/ip_nonlocal_bind', '1');
for (const address of ['198.18.0.0/15', ...addresses]) must('ip', 'route', 'add', 'local', address, 'dev', 'lo');
must('hostname', 'judge.example.test');

/** The packages' files come first, and what is written goes nowhere. */
must('mount', '-t', 'tmpfs', 'tmpfs', work);
for (const top of ['usr', 'etc', 'var']) {
  const [upper, scratch] = ['upper', 'scratch'].map((kind) => `${work}/${kind}-${top}`);
  mkdirSync(upper);
  mkdirSync(scratch);
  const under = [...lower.map((folder) => `${folder}/${top}`).filter(existsSync), `/${top}`].join(':');
  must('mount', '-t', 'overlay', 'overlay', '-o', `lowerdir=${under},upperdir=${upper},workdir=${scratch}`, `/${top}`);
}
must('mount', '-t', 'tmpfs', 'tmpfs', '/run');
mkdirSync('/run/lock');
writeFileSync(`${work}/resolv.conf`, 'nameserver 127.0.0.1\n');
must('mount', '--bind', `${work}/resolv.conf`, '/etc/resolv.conf');
writeFileSync(`${work}/hosts`, '127.0.0.1 localhost\n127.0.0.1 judge.example.test judge\n');
must('mount', '--bind', `${work}/hosts`, '/etc/hosts');
writeFileSync(
  '/etc/nsswitch.conf',
  'passwd: files\ngroup: files\nhosts: files dns\nservices: files\nprotocols: files\n',
);
writeFileSync('/etc/mailname', 'judge.example.test\n');

const known = readFileSync('/etc/passwd', 'utf8');
for (const [index, user] of users.entries()) {
  if (new RegExp(`^${user}:`, 'm').test(known)) continue;
  appendFileSync('/etc/passwd', `${user}:x:${700 + index}:${700 + index}::/var/empty:/usr/sbin/nologin\n`);
  appendFileSync('/etc/group', `${user}:x:${700 + index}:\n`);
}

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
