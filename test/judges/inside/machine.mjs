// A machine of its own within fresh namespaces: nothing but loopback, the package's files over the machine's own folders, no
// name server but the one that is started here.
import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';

/** Runs a command that has to work. */
export const must = (program, ...words) => {
  const { status, stderr, error } = spawnSync(program, words, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${words.join(' ')}: ${error?.message ?? stderr}`);
};

/**
 * @param work an empty folder to mount things in
 * @param lower folders of unpacked packages
 * @param addresses addresses that are this machine's own, besides 198.18.0.0/15
 * @param users users that packages would have made
 */
export function setUp({ work, lower, addresses, users }) {
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
    must(
      'mount',
      '-t',
      'overlay',
      'overlay',
      '-o',
      `lowerdir=${under},upperdir=${upper},workdir=${scratch}`,
      `/${top}`,
    );
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
}
