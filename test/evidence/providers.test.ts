/** Providers' servers stand in headers under other names than those that programs are set to. */
import { describe, expect, it } from 'vitest';
import { findingsOf } from '../../src/evidence/findings.ts';
import { isMailboxServer, providerOf, senderOf } from '../../src/evidence/providers.ts';
import { policyOf, relaysOf, traceOfTexts } from './read.ts';

const received = (...fields: readonly string[]): string =>
  [
    ...fields.map((field) => `Received: ${field}`),
    'From: billing@corp.example',
    'Message-ID: <1@corp.example>',
    '',
    'x',
    '',
  ].join('\n');

const SES = received(
  'from a8-29.smtp-out.amazonses.com (a8-29.smtp-out.amazonses.com. [54.240.8.29]) by mx.google.com with ESMTPS id 1 for <anna@customer.example>; Mon, 02 Nov 2026 02:00:07 -0800 (PST)',
);

/** Servers of Exchange Online call themselves otherwise within and at the border. */
const EXCHANGE_ONLINE = received(
  'from NAM10-DM6-obe.outbound.protection.outlook.com (mail-dm6nam10lp2104.outbound.protection.outlook.com [104.47.58.104]) by mx.customer.example (Postfix) with ESMTPS id 1 for <anna@customer.example>; Mon,  2 Nov 2026 10:00:07 +0000 (UTC)',
  'from app1.corp.example (203.0.113.5) by BY5PR01MB1234.prod.exchangelabs.com (2603:10b6:a02:89::14) with Microsoft SMTP Server (version=TLS1_2, cipher=TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384) id 15.20.1234.5; Mon, 2 Nov 2026 10:00:03 +0000',
);

/** Customers may give SendGrid's servers names of their own domain; its own lines have no semicolon. */
const OWN_NAME = received(
  'from o1.ptr123.corp.example (o1.ptr123.corp.example [167.89.1.2]) by mx.customer.example (Postfix) with ESMTPS id 4C for <anna@customer.example>; Mon,  2 Nov 2026 10:00:06 +0000 (UTC)',
  'by filter0123p1las1.sendgrid.net with SMTP id filter0123p1las1-1234-5F9FD0A1-1 2026-11-02 10:00:05.123456789 +0000 UTC m=+123456.789',
  'from MTIzNDU2 (ec2-3-4-5-6.compute-1.amazonaws.com [3.4.5.6]) by ismtpd0001p1iad2.sendgrid.net (SG) with HTTP id AbC Mon, 02 Nov 2026 10:00:04.987 +0000 (UTC)',
);

/** The recipients have their mailboxes at the same provider. */
const INBOUND = received(
  'from mx1.old-dc.example (192.0.2.25) by DB5EUR03FT012.mail.protection.outlook.com (10.152.20.12) with Microsoft SMTP Server id 15.20.1234.5 via Frontend Transport; Mon, 2 Nov 2026 10:00:05 +0000',
  'from app1.corp.example (app1.corp.example [10.0.0.5]) by mx1.old-dc.example (Postfix) with ESMTP id 1A for <anna@customer.example>; Mon,  2 Nov 2026 10:00:03 +0000 (UTC)',
);

const judged = async (text: string, legacy: readonly string[], approve: readonly string[] = []) => {
  const policy = policyOf(legacy, approve);
  const trace = await traceOfTexts({ 'a.eml': text }, { policy });
  return {
    verdicts: trace.relays.map(({ host, verdict }) => `${host} ${verdict}`),
    findings: findingsOf(trace, policy, undefined, '2026-11-24').map(
      ({ level, rule, line }) => `${level} ${rule} ${line}`,
    ),
  };
};

it('a server of the provider is the relay, and not the recipients’ server that took the message', async () => {
  expect(relaysOf(await traceOfTexts({ 'a.eml': SES }))).toEqual(['amazonses.com 54.240.8.29:- 1/0/0']);
});

it('two servers of one provider are one relay', async () => {
  const other = SES.replaceAll('a8-29', 'a9-114').replace('54.240.8.29', '54.240.9.114').replace('<1@', '<2@');
  expect(relaysOf(await traceOfTexts({ 'a.eml': SES, 'b.eml': other }))).toEqual(['amazonses.com 54.240.8.29:- 2/0/0']);
});

