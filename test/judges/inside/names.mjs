// A name server that knows every name: each has an address of its own within 198.18.0.0/15 (RFC 2544: for tests; some programs
// take no MX within 127.0.0.0/8), and its MX is a host of its own,
// so that the address that a program connects to tells which name it was given and whether it looked up the MX.
import dgram from 'node:dgram';

const A = 1;
const PTR = 12;
const MX = 15;

/** A query's name and type; undefined when the packet is none. */
function questionIn(packet) {
  if (packet.length < 17) return undefined;
  const labels = [];
  let at = 12;
  while (packet[at] > 0 && at < packet.length) {
    labels.push(packet.toString('latin1', at + 1, at + 1 + packet[at]));
    at += 1 + packet[at];
  }
  return { name: labels.join('.').toLowerCase(), type: packet.readUInt16BE(at + 1), end: at + 5 };
}

const encoded = (name) =>
  Buffer.concat([
    ...name.split('.').map((label) => Buffer.from(`${String.fromCharCode(label.length)}${label}`)),
    Buffer.from([0]),
  ]);

function reply(packet, { name, type, end }, data) {
  const head = Buffer.from(packet.subarray(0, end));
  // RFC 6761: no name under `invalid` exists.
  head.writeUInt16BE(/(^|\.)invalid(\.|$)/.test(name) ? 0x8583 : 0x8580, 2);
  head.writeUInt16BE(data ? 1 : 0, 6);
  head.fill(0, 8, 12);
  if (!data) return head;
  const answer = Buffer.alloc(12);
  answer.writeUInt16BE(0xc00c, 0);
  answer.writeUInt16BE(type, 2);
  answer.writeUInt16BE(1, 4);
  answer.writeUInt32BE(60, 6);
  answer.writeUInt16BE(data.length, 10);
  return Buffer.concat([head, answer, data]);
}

/**
 * Listens on 127.0.0.1:53. `onAddress` is awaited before an address is given out for the first time.
 * `given` are addresses that names have already. Gives the way back from an address to what it was given out for.
 */
export async function serveNames(onAddress, given = {}) {
  const byName = new Map(Object.entries(given));
  const byAddress = new Map(Object.entries(given).map(([host, address]) => [address, { host, mx: false }]));

  const addressOf = async (name) => {
    let address = byName.get(name);
    if (!address) {
      const number = byName.size + 1;
      address = `198.18.${number >> 8}.${number & 255}`;
      byName.set(name, address);
      byAddress.set(
        address,
        name.startsWith('mx-of.') ? { host: name.slice('mx-of.'.length), mx: true } : { host: name, mx: false },
      );
      await onAddress(address);
    }
    return address;
  };

  const dataFor = async ({ name, type }) => {
    if (/(^|\.)invalid(\.|$)/.test(name)) return undefined;
    if (type === A && name !== '') return Buffer.from((await addressOf(name)).split('.').map(Number));
    if (type === MX) return Buffer.concat([Buffer.from([0, 10]), encoded(`mx-of.${name}`)]);
    const reverse = byAddress.get(name.replace('.in-addr.arpa', '').split('.').reverse().join('.'));
    return type === PTR && reverse ? encoded(reverse.host) : undefined;
  };

  const socket = dgram.createSocket('udp4');
  socket.on('message', async (packet, { port, address }) => {
    const question = questionIn(packet);
    if (question) socket.send(reply(packet, question, await dataFor(question)), port, address);
  });
  await new Promise((resolve) => {
    socket.bind(53, '127.0.0.1', resolve);
  });
  return (address) => byAddress.get(address);
}
