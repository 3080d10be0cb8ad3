/** Options that some package hands to nodemailer, in configuration files that name neither: sails-hook-email, waterlock, own loaders. */
import { detector } from '../../../src/detect/detector.ts';
import type { EntryFact } from '../../../src/detect/entries.ts';
import { entriesWhere, entry } from '../../../src/detect/matchers.ts';

/** Other things have a transport with a host as well: its type or nodemailer's way to log in says that this one is SMTP. */
const isTransport = ({ path, siblings }: EntryFact): boolean =>
  path.at(-1) === 'host' &&
  path.at(-2) === 'transport' &&
  siblings.some(
    ({ key, value }) =>
      (key === 'type' && value.kind === 'text' && value.value === 'smtp') ||
      (key === 'auth' && value.kind === 'object' && value.entries.some((one) => one.key === 'pass')),
  );

export default detector({
  id: 'nodemailer-options',
  title: 'Options of nodemailer in configuration',
  docs: 'https://nodemailer.com/smtp/well-known/',
  layer: 'application',
  formats: ['javascript', 'json', 'yaml'],
  keywords: [
    // The services that people have accounts with; names that other things have too are not among them.
    /service["']?[ \t]*:[ \t]*["']?(?:gmail|google ?mail|hotmail|outlook|office ?365|yahoo|zoho|sendgrid|mailgun|mailjet|mandrill|postmark|yandex|qq|126|163|icloud|sendinblue|sparkpost|godaddy|fastmail|naver|mail\.ru)\b/,
    /transporter["']?[ \t]*[:=][ \t]*\{/,
    /transport["']?[ \t]*:[ \t]*\{/,
  ],
  recognises:
    '`{ service: "Gmail", auth: { … } }`, `transporter: { host, auth }`, `transport: { type: "smtp", host }`, under whatever name',
  settings: [
    entriesWhere(
      // With a host beside it, who hands the options on may choose between the two.
      ({ path, siblings }) =>
        path.at(-1) === 'service' &&
        siblings.some(({ key }) => key === 'auth') &&
        !siblings.some(({ key }) => key === 'host'),
      { form: 'service', literalOnly: true },
      [['service', 'auth']],
    ),
    entry(['transporter.host', 'transporter.url']),
    entriesWhere(isTransport, {}, [
      ['transport', 'host', 'auth', 'pass'],
      ['transport', 'host', 'type', 'smtp'],
    ]),
  ],
});
