// Listens on ports of an address of a sandbox.
import net from 'node:net';

/** @param take called with each connection and the port that it came in by; for one address after the other */
export const listenOn = (ports, take) => (address) =>
  Promise.all(
    ports.map(
      (port) =>
        new Promise((resolve, reject) => {
          const server = net.createServer((socket) => take(socket, address, port));
          server.on('error', reject);
          server.listen(port, address, resolve);
        }),
    ),
  );
