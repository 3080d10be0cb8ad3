import { expect, test } from 'vitest';
import { hostsIn, scanText } from './scan-text.ts';

const hits: readonly (readonly [string, string, string, readonly string[]])[] = [
  [
    'Exim on Debian',
    'etc/exim4/update-exim4.conf.conf',
    "dc_eximconfig_configtype='smarthost'\ndc_relay_nets='10.0.0.0/8'\ndc_smarthost='a.example.net::587;b.example.net'\n",
    ['3:15 a.example.net:587', '3:34 b.example.net'],
  ],
  [
    'Exim by debconf',
    'setup.sh',
    '#!/bin/sh\necho "exim4-config exim4/dc_smarthost string h.example.net::587" | debconf-set-selections\n',
    ['2:46 h.example.net:587'],
  ],
  [
    'Exim routers',
    'exim.conf',
    'begin routers\nsmart:\n  driver = manualroute\n  domains = ! +local_domains\n  route_list = * a.example.net::587:b.example.net byname\n  transport = remote_smtp\n',
    ['5:18 a.example.net:587', '5:37 b.example.net'],
  ],
  [
    'Exim: another separator, MX',
    'exim4.conf.template',
    'r:\n  driver = manualroute\n  route_list = a.example "<+ [10.1.1.1]:1225 + h.example.net" ; b.example m.example.net/MX\n',
    ['3:31 10.1.1.1:1225', '3:48 h.example.net', '3:75 m.example.net mx'],
  ],
  [
    'Exim: a line that goes on, a macro',
    'exim.conf',
    'SMARTHOST = h.example.net\nbegin routers\nr:\n  driver = manualroute\n  route_list = * \\\n    SMARTHOST::587\n',
    ['1:13 h.example.net:587'],
  ],
  [
    'Exim: hosts of a transport',
    'conf.d/exim4.conf',
    'begin transports\nt:\n  driver = smtp\n  hosts = h.example.net\n  fallback_hosts = f.example.net\n',
    ['4:11 h.example.net', '5:20 f.example.net'],
  ],
  ['Exim: hubbed hosts', 'hubbed_hosts', 'a.example: h.example.net\n', ['1:12 h.example.net']],
  [
    'Sendmail m4',
    'sendmail.mc',
    "dnl define(`SMART_HOST', `no.example.net')\ndefine(`SMART_HOST', `relay:[h.example.net]')dnl\ndefine(`MAIL_HUB', `hub.example.net')dnl\nFEATURE(`nullclient', `n.example.net')\nFEATURE(`msp', `[127.0.0.1]', `MSA')\n",
    ['2:30 h.example.net', '3:21 hub.example.net mx', '4:24 n.example.net mx', '5:18 127.0.0.1:587'],
  ],
  [
    'sendmail.cf',
    'sendmail.cf',
    '# "Smart" relay host\nDSesmtp:[h.example.net]\nDj$w.Foo.COM\n',
    ['2:10 h.example.net'],
  ],
  [
    'mailertable',
    'mailertable',
    'a.example\tsmtp:[h.example.net]\n.b.example  esmtp:m.example.net\nc.example local:x\n',
    ['1:17 h.example.net', '2:19 m.example.net mx'],
  ],
  [
    'msmtp',
    '.msmtprc',
    'defaults\ntls on\n# a comment\naccount a\nhost h.example.net\nport 587\naccount b\nhost i.example.net\naccount default : a\n',
    ['5:6 h.example.net:587', '8:6 i.example.net'],
  ],
  [
    'sSMTP',
    'etc/ssmtp/ssmtp.conf',
    'root=postmaster\r\nmailhub=h.example.net:587\r\nhostname=own.example.net\r\nUseSTARTTLS=YES\r\n',
    ['2:9 h.example.net:587'],
  ],
  [
    'sSMTP reverse aliases',
    'revaliases',
    '# sSMTP aliases\nroot:me@example.org:h.example.net:587\n',
    ['2:21 h.example.net:587'],
  ],
  [
    'esmtp',
    '.esmtprc',
    'hostname = h.example.net:587\nidentity = "a@example.org"\n  hostname = "i.example.net:25"\n',
    ['1:12 h.example.net:587', '3:15 i.example.net:25'],
  ],
  [
    'dma',
    'etc/dma/dma.conf',
    '#SMARTHOST no.example.net\nSMARTHOST h.example.net\nPORT 587\nMAILNAME own.example.net\n',
    ['2:11 h.example.net:587'],
  ],
  [
    'nullmailer',
    'etc/nullmailer/remotes',
    '# relays\nh.example.net smtp --port=587 --starttls --user=u --pass=p1x\ni.example.net\n',
    ['2:1 h.example.net:587', '3:1 i.example.net'],
  ],
  [
    'qmail',
    'control/smtproutes',
    ':h.example.net:587\na.example:i.example.net\nb.example:\n',
    ['1:2 h.example.net:587', '2:11 i.example.net'],
  ],
  ['Courier', 'esmtproutes', 'a.example:\n:[10.0.0.1],587 /SECURITY=STARTTLS\n', ['2:3 10.0.0.1:587']],
  [
    'OpenSMTPD',
    'smtpd.conf',
    'listen on lo hostname own.example.net\ntable s file:/etc/mail/secrets\naction "out" relay host smtp+tls://me@h.example.net:587 auth <s>\naction "mx" relay\nmatch from any for any action "out"\n',
    ['3:39 h.example.net:587'],
  ],
  [
    'OpenSMTPD of old, macro',
    'smtpd.conf',
    'relay = "smtps://h.example.net"\naccept for any relay via $relay\n',
    ['1:18 h.example.net'],
  ],
  [
    'maddy',
    'maddy.conf',
    'smtp tcp://0.0.0.0:25 {\n  deliver_to &local\n}\nsubmission tls://0.0.0.0:465 {\n  default_source {\n    deliver_to smtp tcp://d.example.net:587\n  }\n}\ntarget.smtp out {\n  auth plain u p\n  targets tcp://h.example.net:25 tls://i.example.net:465\n}\ntarget.lmtp in {\n  targets tcp://l.example.net:24\n}\n',
    ['6:27 d.example.net:587', '11:17 h.example.net:25', '11:40 i.example.net:465'],
  ],
  [
    'Haraka',
    'config/smtp_forward.ini',
    'host=h.example.net\nport=2525\n[a.example]\nhost=i.example.net\n',
    ['1:6 h.example.net:2525', '4:6 i.example.net'],
  ],
  [
    'Exchange',
    'deploy.yml',
    '- pwsh: New-SendConnector -Name Out -AddressSpaces "*" -SmartHosts "h.example.net", "i.example.net" -Fqdn own.example.net\n',
    ['1:69 h.example.net', '1:86 i.example.net'],
  ],
  [
    'Zimbra',
    'setup.sh',
    '#!/bin/sh\nzmprov ms $(zmhostname) zimbraMtaRelayHost h.example.net:587\nzmprov mcf zimbraMtaMyHostname own.example.net\n',
    ['2:44 h.example.net:587 mx'],
  ],
  [
    'Monit',
    'etc/monit/monitrc',
    'set daemon 30\nset mailserver h.example.net port 587 username u password p,\n  i.example.net\nset mail-format { from: a@example.org }\n',
    ['2:16 h.example.net:587', '3:3 i.example.net'],
  ],
  [
    'NixOS',
    'configuration.nix',
    '{ ... }: {\n  services.postfix = { enable = true; relayHost = "h.example.net"; relayPort = 587; hostname = "own.example.net"; };\n  services.postfix.settings.main.relayhost = [ "[i.example.net]:587" ];\n}\n',
    ['2:52 h.example.net:587', '3:50 i.example.net:587'],
  ],
  [
    'Proxmox',
    'pmg.conf',
    'section: mail\n\trelay in.example.net\n\tsmarthost h.example.net\n\tsmarthostport 587\n',
    ['3:12 h.example.net:587 mx'],
  ],
];

