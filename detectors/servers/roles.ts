/** Variables of configuration management that carry the servers' own words: Ansible, Puppet, Salt, Chef, Terraform. */

import { atCall } from '../../src/detect/building.ts';
import { detector, inPrograms, type Matcher } from '../../src/detect/detector.ts';
import type { EntryFact } from '../../src/detect/entries.ts';
import { entriesWhere } from '../../src/detect/matchers.ts';
import type { Argument, Expr } from '../../src/model/expr.ts';
import { isSettingIn } from '../by-name/generic.ts';
import { isOtherRelay } from '../by-name/other-kinds.ts';

/** Translations and help texts speak of relay hosts in sentences; hosts in a list have dots, brackets or ports. */
const isProse = (value: Expr): boolean =>
  value.kind === 'text' &&
  value.value
    .trim()
    .split(/[,\s]+/)
    .some((word, _, words) => words.length > 1 && !/[.[\]:\d]/.test(word));

/** Files whose whole matter is where mail goes. */
const MAIL_FILE =
  /(?:^|[/.])(?:e?smtprc|\.?e?s?msmtprc|ssmtp\.conf|dma\.conf|main\.cf|smtpd\.conf|remotes|update-exim4\.conf\.conf|s-nail\.rc|mail\.rc|\.?mailrc)(?:\.erb)?$|(?:^|\/)msmtp/;

/** Names under which a template is told of a host. */
const TOLD = [
  'smarthost',
  'relayhost',
  'relay_host',
  'relay',
  'mailhub',
  'smtp_host',
  'smtp_server',
  'mail_host',
  'hub',
  'host',
  'server',
];

/**
 * `template '/etc/msmtprc' do variables(host: node['mail']['hub']) end`: the file says what its variables are for.
 * https://docs.chef.io/resources/template/
 */
const templateVariables: Matcher = inPrograms([/\bvariables\b/], function* (facts) {
  const calls = facts.program?.calls ?? [];
  const templates = calls.filter(({ call: { callee, args } }) => {
    const path = args[0]?.value;
    return callee.kind === 'ref' && callee.name === 'template' && path?.kind === 'text' && MAIL_FILE.test(path.value);
  });
  for (const site of calls) {
    const { call } = site;
    const isWithin = templates.some(
      ({ call: { range } }) => range.start < call.range.start && call.range.end <= range.end,
    );
    if (call.callee.kind !== 'ref' || call.callee.name !== 'variables' || !isWithin) continue;
    const named = (names: readonly string[]): Argument | undefined =>
      names.flatMap((name) => call.args.find((one) => one.name === name) ?? [])[0];
    const host = named(TOLD);
    if (!host) continue;
    yield {
      host: host.value,
      place: atCall(facts, site),
      key: `variables.${host.name}`,
      anchor: host.value.range,
      certainty: 'likely',
      port: named(['smtp_port', 'relay_port', 'port'])?.value,
    };
  }
});

/** The class or the defined type that an entry of a manifest stands in, and its own name without it. */
const isVariableOfClass = ({ path }: EntryFact): boolean => path.length > 1 && !(path.at(-1) ?? '').includes('::');

/** Titles of resources that set one parameter, which is the title. https://forge.puppet.com/modules/puppet/postfix */
const PARAMETER = /^(?:relayhost|smtp_fallback_relay|fallback_relay)$/;

/** `foreman_config_entry { 'smtp_address': value => $x }`: the title says what the value is. */
const isTitledSetting = (found: EntryFact, file: string): boolean =>
  found.path.at(-1) === 'value' &&
  !PARAMETER.test(found.path.at(-2) ?? '') &&
  isSettingIn({ ...found, path: found.path.slice(-2, -1) }, file);

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
        (found) =>
          !isProse(found.value) &&
          !isOtherRelay(found) &&
          /(?:^|[^a-zA-Z])(?:relay_?host|relay_host_name|RELAY_?HOST|RELAY_HOST_NAME|smtp_fallback_relay)$/.test(
            found.path.at(-1) ?? '',
          ) &&
          !/sasl/i.test(found.path.at(-1) ?? ''),
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
    keywords: [/relayhost/, 'variables'],
    recognises:
      "`'relayhost' => …` and `relayhost: …` in the options of a resource, a recipe or a test; `variables(host: …)` of a mail program's template",
    settings: [
      templateVariables,
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
    formats: ['puppet'],
    keywords: [
      /relayhost|smarthost|mailhub|fallback_relay|remote_?relay|nexthop|smtp|mail_?(?:host|server|relay|gateway)/,
    ],
    recognises:
      '`$smarthost = …` and other variables, parameters and attributes whose name names a relay, `relayhost => …`, `smarthost => …` of a class or resource, `postfix::config { "relayhost": value => … }`, `postfix::transport { …: nexthop => … }`',
    settings: [
      entriesWhere(({ path }) => path.at(-1) === 'value' && PARAMETER.test(path.at(-2) ?? ''), {
        strict: true,
        mxUnlessBracketed: true,
      }),
      entriesWhere(({ path }) => path.at(-1) === 'nexthop' && path.includes('postfix::transport'), {
        strict: true,
        mxUnlessBracketed: true,
      }),
      entriesWhere(
        (found) =>
          isVariableOfClass(found) &&
          /^(?:relayhost|smtp_fallback_relay)$/.test(found.path.at(-1) ?? '') &&
          !isProse(found.value),
        { mxUnlessBracketed: true, form: 'list', separators: /[,\s]+/ },
      ),
      entriesWhere(
        (found) =>
          isVariableOfClass(found) &&
          /^(?:smarthost|mailhub|dc_smarthost|remote_?relay)$/.test(found.path.at(-1) ?? ''),
      ),
      entriesWhere((found, facts) => isTitledSetting(found, facts.path), { strict: true, certainty: 'likely' }),
      entriesWhere((found, facts) => isVariableOfClass(found) && isSettingIn(found, facts.path), {
        strict: true,
        certainty: 'likely',
        // A variable is a step on the way; where it leads is told there.
        literalOnly: true,
      }),
    ],
  }),
];
