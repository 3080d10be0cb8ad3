/** Answers to debconf's questions; the names stand in each package's templates file. */
import { detector } from '../../src/detect/detector.ts';
import { beside } from '../../src/detect/neighbours.ts';
import { inText } from '../../src/detect/text-matches.ts';

/** Questions whose answer is a host, but for Postfix's, which takes MX hosts for a name without brackets. */
const QUESTIONS =
  '(?:exim4/dc_smarthost|nullmailer/relayhost|ssmtp/mailhub|msmtp/host|dma/relayhost|lsb-invalid-mta/host|courier-mta/smarthost)';

const lists = { form: 'list', separators: /[;\s]+/ } as const;

export default detector({
  id: 'debconf',
  title: 'debconf',
  docs: 'https://manpages.debian.org/stable/debconf/debconf-set-selections.1.en.html',
  layer: 'server',
  keywords: [
    'exim4/dc_smarthost',
    'nullmailer/relayhost',
    'ssmtp/mailhub',
    'msmtp/host',
    'dma/relayhost',
    'postfix/relayhost',
  ],
  recognises:
    '`exim4/dc_smarthost`, `nullmailer/relayhost`, `ssmtp/mailhub`, `msmtp/host`, `dma/relayhost` of preseeds and `debconf-set-selections`; `question` and `value` of Ansible’s debconf module',
  settings: [
    inText({
      ...lists,
      key: 'debconf',
      host: new RegExp(
        String.raw`\b[\w-]+[ \t]+${QUESTIONS}[ \t]+(?:string|select)[ \t]+["']?(?<value>(?:<%[^\n]{0,300}?%>|\{\{[^\n]{0,300}?\}\}|[^\s"'|])+)`,
      ),
      // nullmailer's answer is a line of its `remotes`
      port: /\bnullmailer\/relayhost\b[^\n"']{0,300}?[ \t]--port[= ](?<value>\d+)/,
      startTls: /\bnullmailer\/relayhost\b[^\n"']{0,300}?[ \t]--(?<value>starttls)\b/,
      strict: true,
    }),
    // What a loop of a script reads: `exim4/dc_smarthost|string|h::587`.
    inText({
      ...lists,
      key: 'debconf',
      host: new RegExp(
        String.raw`^[ \t"']{0,20}${QUESTIONS}(?<sign>[|\t])(?:string|select)\k<sign>["']?(?<value>[^\s"'|]+)`,
      ),
      strict: true,
    }),
    beside({
      ...lists,
      says: ['question', 'setting', 'selection'],
      is: new RegExp(`^${QUESTIONS}$`),
      host: ['value', 'answer'],
    }),
    beside({
      says: ['question', 'setting', 'selection'],
      is: /^postfix\/relayhost$/,
      host: ['value', 'answer'],
      mxUnlessBracketed: true,
    }),
  ],
});
