/** Swift: Swift-SMTP, Smtp for Vapor, SMTPKitten, MailCore. */
import { detector } from '../../../src/detect/detector.ts';
import { call, named, property } from '../../../src/detect/matchers.ts';

const host = named('hostname');
const port = named('port');

export default detector({
  id: 'swift-mail',
  title: 'Swift mail libraries',
  docs: 'https://github.com/Kitura/Swift-SMTP',
  layer: 'application',
  formats: ['plain'],
  keywords: ['smtp'],
  recognises:
    '`SMTP(hostname:)`, `SmtpServerConfiguration(hostname:)`, `SMTPClient.connect(hostname:)`, `MCOSMTPSession`’s `hostname`',
  settings: [
    call({
      of: ['SMTP', 'SmtpServerConfiguration', 'SMTPClient.connect', 'SMTPConfiguration'],
      host,
      port,
      when: ({ call: { args } }) => args.some(({ name }) => name === 'hostname'),
    }),
    property({ of: ['MCOSMTPSession#hostname'], port: 'port' }),
  ],
});
