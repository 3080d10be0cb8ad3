/**
 * Whether a host stands for one that is yet to be filled in. `smtp.example.com` by RFC 2606 and RFC 6761, the rest by
 * custom: what documentation and sample files write where the reader's own server belongs. A real host that is taken
 * for a placeholder is a relay that nobody sees, so that a look of the name excuses none that a name server may know.
 */
import { isIP } from 'node:net';
import { normalHost } from './comparable-host.ts';

/** RFC 6761; `localhost` is local instead. `tld` and `domain` are nobody's by custom, and not delegated. */
const RESERVED_ENDING = /(^|\.)(example|test|invalid|tld|domain)$/;

/** RFC 2606. */
const RESERVED_DOMAIN = /(^|\.)example\.(com|net|org)$/;

/** Its like in other countries, which are somebody's. */
const EXAMPLE_DOMAIN = /(^|\.)examples?\.(com|org|net|edu|co|io|de|fr|jp|co\.[a-z]{2}|com\.[a-z]{2}|ne\.jp)$/;

/** Documentation addresses: RFC 5737, RFC 3849. */
const EXAMPLE_ADDRESS = /^(192\.0\.2\.|198\.51\.100\.|203\.0\.113\.|2001:0?db8:)/;

/** Second-level names that writers put where the reader's own belongs. */
const SOMEBODYS_DOMAIN =
  /(^|\.)((my|our|some|any|the)?-?(domain|company|organi[sz]ation|organisation|provider|isp|corp-name|hostname|smtphost|mailhost|mailserver|smtpserver|mailprovider|smtpprovider|emailprovider|site|website)(-?name)?|server|host|acme|acme-corp|acmecorp|contoso|fabrikam|foo|bar|baz|foobar|xxx+|yyy+|zzz+|abc|xyz|whatever|somewhere)\.(com|net|org|io|de|fr|local|co|eu|tld|co\.uk)$/;

/** `your-server`, `yourhost`, `your.smtp.host`. */
const YOUR =
  /(^|[._-])your([._-]|(?=(smtp|e?mail|e-mail|domain|server|host|company|organi[sz]ation|provider|isp|site|own|relay|app|name|actual|real|corp|business)))/;

/** The same in other languages. Short words are places and people too (`tu-berlin.de`, `su.se`), so the noun must follow. */
const YOUR_ELSEWHERE = new RegExp(
  `(^|[._-])(${[
    '(votre|vos|mon)[._-]?(serveur|domaine|hote|host|smtp|mail|fournisseur|hebergeur|entreprise|fai|site|societe)',
    '(tu|su|vuestro|mi)[._-]?(servidor|dominio|host|proveedor|correo|empresa|smtp)',
    '(seu|sua|teu|meu)[._-]?(servidor|dominio|provedor|empresa|host|smtp|email)',
    '(ihr|ihre|dein|deine|mein|meine)[._-]?(server|mailserver|mail-server|smtp|host|mail|domain|domaene|anbieter|provider|firma|hoster)',
    '(il-?tuo|tuo|vostro|mio)[._-]?(server|dominio|host|provider|smtp|azienda)',
    '(jouw|uw|mijn)[_-]?(server|domein|host|provider|bedrijf|mailserver|smtp)',
    '(twoj|twoja|moj|moja)[._-]?(serwer|domena|host|firma|smtp)',
    '(din|ditt|min|mitt)[_-]?(server|domain|doman|domene|host|epost|mejl)',
    '(vash|moy|vas|tvuj|muj)[._-]?(server|domen|domena|host|smtp|pochta)',
    'sizin[._-]?(sunucu|alan|host|smtp)',
  ].join('|')})`,
);

/** `your-server.de` is a hoster's own domain: Hetzner's mail hosts are under it. */
const REAL = /(^|\.)your-server\.de$/;

/** Whole values. */
const WORDS =
  /^(change-?_?(me|this|it)|replace-?_?(me|this|it)?|fill-?_?(me|this)?-?_?in|to-?do|fixme|tbd|n\/?a|xxx+|xyz|yyy+|zzz+|abc|null|none|nil|undefined|unset|un-?configured|not-?_?(set|configured|specified)|empty|placeholder|dummy|sample|example|foo|bar|baz|qux|foobar|foo\.bar|some-?_?(host|server|thing)|something|whatever|hostname|host|host-?name|server-?_?name|server-?address|smtp[._-]?(host|hostname|server|address|host-?name|server-?name|server-?address|url|domain)|(mail|email)[._-](host|hostname|server|address|domain)|(e?mail|smtp)[._-]?(host|server)[._-]?(here|name)|my[._-]?(smtp|mail|e-?mail|host|server|relay|domain|mail-?server|smtp-?server|mail-?host|smtp-?host)([._-](host|server|name|here))?|(fake|mock|dummy|test)[-_]?(smtp[-_]?)?(host|server)|invalid(-?_?host)?)$/;

/** Sentences. */
const SAID = /^(insert[._-].*|enter[._-].*|put[._-].*here|.*[._-]here)$/;

/** A generic server name directly below a top-level domain: `smtp.server.com`, `mail.host.com` hold no owner. */
const GENERIC =
  /^(smtp|mail|e?mail|relay|mx)\.(server|host|provider|domain|mail|address|smtp|company|email-?provider|service)(\.(com|net|org|tld|local))?$/;

/** mail.com is a mail provider; smtp.mail.com is its relay. */
const PROVIDERS = /^smtp\.mail\.com$/;

/** Marks that template engines and writers put around a name: `<host>`, `{host}`, `%HOST%`, `__HOST__`, `$HOST`, `[host]`, `@HOST@`. */
const MARKED = /[<>{}$%*?@|]|^__.*__$|^\[.*\]$|\.\.\./;

/** Domains that are delegated, or that a company may use inside (`.internal`, `.local`): their names have letters only. */
const mayResolve = (name: string): boolean => /\.([a-z]{2,}|xn--[a-z0-9-]+)$/.test(name);

/** Whether the host, as written in configuration, names no server but says where the name belongs. */
export function isPlaceholder(host: string): boolean {
  const name = normalHost(host.trim());
  if (name === '') return true;
  if (isIP(name)) return EXAMPLE_ADDRESS.test(name);
  const isOne = [RESERVED_ENDING, RESERVED_DOMAIN, WORDS, MARKED].some((form) => form.test(name));
  return isOne || (!mayResolve(name) && looksLikePlaceholder(name));
}

/** Whether writers of samples use such names for their readers' own: `smtp.company.com`, `your-smtp.corp.com`. It may be a real host. */
export function looksLikePlaceholder(host: string): boolean {
  const name = normalHost(host.trim());
  if (REAL.test(name) || PROVIDERS.test(name)) return false;
  return (
    [RESERVED_ENDING, RESERVED_DOMAIN, WORDS, MARKED].some((form) => form.test(name)) ||
    [EXAMPLE_DOMAIN, SOMEBODYS_DOMAIN, YOUR, YOUR_ELSEWHERE, SAID, GENERIC].some((form) => form.test(name))
  );
}
