import { expect, test } from 'vitest';
import { entriesOf } from '../../src/detect/entries.ts';
import type { Expr } from '../../src/model/expr.ts';
import { readPuppet } from '../../src/read/formats/puppet/index.ts';
import { sourceText } from '../../src/text/source-text.ts';

function shown(value: Expr): string {
  if (value.kind === 'text') return value.value;
  if (value.kind === 'env')
    return value.given ? `${value.name}(${value.given.map(shown).join('|')})` : `$${value.name}`;
  if (value.kind === 'either') return value.options.map(shown).join(' or ');
  if (value.kind === 'join') return value.parts.map(shown).join('+');
  return value.kind === 'list' ? `[${value.items.map(shown).join(', ')}]` : value.kind;
}

async function read(source: string): Promise<readonly string[]> {
  const facts = await readPuppet({ path: 'mail.pp', source: sourceText(source) });
  return entriesOf(facts).flatMap(({ path, value }) =>
    value.kind === 'object' ? [] : [`${path.join(' / ')}: ${shown(value)}`],
  );
}

test('parameters, variables and resources of a class, and what others call them', async () => {
  const source = `# class old($relay = 'no') {}
class mail::mta (
  Optional[String] $none = undef,
  Enum['a', 'b'] $mode = 'a',
  String $relay = 'é.example.net', # not this
) inherits mail::params {
  $zone = $facts['os']['family'] ? { 'RedHat' => "in.\${relay}", /^deb/ => 'out.example.net', default => undef }
  if $mode == 'a' and !($relay =~ /x{2}/) {
    postfix::config { 'relayhost': value => pick($zone, $shared); 'myhostname': value => $::fqdn }
  }
  file { ['/etc/a', '/etc/b']: content => "host \${relay}\\n" }
}
`;
  expect(await read(source)).toEqual([
    'mail::mta::mode: a',
    'mail::mta::relay: é.example.net',
    'mail::mta::zone: in.+$mail::mta::relay or out.example.net',
    'postfix::config::value: zone(in.+$mail::mta::relay or out.example.net) or $mail::params::shared',
    'postfix::config::value: $fqdn',
    'mail::mta / mode: a',
    'mail::mta / relay: é.example.net',
    'mail::mta / zone: in.+$mail::mta::relay or out.example.net',
    'mail::mta / postfix::config / relayhost: zone(in.+$mail::mta::relay or out.example.net) or $mail::params::shared',
    'mail::mta / postfix::config / relayhost / value: zone(in.+$mail::mta::relay or out.example.net) or $mail::params::shared',
    'mail::mta / postfix::config / myhostname: $fqdn',
    'mail::mta / postfix::config / myhostname / value: $fqdn',
    'mail::mta / file / /etc/a: host +$mail::mta::relay+\n',
    'mail::mta / file / /etc/a / content: host +$mail::mta::relay+\n',
    'mail::mta / file / /etc/a / path: /etc/a',
    'mail::mta / file / /etc/b: host +$mail::mta::relay+\n',
    'mail::mta / file / /etc/b / content: host +$mail::mta::relay+\n',
    'mail::mta / file / /etc/b / path: /etc/b',
  ]);
});

test('look-ups in Hiera, here-documents, lists of variables', async () => {
  const source = `node default {
  $relay = lookup('mail::relay', String, 'first', 'h.example.net')
  $port = hiera('mail::port', 25)
  docker::run { 'app': env => ["SMTP_HOST=\${relay}", 'SMTP_PORT=25'] }
  file { '/etc/x': content => @("END"/L) }
    host \${relay}
    | END
}
`;
  expect(await read(source)).toEqual([
    'docker::run::env: [SMTP_HOST=+relay($mail::relay), SMTP_PORT=25]',
    'docker::run::env / SMTP_HOST: relay($mail::relay)',
    'docker::run::env / SMTP_PORT: 25',
    'relay: $mail::relay',
    'port: $mail::port',
    'docker::run / app / env: [SMTP_HOST=+relay($mail::relay), SMTP_PORT=25]',
    'docker::run / app / env / SMTP_HOST: relay($mail::relay)',
    'docker::run / app / env / SMTP_PORT: 25',
    'file / /etc/x:     host +relay($mail::relay)+\n',
    'file / /etc/x / content:     host +relay($mail::relay)+\n',
    'file / /etc/x / path: /etc/x',
  ]);
});

test.each(['{', 'class a(', "a { 'b': c =>", '"${', '@(END)\n', '$a = ', '}}}', "$x ? { 'a' =>"])(
  'what breaks off is read up to there: %s',
  async (end) => {
    expect(await read(`$relay = 'h.example.net'\n${end}`)).toContain('relay: h.example.net');
  },
);
