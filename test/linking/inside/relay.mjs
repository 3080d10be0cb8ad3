// A relay that takes no mail: it lets a client come as far as its first mail, and tells how that client speaks TLS.

/** TLS's first byte: a record of the handshake (RFC 8446, section 5.1). */
const HANDSHAKE = 0x16;

/**
 * @param socket a client's connection
 * @param offersStartTls whether the relay says that it knows STARTTLS
 * @param tell is called with `implicit`, `starttls` or `none` as soon as the client shows it
 */
export function converse(socket, offersStartTls, tell) {
  const say = (...lines) => socket.write(lines.map((line) => `${line}\r\n`).join(''));
  const leave = (transport) => {
    tell(transport);
    socket.removeAllListeners('data');
    socket.end(transport === 'implicit' ? '' : '421 4.3.2 not here\r\n');
  };
  let text = '';
  socket.on('error', () => {});
  socket.on('data', (bytes) => {
    if (text === '' && bytes[0] === HANDSHAKE) return leave('implicit');
    text += bytes.toString('latin1');
    const lines = text.split('\n');
    text = lines.pop();
    for (const line of lines) {
      const [verb] = line.trim().toUpperCase().split(/\s/, 1);
      if (verb === 'STARTTLS') return leave('starttls');
      if (verb === 'MAIL' || verb === 'AUTH') return leave('none');
      if (verb === 'EHLO') say('250-relay.test', ...(offersStartTls ? ['250-STARTTLS'] : []), '250 AUTH PLAIN LOGIN');
      else if (verb === 'QUIT') socket.end('221 2.0.0 bye\r\n');
      else say('250 2.0.0 ok');
    }
  });
  say('220 relay.test ESMTP');
}
