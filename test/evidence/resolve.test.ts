/** Names looked up on loopback: an alias, or an address, of the legacy relay is told as such. */
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lookUp, policyNames } from '../../src/evidence/resolve.ts';
import { readEvidence, traced } from '../../src/evidence/trace.ts';
import { serveZone } from './name-server.ts';
import { NOW, policyOf, samples } from './read.ts';

const zone = {
  addresses: {
    'mx1.old-dc.example': ['192.0.2.25'],
    'relay-new.example.net': ['198.51.100.25'],
    'relay-old.example.net': ['192.0.2.25'],
  },
  aliases: { 'mail.shop.example': 'mx1.old-dc.example' },
};

let server = '';
let close = (): void => {};
beforeAll(async () => {
  ({ server, close } = await serveZone(zone));
});
afterAll(() => close());

describe('look-ups', () => {
  it('give aliases and addresses; what nobody knows is no failure', async () => {
    const { resolved, unanswered } = await lookUp(
      ['mail.shop.example', 'mx1.old-dc.example', 'gone.example.net', '192.0.2.1'],
      server,
    );
    expect([...resolved]).toEqual([
      ['mail.shop.example', ['mx1.old-dc.example', '192.0.2.25']],
      ['mx1.old-dc.example', ['192.0.2.25']],
    ]);
    expect(unanswered).toEqual([]);
  });

  it('that nobody answers are told', async () => {
    const { unanswered } = await lookUp(['mail.shop.example'], '127.0.0.1:9');
    expect(unanswered).toEqual(['mail.shop.example']);
  });

  it('tell another name of the legacy relay', async () => {
    const policy = policyOf(['mx1.old-dc.example'], ['relay-new.example.net']);
    const reading = await readEvidence({
      names: [path.join(samples, 'nodemailer/debug-before.txt'), path.join(samples, 'msmtp/msmtp.log')],
      policy,
      offset: 0,
      now: NOW,
    });
    expect(traced(reading, policy).legacySeen).toBe(false);
    const { resolved } = await lookUp(
      [...policyNames(policy), 'relay-old.example.net', 'relay-new.example.net'],
      server,
    );
    const trace = traced(reading, policy, resolved);
    expect(trace.legacySeen).toBe(true);
    expect(trace.relays.find(({ verdict }) => verdict === 'legacy')).toMatchObject({
      host: 'mx1.old-dc.example',
      names: ['192.0.2.25', 'relay-old.example.net'],
      through: '192.0.2.25',
    });
    expect(trace.relays.find(({ host }) => host === 'relay-new.example.net')).toMatchObject({ verdict: 'approved' });
  });
});
