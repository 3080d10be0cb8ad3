/**
 * Mail libraries that repositories carry along outside `vendor/`: what their code names by default, shows and asks for is
 * decided by whoever uses them. A host that is written there is the repository's own, as is any in a file that only says
 * that it is such a library.
 */
import type { Facts } from '../model/facts.ts';
import type { Setting } from '../model/setting.ts';
import { isLoopback, relayName } from '../relays/known.ts';
import { isPlaceholder, looksLikePlaceholder } from '../relays/placeholder.ts';

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

/** What of a file's settings is said by the repository, and not by a library that the file is a part of. */
export function withoutLibrarys(settings: readonly Setting[], facts: Facts): readonly Setting[] {
  if (DEMONSTRATION.test(facts.path)) return settings.filter((one) => isWritten(one) && !isShown(one.host ?? ''));
  return isLibrary(facts) ? settings.filter(isWritten) : settings;
}

/** Neither a default on this machine, a single word, a placeholder nor an open use, of which libraries are full. */
const isWritten = ({ host }: Setting): boolean =>
  host !== null && /[.:]/.test(host) && !isLoopback(host) && !isPlaceholder(host);

/** What examples of a library show: well-known relays, and where the reader's own belongs. */
const isShown = (host: string): boolean => relayName(host) !== undefined || looksLikePlaceholder(host);

/** Whether the file is, or says that it is, a part of such a library. */
function isLibrary({ program, path }: Facts): boolean {
  if (!program) return false;
  if (program.namespace !== undefined && NAMESPACES.test(program.namespace)) return true;
  return program.classes.some(
    (one) =>
      one.name !== undefined &&
      (CLASSES.has(one.name) || COMMON_CLASSES.get(one.name)?.test(path) === true) &&
      !one.bases.some((base) => base.kind === 'ref' && base.name.endsWith(one.name ?? '')),
  );
}
