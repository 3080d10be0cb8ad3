/** A name server on loopback that knows what it is told, for tests of look-ups: RFC 1035, as much of it as a client asks. */
import dgram from 'node:dgram';

export interface Zone {
  /** Name → addresses (IPv4). */
  readonly addresses: Readonly<Record<string, readonly string[]>>;
  /** Name → what it is an alias of. */
  readonly aliases: Readonly<Record<string, string>>;
}

const A = 1;
const CNAME = 5;

const encoded = (name: string): Buffer =>
  Buffer.concat([
    ...name.split('.').map((label) => Buffer.from(`${String.fromCharCode(label.length)}${label}`)),
    Buffer.from([0]),
  ]);

function record(name: string, type: number, data: Buffer): Buffer {
  const head = Buffer.alloc(10);
  head.writeUInt16BE(type, 0);
  head.writeUInt16BE(1, 2);
  head.writeUInt32BE(60, 4);
  head.writeUInt16BE(data.length, 8);
  return Buffer.concat([encoded(name), head, data]);
}

function answersFor(name: string, type: number, { addresses, aliases }: Zone): readonly Buffer[] {
  const target = aliases[name];
  const alias = target === undefined ? [] : [record(name, CNAME, encoded(target))];
  const own = target ?? name;
  const found =
    type === A ? (addresses[own] ?? []).map((ip) => record(own, A, Buffer.from(ip.split('.').map(Number)))) : [];
  return type === A || type === CNAME ? [...alias, ...found] : [];
}

/** Gives `127.0.0.1:PORT`, and a way to stop. */
export async function serveZone(zone: Zone): Promise<{ readonly server: string; close(): void }> {
  const socket = dgram.createSocket('udp4');
  socket.on('message', (packet, { port, address }) => {
    const labels: string[] = [];
    let at = 12;
    for (let size = packet[at] ?? 0; size > 0; size = packet[at] ?? 0) {
      labels.push(packet.toString('latin1', at + 1, at + 1 + size));
      at += 1 + size;
    }
    const name = labels.join('.').toLowerCase();
    const known = name in zone.addresses || name in zone.aliases;
    const answers = answersFor(name, packet.readUInt16BE(at + 1), zone);
    const head = Buffer.from(packet.subarray(0, at + 5));
    head.writeUInt16BE(known ? 0x8580 : 0x8583, 2);
    head.writeUInt16BE(answers.length, 6);
    head.fill(0, 8, 12);
    socket.send(Buffer.concat([head, ...answers]), port, address);
  });
  await new Promise<void>((resolve) => {
    socket.bind(0, '127.0.0.1', resolve);
  });
  return { server: `127.0.0.1:${socket.address().port}`, close: () => socket.close() };
}
