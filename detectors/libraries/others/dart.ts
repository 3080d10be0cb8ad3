/** Dart: mailer, enough_mail. */
import { detector } from '../../../src/detect/detector.ts';
import { arg, call, named } from '../../../src/detect/matchers.ts';

export default detector({
  id: 'dart-mail',
  title: 'Dart mail libraries',
  docs: 'https://pub.dev/packages/mailer',
  layer: 'application',
  formats: ['plain'],
  keywords: ['smtpserver', 'smtp_server', 'enough_mail', 'smtpclient'],
  recognises: '`SmtpServer("h")` of mailer, its `gmail()` and the like, `SmtpClient.connectToServer` of enough_mail',
  settings: [
    // mailer lib/smtp_server.dart: port 587 and STARTTLS where it is offered, unless `ssl`
    call({ of: ['SmtpServer', 'mailer.SmtpServer'], host: arg(0), port: named('port'), implicitTls: named('ssl') }),
    call({
      of: ['*#connectToServer'],
      host: arg(0),
      port: arg(1),
      implicitTls: named('isSecure'),
      needs: [/SmtpClient/],
    }),
  ],
});
