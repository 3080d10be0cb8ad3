/** Names of files that say where mail goes, whatever is in them. */

const WORDS: ReadonlySet<string> = new Set([
  // protocols and roles
  ...['smtp', 'smtps', 'mail', 'mails', 'email', 'emails', 'mailer', 'mailers', 'mailing', 'relay', 'relays'],
  ...['smarthost', 'mailhost', 'mailhub', 'mailserver', 'mailconfig', 'mailsettings', 'relayhost'],
  // servers and clients
  ...['postfix', 'exim', 'sendmail', 'opensmtpd', 'smtpd', 'msmtp', 'msmtprc', 'ssmtp', 'nullmailer', 'swaks'],
  // libraries and services
  ...['phpmailer', 'nodemailer', 'swiftmailer', 'sendgrid', 'mailgun', 'mailjet', 'postmark', 'mandrill', 'sparkpost'],
]);

/** Whether a word of mail stands in a file's own name: `smtp.env.xz`, `mailSettings.json`. */
export const namesMail = (file: string): boolean =>
  file
    .slice(file.lastIndexOf('/') + 1)
    .split(/[^A-Za-z]+|(?<=[a-z])(?=[A-Z])/)
    .some((word) => WORDS.has(word.toLowerCase()));
