/** Programs that speak SMTP themselves over a connection that they open: RFC 5321 section 3.3. */
import { moduleEnd } from '../../../src/detect/building.ts';
import { detector, type Matcher, needing } from '../../../src/detect/detector.ts';
import { arg, type CallSpec, call, named, options } from '../../../src/detect/matchers.ts';
import { isCommented, literalAt, rangeOfGroup } from '../../../src/detect/text-matches.ts';
import { handsOver } from './smtp-dialogue.ts';

const when: CallSpec['when'] = (_site, { facts }) => handsOver(facts.source.text);

/** https://nodejs.org/api/net.html#netconnect: a port and a host, or an object that holds them. */
const NODE = ['net.connect', 'net.createConnection', 'net.Socket#connect', 'tls.connect'];

/** `exec 3<>/dev/tcp/h/25` of bash(1), `"/inet/tcp/0/h/25"` of gawk(1). */
const DEVICE = /\/(?<key>dev\/tcp|inet4?\/tcp\/0)\/(?<host>[\w.${}-]+)\/(?<port>[\w${}]+)/dg;

const device: Matcher = needing([/\/dev\/tcp\/|\/inet4?\/tcp\/0\//], function* (facts) {
  const { text } = facts.source;
  if (facts.format !== 'bash' || !handsOver(text)) return;
  for (const { index, indices, groups } of text.matchAll(DEVICE)) {
    const [host, port] = [rangeOfGroup(indices?.groups?.host), rangeOfGroup(indices?.groups?.port)];
    if (!host || !port || isCommented(text, index)) continue;
    yield {
      host: literalAt(facts, host),
      port: literalAt(facts, port),
      place: { ...moduleEnd(facts), at: host.start },
      key: `/${groups?.key}`,
      anchor: host,
    };
  }
});

export default detector({
  id: 'smtp-sockets',
  title: 'SMTP over a socket',
  docs: 'https://www.rfc-editor.org/rfc/rfc5321#section-3.3',
  layer: 'application',
  formats: ['javascript', 'python', 'java', 'csharp', 'ruby', 'go', 'elixir', 'bash'],
  keywords: ['mail from'],
  recognises:
    '`net.connect(25, host)`, `Deno.connect({ hostname, port })`, `:gen_tcp.connect(host, 25)`, `socket.create_connection((host, 25))`, `new Socket(host, 25)`, `new TcpClient(host, 25)`, `TCPSocket.new(host, 25)`, `net.Dial("tcp", "host:25")`, `nc host 25`, `/dev/tcp/host/25` and `/inet/tcp/0/host/25` in a file that says `HELO`, `MAIL FROM` and `DATA`',
  settings: [
    call({ of: NODE, host: arg(1), port: arg(0), when }),
    options({
      of: NODE,
      options: arg(0),
      host: ['host'],
      when: (_given, { facts }) => handsOver(facts.source.text),
    }),
    // https://docs.deno.com/api/deno/~/Deno.connect, https://bun.sh/docs/runtime/networking/tcp
    options({
      of: ['Deno.connect', 'Deno.connectTls', 'Bun.connect'],
      options: arg(0),
      host: ['hostname'],
      when: (_given, { facts }) => handsOver(facts.source.text),
    }),
    // https://www.erlang.org/doc/apps/kernel/gen_tcp.html#connect/3
    call({ of: ['gen_tcp.connect', 'ssl.connect'], host: arg(0), port: arg(1), when }),
    // https://docs.python.org/3/library/socket.html: an address is a pair.
    call({ of: ['socket.create_connection', 'socket.socket#connect'], host: arg(0, 'address'), pair: true, when }),
    call({ of: ['asyncio.open_connection'], host: arg(0, 'host'), port: arg(1, 'port'), when }),
    call({ of: ['java.net.Socket', 'Socket'], host: arg(0), port: arg(1), when }),
    call({
      of: [
        ...['System.Net.Sockets.TcpClient', 'TcpClient', 'TcpClient#Connect', 'TcpClient#ConnectAsync'],
        ...['System.Net.Sockets.TcpClient#Connect', 'System.Net.Sockets.TcpClient#ConnectAsync'],
      ],
      host: arg(0),
      port: arg(1),
      when,
    }),
    // https://docs.ruby-lang.org/en/master/TCPSocket.html
    call({ of: ['TCPSocket', 'TCPSocket.new', 'TCPSocket.open', 'Socket.tcp'], host: arg(0), port: arg(1), when }),
    call({ of: ['net.Dial', 'net.DialTimeout', 'crypto/tls.Dial'], host: arg(1), when }),
    call({ of: ['=nc', '=ncat', '=netcat', '=telnet'], host: arg(0), port: arg(1), when }),
    call({ of: ['=openssl'], host: named('connect'), when }),
    device,
  ],
});
