/** Evidence is written by others: broken, forged or made to harm, it gives remarks, and never a crash or a wrong certain answer. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { chainOf } from '../../src/evidence/messages/chain.ts';
import { dateOf, parseReceived } from '../../src/evidence/messages/received.ts';
import { hopsText } from '../../src/report/hops-text.ts';
import { policyOf, relaysOf, samples, sourcesOf, traceOf, traceOfTexts } from './read.ts';

const log = readFileSync(path.join(samples, 'postfix/mail-iso.log'));

const SENT = (id: string, to: string, relay: string, reason = '250 2.0.0 Ok: queued as X1') =>
  `2026-11-23T22:35:10+00:00 app01 postfix/smtp[1]: ${id}: to=<${to}>, relay=${relay}, delay=0.1, delays=0/0/0/0.1, dsn=2.0.0, status=sent (${reason})\n`;

/** Messages over three days, of two machines, amid other programs' lines, with ends of all kinds. */
function madeLog(): { readonly lines: readonly string[]; readonly delivered: number } {
  const lines: string[] = [];
  let delivered = 0;
  for (let minute = 0; minute < 3 * 24 * 60; minute += 1) {
    const stamp = new Date(Date.UTC(2026, 10, 20, 0, minute)).toISOString();
    const host = minute % 7 === 0 ? 'app02' : 'app01';
    const id = (0xabc000 + minute).toString(16).toUpperCase();
    const line = (tag: string, text: string) =>
      lines.push(`${stamp} ${host} ${tag}: ${text}${minute % 5 === 0 ? '\r\n' : '\n'}`);
    line('postfix/smtpd[1]', 'connect from web01.example.org[10.0.0.1]');
    line('postfix/smtpd[1]', `${id}: client=web0${minute % 3}.example.org[10.0.0.${minute % 3}]`);
    line('sshd[77]', `${id}: client=evil.example[203.0.113.66]`);
    line('postfix/qmgr[2]', `${id}: from=<app@shop${minute % 4}.example>, size=1, nrcpt=1 (queue active)`);
    line('postfix/smtp[3]', 'Trusted TLS connection established to relay-new.example.net[198.51.100.25]:587: TLSv1.3');
    line(
      `postfix/smtp[${minute}]`,
      `${id}: to=<a@b.example>, relay=relay-new.example.net[198.51.100.25]:587, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 Ok ${'x'.repeat(minute % 300)})`,
    );
    delivered += 1;
    line('postfix/qmgr[2]', `${id}: removed`);
  }
  return { lines, delivered };
}