describe('the policy names the relay that programs are set to', () => {
  it.each([
    ['Amazon SES', SES, 'email-smtp.us-east-1.amazonaws.com', 'amazonses.com'],
    ['Microsoft 365', EXCHANGE_ONLINE, 'smtp.office365.com', 'outlook.com'],
  ])('%s as legacy, or as approved', async (_, text, relay, owner) => {
    expect(await judged(text, [relay])).toEqual({ verdicts: [`${relay} legacy`], findings: ['error legacy-hop 1'] });
    expect(await judged(text, [], [relay])).toEqual({ verdicts: [`${owner} approved`], findings: [] });
  });

  it('as both: the server does not tell which of them it was', async () => {
    const { verdicts } = await judged(
      SES,
      ['email-smtp.us-east-1.amazonaws.com'],
      ['email-smtp.eu-west-1.amazonaws.com'],
    );
    expect(verdicts).toEqual(['amazonses.com unapproved']);
  });

  it('but servers that take mail for mailboxes prove nothing of the sender’s way', async () => {
    expect(await judged(INBOUND, [], ['smtp.office365.com'])).toEqual({
      verdicts: ['mx1.old-dc.example unapproved'],
      findings: ['warning unexplained-hop 2'],
    });
  });
});

it('the lines of an Exchange Online server connect with those of its border', async () => {
  const { messages } = await traceOfTexts({ 'a.eml': EXCHANGE_ONLINE });
  expect(messages[0]?.hops.map(({ marks }) => marks)).toEqual([[], []]);
});

describe('a legacy relay that only a claim names', () => {
  it('is a warning, once for all messages', async () => {
    expect((await judged(OWN_NAME, ['smtp.sendgrid.net'])).findings).toEqual([
      'warning legacy-hop 2',
      'warning legacy-hop 3',
    ]);
    const field = SES.replace('From:', 'X-SG-EID: abc\nFrom:');
    expect((await judged(field, ['smtp.sendgrid.net'])).findings).toEqual(['warning legacy-hop 2']);
  });

  it('is none beside the proof that the message took it', async () => {
    const field = SES.replace('From:', 'X-SES-Outgoing: 2026.11.02-54.240.8.29\nFrom:');
    expect((await judged(field, ['email-smtp.us-east-1.amazonaws.com'])).findings).toEqual(['error legacy-hop 1']);
  });
});

it('dates without a semicolon before them, and Go’s, are read', async () => {
  const { messages } = await traceOfTexts({ 'a.eml': OWN_NAME });
  expect(messages[0]?.hops.map(({ time }) => time)).toEqual([
    Date.UTC(2026, 10, 2, 10, 0, 4),
    Date.UTC(2026, 10, 2, 10, 0, 5),
    Date.UTC(2026, 10, 2, 10, 0, 6),
  ]);
});

describe('names', () => {
  it.each([
    ['mail-sor-f41.google.com', 'Google', true],
    ['mail-wm1-x32b.google.com', 'Google', true],
    ['mx.google.com', 'Google', false],
    ['smtp-relay.gmail.com', 'Google', false],
    ['EUR05-VI1-obe.outbound.protection.outlook.com'.toLowerCase(), 'Microsoft', true],
    ['corp-example.mail.protection.outlook.com', 'Microsoft', false],
    ['b224-16.smtp-out.eu-central-1.amazonses.com', 'Amazon SES', true],
    ['ec2-3-4-5-6.compute-1.amazonaws.com', undefined, false],
    ['xvfrqtww.outbound-mail.sendgrid.net', 'SendGrid', true],
    ['mx.sendgrid.net', 'SendGrid', false],
    ['mxa.mailgun.org', 'Mailgun', false],
    ['wfout3-smtp.messagingengine.com', 'Fastmail', true],
    ['in2-smtp.messagingengine.com', 'Fastmail', false],
    ['us-smtp-delivery-1.mimecast.com', 'Mimecast', false],
    ['amazonses.com.evil.example', undefined, false],
    ['not-sendgrid.net', undefined, false],
  ])('%s is of %s', (host, provider, sends) => {
    expect(providerOf(host)).toBe(provider);
    expect(senderOf(host)).toBe(sends ? provider : undefined);
  });

  it('of servers for mailboxes', () => {
    expect(['mx.google.com', 'alt1.aspmx.l.google.com', 'x.mail.protection.outlook.com'].every(isMailboxServer)).toBe(
      true,
    );
    expect(['smtp.gmail.com', 'mail-sor-f41.google.com', 'google.com.evil.example'].some(isMailboxServer)).toBe(false);
  });
});
