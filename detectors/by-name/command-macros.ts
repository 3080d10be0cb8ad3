/**
 * Commands whose relay is a macro of the program that runs them: Nagios' `$USER5$`, which resource.cfg gives its value, and
 * fail2ban's `<smtpserver>`, an option of the action's own file.
 */
import { moduleEnd } from '../../src/detect/building.ts';
import { detector, type Match, type Matcher, needing, type Tools } from '../../src/detect/detector.ts';
import { isCommented, literalAt } from '../../src/detect/text-matches.ts';
import type { Facts } from '../../src/model/facts.ts';

const MACRO = String.raw`(?<value>\$[A-Z_]\w{0,60}\$|<[a-z][\w-]{0,60}>)`;
/** A constant of Icinga 2 as an item of `command`. https://icinga.com/docs/icinga-2/latest/doc/17-language-reference/#constants */
const CONSTANT = String.raw`["'](?:--server|-s|--host|--smtp-server)["'],\s*(?<value>[A-Z]\w{1,60})\s*[,\]]`;
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
  [
    'command',
    new RegExp(String.raw`["'/](?:swaks|send[eE]mail(?:\.pl)?|msmtp)["'][ \t]*,[^\]]{0,300}?${CONSTANT}`, 'dg'),
  ],
  ['curl', new RegExp(String.raw`\bcurl[ \t](?:${REST})?["']?smtps?://${MACRO}`, 'dg')],
  [
    '--smtp-server',
    new RegExp(String.raw`(?<![\w-])--?(?:smtp|mail)[-_]?(?:host|server|relay)[ \t=]+["']?${MACRO}`, 'dg'),
  ],
];

/** Where Nagios and Icinga keep the macros. https://assets.nagios.com/downloads/nagioscore/docs/nagioscore/4/en/configmain.html#resource_file */
const RESOURCES = ['resource.cfg', 'private/resource.cfg', 'etc/resource.cfg'];

/** Where Icinga 2 keeps its constants. https://icinga.com/docs/icinga-2/latest/doc/04-configuration/#constantsconf */
const CONSTANTS = ['constants.conf', '../constants.conf', '../../constants.conf'];

/** A macro that only a resource file can give: without one the use is open. */
const USER = /^\$USER\d+\$$/;

/** `$USER5$:2587`. */
const PORT_BEHIND = /^:(?<port>\d+)/d;

/** As far as the port of a command stands behind its program. */
const FAR = 400;
const PORT = /^[^\n|;\]]*?["' \t]--?port["']?(?:[ \t=]+|[ \t]*,[ \t]*)["']?(?<port>\d+)/d;

interface Given {
  readonly facts: Facts;
  readonly at: { readonly start: number; readonly end: number };
}

/** Where a macro is given its value: in the file itself, or of Nagios in a resource file near it. */
function givenTo(macro: string, facts: Facts, tools: Tools): Given | undefined {
  const name = macro.slice(1, -1);
  const isNagios = macro.startsWith('$');
  const isConstant = /^\w/.test(macro);
  const sign = isNagios ? `\\$${name}\\$` : isConstant ? `const[ \\t]+${macro}` : name;
  const expression = new RegExp(String.raw`^[ \t]*${sign}[ \t]*=[ \t]*["']?(?<value>[^\s"'#;]+)`, 'dm');
  const near = isNagios ? RESOURCES : isConstant ? CONSTANTS : [];
  const files = near.flatMap((file) => tools.textFile(facts, file) ?? []);
  for (const file of [facts, ...files]) {
    const at = expression.exec(file.source.text)?.indices?.groups?.value;
    if (at) return { facts: file, at: { start: at[0], end: at[1] } };
  }
  return undefined;
}

const macros: Matcher = needing(
  [new RegExp(MACRO.replace('(?<value>', '(?:')), new RegExp(CONSTANT.replace('(?<value>', '(?:'))],
  function* (facts, tools): Generator<Match> {
    const { text } = facts.source;
    for (const [key, expression] of COMMANDS) {
      for (const found of text.matchAll(expression)) {
        const at = found.indices?.groups?.value;
        if (!at || isCommented(text, found.index)) continue;
        const macro = found.groups?.value ?? '';
        const anchor = { start: at[0], end: at[1] };
        const given = givenTo(macro, facts, tools);
        if (given) {
          const behind = PORT_BEHIND.exec(text.slice(at[1], at[1] + FAR))?.indices?.groups?.port;
          const option = PORT.exec(text.slice(found.index, found.index + FAR))?.indices?.groups?.port;
          const [from, port] = behind ? [at[1], behind] : [found.index, option];
          yield {
            host: literalAt(given.facts, given.at),
            place: moduleEnd(given.facts),
            key,
            anchor,
            strict: true,
            ...(given.facts === facts ? {} : { via: [{ facts, range: anchor, kind: 'read', name: macro }] }),
            ...(port ? { port: literalAt(facts, { start: from + port[0], end: from + port[1] }) } : {}),
          };
        } else if (USER.test(macro))
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
  keywords: [
    /["'/](?:swaks|sendemail|msmtp)["'][ \t]*,/,
    /(?:sendemail|swaks|msmtp|mailx?|s-nail|curl|-smtp\w*|-mail\w*)[\s=].{0,400}(?:\$\w+\$|<[a-z])/,
  ],
  recognises:
    '`sendEmail -s $USER5$` of Nagios with `$USER5$=h` of `resource.cfg`, `-s <smtpserver>` of fail2ban’s actions, `[ "swaks", "--server", ExitNode ]` of Icinga with `const ExitNode`',
  settings: [macros],
});
