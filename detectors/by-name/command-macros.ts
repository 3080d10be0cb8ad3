/**
 * Commands whose relay is a macro of the program that runs them: Nagios' `$USER5$`, which resource.cfg gives its value, and
 * fail2ban's `<smtpserver>`, an option of the action's own file.
 */
import { moduleEnd } from '../../src/detect/building.ts';
import { detector, type Match, type Matcher, needing, type Tools } from '../../src/detect/detector.ts';
import { isCommented, literalAt } from '../../src/detect/text-matches.ts';
import type { Facts } from '../../src/model/facts.ts';

const MACRO = String.raw`(?<value>\$[A-Z_]\w{0,60}\$|<[a-z][\w-]{0,60}>)`;
const REST = String.raw`[^\n|;]{0,400}?[ \t]`;

/** Programs that send, each with the option that takes the relay. */
const COMMANDS: readonly (readonly [program: string, expression: RegExp])[] = [
  ['sendEmail', new RegExp(String.raw`\bsend[eE]mail(?:\.pl)?[ \t](?:${REST})?-s[ \t]+["']?${MACRO}`, 'dg')],
  ['swaks', new RegExp(String.raw`\bswaks[ \t](?:${REST})?(?:--server|-s)[ \t=]+["']?${MACRO}`, 'dg')],
  ['msmtp', new RegExp(String.raw`\bmsmtp[ \t](?:${REST})?--host[ \t=]+["']?${MACRO}`, 'dg')],
  [
    'mailx -S',
    new RegExp(
      String.raw`\b(?:mailx?|s-nail|nail)[ \t](?:${REST})?-S[ \t]*["']?(?:smtp|mta)=(?:smtps?://)?${MACRO}`,
      'dg',
    ),
  ],
  ['curl', new RegExp(String.raw`\bcurl[ \t](?:${REST})?["']?smtps?://${MACRO}`, 'dg')],
  [
    '--smtp-server',
    new RegExp(String.raw`(?<![\w-])--?(?:smtp|mail)[-_]?(?:host|server|relay)[ \t=]+["']?${MACRO}`, 'dg'),
  ],
];

/** Where Nagios and Icinga keep the macros. https://assets.nagios.com/downloads/nagioscore/docs/nagioscore/4/en/configmain.html#resource_file */
const RESOURCES = ['resource.cfg', 'private/resource.cfg', 'etc/resource.cfg'];

/** A macro that only a resource file can give: without one the use is open. */
const USER = /^\$USER\d+\$$/;

interface Given {
  readonly facts: Facts;
  readonly at: { readonly start: number; readonly end: number };
}

/** Where a macro is given its value: in the file itself, or of Nagios in a resource file near it. */
function givenTo(macro: string, facts: Facts, tools: Tools): Given | undefined {
  const name = macro.slice(1, -1);
  const isNagios = macro.startsWith('$');
  const sign = isNagios ? `\\$${name}\\$` : name;
  const expression = new RegExp(String.raw`^[ \t]*${sign}[ \t]*=[ \t]*["']?(?<value>[^\s"'#;]+)`, 'dm');
  const files = isNagios ? RESOURCES.flatMap((file) => tools.textFile(facts, file) ?? []) : [];
  for (const file of [facts, ...files]) {
    const at = expression.exec(file.source.text)?.indices?.groups?.value;
    if (at) return { facts: file, at: { start: at[0], end: at[1] } };
  }
  return undefined;
}

const macros: Matcher = needing(
  [new RegExp(MACRO.replace('(?<value>', '(?:'))],
  function* (facts, tools): Generator<Match> {
    const { text } = facts.source;
    for (const [key, expression] of COMMANDS) {
      for (const found of text.matchAll(expression)) {
        const at = found.indices?.groups?.value;
        if (!at || isCommented(text, found.index)) continue;
        const macro = found.groups?.value ?? '';
        const anchor = { start: at[0], end: at[1] };
        const given = givenTo(macro, facts, tools);
        if (given)
          yield { host: literalAt(given.facts, given.at), place: moduleEnd(given.facts), key, anchor, strict: true };
        else if (USER.test(macro))
          yield {
            host: { kind: 'env', name: macro.slice(1, -1), range: anchor },
            place: moduleEnd(facts),
            key,
            anchor,
          };
      }
    }
  },
);

export default detector({
  id: 'command-macros',
  title: 'Commands with macros of what runs them',
  docs: 'https://assets.nagios.com/downloads/nagioscore/docs/nagioscore/4/en/macros.html',
  layer: 'monitoring',
  formats: ['ini', 'lines', 'yaml'],
  keywords: [/(?:sendemail|swaks|msmtp|mailx?|s-nail|curl|-smtp\w*|-mail\w*)[\s=].{0,400}(?:\$\w+\$|<[a-z])/],
  recognises:
    '`sendEmail -s $USER5$` of Nagios with `$USER5$=h` of `resource.cfg`, `-s <smtpserver>` of fail2ban’s actions',
  settings: [macros],
});
