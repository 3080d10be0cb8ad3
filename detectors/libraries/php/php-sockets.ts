/** PHP that speaks SMTP itself: RFC 5321 section 3.3's commands in a file that opens a socket. */
import { detector } from '../../../src/detect/detector.ts';
import { arg, call } from '../../../src/detect/matchers.ts';

/** What a client says to hand over a message, in any case (section 2.4); who only asks for a mailbox leaves DATA out. */
const handsOver = (text: string): boolean =>
  /\b(?:HELO|EHLO)\b/i.test(text) &&
  /\bMAIL FROM\b/i.test(text) &&
  /["']DATA\b|["']data(?:\\[rn]|["']\s*[,.)])/.test(text);

export default detector({
  id: 'php-sockets',
  title: 'SMTP over a socket in PHP',
  docs: 'https://www.php.net/manual/en/function.fsockopen.php',
  layer: 'application',
  formats: ['php'],
  keywords: ['fsockopen'],
  recognises: '`fsockopen(host, 25)` in a file that says `HELO`, `MAIL FROM` and `DATA`',
  settings: [
    call({
      of: ['=fsockopen', '=pfsockopen'],
      host: arg(0),
      port: arg(1),
      when: (_site, { facts }) => handsOver(facts.source.text),
    }),
  ],
});
