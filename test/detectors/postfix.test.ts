import { expect, test } from 'vitest';
import { hostsIn, scanText } from './scan-text.ts';

const hits: readonly (readonly [string, string, string, readonly string[]])[] = [
  [
    'brackets and port',
    'etc/postfix/main.cf',
    '# relay\nmyhostname = a.example.com\nrelayhost = [smtp.example.net]:587\n',
    ['3:14 smtp.example.net:587'],
  ],
  ['a bare name stands for its MX hosts', 'main.cf', 'relayhost = example.net\n', ['1:13 example.net mx']],
  ['a service name as port', 'main.cf', 'relayhost=[h.example.net]:submission', ['1:12 h.example.net:587']],
  [
    'CRLF, non-ASCII before',
    'main.cf',
    '# Grüße 😀\r\nrelayhost = [h.example.net]:587\r\n',
    ['2:14 h.example.net:587'],
  ],
  [
    'a list over several lines',
    'main.cf',
    'relayhost = [a.example.net]:587,\n  # not this\n  [b.example.net]\n',
    ['1:14 a.example.net:587', '3:4 b.example.net'],
  ],
  [
    'the last of several lines wins',
    'main.cf',
    'relayhost = [a.example.net]\nrelayhost = [b.example.net]\n',
    ['2:14 b.example.net'],
  ],
  [
    'both arms of a template',
    'templates/main.cf.j2',
    '{% if x %}\nrelayhost = [a.example.net]\n{% else %}\nrelayhost = [b.example.net]\n{% endif %}\n',
    ['2:14 a.example.net', '4:14 b.example.net'],
  ],
  [
    'a parameter of its own',
    'main.cf',
    'upstream = mail.example.net\nrelayhost = [$upstream]:25\n',
    ['1:12 mail.example.net:25'],
  ],
  ['a variable that nothing sets', 'main.cf.in', 'relayhost = [${RELAY}]:25\n', ['1:13 ?RELAY:25']],
  ['fallbacks', 'main.cf', 'smtp_fallback_relay = [f.example.net]\n', ['1:24 f.example.net']],
  [
    'a transport with a next hop',
    'main.cf',
    'default_transport = smtp:[t.example.net]:2525\n',
    ['1:27 t.example.net:2525'],
  ],
  [
    'tables in place',
    'main.cf',
    'transport_maps = hash:/etc/postfix/transport, static:smtp:[s.example.net]\nsender_dependent_default_transport_maps = inline:{ {@a.example = smtp:[i.example.net]:587} }\n',
    ['1:60 s.example.net', '2:72 i.example.net:587'],
  ],
  [
    'options of a service',
    'master.cf',
    'smtp unix - - y - - smtp\n  -o smtp_fallback_relay=[m.example.net]\n',
    ['2:27 m.example.net'],
  ],
  [
    'a transport map',
    'postfix/transport',
    '# to partners\n* smtp:[t.example.net]:587\npartner.example  relayold:[p.example.net]\nlocal.example local:\nlist.example mailman:\nx.example :\n',
    ['2:9 t.example.net:587', '3:28 p.example.net'],
  ],
  [
    'a sender map',
    'sender_dependent_relayhost',
    '@a.example [r.example.net]:587\n@b.example DUNNO\n',
    ['1:13 r.example.net:587'],
  ],
  [
    'postconf in a script',
    'setup.sh',
    "#!/bin/sh\npostconf -e 'relayhost = [h.example.net]:587'\n",
    ['2:27 h.example.net:587'],
  ],
  [
    'postconf in a Dockerfile',
    'Dockerfile',
    'FROM debian\nRUN apt-get update && postconf -e relayhost=[h.example.net]:587 \\\n    "smtp_fallback_relay = f.example.net" && rm x\n',
    ['2:46 h.example.net:587', '3:28 f.example.net mx'],
  ],
  [
    'postconf in a playbook',
    'play.yml',
    '- command: postconf -e "relayhost = [h.example.net]"\n',
    ['1:38 h.example.net'],
  ],
  [
    'postconf as a list',
    'play.yml',
    "- command:\n    argv: ['postconf', '-e', 'relayhost=[h.example.net]']\n",
    ['2:42 h.example.net'],
  ],
  [
    'debconf',
    'install.sh',
    'echo "postfix postfix/relayhost string smtp.example.net" | debconf-set-selections\n',
    ['1:40 smtp.example.net mx'],
  ],
  [
    'a ConfigMap',
    'config.yaml',
    'data:\n  main.cf: |\n    myhostname = a\n    relayhost = [h.example.net]:587\n',
    ['4:18 h.example.net:587'],
  ],
  [
    'a heredoc',
    'setup.sh',
    '#!/bin/sh\ncat > /etc/postfix/main.cf <<EOF\nrelayhost = [h.example.net]:587\nEOF\n',
    ['3:14 h.example.net:587'],
  ],
  [
    'a heredoc within a manifest',
    'values.yml',
    'script: |\n    cat <<EOF > /etc/postfix/main.cf\n    myhostname = a\n    relayhost = [h.example.net]:587\n    EOF\n',
    ['4:18 h.example.net:587'],
  ],
  [
    'a map in a heredoc',
    'setup.sh',
    '#!/bin/sh\ncat > /etc/postfix/relay_maps <<EOF\n@a.example  [h.example.net]:587\nEOF\n',
    ['3:14 h.example.net:587'],
  ],
  [
    'a variable of a role',
    'group_vars/all.yml',
    "smtpd__relayhost: '[h.example.net]:587'\n",
    ['1:21 h.example.net:587'],
  ],
  ['Hiera', 'common.yaml', 'postfix::relayhost: h.example.net\n', ['1:21 h.example.net mx']],
  [
    'Puppet',
    'site.pp',
    "class { 'postfix':\n  relayhost => '[h.example.net]:587',\n  myhostname => 'a.example.net',\n}\n",
    ['2:18 h.example.net:587'],
  ],
];

