/** Go mail libraries. Signatures: net/smtp, gomail smtp.go, wneessen/go-mail client.go, jordan-wright/email, xhit/go-simple-mail. */

import { chainOf } from '../../../src/detect/building.ts';
import type { Opener } from '../../../src/detect/connections.ts';
import { detector, type Matcher, needing } from '../../../src/detect/detector.ts';
import { arg, call, options, property } from '../../../src/detect/matchers.ts';
import type { Expr } from '../../../src/model/expr.ts';
import { isRelayVariable } from '../../by-name/environment.ts';
import { isRelayKey } from '../../by-name/generic.ts';

/** `setEnv(t, "SMTP_HOST", "x")`: helpers of tests around testing.T.Setenv, which the environment detector knows. */
const setenvHelpers: Matcher = needing([/set_?env\(/i], function* (facts) {
  for (const { call: found, scope, branch } of facts.program?.calls ?? []) {
    const [, name, value] = found.args;
    if (!name || !value || !/set_?env$/i.test(chainOf(found.callee)?.at(-1) ?? '')) continue;
    if (name.value.kind !== 'text' || !isRelayVariable(name.value.value)) continue;
    yield {
      host: value.value,
      place: { facts, scope, branch, at: found.range.start },
      key: name.value.value,
      anchor: value.value.range,
    };
  }
});

/** What of a chain holds an address rather than says whose it is. */
const HOLDER = /^(address|addr|url|endpoint)$/i;

/** `conf.MailerHost.Set("x")`, `conf.SMTP.Address.SetHostname("x")`: https://go.dev/doc/effective_go#Getters */
const setters: Matcher = needing([/\.(?:Set|Store)(?:(?:Host|Server|Addr|Relay)\w*)?\(/], function* (facts) {
  for (const { call: found, scope, branch } of facts.program?.calls ?? []) {
    const chain = chainOf(found.callee) ?? [];
    const [value, more] = found.args;
    const setter = /^(?:Set|Store)((?:Host|Server|Addr|Relay)\w*)?$/.exec(chain.at(-1) ?? '');
    if (!setter || !value || more) continue;
    const set = setter[1];
    const key = [...chain.slice(0, -1), ...(set ? [set] : [])];
    if (!isRelayKey(set ? key.filter((part) => !HOLDER.test(part)) : key)) continue;
    yield {
      host: value.value,
      place: { facts, scope, branch, at: found.range.start },
      key: key.join('.'),
      anchor: value.value.range,
      strict: true,
      certainty: 'likely',
    };
  }
});

/** A scheme in words, or a constant that is named for it: `AddressSchemeSMTP`. */
const isMailScheme = (scheme: Expr): boolean =>
  scheme.kind === 'text'
    ? /^(smtp|submission)s?$/.test(scheme.value)
    : /(smtp|submission)s?$/i.test(chainOf(scheme)?.at(-1) ?? '');

/** `NewAddress("submission", "smtp.example.com", 587)`: an address put together from a scheme of RFC 6409 or 8314, host and port. */
const addresses: Matcher = needing([/(?:smtp|submission)s?["'`]?,/i], function* (facts) {
  for (const { call: found, scope, branch } of facts.program?.calls ?? []) {
    const [scheme, host, port, more] = found.args;
    if (!scheme || !host || !port || more || !isMailScheme(scheme.value)) continue;
    if (port.value.kind === 'text' && !/^\d+$/.test(port.value.value)) continue;
    const key = chainOf(found.callee)?.join('.') ?? 'smtp';
    yield {
      host: host.value,
      port: port.value,
      place: { facts, scope, branch, at: found.range.start },
      key,
      anchor: host.value.range,
      strict: true,
      literalOnly: true,
      certainty: 'likely',
    };
  }
});

/** https://pkg.go.dev/net#Dial, https://pkg.go.dev/crypto/tls#Dial */
const OPENERS: readonly Opener[] = [
  { of: ['crypto/tls.Dial'], address: 1, tls: true },
  { of: ['crypto/tls.DialWithDialer'], address: 2, tls: true },
  { of: ['crypto/tls.Dialer#Dial'], address: 1, tls: true },
  { of: ['crypto/tls.Dialer#DialContext'], address: 2, tls: true },
  { of: ['crypto/tls.Client'], connection: 0, tls: true },
  { of: ['net.Dial', 'net.DialTimeout', 'net.Dialer#Dial'], address: 1 },
  { of: ['net.Dialer#DialContext'], address: 2 },
];

export default detector({
  id: 'go-mail',
  title: 'Go mail libraries',
  docs: 'https://pkg.go.dev/net/smtp',
  layer: 'application',
  formats: ['go'],
  keywords: [
    'smtp',
    'gomail',
    'go-mail',
    'gopkg.in/mail.v',
    'mailyak',
    'jordan-wright/email',
    'go-pkgz/email',
    'notify/service/mail',
  ],
  recognises:
    '`smtp.SendMail`, `smtp.Dial`, `tls.Dial` before `smtp.NewClient`, gomail, go-mail, go-simple-mail, mailyak, smtppool, email.Send, notify’s `smtp.Options`',
  settings: [
    call({
      of: ['net/smtp.SendMail', 'net/smtp.Dial', 'emersion/go-smtp.Dial', 'go-smtp.SendMail'],
      host: arg(0),
    }),
    // https://pkg.go.dev/github.com/emersion/go-smtp#DialTLS
    call({ of: ['go-smtp.DialTLS', 'go-smtp.SendMailTLS'], host: arg(0), transport: 'implicit' }),
    call({ of: ['go-smtp.DialStartTLS'], host: arg(0), transport: 'starttls' }),
    call({ of: ['net/smtp.NewClient'], host: arg(1), over: { argument: arg(0), openers: OPENERS } }),
    call({
      of: [
        'gomail.v2.NewDialer',
        'gomail.v2.NewPlainDialer',
        'gomail.NewDialer',
        'gomail.NewPlainDialer',
        'mail.v2.NewDialer',
        'go-mail/mail.NewDialer',
        'go-mail/mail/v2.NewDialer',
        '*#NewDialer',
        'gomail.NewMailer',
      ],
      host: arg(0),
      port: arg(1),
      user: arg(2),
      password: arg(3),
      when: (site) => site.call.args.length >= 3,
    }),
    // A fork that dials by a dialer of the application's: github.com/gophish/gomail
    call({
      of: ['gomail.NewWithDialer', 'gomail.v2.NewWithDialer'],
      host: arg(1),
      port: arg(2),
      user: arg(3),
      password: arg(4),
    }),
    property({
      of: ['gomail.v2.Dialer#Host', 'gomail.Dialer#Host', 'mail.v2.Dialer#Host'],
      port: 'Port',
      user: 'Username',
      password: 'Password',
    }),
    options({
      of: ['gomail.v2.Dialer', 'gomail.Dialer', 'mail.v2.Dialer'],
      options: arg(0),
      host: ['Host'],
      implicitTls: ['SSL'],
      startTls: ['StartTLSPolicy'],
      port: ['Port'],
      user: ['Username'],
      password: ['Password'],
    }),
    call({ of: ['wneessen/go-mail.NewClient', 'go-mail.NewClient'], host: arg(0) }),
    call({ of: ['go-mail.QuickSend'], host: arg(0) }),
    call({ of: ['jordan-wright/email.NewPool', 'email.NewPool'], host: arg(0) }),
    call({
      of: ['email.NewEmail()#Send', 'jordan-wright/email.NewEmail#Send', 'jordan-wright/email.Email#Send'],
      host: arg(0),
      needs: [/jordan-wright\/email|\bNewEmail\b|\bemail\.Email\b/],
    }),
    call({ of: ['*#SendWithTLS'], host: arg(0), transport: 'implicit' }),
    call({ of: ['*#SendWithStartTLS'], host: arg(0), transport: 'starttls' }),
    property({
      of: [
        'go-simple-mail.NewSMTPClient#Host',
        'go-simple-mail/v2.NewSMTPClient#Host',
        'NewSMTPClient#Host',
        'SMTPServer#Host',
      ],
      port: 'Port',
      user: 'Username',
      password: 'Password',
      // EncryptionNone is the zero value: email.go
      transport: 'none',
    }),
    options({
      of: ['go-simple-mail.SMTPServer', 'go-simple-mail/v2.SMTPServer'],
      options: arg(0),
      host: ['Host'],
      port: ['Port'],
      user: ['Username'],
      password: ['Password'],
      startTls: ['Encryption'],
      transport: 'none',
    }),
    call({ of: ['mailyak.New', 'mailyak/v3.New'], host: arg(0) }),
    call({ of: ['mailyak.NewWithTLS', 'mailyak/v3.NewWithTLS'], host: arg(0), transport: 'implicit' }),
    options({
      of: ['smtppool.New', 'smtppool/v2.New', 'smtppool.Opt'],
      options: arg(0),
      host: ['Host'],
      implicitTls: ['SSL'],
      port: ['Port'],
    }),
    call({ of: ['notify/service/mail.New'], host: arg(1) }),
    // https://pkg.go.dev/gomodules.xyz/notify/smtp#Options
    options({
      of: ['notify/smtp.Options'],
      options: arg(0),
      host: ['Host'],
      port: ['Port'],
      user: ['Username'],
      password: ['Password'],
    }),
    options({
      of: ['EmailParams', 'SMTPParams', 'SmtpParams', 'email.SMTPParams', 'sender.EmailParams'],
      options: arg(0),
      host: ['Host'],
      port: ['Port'],
      user: ['SMTPUserName', 'Username', 'User'],
      password: ['SMTPPassword', 'Password'],
    }),
    options({
      of: ['mailer.SMTPClient', 'tools/mailer.SMTPClient'],
      options: arg(0),
      host: ['Host'],
      port: ['Port'],
      user: ['Username'],
      password: ['Password'],
    }),
    setenvHelpers,
    setters,
    addresses,
    call({ of: ['go-pkgz/email.NewSender', 'email.NewSender'], host: arg(0) }),
  ],
});
