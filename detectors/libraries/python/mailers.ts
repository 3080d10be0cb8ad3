/** Mailers of Python's frameworks: pyramid_mailer, marrow.mailer, Twisted. Signatures read in the packages. */
import { matchesAny } from '../../../src/detect/building.ts';
import type { Matcher } from '../../../src/detect/detector.ts';
import { arg, call, options, property } from '../../../src/detect/matchers.ts';

/** pyramid_mailer/mailer.py: `tls` is STARTTLS, `ssl` TLS at once. */
const PYRAMID = { startTls: ['tls'], implicitTls: ['ssl'] } as const;

/** twisted/mail/smtp.py: what makes the protocol that a connection speaks. */
const FACTORIES = ['SMTPSenderFactory', 'ESMTPSenderFactory'].map((name) => `twisted.mail.smtp.${name}`);

const sends = call({
  of: ['*#connectTCP', '*#connectSSL'],
  host: arg(0, 'host'),
  port: arg(1, 'port'),
  needs: [/SMTPSenderFactory/],
  when: ({ call: { args } }, place, tools) => {
    const factory = args[2]?.value;
    const made = factory ? tools.evaluate(factory, place) : [];
    return made.some(
      (one) =>
        one.kind === 'structure' &&
        one.expr.kind === 'call' &&
        matchesAny(FACTORIES, tools.origins(one.expr.callee, one.place)),
    );
  },
});

export const mailers: readonly Matcher[] = [
  // https://docs.pylonsproject.org/projects/pyramid_mailer/en/latest/#configuration: `mail.host`, unless another prefix is given
  options({
    ...PYRAMID,
    of: ['pyramid_mailer.mailer.Mailer.from_settings', 'pyramid_mailer.Mailer.from_settings'],
    options: arg(0, 'settings'),
    prefix: { given: arg(1, 'prefix'), standard: 'mail.' },
    host: ['host'],
    needs: [/\bpyramid_mailer\b/],
  }),
  options({ ...PYRAMID, of: ['pyramid_mailer.mailer.Mailer', 'pyramid_mailer.Mailer'], host: ['host'] }),
  // https://github.com/marrow/mailer#configuration: dotted keys and mappings within mappings mean the same
  options({
    of: ['marrow.mailer.Mailer'],
    options: arg(0, 'config'),
    host: ['transport.host'],
    port: ['transport.port'],
    user: ['transport.username'],
    password: ['transport.password'],
    needs: [/\bmarrow\b/],
  }),
  sends,
  property({ of: ['redmail.EmailSender#host'], port: 'port' }),
];
