/** Variables of configuration management that carry the servers' own words: Ansible, Puppet, Salt, Chef, Terraform. */

import { detector } from '../../src/detect/detector.ts';
import { entriesWhere } from '../../src/detect/matchers.ts';
import { inText } from '../../src/detect/text-matches.ts';
import type { Expr } from '../../src/model/expr.ts';

/** Translations and help texts speak of relay hosts in sentences; hosts in a list have dots, brackets or ports. */
const isProse = (value: Expr): boolean =>
  value.kind === 'text' &&
  value.value
    .trim()
    .split(/[,\s]+/)
    .some((word, _, words) => words.length > 1 && !/[.[\]:\d]/.test(word));

export default [
  detector({
    id: 'mail-role',
    title: 'Roles and modules for mail servers',
    docs: 'https://www.postfix.org/postconf.5.html#relayhost',
    layer: 'server',
    formats: ['yaml', 'json', 'toml', 'hcl', 'ini', 'nix'],
    keywords: [/relay_?host|smart_?host|fallback_?relay/],
    recognises:
      'Keys that end in `relayhost`, `smtp_fallback_relay`, `smarthost`, with any prefix: `postfix::relayhost`, `role__relayhost`',
    settings: [
      // NixOS's relayHost is another option, with rules of its own.
      entriesWhere(
        ({ path, value }) =>
          !isProse(value) &&
          /(?:^|[^a-zA-Z])(?:relay_?host|RELAY_?HOST|smtp_fallback_relay)$/.test(path.at(-1) ?? '') &&
          !/sasl/i.test(path.at(-1) ?? ''),
        { strict: true, certainty: 'likely', form: 'list', separators: /[,\s]+/, mxUnlessBracketed: true },
      ),
      entriesWhere(({ path }) => /(?:^|[^a-z])smart_?host$/i.test(path.at(-1) ?? ''), {
        strict: true,
        certainty: 'likely',
      }),
    ],
  }),
  detector({
    id: 'chef',
    title: 'Chef recipes and resources, tests of roles',
    docs: 'https://supermarket.chef.io/cookbooks/postfix',
    layer: 'server',
    formats: ['ruby'],
    keywords: [/relayhost/],
    recognises: "`'relayhost' => …` and `relayhost: …` in the options of a resource, a recipe or a test",
    settings: [
      entriesWhere(({ path, value }) => path.length > 1 && path.at(-1) === 'relayhost' && !isProse(value), {
        certainty: 'likely',
        mxUnlessBracketed: true,
      }),
    ],
  }),
  detector({
    id: 'puppet',
    title: 'Puppet manifests',
    docs: 'https://forge.puppet.com/modules/puppet/postfix',
    layer: 'server',
    format: 'lines',
    files: ['*.pp'],
    keywords: [/relayhost|smarthost|mailhub|fallback_relay/],
    recognises:
      '`relayhost => …`, `smarthost => …` of a class or resource, `postfix::config { "relayhost": value => … }`',
    settings: [
      inText({
        key: 'postfix::config.relayhost',
        host: /\bpostfix::config[ \t]*\{\s*["']relayhost["'][ \t]*:[^}]{0,200}?\bvalue[ \t]*=>[ \t]*["']?(?<value>[^"'\s,;}]+)/,
        mxUnlessBracketed: true,
      }),
      inText({
        key: 'relayhost',
        host: /(?:^|[\s{(,])["']?(?:relayhost|smtp_fallback_relay)["']?[ \t]*=>[ \t]*["'](?<value>[^"'\n]+)["']/,
        mxUnlessBracketed: true,
      }),
      inText({
        key: 'smarthost',
        host: /(?:^|[\s{(,])["']?(?:smarthost|mailhub|dc_smarthost)["']?[ \t]*=>[ \t]*["'](?<value>[^"'\n]+)["']/,
      }),
    ],
  }),
];
