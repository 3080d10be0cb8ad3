/** Logs that real programs wrote, each with what a person reads in it. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { policyOf, relaysOf, samples, sourcesOf, traceOf, traceOfTexts } from './read.ts';

const OLD = 'relay-old.example.net 192.0.2.25';
const NEW = 'relay-new.example.net 198.51.100.25';

/** The same run of Postfix, as three syslog formats write it. */
const POSTFIX = [
  'relay-defer.example.net 203.0.113.26:25 1/2/0',
  `${NEW}:587 8/0/0`,
  // One of the attempts was to port 2599, where nobody listened.
  `${OLD}:25 6/1/0`,
  'relay-reject.example.net 203.0.113.27:25 0/0/2',
];

const RELAYS: Readonly<Record<string, readonly string[]>> = {
  'postfix/mail-iso.log': POSTFIX,
  'postfix/mail-rfc3164.log': POSTFIX,
  'postfix/mail-rfc5424.log': POSTFIX,
  'postfix/journald.json': [`${NEW}:587 1/0/0`],
  'postfix/journald.short-iso.log': [`${NEW}:587 1/0/0`],
  'postfix/maillog_file.log': [`${NEW}:587 1/0/0`],
  // Nothing was resolved, so that only reasons name servers.
  'postfix/00-dns-failure.rfc3164.log': [
    'relay-defer.example.net -:- 0/1/0',
    'relay-new.example.net -:- 0/13/0',
    'relay-old.example.net -:- 0/7/0',
    'relay-reject.example.net -:- 0/1/0',
  ],
  'postfix/master-cf-variants.rfc3164.log': [`${NEW}:587 2/0/0`, `${OLD}:25 2/0/0`],
  'exim/mainlog': [
    'relay-defer.example.net 203.0.113.26:- 0/1/0',
    `${NEW}:587 8/0/0`,
    `${OLD}:- 2/1/0`,
    'relay-reject.example.net 203.0.113.27:- 0/0/2',
  ],
  'exim/mainlog-01-no-passwd.client.log': [
    'relay-defer.example.net 203.0.113.26:- 0/1/0',
    `${NEW}:- 5/0/0`,
    `${OLD}:- 2/0/0`,
    'relay-reject.example.net 203.0.113.27:- 0/0/2',
  ],
  'sendmail/mail.rfc3164.log': [
    'relay-defer.example.net 203.0.113.26:- 0/1/0',
    `${NEW}:- 2/0/0`,
    `${OLD}:- 2/0/0`,
    'relay-reject.example.net 203.0.113.27:- 0/0/2',
  ],
  // The smarthost was ignored: mail went, or was to go, to the recipients' own servers.
  'sendmail/mail-00-smarthost-name-is-local.rfc3164.log': [`${NEW}:- 1/0/0`, `${OLD}:- 1/0/0`],
  'opensmtpd/smtpd.foreground.log': [`${OLD}:25 1/0/0`],
  'opensmtpd/smtpd-new.foreground.log': [`${NEW}:587 1/0/0`],
  'opensmtpd/smtpd-def.foreground.log': ['relay-defer.example.net 203.0.113.26:25 0/1/0'],
  'opensmtpd/smtpd-rej.foreground.log': ['relay-reject.example.net 203.0.113.27:25 0/0/2'],
  'msmtp/msmtp.log': [
    'relay-new.example.net -:- 3/0/0',
    'relay-old.example.net -:2599 1/0/1',
    'relay-reject.example.net -:- 0/0/1',
  ],
  'msmtp/syslog.rfc3164.log': ['relay-new.example.net -:- 1/0/0'],
  'nullmailer/nullmailer-send.log': ['relay-new.example.net -:- 1/0/0'],
  'dma/syslog.log': [`${NEW}:25 1/0/0`],
  'ssmtp/syslog.log': [],
  'haraka/smtp_forward.log': ['relay-old.example.net -:25 1/0/0'],
  'haraka/outbound_get_mx.log': ['198.51.100.25 198.51.100.25:587 1/0/0'],
  'nodemailer/debug-before.txt': [`${OLD}:25 1/0/0`],
  'nodemailer/debug-after.txt': [`${NEW}:587 1/0/0`],
  'nodemailer/debug-refused.txt': [`${OLD}:2599 0/0/1`],
  'nodemailer/debug-rejected.txt': ['relay-reject.example.net 203.0.113.27:25 0/0/1'],
  'python-smtplib/debuglevel1.txt': ['relay-old.example.net -:- 1/0/0'],
  // It ended before a message was sent.
  'python-smtplib/debuglevel2.txt': [],
  'qmail/qmail.log': ['192.0.2.25 192.0.2.25:- 0/1/0', '198.51.100.25 198.51.100.25:- 1/0/0'],
  'tables/exchange-send.log': [`${NEW}:25 1/0/1`],
  'tables/exchange-tracking.log': [`${NEW}:- 2/0/0`],
  'tables/message-trace.csv': ['connector To relay-new -:- 1/0/1'],
  'tables/message-trace-extended.csv': [`${NEW}:- 1/0/0`],
  'tables/workspace.csv': ['198.51.100.25 198.51.100.25:- 1/0/0'],
  'ses/ses.jsonl': ['email-smtp.us-west-2.amazonaws.com -:- 1/1/1'],
  // Who waits, and whom the reason names; for carol nobody was tried yet.
  'queues/postqueue-p.txt': [`${NEW}:587 0/1/0`, `${OLD}:- 0/2/0`],
  'queues/postqueue-j.json': [`${NEW}:587 0/1/0`, `${OLD}:- 0/1/0`],
  'queues/sendmail-mailq.txt': ['relay-old.example.net -:- 0/1/0'],
  // Exim's list names no server.
  'queues/exim-bp.txt': [],
  'transcripts/esmtp.txt': ['relay-new.example.net -:- 1/0/0'],
  'transcripts/msmtp-verbose.txt': ['relay-new.example.net -:587 1/0/1', 'relay-old.example.net -:2599 0/0/1'],
  // The second server is not named.
  'transcripts/msmtp-errors.txt': ['relay-old.example.net -:2599 0/0/1'],
  'transcripts/ssmtp-verbose.txt': ['relay-new.example.net -:- 1/0/0'],
  'transcripts/curl.txt': [`${OLD}:25 1/0/1`],
  'transcripts/swaks.txt': ['relay-new.example.net -:587 1/0/1', 'relay-old.example.net -:2599 0/0/1'],
  'transcripts/phpmailer.txt': ['relay-old.example.net -:25 1/0/1'],
  'reports/refused-by-relay.eml': ['relay-old.example.net -:- 0/0/2'],
  // The header that was sent back shows the relay; the recipients' server is none.
  'reports/relay-gave-up.eml': ['relay-old.example.net -:- 1/0/0'],
  // Without that header only a policy knows whether the server that reports is a relay of ours.
  'reports/pasted.txt': [],
  'received/relay-old.example.net': ['relay-old.example.net -:- 19/0/0'],
  'received/relay-new.example.net': ['relay-new.example.net -:- 37/0/0'],
  'received/relay-defer.example.net': ['relay-defer.example.net -:- 1/0/0'],
};

