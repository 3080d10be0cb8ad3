/** Names of settings, which programs hold as values just like the settings themselves. */
import type { EntryFact } from '../../src/detect/entries.ts';
import type { Expr } from '../../src/model/expr.ts';
import { wordsOf } from './words.ts';

/** Words that names of such settings are made of. */
const NAME_WORD =
  /^(smtp|e?mail|mailer|gmail|outgoing|server|servidor|host|hostname|name|address|addr|url|relay|port)$/;

const isNameWord = (item: Expr): boolean => item.kind === 'text' && NAME_WORD.test(item.value);

/** `SMTP_SERVER = "smtp_server"` and `'SMTP_HOST' => ['smtp', 'host']` name keys, `'smtp_host' => 'smtp_server'` is a map of names. */
export function namesItself({ path, value }: EntryFact): boolean {
  const key = path.at(-1) ?? '';
  if (key === 'SMTP') return true;
  if (value.kind === 'list') return value.items.length > 1 && value.items.every(isNameWord);
  const literal = value.kind === 'text' ? value.value : undefined;
  if (literal === undefined || literal === 'localhost') return false;
  if (isConstantOfKey(key, literal)) return true;
  if (/[.:]/.test(literal)) return false;
  const words = literal
    .replace(/([a-z])(?=[A-Z])/g, '$1_')
    .toLowerCase()
    .split(/[_-]/);
  if (words.length > 1 && words.every((word) => NAME_WORD.test(word))) return true;
  return /^(host|server|hostname|address)$/i.test(literal) || literal.toLowerCase() === key.toLowerCase();
}

/**
 * `CONFIG_SMTP_SERVER = "mail.smtp.server"`: a dotted key. A name of three such words is no host, nor is one under no top-level
 * domain; `MAIL_HOST = "mail.host"` has the words of its own name, `KEY_ALERT_EMAIL_HOST = "alert.email.host"` the last of them.
 */
const isConstantOfKey = (key: string, literal: string): boolean => {
  const words = literal.split('.');
  if (words.length < 2 || !/^[A-Z][A-Z0-9_]*$/.test(key)) return false;
  if (`_${key.toLowerCase()}`.endsWith(`_${words.join('_')}`)) return true;
  if (!words.every((word) => NAME_WORD.test(word))) return false;
  return words.length > 2 || /^(?:server|hostname|address|addr|url|port|relay)$/.test(words.at(-1) ?? '');
};

/** `SMTP-Server`, `Mail-Host`: words for people, as the texts of a form have them. */
export const isLabel = (value: Expr): boolean =>
  value.kind === 'text' &&
  (/^(?:SMTP|E-?Mail|Mail)[ -]\p{Lu}\p{Ll}+$/u.test(value.value.trim()) || OF_WHICH_KIND.test(value.value));

/** Which kind of server there is, as Sophos' `<MailServer>ExternalServer</MailServer>` says. */
const OF_WHICH_KIND = /^(?:(?:External|Internal|Local|Remote|Custom|Default)(?:Mail)?Server|Built-?[Ii]n)$/;

/** What a constant's name says of a text that names a setting: `FlagSMTPHost`, `SettingMailServer`, `smtpHostKey`. */
const NAMING =
  /^(?:settings?|config|conf|cfg|opt|options?|flags?|keys?|env|vars?|variable|param|parameter|prop|property|field|column|attr|attribute|arg|name|k)$/;

const plain = (text: string): string => text.replace(/[_-]/g, '').toLowerCase();

/**
 * `SmtpHost: 'SMTP_HOST'`, `SettingEmailHost = "email_host"`, `FlagSMTPHost = "smtp-host"`: the key in another way of writing.
 * No host has an underscore, and nobody writes one with a capital within; one with a hyphen may be called like its key.
 */
export function isNamedAlike({ path, value: written }: Pick<EntryFact, 'path' | 'value'>): boolean {
  // `smtp_server = config.default('SMTPServer')` asks for a setting by its name.
  const value = written.kind === 'call' && written.args.length === 1 ? (written.args[0]?.value ?? written) : written;
  if (value.kind !== 'text' || !/^\w+(?:-\w+)*$/.test(value.value)) return false;
  const words = wordsOf(path.at(-1) ?? '');
  const own = words.filter((word) => !NAMING.test(word));
  const isNaming = own.length < words.length;
  const isName = value.value.includes('_') || (/[a-z]/.test(value.value) && /.[A-Z]/.test(value.value));
  return (isName || (isNaming && value.value.includes('-'))) && plain(value.value) === own.join('');
}

/**
 * `'validator_rules' => ['mail_host' => 'required']`, `rules: { smtpHost: 'hostname' }`: what may be given, by the name of a rule;
 * `$casts = ['smtp_host' => 'encrypted']`: how it is kept. https://laravel.com/docs/eloquent-mutators#attribute-casting
 */
export const isRuleFor = ({ path }: EntryFact): boolean =>
  path.slice(0, -1).some((key) => /^(?:.*[_a-z])?(?:rules|casts)$/i.test(key));