test.each(hits)('%s', async (_name, file, text, expected) => {
  expect(await hostsIn(file, text)).toEqual(expected);
});

const silent: readonly (readonly [string, string, string])[] = [
  [
    'parameters of the server',
    'main.cf',
    'smtpd_milters = inet:m.example.net:8891\nmyhostname = mail.example.net\nmydestination = a.example.net\nmynetworks = 10.0.0.0/8\nrelay_domains = b.example.net\ninet_interfaces = all\nsmtp_helo_name = h.example.net\nvirtual_transport = lmtp:inet:dovecot.example.net:24\n',
  ],
  ['no relay', 'main.cf', 'relayhost =\ndefault_transport = smtp\nrelay_transport = relay\n'],
  [
    'transports that are no relay',
    'main.cf',
    'default_transport = error:no mail leaves\nrelay_transport = lmtp:[10.0.0.1]:24\ncontent_filter = smtp:[127.0.0.1]:10024\n',
  ],
  ['a comment', 'main.cf', '#relayhost = [h.example.net]\n'],
  ['an overridden relay', 'main.cf', 'relayhost = [h.example.net]\nrelayhost =\n'],
  ['keys of maps that only match', 'postfix/sasl_passwd', '[h.example.net]:587 user:secret\n'],
  ['a command in a comment behind another', 'setup.sh', "#!/bin/sh\nls # postconf -e 'relayhost = [h.example.net]'\n"],
  ['a command in a block comment', 'setup.js', "/** `postconf -e 'relayhost = [h.example.net]'` */\nrun();\n"],
  [
    'a commented preseed',
    'Dockerfile',
    'FROM a\n# echo "postfix postfix/relayhost string h.example.net" | debconf-set-selections\n',
  ],
  ['a commented command', 'setup.sh', "#!/bin/sh\n# postconf -e 'relayhost = [h.example.net]'\n"],
  ['a question', 'setup.sh', '#!/bin/sh\npostconf -h relayhost\n'],
  [
    'other parameters by postconf',
    'setup.sh',
    '#!/bin/sh\npostconf -e "myhostname = h.example.net" "smtp_helo_name=x.example.net"\n',
  ],
];

test.each(silent)('silent: %s', async (_name, file, text) => {
  expect(await hostsIn(file, text)).toEqual([]);
});

test('wrapper mode is TLS from the first byte', async () => {
  const [setting] = await scanText('main.cf', 'relayhost = [h.example.net]:10465\nsmtp_tls_wrappermode = yes\n');
  expect(setting).toMatchObject({ transport: 'implicit', detector: 'postfix', layer: 'server', key: 'relayhost' });
});