describe('a log', () => {
  it('is the same however it is packed and wherever it is cut into files', async () => {
    const expected = relaysOf(await traceOf([path.join(samples, 'postfix/mail-iso.log')]));
    const half = log.indexOf('\n', log.length / 2) + 1;
    const parts = { 'mail.log': log.subarray(half), 'mail.log.1.gz': gzipSync(log.subarray(0, half)) };
    expect(relaysOf(await traceOfTexts(parts))).toEqual(expected);
    for (const packer of ['xz', 'zstd']) {
      const { stdout, error } = spawnSync(packer, ['-c'], { input: log });
      if (!error) expect(relaysOf(await traceOfTexts({ packed: stdout })), packer).toEqual(expected);
    }
  });

  it('that is packed and cut off is read up to there, and is not complete', async () => {
    const packed = gzipSync(Buffer.concat(Array.from({ length: 50 }, () => log)));
    const trace = await traceOfTexts({ 'mail.log.gz': packed.subarray(0, packed.length / 2) });
    expect(trace.complete).toBe(false);
    expect(trace.diagnostics.some(({ message }) => message.startsWith('cannot be read'))).toBe(true);
  });

  it('within containers and journald is the same', async () => {
    const lines = log.toString().trimEnd().split('\n');
    const expected = relaysOf(await traceOf([path.join(samples, 'postfix/mail-iso.log')]));
    const wrapped = {
      docker: lines.map((line) =>
        JSON.stringify({ log: `${line}\n`, stream: 'stdout', time: '2026-11-23T22:35:10.1Z' }),
      ),
      // A long line comes in parts.
      cri: lines.flatMap((line) => [
        `2026-11-23T22:35:10.680724123Z stdout P ${line.slice(0, 90)}`,
        `2026-11-23T22:35:10.680724123Z stdout F ${line.slice(90)}`,
      ]),
      compose: lines.map((line) => `mail-1  | ${line}`),
      export: lines.flatMap((line, index) => {
        const [, host, program, message = ''] = /^\S+ (\S+) ([^[]+)\[\d+\]: (.*)$/.exec(line) ?? [];
        const size = Buffer.alloc(8);
        size.writeUInt32LE(Buffer.byteLength(message));
        const text = index % 2 === 0 ? `MESSAGE=${message}` : `MESSAGE\n${size.toString('latin1')}${message}`;
        return [
          `__CURSOR=s=${index}`,
          `_HOSTNAME=${host}`,
          `SYSLOG_IDENTIFIER=${program}`,
          '__REALTIME_TIMESTAMP=1795473310680724',
          text,
          '',
        ];
      }),
    };
    for (const [name, all] of Object.entries(wrapped))
      expect(relaysOf(await traceOfTexts({ [name]: Buffer.from(`${all.join('\n')}\n`, 'latin1') })), name).toEqual(
        expected,
      );
  });

  it('of several programs gives each line to the program that wrote it', async () => {
    const exim =
      '2026-11-23 22:39:47 1xVchP-0001GI-0a => alice@example.com R=smarthost T=remote_smtp_smarthost H=relay-old.example.net [192.0.2.25] C="250 OK"\n';
    const msmtp =
      "Nov 23 22:38:31 app01 msmtp: host=relay-new.example.net tls=on auth=off from=app@example.org recipients=a@example.com,b@example.com mailsize=1 smtpstatus=250 smtpmsg='250 Ok' exitcode=EX_OK\n";
    const noise = 'Nov 23 22:38:31 app01 sshd[1]: Accepted publickey for root\n\0\xff\xfe binary \x1b[31m\n';
    const trace = await traceOfTexts({
      syslog: Buffer.from(
        noise + msmtp + exim + SENT('ABCDEF1', 'x@y.example', 'relay-3.example.net[203.0.113.3]:25'),
        'latin1',
      ),
    });
    expect(relaysOf(trace)).toEqual([
      'relay-3.example.net 203.0.113.3:25 1/0/0',
      'relay-new.example.net -:- 2/0/0',
      'relay-old.example.net 192.0.2.25:- 1/0/0',
    ]);
  });

  it('cannot be told of a relay by a recipient or by a server’s words', async () => {
    const lie = ', relay=evil.example[6.6.6.6]:25, delay=0, delays=0/0/0/0, dsn=2.0.0, status=sent (';
    const trace = await traceOfTexts({
      'mail.log':
        SENT('ABCDEF1', `"x>${lie}"@customer.example`, 'relay-new.example.net[198.51.100.25]:587') +
        SENT('ABCDEF2', 'a@customer.example', 'relay-new.example.net[198.51.100.25]:587', `250 ok${lie}`),
    });
    expect(relaysOf(trace)).toEqual(['relay-new.example.net 198.51.100.25:587 2/0/0']);
  });

  it('joins what a filter gave back with who sent it, and a used-again id with its own message', async () => {
    const line = (tag: string, text: string) => `2026-11-23T22:35:10+00:00 app01 postfix/${tag}[1]: ${text}\n`;
    const one = (client: string, first: string, second: string) =>
      line('smtpd', `${first}: client=${client}`) +
      line('cleanup', `${first}: message-id=<${client}@x>`) +
      line('qmgr', `${first}: from=<app@shop.example>, size=1, nrcpt=1 (queue active)`) +
      line('smtpd', `${second}: client=localhost[127.0.0.1]`) +
      line('cleanup', `${second}: message-id=<${client}@x>`) +
      line('qmgr', `${second}: from=<app@shop.example>, size=1, nrcpt=1 (queue active)`) +
      SENT(
        first,
        'a@b.example',
        '127.0.0.1[127.0.0.1]:10024',
        `250 2.0.0 from MTA: 250 2.0.0 Ok: queued as ${second}`,
      ) +
      line('qmgr', `${first}: removed`) +
      SENT(second, 'a@b.example', 'relay-new.example.net[198.51.100.25]:587') +
      line('qmgr', `${second}: removed`);
    const trace = await traceOfTexts({
      'mail.log':
        one('web01.example.org[10.0.0.1]', 'AAAAA1', 'BBBBB1') + one('web02.example.org[10.0.0.2]', 'AAAAA1', 'BBBBB1'),
    });
    expect(sourcesOf(trace)).toEqual([
      'app01 postfix web01.example.org - shop.example → relay-new.example.net 1/0/0',
      'app01 postfix web02.example.org - shop.example → relay-new.example.net 1/0/0',
    ]);
    expect(trace.local).toBe(2);
  });

  it('reads the same whichever way its lines go, over hours and many chunks', async () => {
    const { lines, delivered } = madeLog();
    // A priority before the stamp sends each line the long way.
    const [short, long] = await Promise.all([
      traceOfTexts({ 'mail.log': lines.join('') }),
      traceOfTexts({ 'mail.log': lines.map((line) => `<22>${line}`).join('') }),
    ]);
    expect(sourcesOf(short)).toEqual(sourcesOf(long));
    expect(relaysOf(short)).toEqual([`relay-new.example.net 198.51.100.25:587 ${delivered}/0/0`]);
    const facts = ({ files, relays, local }: typeof short) =>
      JSON.parse(JSON.stringify({ files, relays, local }).replaceAll(/evidence-\w+/g, 'evidence'));
    expect(facts(short)).toEqual(facts(long));
  });

  it('has its times on the first days of a month, too, which are written with a blank', async () => {
    const line = (stamp: string) =>
      `${stamp} app01 postfix/smtp[1]: ABCDEF1: to=<a@b.example>, relay=r.example[203.0.113.3]:25, delay=0, delays=0/0/0/0, dsn=2.0.0, status=sent (250 Ok)\n`;
    const trace = await traceOfTexts({ 'mail.log': line('Nov  1 00:00:01') + line('Nov 10 23:59:59') });
    expect(trace.relays[0]).toMatchObject({
      first: Date.UTC(2026, 10, 1, 0, 0, 1),
      last: Date.UTC(2026, 10, 10, 23, 59, 59),
    });
  });

  it('says what it lacks', async () => {
    const trace = await traceOfTexts({
      'mail.log': `${SENT('ABCDEF1', 'a@b.example', 'r.example[203.0.113.3]:25')}2026-11-23T22:35:11+00:00 app01 systemd-journald[3]: Suppressed 1204 messages from postfix.service\n2026-11-26T10:00:00+00:00 app01 postfix/smtpd[3]: connect from x[203.0.113.9]\n`,
    });
    expect(trace.losses.map(({ what }) => what)).toEqual([expect.stringContaining('1204')]);
    expect(trace.files[0]?.gaps).toHaveLength(1);
  });

  it('with endless lines and countless queue ids needs no more memory than another', async () => {
    const opened = Array.from(
      { length: 60_000 },
      (_, index) =>
        `2026-11-23T22:35:10+00:00 app01 postfix/smtpd[1]: ${(0xa00000 + index).toString(16).toUpperCase()}: client=x[10.0.0.1]\n`,
    );
    const trace = await traceOfTexts({
      'mail.log': `${'x'.repeat(3_000_000)}\n${opened.join('')}${SENT('A00001', 'a@b.example', 'r.example[203.0.113.3]:25')}`,
    });
    expect(trace.diagnostics.map(({ message }) => message).join()).toContain('were cut');
    expect(trace.losses.map(({ what }) => what).join()).toContain('could be remembered');
    expect(relaysOf(trace)).toEqual(['r.example 203.0.113.3:25 1/0/0']);
  });

  it('that holds nothing of mail is no green light', async () => {
    const trace = await traceOfTexts({ 'mail.log': 'nothing\nof mail\n' });
    expect(trace.complete).toBe(false);
  });
});

describe('a message', () => {
  const known = { ofProvider: () => undefined, isSame: (a: string, b: string) => a === b, named: () => undefined };
  const header = (value: string, line = 1) => ({ name: 'received', value, line });

  it('with ten thousand hops is looked at from the receiving side, and says that it is cut', async () => {
    const hop = (number: number) =>
      `Received: from h${number + 1}.example.org (h${number + 1}.example.org [203.0.113.9]) by h${number}.example.org with ESMTP; Mon, 23 Nov 2026 22:35:10 +0000\n`;
    const trace = await traceOfTexts({
      'a.eml': `${Array.from({ length: 10_000 }, (_, index) => hop(index)).join('')}Subject: x\n\nx\n`,
    });
    expect(trace.messages[0]?.hops).toHaveLength(200);
    expect(trace.messages[0]?.hops.at(-1)?.by).toBe('h0.example.org');
    expect(trace.complete).toBe(false);
  });

  it('whose lower lines are claims of somebody else says so, and is not believed', async () => {
    const text = [
      'Received: from app01.shop.example (app01.shop.example [203.0.113.5]) by relay-new.example.net with ESMTPS id 1; Mon, 23 Nov 2026 22:35:10 +0000',
      'Received: by app01.shop.example (Postfix, from userid 33) id AB12CD34; Mon, 23 Nov 2026 22:35:09 +0000',
      'Received: from x (x.evil.example [6.6.6.6]) by relay-old.example.net with SMTP id 2; Mon, 30 Nov 2026 22:35:09 +0000',
      'From: app@shop.example',
      '',
      'x',
    ].join('\n');
    const trace = await traceOfTexts({ 'a.eml': text }, { policy: policyOf(['relay-old.example.net']) });
    expect(trace.messages[0]?.hops[0]?.marks).toEqual(['out of order', 'unconnected']);
    expect(trace.legacySeen).toBe(false);
    expect(relaysOf(trace)).toEqual(['relay-new.example.net -:- 1/0/0']);
  });

  it('that calls itself a relay’s name only in its greeting is not that relay', () => {
    const named = {
      ...known,
      named: (host: string) => (host === 'relay-old.example.net' ? ('legacy' as const) : undefined),
    };
    const { relay } = chainOf(
      [
        header(
          'from relay-old.example.net (evil.example [6.6.6.6]) by mx.customer.example with SMTP id 1; Mon, 23 Nov 2026 22:35:10 +0000',
        ),
      ],
      'a.eml',
      ['a@customer.example'],
      named,
    );
    expect(relay).toMatchObject({ endpoint: { host: 'evil.example', ip: '6.6.6.6' } });
  });

  it('with broken fields has remarks', async () => {
    const text = Buffer.from(
      'Received: \xff\xfe garbage without anything\nReceived:\n\t(folded\n\t[[[;;;\nno header at all\nReceived: from a by b; not a date\nSubject: \x1b[2J\n\nbody\n',
      'latin1',
    );
    const trace = await traceOfTexts({ 'a.eml': text });
    expect(trace.messages).toHaveLength(1);
    expect(trace.diagnostics.length).toBeGreaterThan(0);
    const report = {
      trace,
      findings: [],
      repository: undefined,
      policy: null,
      judges: false,
      complete: trace.complete,
    };
    expect(hopsText(report, { color: false, verbose: true })).not.toContain('\x1b');
  });

  it('can be of many, in an mbox or pasted with quotes', async () => {
    const one = (name: string) =>
      `Received: from app01.shop.example ([203.0.113.5]) by ${name} with ESMTP id 1;\n Mon, 23 Nov 2026 22:35:10 +0000\nFrom: app@shop.example\n\nFrom here on a body\n\n`;
    const mbox = `From app@shop.example Mon Nov 23 22:35:10 2026\n${one('relay-1.example.net')}From app@shop.example Mon Nov 23 22:35:11 2026\n${one('relay-2.example.net')}`;
    expect(relaysOf(await traceOfTexts({ mbox }))).toEqual([
      'relay-1.example.net -:- 1/0/0',
      'relay-2.example.net -:- 1/0/0',
    ]);
    const pasted = one('relay-1.example.net')
      .split('\n')
      .slice(0, 3)
      .map((line) => `> ${line}`)
      .join('\n');
    expect(relaysOf(await traceOfTexts({ pasted: `\n${pasted}\n` }))).toEqual(['relay-1.example.net -:- 1/0/0']);
  });

  it.each([
    [
      'from HELO (RDNS.example. [192.0.2.1]) by b.example (Postfix) with ESMTPS id A1',
      { helo: 'helo', rdns: 'rdns.example', ip: '192.0.2.1', by: 'b.example', protocol: 'ESMTPS', id: 'A1' },
    ],
    [
      'from [192.0.2.1] (port=54136 helo=name.example) by b.example with esmtp (Exim 4.71)',
      { helo: 'name.example', ip: '192.0.2.1', by: 'b.example' },
    ],
    ['from r.example ([192.0.2.1]) by b.example with esmtpsa (Exim 4.92)', { helo: 'r.example', ip: '192.0.2.1' }],
    [
      'from r.example (HELO h.example) (192.0.2.1) by b.example with SMTP',
      { helo: 'h.example', rdns: 'r.example', ip: '192.0.2.1' },
    ],
    [
      'from A.prod.outlook.com (2603:10a6::1) by B.prod.outlook.com (2603:10a6::2) with Microsoft SMTP Server (version=TLS1_2) id 15.20',
      { helo: 'a.prod.outlook.com', ip: '2603:10a6::1', by: 'b.prod.outlook.com' },
    ],
    [
      '(from root@localhost) by b.example (8.17.1.9/8.17.1.9) id 6ANMgPxP015210',
      { by: 'b.example', note: 'from root@localhost' },
    ],
  ])('field is read: %s', (value, expected) => {
    expect(parseReceived(`${value}; Mon, 23 Nov 2026 22:35:10 +0100 (CET)`)).toMatchObject({
      ...expected,
      time: Date.UTC(2026, 10, 23, 21, 35, 10),
    });
  });

  it('date is one, or none', () => {
    expect(dateOf(' 14 Aug 2026 07:59:33 -0000')).toBe(Date.UTC(2026, 7, 14, 7, 59, 33));
    expect(dateOf('Mon, 23 Nov 26 22:35 PST')).toBe(Date.UTC(2026, 10, 24, 6, 35));
    expect(dateOf('yesterday')).toBeNull();
  });
});

describe('made noise', () => {
  /** Numbers that look like chance and are always the same. */
  const numbers = (seed: number) => {
    let state = seed;
    return (below: number) => {
      state = (state * 48271) % 2147483647;
      return state % below;
    };
  };

  it.each([
    'postfix/mail-rfc5424.log',
    'exim/mainlog',
    'sendmail/mail.rfc3164.log',
    'haraka/smtp_forward.log',
    'nodemailer/debug-after.txt',
    'python-smtplib/debuglevel1.txt',
    'tables/exchange-send.log',
    'tables/message-trace.csv',
    'ses/ses.jsonl',
    'postfix/journald.json',
    'received/relay-new.example.net/029.eml',
    'queues/postqueue-p.txt',
    'queues/postqueue-j.json',
    'transcripts/msmtp-verbose.txt',
    'reports/refused-by-relay.eml',
  ])('in %s never ends the reading', async (name) => {
    const text = readFileSync(path.join(samples, name));
    const next = numbers(name.length);
    for (let round = 0; round < 15; round += 1) {
      const bytes = Buffer.from(text);
      for (let change = 0; change < 40; change += 1) bytes[next(bytes.length)] = next(256);
      const from = next(bytes.length);
      const cut = Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + next(200))]);
      const trace = await traceOfTexts({ evidence: cut });
      expect(trace.relays.every(({ deliveries }) => deliveries < 1000)).toBe(true);
    }
  });
});
