/** What stands between programs and the relay, and decides where their mail really goes. A row a program. */
import { type Detector, detector } from '../../src/detect/detector.ts';
import { firewalls } from './firewalls.ts';
import { haproxy } from './haproxy.ts';
import { nginx } from './nginx.ts';
import { rinetd, stunnel, tunnels, xinetd } from './tunnels.ts';

/** Endings of models of a file. */
const MODEL = '?(.j2|.jinja|.jinja2|.erb|.epp|.tmpl|.tpl|.template|.ctmpl|.in|.example|.sample|.dist|.default|.bak)';

export const forwards: readonly Detector[] = [
  detector({
    id: 'haproxy-forward',
    title: 'HAProxy before a relay',
    docs: 'https://docs.haproxy.org/3.0/configuration.html#4',
    layer: 'server',
    keywords: [/(?:listen|backend)\s+[\w-]/],
    formats: ['ini', 'lines'],
    recognises: '`server` of a `listen` or `backend` section whose connections leave for a relay',
    settings: [haproxy],
  }),
  detector({
    id: 'nginx-stream',
    title: 'nginx stream before a relay',
    docs: 'https://nginx.org/en/docs/stream/ngx_stream_proxy_module.html',
    layer: 'server',
    keywords: [/proxy_pass\s/],
    formats: ['ini', 'lines'],
    recognises: '`proxy_pass` of a stream server, and the servers of its upstream, where they lead to a relay',
    settings: [nginx],
  }),
  detector({
    id: 'stunnel',
    title: 'stunnel',
    docs: 'https://www.stunnel.org/static/stunnel.html',
    layer: 'server',
    keywords: [/client\s*=\s*yes/],
    formats: ['ini', 'lines'],
    recognises: '`connect` of a service with `client = yes` that carries mail',
    settings: [stunnel],
  }),
  detector({
    id: 'tunnel',
    title: 'Tunnels to a relay',
    docs: 'http://www.dest-unreach.org/socat/doc/socat.html',
    layer: 'server',
    keywords: [
      /tcp[46]?-l(?:isten)?:|openssl-l(?:isten)?:/,
      /ssh\s.{0,300}-[a-z]*l\s*\S+:/,
      'socket-proxyd',
      'simpleproxy',
      /redir\s/,
    ],
    recognises: '`socat TCP-LISTEN:25 TCP:h:587`, `ssh -L 2525:h:25`, `systemd-socket-proxyd`, `simpleproxy`, `redir`',
    settings: [tunnels],
  }),
  detector({
    id: 'ssh-config',
    title: 'OpenSSH client configuration',
    docs: 'https://man.openbsd.org/ssh_config#LocalForward',
    layer: 'server',
    format: 'lines',
    files: ['ssh_config', '**/ssh_config.d/*', '**/?(.|dot_)ssh/config', '**/?(.|dot_)ssh/config.d/*'],
    keywords: ['localforward'],
    recognises: '`LocalForward 2525 h:25`',
    settings: [tunnels],
  }),
  detector({
    id: 'firewall',
    title: 'Firewalls that lead mail to a relay',
    docs: 'https://wiki.nftables.org/wiki-nftables/index.php/Performing_Network_Address_Translation_(NAT)',
    layer: 'server',
    keywords: [/dnat[ \t]/, /rdr[ \t-]/, 'action=dst-nat'],
    formats: ['bash', 'yaml', 'json', 'ini', 'hcl', 'toml', 'nix', 'dockerfile'],
    recognises:
      '`-j DNAT --to-destination` (iptables), `dnat to` (nftables), `rdr-to` (pf), `DNAT` (Shorewall), `action=dst-nat` (RouterOS) of connections that go out to a port of mail',
    settings: [firewalls],
  }),
  detector({
    id: 'firewall-rules',
    title: 'Files of firewall rules',
    docs: 'https://www.netfilter.org/projects/nftables/manpage.html',
    layer: 'server',
    format: 'lines',
    files: [
      '*.nft',
      '*.rsc',
      '**/nftables.d/*',
      `pf.conf${MODEL}`,
      '**/shorewall/rules',
      '**/iptables/rules.v[46]',
      `rules.v[46]${MODEL}`,
      '*.rules',
    ],
    keywords: [/dnat[ \t]/, /rdr[ \t-]/, 'action=dst-nat'],
    recognises: 'the same rules in files of their own',
    settings: [firewalls],
  }),
  detector({
    id: 'rinetd',
    title: 'rinetd',
    docs: 'https://manpages.debian.org/stable/rinetd/rinetd.8.en.html',
    layer: 'server',
    format: 'lines',
    files: [`rinetd.conf${MODEL}`],
    keywords: [],
    recognises: 'lines that lead from a port of mail to a relay',
    settings: [rinetd],
  }),
  detector({
    id: 'xinetd',
    title: 'xinetd',
    docs: 'https://manpages.debian.org/stable/xinetd/xinetd.conf.5.en.html',
    layer: 'server',
    format: 'lines',
    files: [`xinetd.conf${MODEL}`, '**/xinetd.d/*'],
    keywords: [/redirect\s*=/],
    recognises: '`redirect = h 25` of a service of mail',
    settings: [xinetd],
  }),
];
