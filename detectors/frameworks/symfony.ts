/** Symfony Mailer and its predecessor. Sources: symfony/symfony src/Symfony/Component/Mailer/Transport*.php. */
import { detector } from '../../src/detect/detector.ts';
import { arg, call, entry } from '../../src/detect/matchers.ts';
import type { Expr } from '../../src/model/expr.ts';

const isText = (value: Expr | undefined, what: RegExp): boolean => value?.kind === 'text' && what.test(value.value);

/** Other schemes are programs and APIs: `new Dsn('', 'sendmail')`, `new Dsn('postmark+api', 'default', $key)`. */
const isSmtp = (scheme: Expr | undefined): boolean =>
  scheme?.kind !== 'text' || /^(?:\w+\+)?smtps?$/i.test(scheme.value);

export default detector({
  id: 'symfony',
  title: 'Symfony Mailer, SwiftMailer',
  docs: 'https://symfony.com/doc/current/mailer.html',
  // .env.local.php and the compiled container are copies. https://symfony.com/doc/current/configuration.html#configuring-environment-variables-in-production
  remake: 'composer dump-env prod where .env.local.php exists, then php bin/console cache:clear',
  layer: 'application',
  formats: ['php', 'yaml', 'xml'],
  keywords: ['mailer', 'esmtptransport', 'swift_'],
  recognises:
    '`framework.mailer.dsn` and `transports`, `Transport::fromDsn`, `EsmtpTransport`, `Swift_SmtpTransport`, `swiftmailer.host`',
  settings: [
    entry([
      'framework.mailer.dsn',
      'framework.mailer.transports.*',
      '^mailer.dsn',
      // Configuration in PHP: `loadFromExtension('framework', ['mailer' => …])`
      'loadFromExtension.mailer.dsn',
      'loadFromExtension.mailer.transports.*',
      'extension.mailer.dsn',
      'extension.mailer.transports.*',
      'swiftmailer.host',
      'swiftmailer.url',
      'swiftmailer.mailers.*.host',
      'swiftmailer.mailers.*.url',
      'parameters.mailer_host',
      'parameters.mailer_dsn',
      'parameters.mailer_url',
    ]),
    // parameters as PHP: https://symfony.com/doc/current/configuration.html
    call({
      of: ['*#setParameter', '*#set'],
      host: arg(1),
      needs: [/['"]mailer_(?:host|dsn|url)['"]/],
      when: ({ call: { args } }) =>
        args[0]?.value.kind === 'text' && /^mailer_(host|dsn|url)$/.test(args[0].value.value),
    }),
    call({
      of: [
        'Transport.fromDsn',
        'Mailer.Transport.fromDsn',
        'Transport#fromString',
        'Transport.fromString',
        'Mailer.Transport.Dsn.fromString',
      ],
      host: arg(0, 'dsn'),
    }),
    // Builders of configuration: `$framework->mailer()->dsn(env('MAILER_DSN'))`, `->transport('bulk', $dsn)`
    call({ of: ['*#mailer().dsn'], host: arg(0) }),
    call({ of: ['*#mailer().transport', '*#mailer().dsn().transport'], host: arg(1) }),
    call({
      of: [
        'EsmtpTransport',
        'Swift_SmtpTransport',
        'Swift_SmtpTransport.newInstance',
        'Swift_Connection_SMTP',
        'SmtpTransport.newInstance',
      ],
      host: arg(0, 'host'),
      port: arg(1, 'port'),
      implicitTls: arg(2, 'tls', 'encryption'),
      implicit: 'localhost',
    }),
    call({
      of: ['EsmtpTransport#setHost', 'Swift_SmtpTransport#setHost', 'SocketStream#setHost', '*#getStream().setHost'],
      host: arg(0),
    }),
    call({
      of: ['Mailer.Transport.Dsn'],
      host: arg(1, 'host'),
      port: arg(4, 'port'),
      user: arg(2, 'user'),
      password: arg(3, 'password'),
      // `smtps` is implicit TLS: Transport/Smtp/EsmtpTransportFactory.php
      implicitTls: arg(0, 'scheme'),
      when: ({ call: { args } }) => isSmtp(args[0]?.value) && !isText(args[1]?.value, /^default$/),
    }),
  ],
});
