/** Variables of configuration management that carry the servers' own words: Ansible, Puppet, Salt, Chef, Terraform. */

import { atCall, moduleEnd } from '../../src/detect/building.ts';
import { detector, inPrograms, type Matcher, needing } from '../../src/detect/detector.ts';
import { entriesWhere } from '../../src/detect/matchers.ts';
import { inText, isCommented, literalAt } from '../../src/detect/text-matches.ts';
import type { Argument, Expr } from '../../src/model/expr.ts';
import { isRelayKey } from '../by-name/generic.ts';

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

/** A class, a defined type or a node: parameters and variables of one belong together. */
const PUPPET_BLOCK = /^[ \t]*(?:class|define|node)\b/gm;

/** `String $smarthost = 'h'` among a class's parameters, `$relay = lookup('relay', undef, undef, 'h')`. */
const PUPPET_VARIABLE =
  /(?<![\w:])\$(?<name>[a-z_]\w*)[ \t]*=[ \t]*(?:(?:lookup|hiera)\([^\n)]{0,200},[ \t]*)?(?<quote>["'])(?<value>(?:\[?[\w-]+\.[^"'\n]+|localhost|[^"'\n]*\$[^"'\n]+))\k<quote>/dg;
/** `$relayhost = $facts['site'] ? { /mdc1/ => 'a', default => 'b' }`: any of them. https://www.puppet.com/docs/puppet/8/lang_conditional#lang_condition_selector */
const PUPPET_SELECTOR =
  /(?<![\w:])\$(?<name>[a-z_]\w*)[ \t]*=[ \t]*[$\w:.'"[\]]{1,100}[ \t]*\?[ \t]*\{(?<cases>[^{}]{0,4000})\}/dg;
const PUPPET_CASE = /=>[ \t]*(?<quote>["'])(?<value>\[?[\w-]+\.[^"'\n]+|localhost)\k<quote>/dg;

/** Where a variable's values stand. */
interface Given {
  readonly name: string;
  readonly at: number;
  readonly value: readonly [number, number];
}

function givenIn(block: string): readonly Given[] {
  const one = [...block.matchAll(PUPPET_VARIABLE)].flatMap(
    ({ index, indices, groups: { name = '' } = {} }): Given[] => {
      const value = indices?.groups?.value;
      return value ? [{ name, at: index, value }] : [];
    },
  );
  const several = [...block.matchAll(PUPPET_SELECTOR)].flatMap(
    ({ indices, groups: { name = '', cases = '' } = {} }) => {
      const from = indices?.groups?.cases?.[0] ?? 0;
      return [...cases.matchAll(PUPPET_CASE)].flatMap(({ index, indices: of }): Given[] => {
        const value = of?.groups?.value;
        return value ? [{ name, at: from + index, value: [from + value[0], from + value[1]] }] : [];
      });
    },
  );
  return [...one, ...several];
}

const PUPPET_PORT = /(?<![\w:])\$(?<name>(?:[a-z_]\w*_)?port)[ \t]*=[ \t]*["']?(?<value>\d+)/dg;

/** Puppet's variables, by their names as in any other format. https://www.puppet.com/docs/puppet/8/lang_variables */
const variables: Matcher = needing([/\$\w*(?:smtp|mail|relay|smarthost)\w*[ \t]*=/i], function* (facts) {
  const { text } = facts.source;
  const starts = [0, ...Array.from(text.matchAll(PUPPET_BLOCK), ({ index }) => index)];
  for (const [index, start] of starts.entries()) {
    const block = text.slice(start, starts[index + 1] ?? text.length);
    const ports = [...block.matchAll(PUPPET_PORT)].filter((found) => !isCommented(text, start + found.index));
    for (const { name, at, value } of givenIn(block)) {
      if (isCommented(text, start + at) || !isRelayKey([name])) continue;
      const stem = name.replace(/_?(?:host(?:name)?|server|relay|smarthost|relayhost|address)$/, '');
      const port =
        ports.find(({ groups }) => groups?.name === `${stem}_port`) ??
        ports.find(({ groups }) => /^(?:smtp_|mail_)?port$/.test(groups?.name ?? ''));
      const [from, to] = port?.indices?.groups?.value ?? [0, 0];
      const host = literalAt(facts, { start: start + value[0], end: start + value[1] });
      yield {
        host,
        place: moduleEnd(facts),
        key: name,
        anchor: host.range,
        strict: true,
        certainty: 'likely',
        ...(port ? { port: literalAt(facts, { start: start + from, end: start + to }) } : {}),
      };
    }
  }
});

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
          /(?:^|[^a-zA-Z])(?:relay_?host|relay_host_name|RELAY_?HOST|RELAY_HOST_NAME|smtp_fallback_relay)$/.test(
            path.at(-1) ?? '',
          ) &&
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
    format: 'lines',
    files: ['*.pp'],
    keywords: [/relayhost|smarthost|mailhub|fallback_relay|smtp|mail_?(?:host|server|relay|gateway)/],
    recognises:
      '`$smarthost = …` and other variables and parameters whose name names a relay, also by selectors, `relayhost => …`, `smarthost => …` of a class or resource, `postfix::config { "relayhost": value => … }`',
    settings: [
      variables,
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
