import { expect, test } from 'vitest';
import { canRead } from '../../src/read/index.ts';
import { hostsIn } from './scan-text.ts';

const hits: readonly (readonly [string, string, string, readonly string[]])[] = [
  [
    'Thunderbird',
    'user.js',
    'user_pref("mail.server.server1.hostname", "imap.example.net");\nuser_pref("mail.smtpserver.smtp1.hostname", "h.example.net");\nuser_pref("mail.smtpserver.smtp1.port", 587);\nuser_pref("mail.smtpserver.smtp1.hello_argument", "own.example.net");\n',
    ['2:46 h.example.net:587'],
  ],
  [
    'Thunderbird, locked',
    'autoconfig.cfg',
    '// first line\nlockPref("mail.smtpserver.default.hostname", "h.example.net");\n',
    ['2:47 h.example.net'],
  ],
  [
    'Apple Mail',
    'mail.mobileconfig',
    '<plist><dict>\n<key>IncomingMailServerHostName</key>\n<string>imap.example.net</string>\n<key>OutgoingMailServerHostName</key>\n<string>h.example.net</string>\n<key>OutgoingMailServerPortNumber</key>\n<integer>587</integer>\n</dict></plist>\n',
    ['5:9 h.example.net:587'],
  ],
  [
    'Outlook',
    'profile.prf',
    '[General]\nCustom=1\n[Account1]\nPOP3Server=in.example.net\nSMTPServer=h.example.net\nSMTPPort=587\n[Map]\nSMTPServer=PT_STRING8,0x6600\n',
    ['5:12 h.example.net:587'],
  ],
  [
    'Evolution',
    'abc.source',
    '[Data Source]\n[Mail Transport]\nBackendName=smtp\n[Authentication]\nHost=h.example.net\nPort=587\n',
    ['5:6 h.example.net:587'],
  ],
  [
    'Claws',
    'accountrc',
    '[Account: 1]\nreceive_server=in.example.net\nsmtp_server=h.example.net\n',
    ['3:13 h.example.net'],
  ],
  ['mutt', '.muttrc', 'set imap_user=me\nset smtp_url = "smtps://me@h.example.net:465"\n', ['2:28 h.example.net:465']],
  [
    's-nail',
    '.mailrc',
    'set v15-compat\nset mta=smtps://u@h.example.net:465 from=a@example.org\nset smtp=smtp://i.example.net:25\n',
    ['2:19 h.example.net:465', '3:17 i.example.net:25'],
  ],
  [
    'aerc',
    'accounts.conf',
    '[Work]\nsource = imaps://u@in.example.net\noutgoing = smtps+plain://u%40example.org@h.example.net:465\n[Local]\noutgoing = /usr/sbin/sendmail\n',
    ['3:42 h.example.net:465'],
  ],
  ['mailsend', 'test.bats', '#!/usr/bin/env bats\nDATA="-smtp h.example.net -port 587"\n', ['2:13 h.example.net:587']],
  [
    'Alpine',
    '.pinerc',
    'inbox-path={in.example.net/ssl}INBOX\nsmtp-server=h.example.net:587/user=me/tls\n',
    ['2:13 h.example.net:587'],
  ],
];

test.skipIf(!canRead('xml'))('autoconfiguration', async () => {
  const text =
    '<clientConfig><emailProvider id="e">\n<incomingServer type="imap"><hostname>imap.example.net</hostname></incomingServer>\n<outgoingServer type="smtp">\n<hostname>h.example.net</hostname><port>587</port></outgoingServer>\n</emailProvider></clientConfig>\n';
  expect(await hostsIn('config-v1.1.xml', text)).toEqual(['4:11 h.example.net:587']);
});

test.each(hits)('%s', async (_name, file, text, expected) => {
  expect(await hostsIn(file, text)).toEqual(expected);
});

const silent: readonly (readonly [string, string, string])[] = [
  [
    'an IMAP account of Evolution',
    'abc.source',
    '[Mail Account]\nBackendName=imapx\n[Authentication]\nHost=in.example.net\nPort=993\n',
  ],
  [
    'mutt with a program',
    '.muttrc',
    'set sendmail="/usr/bin/msmtp -a work"\n#set smtp_url="smtp://h.example.net"\nset folder="imaps://in.example.net"\n',
  ],
  ['mailx with a program', '.mailrc', 'set sendmail=/usr/sbin/sendmail mta=/usr/sbin/sendmail\n'],
];

test.each(silent)('silent: %s', async (_name, file, text) => {
  expect(await hostsIn(file, text)).toEqual([]);
});
