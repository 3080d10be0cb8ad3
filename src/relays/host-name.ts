/**
 * Whether a text can be the name or address of a mail server. For keys that only look like a relay's, so a doubt counts
 * against: file names, class and module paths, version numbers, property keys and words of a language are none.
 */
import { isIP } from 'node:net';

const LABEL = /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/i;

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** Values that stand where a host could stand, and mean something else. */
const NO_NAMES = words(
  'true false yes no on off null nil none undefined unset default auto string str text email enabled disabled optional required ' +
    'host hostname server ssl tls starttls any all sendmail int integer bool boolean number object array self this value test password ' +
    'username user port address url log mailer transport email',
);

/** Endings of file names that are no top-level domain. */
const FILES = words(
  'php html htm js jsx ts tsx mjs cjs json yml yaml xml conf cfg ini toml txt log rb java kt go cs sql env properties pem crt key csr ' +
    'css scss svg png jpg jpeg gif ico pdf gz tar jar class dll exe lock sock tpl tmpl twig erb vue j2 dist example-file bak',
);

/** Endings of file names that are country domains too: then the name has to speak of mail. */
const FILES_AND_DOMAINS = words('py rs sh md pl cc so ml ps zip');

/** Last parts of property keys: `mail.smtp.host`, `settings.email`. */
const KEYS = words(
  'host port username password enabled from smtp mail title label text name address user server url setting settings config value ' +
    'description message subject default required error hint placeholder help domain',
);

/** A dotted name that begins with a top-level domain is a package: `com.acme.mail`, `org.apache.commons`. */
const PACKAGES = words('com org net io de fr jp java javax jakarta android kotlin scala sun');

const MAIL_NAME = /^(smtps?|mail|mx|relay|mta|smarthost|out|outbound|send|email)[\d_-]?/i;

export function looksLikeHost(text: string): boolean {
  if (isIP(text)) return true;
  const host = text.replace(/\.$/, '');
  if (host === '' || host.length > 253) return false;
  const labels = host.split('.');
  if (!labels.every((label) => LABEL.test(label))) return false;
  return labels.length === 1 ? isSingleName(host) : isDomain(labels);
}

/** Capitals make a single name a class or a constant: `SmtpMailer`, `SMTP_HOST`. */
const isSingleName = (name: string): boolean => /^[a-z][a-z0-9_-]*$/.test(name) && !NO_NAMES.has(name);

function isDomain(labels: readonly string[]): boolean {
  const [first = ''] = labels;
  const last = labels.at(-1) ?? '';
  const ending = last.toLowerCase();
  if (!/^(xn--[a-z0-9-]+|[a-z]{2,})$/i.test(last) || FILES.has(ending)) return false;
  if (/^[A-Z]/.test(last) && /[a-z]/.test(last)) return false;
  if (labels.length > 2 && labels.slice(0, -1).every((label) => /^v?\d+$/i.test(label))) return false;
  if (labels.length > 2 && PACKAGES.has(first.toLowerCase()) && !PACKAGES.has(ending)) return false;
  if (KEYS.has(ending)) return false;
  return !FILES_AND_DOMAINS.has(ending) || (labels.length > 2 && MAIL_NAME.test(first));
}
