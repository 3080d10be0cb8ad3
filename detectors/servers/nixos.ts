/** NixOS options. https://search.nixos.org/options: services.postfix, programs.msmtp, services.nullmailer. */
import { detector, type Matcher } from '../../src/detect/detector.ts';
import { entriesOf } from '../../src/detect/entries.ts';
import { entry } from '../../src/detect/matchers.ts';

/** `relayHost` is put in brackets unless `lookupMX` is true; the port is `relayPort`. */
const relayHost: Matcher = function* (facts) {
  for (const { path, value, siblings, place } of entriesOf(facts)) {
    if (path.at(-1) !== 'relayHost' || value.kind === 'object') continue;
    const port = siblings.find(({ key }) => key.split('.').at(-1) === 'relayPort')?.value;
    const byMx = /\blookupMX\s*=\s*true\b/.test(facts.source.text);
    yield {
      host: value,
      place,
      key: path.join('.'),
      anchor: value.range,
      port,
      route: byMx ? 'mx' : 'relay',
      strict: true,
      literalOnly: true,
    };
  }
};

export default [
  detector({
    id: 'nixos',
    title: 'NixOS mail options',
    docs: 'https://search.nixos.org/options?query=services.postfix',
    layer: 'server',
    formats: ['nix'],
    keywords: ['relayhost', 'msmtp', 'nullmailer', 'postfix'],
    recognises: '`services.postfix.relayHost`, `programs.msmtp.accounts.….host`, `services.nullmailer.remotesConfig`',
    settings: [
      relayHost,
      entry(['msmtp.accounts.*.host', 'accounts.*.host', 'msmtp.defaults.host'], { strict: true, literalOnly: true }),
      entry(['nullmailer.remotesConfig']),
    ],
  }),
];