test.each(hits)('%s', async (_name, file, text, expected) => {
  expect(await hostsIn(file, text)).toEqual(expected);
});

const silent: readonly (readonly [string, string, string])[] = [
  [
    'Exim that delivers by itself',
    'update-exim4.conf.conf',
    "dc_eximconfig_configtype='internet'\ndc_smarthost='h.example.net'\n",
  ],
  [
    'Exim access lists',
    'exim.conf',
    'primary_hostname = own.example.net\nbegin acl\nacl_check:\n  accept hosts = a.example.net\n  deny\n    hosts = b.example.net\n',
  ],
  [
    'Exim look-ups by DNS',
    'exim.conf',
    'begin routers\nr:\n  driver = dnslookup\n  domains = a.example.net\nbegin transports\nt:\n  driver = smtp\n  hosts_require_tls = *\n',
  ],
  [
    'Exim delivery by LMTP',
    'exim.conf',
    'begin transports\nt:\n  driver = smtp\n  protocol = lmtp\n  hosts = 127.0.0.1\n',
  ],
  [
    'Sendmail: names and listeners',
    'sendmail.mc',
    "MASQUERADE_AS(`example.org')dnl\ndefine(`confDOMAIN_NAME', `own.example.net')\nDAEMON_OPTIONS(`Port=smtp,Addr=127.0.0.1, Name=MTA')dnl\n",
  ],
  [
    'msmtp: own names',
    '.msmtprc',
    'account a\ndomain own.example.net\nproxy_host p.example.net\ntls_host_override t.example.net\n',
  ],
  [
    'OpenSMTPD: listeners and mailboxes',
    'smtpd.conf',
    'listen on 0.0.0.0 hostname own.example.net\naction in lmtp "/run/lmtp.sock"\naction r relay host lmtp://l.example.net:24\n# action o relay host smtp://h.example.net\n',
  ],
  ['remotes of something else', 'remotes', 'origin git@example.org:x/y.git\n'],
];

test.each(silent)('silent: %s', async (_name, file, text) => {
  expect(await hostsIn(file, text)).toEqual([]);
});

test('credentials beside a host', async () => {
  const [setting] = await scanText(
    '.msmtprc',
    'account a\nhost h.example.net\nuser me\npassword s3cr3tX\ntls on\ntls_starttls on\n',
  );
  expect(setting).toMatchObject({ authenticated: true, secret: true, transport: 'starttls', detector: 'msmtp' });
});
