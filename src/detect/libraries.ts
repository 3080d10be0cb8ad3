/** Mail libraries that repositories carry along outside `vendor/`: their own code decides nothing. */
import type { Facts } from '../model/facts.ts';

/** Classes that only the library itself defines. */
const CLASSES = new Set([
  'PHPMailer',
  'Net_SMTP',
  'Mail_smtp',
  'Mail_smtpmx',
  'Mail_mail',
  'Swift_SmtpTransport',
  'Swift_Transport_EsmtpTransport',
  'JavaMailSenderImpl',
  'CI_Email',
  'Zend_Mail_Transport_Smtp',
  'Zend_Mail_Protocol_Smtp',
]);

/** Classes whose names an application may choose, too, with the files that hold the library's. */
const COMMON_CLASSES: ReadonlyMap<string, RegExp> = new Map([
  ['POP3', /(?:^|[/.])pop3\.php$/i],
  ['SMTPConnection', /smtp-connection(?:\/(?:lib\/)?index)?\.[cm]?js$/],
  ['SMTPTransport', /smtp-transport(?:\/(?:lib\/)?index)?\.[cm]?js$/],
  ['SMTPPool', /smtp-pool(?:\/(?:lib\/)?index)?\.[cm]?js$/],
]);

/** Their namespaces and packages. */
const NAMESPACES =
  /^(PHPMailer\\PHPMailer|Laminas\\Mail|Zend\\Mail|Symfony\\Component\\Mailer|Illuminate\\Mail|Cake\\Mailer|CodeIgniter\\Email|org\.springframework\.mail|com\.sun\.mail|javax\.mail|jakarta\.mail|org\.apache\.commons\.mail|MailKit)/;

/** What such a library brings along to show and to test itself: `PHPMailer_v5.1/examples/`. */
const DEMONSTRATION =
  /(?:^|\/)(?:php-?mailer|swift-?mailer|nodemailer)[^/]*\/(?:[^/]+\/)?(?:examples?|tests?|test_script|docs)\//i;

/** Whether the file is a part of such a library. */
export function isLibrary(facts: Facts): boolean {
  const { program } = facts;
  if (DEMONSTRATION.test(facts.path)) return true;
  if (!program) return false;
  if (program.namespace !== undefined && NAMESPACES.test(program.namespace)) return true;
  return program.classes.some(
    (one) =>
      one.name !== undefined &&
      (CLASSES.has(one.name) || COMMON_CLASSES.get(one.name)?.test(facts.path) === true) &&
      !one.bases.some((base) => base.kind === 'ref' && base.name.endsWith(one.name ?? '')),
  );
}
