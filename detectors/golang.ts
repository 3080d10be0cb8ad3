/** Go mail libraries. Signatures: net/smtp, gomail smtp.go, wneessen/go-mail client.go, jordan-wright/email, xhit/go-simple-mail. */
import { detector } from '../src/detect/detector.ts';
import { arg, call, options, property } from '../src/detect/matchers.ts';

export default detector({
  id: 'go-mail',
  title: 'Go mail libraries',
  docs: 'https://pkg.go.dev/net/smtp',
  layer: 'application',
  formats: ['go'],
  keywords: ['smtp', 'gomail', 'go-mail', 'mailyak', 'jordan-wright/email'],
  recognises: '`smtp.SendMail`, `smtp.Dial`, `tls.Dial` before `smtp.NewClient`, gomail, go-mail, go-simple-mail, mailyak, smtppool, email.Send',
  settings: [
    call({ of: ['net/smtp.SendMail', 'net/smtp.Dial', 'emersion/go-smtp.Dial', 'go-smtp.DialTLS', 'go-smtp.DialStartTLS', 'go-smtp.SendMail', 'go-smtp.SendMailTLS'], host: arg(0) }),
    call({ of: ['net/smtp.NewClient'], host: arg(1) }),
    call({ of: ['gomail.v2.NewDialer', 'gomail.v2.NewPlainDialer', 'gomail.NewDialer', 'gomail.NewPlainDialer', 'mail.v2.NewDialer', 'go-mail/mail.NewDialer', 'go-mail/mail/v2.NewDialer', '*#NewDialer', 'gomail.NewMailer'], host: arg(0), port: arg(1), user: arg(2), password: arg(3), when: (site) => site.call.args.length >= 3 }),
    property({ of: ['gomail.v2.Dialer#Host', 'gomail.Dialer#Host', 'mail.v2.Dialer#Host'], port: 'Port', user: 'Username', password: 'Password' }),
    options({ of: ['gomail.v2.Dialer', 'gomail.Dialer', 'mail.v2.Dialer'], options: arg(0), host: ['Host'], port: ['Port'], user: ['Username'], password: ['Password'] }),
    call({ of: ['wneessen/go-mail.NewClient', 'go-mail.NewClient'], host: arg(0) }),
    call({ of: ['go-mail.QuickSend'], host: arg(0) }),
    call({ of: ['jordan-wright/email.NewPool', 'email.NewPool'], host: arg(0) }),
    call({ of: ['email.NewEmail()#Send', 'jordan-wright/email.Email#Send', 'Email#SendWithTLS', 'Email#SendWithStartTLS', '*#SendWithTLS', '*#SendWithStartTLS'], host: arg(0) }),
    property({ of: ['go-simple-mail.NewSMTPClient#Host', 'go-simple-mail/v2.NewSMTPClient#Host', 'NewSMTPClient#Host', 'SMTPServer#Host'], port: 'Port', user: 'Username', password: 'Password' }),
    call({ of: ['mailyak.New', 'mailyak/v3.New', 'mailyak.NewWithTLS', 'mailyak/v3.NewWithTLS'], host: arg(0) }),
    options({ of: ['smtppool.New', 'smtppool/v2.New', 'smtppool.Opt'], options: arg(0), host: ['Host'], port: ['Port'] }),
    call({ of: ['notify/service/mail.New'], host: arg(1) }),
    options({ of: ['EmailParams', 'SMTPParams', 'SmtpParams', 'email.SMTPParams', 'sender.EmailParams'], options: arg(0), host: ['Host'], port: ['Port'], user: ['SMTPUserName', 'Username', 'User'], password: ['SMTPPassword', 'Password'] }),
    call({ of: ['go-pkgz/email.NewSender', 'email.NewSender'], host: arg(0) }),
  ],
});
