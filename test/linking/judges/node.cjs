// Loaded before a fixture's program: prints the host that it would connect to, and stops. Nothing leaves the machine.
const dns = require('node:dns');
const net = require('node:net');

const stop = (host) => {
  require('node:fs').writeSync(1, `judge:${host}\n`);
  process.exit(0);
};

// nodemailer resolves names itself before it opens a socket; addresses and localhost it connects to at once.
for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6']) dns[name] = (host) => stop(host);
dns.Resolver = class {
  resolve4 = stop;
  resolve6 = stop;
  cancel() {}
};
net.Socket.prototype.connect = (...given) => {
  const [options] = given.flat();
  stop(typeof options === 'object' ? options.host : given[1]);
};
