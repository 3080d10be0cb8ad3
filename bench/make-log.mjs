/** A Postfix log of a made size: the same numbers make the same log. Nine lines a message, as a relay in front of a filter has them. */
import { closeSync, openSync, writeSync } from 'node:fs';

const RELAYS = ['smtp-relay.corp.example[198.51.100.25]:587', 'mx1.old-dc.example[192.0.2.25]:25'];

/** Numbers that look like chance and are always the same (Lehmer). */
function numbers(seed) {
  let state = seed;
  return (below) => {
    state = (state * 48271) % 2147483647;
    return state % below;
  };
}

const two = (value) => String(value).padStart(2, '0');

/** @param megabytes the size of the log, at least. Gives what a reader has to find. */
export function makeLog(file, megabytes) {
  const next = numbers(7);
  const out = openSync(file, 'w');
  const expected = { messages: 0, delivered: 0, deferred: 0 };
  let bytes = 0;
  let second = 0;
  for (let block = []; bytes < megabytes * 1e6; block = []) {
    for (let message = 0; message < 5000; message += 1) {
      second += next(3) === 0 ? 1 : 0;
      const day = 1 + (Math.floor(second / 86_400) % 30);
      const stamp = `Nov ${String(day).padStart(2, ' ')} ${two(Math.floor(second / 3600) % 24)}:${two(Math.floor(second / 60) % 60)}:${two(second % 60)} web${1 + next(4)}`;
      const pid = 1000 + next(30_000);
      const id = (0x1000000000 + expected.messages * 64 + next(64)).toString(16).toUpperCase();
      const relay = RELAYS[next(20) === 0 ? 1 : 0];
      const to = `user${next(5000)}@customer${next(300)}.example`;
      const app = next(40);
      const client = `app${app}.corp.example[10.0.${app % 8}.${10 + app}]`;
      const line = (tag, text) => block.push(`${stamp} postfix/${tag}[${pid}]: ${text}\n`);
      line('smtpd', `connect from ${client}`);
      line('smtpd', `${id}: client=${client}`);
      line('cleanup', `${id}: message-id=<${id}.${second}@shop.example>`);
      line('qmgr', `${id}: from=<app${next(9)}@shop.example>, size=${500 + next(90_000)}, nrcpt=1 (queue active)`);
      line('smtpd', `disconnect from ${client} ehlo=1 mail=1 rcpt=1 data=1 quit=1 commands=5`);
      line(
        'smtp',
        `Trusted TLS connection established to ${relay}: TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits)`,
      );
      const details = `to=<${to}>, relay=${relay}, delay=0.${10 + next(80)}, delays=0.01/0.02/0.03/0.04`;
      if (next(25) === 0) {
        line(
          'smtp',
          `${id}: ${details}, dsn=4.7.1, status=deferred (host ${relay.replace(/:\d+$/, '')} said: 451 4.7.1 Greylisting in action (in reply to RCPT TO command))`,
        );
        line('qmgr', `${id}: from=<app@shop.example>, size=900, nrcpt=1 (queue active)`);
        expected.deferred += 1;
      }
      line('smtp', `${id}: ${details}, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as ${id.slice(1)})`);
      line('qmgr', `${id}: removed`);
      expected.messages += 1;
      expected.delivered += 1;
    }
    bytes += writeSync(out, block.join(''));
  }
  closeSync(out);
  return expected;
}
