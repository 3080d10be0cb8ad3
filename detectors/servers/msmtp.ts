/** msmtp. An account has what it says itself, then what the accounts after its colon say, then the defaults (msmtp(1)). */

import { moduleEnd } from '../../src/detect/building.ts';
import type { Match, Matcher } from '../../src/detect/detector.ts';
import { detector, MODEL } from '../../src/detect/detector.ts';
import type { Entry, Expr } from '../../src/model/expr.ts';

type Settings = ReadonlyMap<string, Expr>;

const wordsOf = (value: Expr): string => (value.kind === 'text' ? value.value.trim() : '');

interface Block {
  /** Undefined for the defaults. */
  readonly name: string | undefined;
  readonly parents: readonly string[];
  readonly own: Map<string, Expr>;
}

function blocksOf(entries: readonly Entry[]): Block[] {
  const blocks: Block[] = [{ name: '', parents: [], own: new Map() }];
  for (const { key, value } of entries) {
    if (key === 'defaults') blocks.push({ name: undefined, parents: [], own: new Map() });
    else if (key === 'account') {
      const [name = '', parents = ''] = wordsOf(value).split(/(?<!\s)\s*:\s*/);
      blocks.push({ name, parents: parents.split(/(?<!\s)\s*,\s*/), own: new Map() });
    } else blocks.at(-1)?.own.set(key, value);
  }
  return blocks;
}

/** `tls` alone means STARTTLS; `tls_starttls off` with it means TLS from the first byte, and port 465. */
function tlsOf(settings: Settings): Match['tls'] {
  const tls = settings.get('tls');
  if (!tls) return undefined;
  const startTls = wordsOf(settings.get('tls_starttls') ?? tls);
  return [{ value: tls, whenTrue: startTls === 'off' && wordsOf(tls) !== 'off' ? 'implicit' : 'starttls' }];
}

const accounts: Matcher = function* (facts) {
  for (const document of facts.documents) {
    const known = new Map<string, Settings>();
    let defaults: Settings = new Map();
    for (const { name, parents, own } of blocksOf(document.kind === 'object' ? document.entries : [])) {
      const inherited = parents.flatMap((parent) => [...(known.get(parent) ?? [])]);
      const settings: Settings = new Map([...defaults, ...inherited, ...own]);
      if (name === undefined) defaults = settings;
      else known.set(name, settings);
      const host = own.get('host');
      if (host)
        yield {
          host,
          place: moduleEnd(facts),
          key: 'host',
          anchor: host.range,
          port: settings.get('port'),
          tls: tlsOf(settings),
          user: settings.get('user'),
          password: settings.get('password'),
          verify: settings.get('tls_certcheck'),
        };
    }
  }
};

export default [
  detector({
    id: 'msmtp',
    title: 'msmtp',
    docs: 'https://marlam.de/msmtp/msmtp.html',
    layer: 'server',
    format: 'lines',
    formats: ['lines'],
    keywords: [],
    files: [
      'msmtprc',
      '.msmtprc',
      '*msmtprc',
      'msmtprc-*',
      '**/msmtp/config',
      'msmtp.conf',
      '*msmtprc.conf',
      'msmtp-!(*.*)',
    ].map((file) => file + MODEL),
    recognises: '`host` of each account, with what it inherits',
    settings: [accounts],
  }),
];
