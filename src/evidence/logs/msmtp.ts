/** msmtp: one line a mail, in its own log file or in syslog. There is no queue: what fails is not tried again. */
import { isLoopback } from '../../relays/known.ts';
import { type Journal, UNKNOWN_SOURCE } from '../model.ts';
import { commonDomain, domainOf, endpointOf, interner } from '../words.ts';
import type { LogReader } from './reader.ts';

const LINE = /^host=(\S+) tls=(?:on|off) auth=(?:on|off) (?:user=(\S+) )?from=(\S*) recipients=(\S*) (.*)$/;

export function msmtp(journal: Journal): LogReader {
  const same = interner();
  return {
    format: 'msmtp',
    programs: ['msmtp'],
    owns: ({ text }) => text.startsWith('host=') && LINE.test(text),
    read(line, context) {
      const [, host, user, from = '', list = '', rest = ''] = LINE.exec(line.text) ?? [];
      const code = /(?:^| )exitcode=(EX_\w+)$/.exec(rest)?.[1];
      if (host === undefined || code === undefined) return;
      const recipients = list.split(',').filter((one) => one !== '');
      // Only an error names the port.
      const port = /errormsg='cannot connect to [^,']+, port (\d+):/.exec(rest)?.[1];
      const endpoint = endpointOf(host, undefined, port);
      const delivered = code === 'EX_OK';
      if (isLoopback(endpoint.host ?? endpoint.ip ?? '')) {
        if (delivered) journal.local(recipients.length);
        return;
      }
      const domain = domainOf(from);
      journal.attempt({
        source: {
          ...UNKNOWN_SOURCE,
          host: line.host === null ? null : same(line.host),
          program: 'msmtp',
          user: user === undefined ? null : same(user),
          from: domain === null ? null : same(domain),
        },
        endpoint,
        outcome: delivered ? 'delivered' : 'failed',
        recipients: Math.max(1, recipients.length),
        domain: commonDomain(recipients),
        time: context.timeOf(line),
        queued: context.timeOf(line),
        messageId: null,
        strength: 'sender',
        place: context.placeOf(line),
      });
    },
  };
}
