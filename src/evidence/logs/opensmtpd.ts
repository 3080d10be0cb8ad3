/** OpenSMTPD: `mta delivery` names the relay by its address and the name of that address. Forms: mta_session.c, smtp_session.c. */
import { isLoopback } from '../../relays/known.ts';
import { type Journal, type Outcome, UNKNOWN_SOURCE } from '../model.ts';
import { domainOf, endpointOf, interner } from '../words.ts';
import type { LogReader } from './reader.ts';

const LINE = /^([0-9a-f]{16}) (smtp|mta|mda|scheduler)(?: event=| )(\S+)(.*)$/;

const OUTCOMES: Readonly<Record<string, Outcome>> = { Ok: 'delivered', TempFail: 'deferred', PermFail: 'failed' };

/** Sessions and envelopes that are remembered at one time. */
const MOST = 20_000;

interface Submitted {
  readonly client: string | null;
  readonly user: string | null;
  readonly since: number | null;
  readonly deferred: Set<string>;
}

export function opensmtpd(journal: Journal): LogReader {
  const same = interner();
  const sessions = new Map<string, { client: string | null; user: string | null }>();
  const envelopes = new Map<string, Submitted>();
  const ports = new Map<string, string>();

  const put = <T>(map: Map<string, T>, key: string, value: T): void => {
    if (map.size >= MOST) {
      const [oldest] = map.keys();
      if (oldest !== undefined) map.delete(oldest);
    }
    map.set(Buffer.from(key, 'latin1').toString('latin1'), value);
  };

  return {
    format: 'opensmtpd',
    programs: ['smtpd'],
    owns: ({ text }) => LINE.test(text),
    read(line, context) {
      const [, session = '', part, event, rest = ''] = LINE.exec(line.text) ?? [];
      const value = (name: string): string | undefined => fieldOf(rest, name);
      if (part === 'smtp' && event === 'connected') {
        const [host, address] = [value('host'), value('address')];
        const client = address === 'local' ? null : host === undefined || host === '<unknown>' ? address : host;
        put(sessions, session, { client: client == null ? null : same(client), user: null });
      } else if (part === 'smtp' && event === 'authentication') {
        const known = sessions.get(session);
        if (known) known.user = same(value('user') ?? '');
      } else if (part === 'smtp' && event === 'envelope') {
        const evpid = value('evpid');
        const known = sessions.get(session) ?? { client: null, user: null };
        if (evpid !== undefined) put(envelopes, evpid, { ...known, since: context.timeOf(line), deferred: new Set() });
      } else if (part === 'smtp' && event === 'disconnected') sessions.delete(session);
      else if (part === 'mta' && event === 'connecting') {
        const port = /:(\d+)$/.exec(value('address') ?? '')?.[1];
        if (port !== undefined) put(ports, session, port);
      } else if (part === 'mta' && event === 'disconnected') ports.delete(session);
      else if (part === 'mda' && event === 'delivery' && value('result') === 'Ok') journal.local(1);
      else if (part === 'mta' && event === 'delivery') {
        const outcome = OUTCOMES[value('result') ?? ''];
        const [, ip, name] = /^(\S+)(?: \(([^)]*)\))?$/.exec(value('relay') ?? '') ?? [];
        if (!outcome || ip === undefined) return;
        const evpid = value('evpid') ?? '';
        const envelope = envelopes.get(evpid);
        const endpoint = endpointOf(name, ip, ports.get(session));
        if (outcome !== 'deferred') envelopes.delete(evpid);
        if (endpoint.ip !== null && isLoopback(endpoint.ip)) {
          if (outcome === 'delivered') journal.local(1);
          return;
        }
        const again = outcome === 'deferred' && (envelope?.deferred.has(ip) ?? false);
        envelope?.deferred.add(ip);
        const from = domainOf(value('from') ?? '');
        journal.attempt({
          source: {
            ...UNKNOWN_SOURCE,
            host: line.host === null ? null : same(line.host),
            program: 'opensmtpd',
            client: envelope?.client ?? null,
            user: envelope?.user ?? null,
            from: from === null ? null : same(from),
          },
          endpoint,
          outcome,
          recipients: 1,
          domain: domainOf(value('to') ?? ''),
          time: context.timeOf(line),
          queued: envelope?.since ?? null,
          messageId: null,
          strength: 'sender',
          place: context.placeOf(line),
          ...(again ? { again } : {}),
        });
      }
    },
  };
}

/** ` name=<…>`, ` name="…"` or ` name=…`, in the order of the line: what a quoted value holds is no field. */
function fieldOf(fields: string, wanted: string): string | undefined {
  for (const [, name, quoted, angled, bare] of fields.matchAll(/ (\w+)=(?:"((?:[^"\\]|\\.)*)"|<([^>]*)>|(\S*))/g))
    if (name === wanted)
      return quoted ?? (angled !== undefined && name !== 'host' ? angled : undefined) ?? bare ?? `<${angled}>`;
  return undefined;
}
