/** Chains of PHP includes: what is declared far away is found, and other classes' constructors are not taken for calls. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { collect } from '../../src/scan/collect.ts';

async function scanned(
  files: Readonly<Record<string, string>>,
  more: (root: string) => void = () => {},
): Promise<string[]> {
  const root = mkdtempSync(path.join(os.tmpdir(), 'includes-'));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
      writeFileSync(path.join(root, name), `<?php\n${text}`);
    }
    more(root);
    const { settings } = await collect({ root, jobs: 1 });
    return settings.map(({ host, ref, path: file, line }) => `${host ?? ref} ${file}:${line}`).sort();
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

const send = (host: string): string => `$mail = new PHPMailer\\PHPMailer\\PHPMailer();\n$mail->Host = ${host};\n`;

test('a constant four includes away, by folders that only a program knows', async () => {
  const found = await scanned({
    'public/send.php': `require_once dirname(__DIR__) . '/lib/boot.php';\n${send('GATEWAY')}`,
    'lib/boot.php': "require_once INC . 'lib/a.php';\n",
    'lib/a.php': "include('b.php');\n",
    'lib/b.php': "require ROOT . '/config/hosts.php';\n",
    'config/hosts.php': "define('GATEWAY', 'relay.a.example');\n",
  });
  expect(found).toContain('relay.a.example config/hosts.php:2');
});

test('nothing outside of the root, whatever links lead there', async () => {
  const outside = mkdtempSync(path.join(os.tmpdir(), 'outside-'));
  writeFileSync(path.join(outside, 'hosts.php'), "<?php\ndefine('GATEWAY', 'relay.outside.example');\n");
  try {
    const found = await scanned(
      { 'send.php': `require 'linked/hosts.php';\n${send('GATEWAY')}`, 'config.php': '' },
      (root) => symlinkSync(outside, path.join(root, 'linked')),
    );
    expect(found).not.toEqual([]);
    expect(found.filter((one) => one.includes('outside'))).toEqual([]);
  } finally {
    rmSync(outside, { recursive: true, force: true });
  }
});

test('of two files that declare a name, the nearest', async () => {
  const found = await scanned({
    'send.php': `require 'near.php';\nrequire 'other.php';\n${send('$gateway')}`,
    'other.php': "require 'far.php';\n",
    'near.php': "$gateway = 'relay.near.example';\n",
    'far.php': "$gateway = 'relay.far.example';\n",
  });
  expect(found).toContain('relay.near.example near.php:2');
  expect(found.filter((one) => one.startsWith('relay.far'))).toEqual([]);
});

test('the constructor of another class is no call of this one', async () => {
  const found = await scanned({
    'mailer.php': `require 'queue.php';\nclass Mailer {\n  function __construct($host) { $this->host = $host; }\n  function send() {\n    ${send('$this->host')}  }\n}\n$m = new Mailer('relay.a.example');\n`,
    'queue.php':
      "class Base { function __construct($name) {} }\nclass Queue extends Base {\n  function __construct() { parent::__construct('queue.b.example'); }\n}\n",
  });
  expect(found.filter((one) => one.startsWith('queue.b'))).toEqual([]);
  expect(found.filter((one) => one.startsWith('relay.a'))).not.toEqual([]);
});
