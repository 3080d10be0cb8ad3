/** What has to be written where, so that a setting names its replacement: host, port and TLS together or not at all. */
import type { JudgedSetting, Wanted } from '../model/finding.ts';
import type { Written, WrittenRelay } from '../model/setting.ts';
import type { Obstacle } from './obstacles.ts';
import { transportChanges } from './transport.ts';

/** Another text for what is written somewhere. */
export interface Change {
  readonly part: 'host' | 'port' | 'transport';
  readonly at: Written;
  readonly text: string;
}

export interface Choices {
  /** User and password hold at the new relay as well. */
  readonly keepCredentials: boolean;
}

/** Systems that take `host:port` where only a host is written. */
const HOST_TAKES_PORT: ReadonlySet<string> = new Set([
  // relayhost, transport(5) and the other next hops: https://www.postfix.org/postconf.5.html#relayhost
  'postfix',
  'postfix-embedded',
  'postfix-transport',
  'postfix-relay-map',
  // mailhub=host:port: ssmtp.conf(5)
  'ssmtp',
  // smtp_smarthost is always host:port: https://prometheus.io/docs/alerting/latest/configuration/
  'alertmanager',
]);

/** The changes that make a setting name its replacement, or what is in their way. */
export function changesOf(
  setting: JudgedSetting,
  wanted: Wanted,
  { keepCredentials }: Choices,
): readonly Change[] | Obstacle {
  const { written, source } = setting;
  if (source === 'address') return 'address';
  if (setting.host === null) return 'not-written';
  if (setting.standsFor) return 'hosts-entry';
  if (!written?.host) return 'joined';
  if (setting.secret && !keepCredentials) return 'credentials';
  if (source === 'service') return 'service';
  const ports = portChanges(setting, written, wanted);
  if (ports === undefined) return 'port';
  const tls = transportChanges(setting, wanted);
  if (tls === undefined) return 'transport';
  const host = hostChange(written, wanted, ports.length > 0 || setting.port !== null);
  return host === undefined ? 'joined' : [host, ...ports, ...tls];
}

/** An IPv6 address stands in brackets where a port may follow it, and a name in a URL never does. */
function hostChange(
  { host, bracketed, scheme, portSlot, ports }: WrittenRelay,
  wanted: Wanted,
  hasPort: boolean,
): Change | undefined {
  if (!host) return undefined;
  const isAddress = wanted.host.includes(':');
  if (bracketed) {
    // Postfix's `[ipv6:2001:db8::1]`
    if (bracketed.value.length !== host.value.length + 2) return undefined;
    const name = { part: 'host', text: wanted.host } as const;
    return scheme && !isAddress ? { ...name, at: bracketed } : { ...name, at: host };
  }
  const inOneText = scheme !== undefined || (hasPort && (portSlot === undefined || ports.length === 0));
  return { part: 'host', at: host, text: isAddress && inOneText ? `[${wanted.host}]` : wanted.host };
}

function portChanges(setting: JudgedSetting, written: WrittenRelay, { port }: Wanted): readonly Change[] | undefined {
  if (port === null) return [];
  const { ports, portSlot, scheme, bracketed } = written;
  // A variable may hold the old port, while the host is written down: they would not change together.
  if (setting.source === 'literal' && ports.some(({ fallbackOf }) => fallbackOf !== undefined)) return undefined;
  if (ports.length > 0)
    return ports.filter((at) => Number(at.value) !== port).map((at) => ({ part: 'port', at, text: String(port) }));
  if (setting.port === port) return [];
  const takesPort = scheme !== undefined || bracketed !== undefined || HOST_TAKES_PORT.has(setting.detector);
  return setting.port === null && portSlot && takesPort
    ? [{ part: 'port', at: portSlot, text: `:${port}` }]
    : undefined;
}
