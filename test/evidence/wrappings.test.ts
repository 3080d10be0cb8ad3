/** One line of Postfix, as tools that collect logs hand it on: the same relay, machine and time each time. */
import { describe, expect, it } from 'vitest';
import { relaysOf, sourcesOf, traceOfTexts } from './read.ts';

const TEXT =
  '91D431681D2: to=<alice@example.com>, relay=relay-old.example.net[192.0.2.25]:25, delay=0.09, delays=0.01/0.03/0/0.05, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as SINK00001)';
const TAGGED = `postfix/smtp[29421]: ${TEXT}`;
const SYSLOG = `Nov 23 22:35:10 app01 ${TAGGED}`;
const STAMP = '2026-11-23T22:35:10Z';
const json = (value: unknown): string => JSON.stringify(value);

const LINES: Readonly<Record<string, string>> = {
  'journalctl -o short-precise': `Nov 23 22:35:10.000000 app01 ${TAGGED}`,
  'a stamp with a blank for the T': `2026-11-23 22:35:10 app01 ${TAGGED}`,
  'stern: pod and container': `postfix-0 postfix ${SYSLOG}`,
  'kubectl logs --prefix --timestamps': `[pod/postfix-0/postfix] ${STAMP} app01 ${TAGGED}`,
  'an export with its own time': `${STAMP} ${SYSLOG}`,
  'Filebeat with the line as it was': json({ '@timestamp': STAMP, message: SYSLOG, host: { name: 'collector' } }),
  'Filebeat with the stamp taken off': json({ '@timestamp': STAMP, message: TAGGED, host: { name: 'app01' } }),
  'a hit of a search': json({ _index: 'mail', _source: { '@timestamp': STAMP, message: TAGGED, host: 'app01' } }),
  "Vector's syslog source": json({
    appname: 'postfix/smtp',
    host: 'app01',
    message: TEXT,
    procid: 29421,
    timestamp: STAMP,
  }),
  'Cloud Logging': json({ textPayload: SYSLOG, timestamp: STAMP, resource: { type: 'k8s_container' } }),
  Loki: json({ labels: { job: 'mail' }, line: SYSLOG, timestamp: STAMP }),
};

describe('a line of Postfix within', () => {
  it.each(Object.entries(LINES))('%s', async (_, line) => {
    const trace = await traceOfTexts({ 'a.log': `${line}\n` });
    expect(relaysOf(trace)).toEqual(['relay-old.example.net 192.0.2.25:25 1/0/0']);
    expect(sourcesOf(trace)).toEqual(['app01 postfix - - - → relay-old.example.net 1/0/0']);
    expect(trace.relays[0]?.first).toBe(Date.parse(STAMP));
  });

  it('JSON of other things is no line of a log', async () => {
    const trace = await traceOfTexts({
      'a.json': `${json({ message: 'relay=relay-old.example.net status=sent', level: 'info' })}\n`,
    });
    expect(trace.relays).toEqual([]);
  });
});

it('what stands in quotes in Exim’s log says nothing of hosts: subjects come from anybody', async () => {
  const trace = await traceOfTexts({
    mainlog: [
      '2026-11-23 22:39:47 1xVchP-0001GI-0a <= app@example.org U=root P=local S=336 id=x@app01 T="Hi \\" H=fake.example.net [203.0.113.9] U=evil"',
      '2026-11-23 22:39:47 1xVchP-0001GI-0a => alice@example.com R=smarthost T=remote_smtp_smarthost DN="CN=x H=fake.example.net [203.0.113.9]" H=relay-old.example.net [192.0.2.25]:587 C="250 OK"',
      '',
    ].join('\n'),
  });
  expect(sourcesOf(trace)).toEqual(['- exim - root example.org → relay-old.example.net 1/0/0']);
  expect(relaysOf(trace)).toEqual(['relay-old.example.net 192.0.2.25:587 1/0/0']);
});
