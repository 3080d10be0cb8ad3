/** Options that some package hands to nodemailer, in configuration files that name neither: sails-hook-email, waterlock, own loaders. */
import { detector, inPrograms, type Matcher } from '../../../src/detect/detector.ts';
import { type EntryFact, entriesNamed } from '../../../src/detect/entries.ts';
import { anyBeside, entriesWhere, entry, hasOption, optionOf } from '../../../src/detect/matchers.ts';

/** Other things have a transport with a host as well: its type or nodemailer's way to log in says that this one is SMTP. */
const isTransport = ({ path, siblings }: EntryFact): boolean =>
  path.at(-1) === 'host' && path.at(-2) === 'transport' && speaksSmtp(siblings);

const speaksSmtp = anyBeside(
  ({ key, value }) =>
    (key === 'type' && value.kind === 'text' && value.value === 'smtp') ||
    (key === 'auth' && value.kind === 'object' && value.entries.some((one) => one.key === 'pass')),
);
const logsIn = anyBeside(({ key }) => key === 'auth');
const hasHost = anyBeside(({ key }) => key === 'host');

/** `transporter: relayFor('shop')`: options that are made elsewhere, where they are known to name a host. */
const madeElsewhere: Matcher = inPrograms([['transporter']], function* (facts, tools) {
  for (const { value, place, path } of entriesNamed(facts, ['transporter'])) {
    if ((value.kind !== 'call' && value.kind !== 'ref') || !hasOption(value, 'host', place, tools)) continue;
    yield {
      host: optionOf(value, 'host'),
      place,
      key: [...path, 'host'].join('.'),
      anchor: value.range,
      port: optionOf(value, 'port'),
      user: optionOf(value, 'auth.user'),
      password: optionOf(value, 'auth.pass'),
      tls: [
        { value: optionOf(value, 'secure'), whenTrue: 'implicit' },
        { value: optionOf(value, 'requireTLS'), whenTrue: 'starttls' },
        { value: optionOf(value, 'ignoreTLS'), whenTrue: 'none' },
      ],
    };
  }
});

export default detector({
  id: 'nodemailer-options',
  title: 'Options of nodemailer in configuration',
  docs: 'https://nodemailer.com/smtp/well-known/',
  layer: 'application',
  formats: ['javascript', 'json', 'yaml'],
  keywords: [
    // The services that people have accounts with; names that other things have too are not among them.
    /service["']?[ \t]*:[ \t]*["']?(?:gmail|google ?mail|hotmail|outlook|office ?365|yahoo|zoho|sendgrid|mailgun|mailjet|mandrill|postmark|yandex|qq|126|163|icloud|sendinblue|sparkpost|godaddy|fastmail|naver|mail\.ru)\b/,
    /transporter["']?[ \t]*[:=][ \t]*[{\w]/,
    /transport["']?[ \t]*:[ \t]*\{/,
  ],
  recognises:
    '`{ service: "Gmail", auth: { … } }`, `transporter: { host, auth }`, `transport: { type: "smtp", host }`, under whatever name',
  settings: [
    entriesWhere(
      // With a host beside it, who hands the options on may choose between the two.
      ({ path, siblings }) => path.at(-1) === 'service' && logsIn(siblings) && !hasHost(siblings),
      { form: 'service', literalOnly: true },
      [['service', 'auth']],
    ),
    entry(['transporter.host', 'transporter.url']),
    madeElsewhere,
    entriesWhere(isTransport, {}, [
      ['transport', 'host', 'auth', 'pass'],
      ['transport', 'host', 'type', 'smtp'],
    ]),
  ],
});