describe('relays', () => {
  it.each(Object.entries(RELAYS))('%s', async (name, expected) => {
    const trace = await traceOf([path.join(samples, name)]);
    expect(relaysOf(trace)).toEqual(expected);
    expect(trace.complete).toBe(true);
  });
});

describe('sources', () => {
  it('are told by client, user and sender, whatever the way', async () => {
    expect(sourcesOf(await traceOf([path.join(samples, 'postfix/mail-iso.log')]))).toEqual([
      'app01 postfix - - <> → relay-reject.example.net 0/0/1',
      'app01 postfix - uid 0 example.org → relay-defer.example.net 1/2/0',
      'app01 postfix - uid 0 example.org → relay-new.example.net 7/0/0',
      'app01 postfix - uid 0 example.org → relay-old.example.net 5/1/0',
      'app01 postfix - uid 0 example.org → relay-reject.example.net 0/0/1',
      'app01 postfix localhost - example.org → relay-new.example.net 1/0/0',
      'app01 postfix localhost - example.org → relay-old.example.net 1/0/0',
    ]);
  });

  it('of an event are who called the provider', async () => {
    expect(sourcesOf(await traceOf([path.join(samples, 'ses/ses.jsonl')]))).toEqual([
      '- amazon-ses - - example.org → email-smtp.us-west-2.amazonaws.com 0/1/1',
      '- amazon-ses 203.0.113.9 shop example.org → email-smtp.us-west-2.amazonaws.com 1/0/0',
    ]);
  });

  it('of Haraka are found through its transactions', async () => {
    expect(sourcesOf(await traceOf([path.join(samples, 'haraka/outbound_get_mx.log')]))).toEqual([
      '- haraka 127.0.0.1 - example.org → 198.51.100.25 1/0/0',
    ]);
  });

  it('of Exchange are the clients that handed the mail in', async () => {
    expect(sourcesOf(await traceOf([path.join(samples, 'tables/exchange-tracking.log')]))).toEqual([
      '- exchange app01.example.org - example.org → relay-new.example.net 2/0/0',
    ]);
  });
});

it('mail that went to the recipients’ own servers is no mail through a relay', async () => {
  const sendmail = await traceOf([path.join(samples, 'sendmail/mail-00-smarthost-name-is-local.rfc3164.log')]);
  expect(sendmail.direct).toMatchObject({ deliveries: 0, failed: 6, servers: 2 });
  const online = await traceOf([path.join(samples, 'tables/message-trace.csv')]);
  expect(online.direct).toMatchObject({ deliveries: 1, deferred: 0, failed: 0 });
});

