// A relay that takes every mail and keeps it, with the line on top that RFC 5321 asks of it. It stands for no real one: all
// below that line, and all in the logs, is the real program's.
import { mkdirSync, writeFileSync } from 'node:fs';
import net from 'node:net';

/** Listens as `name` at its address; mails become `<folder>/001.eml` and so on. */
export async function serveMail(name, address, ports, folder) {
  mkdirSync(folder, { recursive: true });
  let count = 0;
  const talk = (socket) => {
    let buffer = '';
    let body;
    let helo = '';
    let from = '';
    let recipients = [];
    const say = (line) => socket.write(`${line}\r\n`);
    const keep = (text) => {
      count += 1;
      const id = `SINK${String(count).padStart(5, '0')}`;
      const received = `Received: from ${helo} (unknown [${socket.remoteAddress}])\r\n\tby ${name} (sink) with ESMTP id ${id}\r\n\tfor <${recipients[0]}>; ${new Date().toUTCString().replace('GMT', '+0000')}\r\n`;
      const file = `${folder}/${String(count).padStart(3, '0')}.eml`;
      writeFileSync(file, `Return-Path: <${from}>\r\n${received}${text}`);
      say(`250 2.0.0 Ok: queued as ${id}`);
    };
    const command = (line) => {
      const verb = line.slice(0, 4).toUpperCase();
      if (verb === 'EHLO' || verb === 'HELO') {
        helo = line.slice(5).trim();
        say(verb === 'EHLO' ? `250-${name}\r\n250 8BITMIME` : `250 ${name}`);
      } else if (verb === 'MAIL') {
        from = /<([^>]*)>/.exec(line)?.[1] ?? '';
        recipients = [];
        say('250 2.1.0 Ok');
      } else if (verb === 'RCPT') {
        recipients.push(/<([^>]*)>/.exec(line)?.[1] ?? '');
        say('250 2.1.5 Ok');
      } else if (verb === 'DATA') {
        body = '';
        say('354 End data with <CR><LF>.<CR><LF>');
      } else if (verb === 'QUIT') {
        say('221 2.0.0 Bye');
        socket.end();
      } else say('250 2.0.0 Ok');
    };
    socket.on('error', () => {});
    say(`220 ${name} ESMTP sink`);
    socket.setEncoding('latin1').on('data', (text) => {
      buffer += text;
      for (let end = buffer.indexOf('\n'); end >= 0; end = buffer.indexOf('\n')) {
        const line = buffer.slice(0, end).replace(/\r$/, '');
        buffer = buffer.slice(end + 1);
        if (body === undefined) command(line);
        else if (line === '.') {
          keep(body);
          body = undefined;
        } else body += `${line.replace(/^\./, '')}\r\n`;
      }
    });
  };
  await Promise.all(
    ports.map(
      (port) =>
        new Promise((resolve, reject) => {
          const server = net.createServer(talk);
          server.on('error', reject);
          server.listen(port, address, resolve);
        }),
    ),
  );
}