it('every statement has its place and what it is worth', async () => {
  const trace = await traceOf([path.join(samples, 'postfix/mail-iso.log')]);
  const old = trace.relays.find(({ host }) => host === 'relay-old.example.net');
  expect(old).toMatchObject({
    first: Date.UTC(2026, 10, 23, 22, 35, 10, 680),
    last: Date.UTC(2026, 10, 23, 22, 36, 1, 556),
    strength: 'sender',
    evidence: { line: 8 },
    ports: [25, 2599],
  });
});

it('all of them together are one account, and the same message in a log and a mailbox counts once', async () => {
  const trace = await traceOf([path.join(samples, 'received'), path.join(samples, 'postfix/mail-iso.log')]);
  // The log's delivery to a bare address cannot be known to be the message that the mailbox holds.
  expect(relaysOf(trace)).toEqual([
    'relay-defer.example.net 203.0.113.26:25 1/2/0',
    `${NEW}:587 38/0/0`,
    `${OLD}:25 20/1/0`,
    'relay-reject.example.net 203.0.113.27:25 0/0/2',
  ]);
});

it('files of one content are read once, and rotated ones in any order', async () => {
  const name = path.join(samples, 'postfix/mail-iso.log');
  const trace = await traceOf([name, name]);
  expect(relaysOf(trace)).toEqual(POSTFIX);
  expect(trace.diagnostics.map(({ message }) => message)).toContainEqual(expect.stringContaining('read once'));
});

describe('a delivery report', () => {
  it('says that a relay of the policy had the message, and is worth a claim', async () => {
    const trace = await traceOf([path.join(samples, 'reports/pasted.txt')], {
      policy: policyOf(['relay-old.example.net']),
    });
    expect(relaysOf(trace)).toEqual(['relay-old.example.net -:- 1/0/0']);
    expect(trace.relays[0]).toMatchObject({ strength: 'claim', evidence: { line: 1 } });
    expect(trace.direct).toMatchObject({ failed: 1 });
  });

  it('tells of who sent the message, and not of its own way', async () => {
    expect(sourcesOf(await traceOf([path.join(samples, 'reports/relay-gave-up.eml')]))).toEqual([
      'app01.example.org - - - example.org → relay-old.example.net 1/0/0',
      'relay-old.example.net - - - example.org → direct 0/1/0',
    ]);
  });

  it('counts once beside the log that shows the same', async () => {
    const log = (id: string, text: string) => `2026-11-23T22:36:01+00:00 app01 postfix/smtp[1]: ${id}: ${text}\n`;
    const refused = (to: string) =>
      log(
        '7C20E3A20C4',
        `to=<${to}@customer.example>, relay=${OLD.replace(' ', '[')}]:25, delay=0.1, delays=0/0/0/0.1, dsn=5.7.1, status=bounced (host said: 550 5.7.1 Relay access denied)`,
      );
    const trace = await traceOfTexts({
      'mail.log': log('7C20E3A20C4', 'message-id=<dsn-1@app01.example.org>') + refused('alice') + refused('bob'),
      'report.eml': readFileSync(path.join(samples, 'reports/refused-by-relay.eml')),
    });
    expect(relaysOf(trace)).toEqual([`${OLD}:25 0/0/2`]);
  });
});

describe('a list of what waits', () => {
  const listing = path.join(samples, 'queues/postqueue-p.txt');

  it('is joined with the log of the same messages, which may be given after it', async () => {
    const trace = await traceOfTexts({
      'a.txt': readFileSync(listing),
      'b.log':
        '2026-11-23T20:35:39+00:00 app01 postfix/smtpd[1]: 7C20E3A20C4: client=web01.shop.example[10.0.0.1]\n' +
        `2026-11-23T20:35:40+00:00 app01 postfix/smtp[1]: 7C20E3A20C4: to=<alice@customer.example>, relay=${OLD.replace(' ', '[')}]:25, delay=1, delays=0/0/0/1, dsn=4.7.1, status=deferred (host relay-old.example.net[192.0.2.25] said: 451 4.7.1 Later)\n`,
    });
    expect(sourcesOf(trace)).toEqual([
      'app01 postfix web01.shop.example - - → relay-new.example.net 0/1/0',
      'app01 postfix web01.shop.example - - → relay-old.example.net 0/2/0',
    ]);
  });

  it('of mail from before the change is told apart from new mail', async () => {
    const changedAt = Date.UTC(2026, 10, 23, 21);
    const trace = await traceOf([listing], { window: { changedAt } });
    expect(trace.sources.map(({ before }) => before.deferred)).toEqual([1, 2]);
  });
});
