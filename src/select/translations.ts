/** Interface texts: they speak of mail servers in every language, and rarely decide anything. */
import type { Format } from '../model/facts.ts';
import type { Setting } from '../model/setting.ts';
import { looksLikeHost } from '../relays/host.ts';
import { isTextTable } from './text-tables.ts';

const KINDS: ReadonlySet<Format> = new Set<Format>([
  'json',
  'yaml',
  'properties',
  'ini',
  'toml',
  'xml',
  'php',
  'javascript',
  'ruby',
]);

const FOLDER = /(^|\/)(locales?|i18n|l10n|translations?)\//i;
/** Folders that may be about programming languages as well hold files or folders named after a language (ISO 639). */
const BY_LANGUAGE =
  /(^|\/)(lang|langs|languages|messages)\/([a-z]{2}([-_][a-z]{2,4})?\/[^/]+|([a-z]+[-_.])?[a-z]{2}([-_][a-z]{2,4})?\.\w+)$/i;

/** `language/pt-BR/admin/email.json`: a folder a language, with folders of its own. */
const OF_LANGUAGE = /(^|\/)(lang|language)\/[a-z]{2}([-_][\w-]{2,10})?\//i;

/** Java's bundles of texts, as `ResourceBundle` finds them: `Messages_de.properties`, `Application_pt_BR.properties.xml`. */
const BUNDLE = /_([a-z]{2})(?:_[A-Z]{2})?\.(?:properties|properties\.xml|utf8)$/;
const LANGUAGES = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });

/** `config_qa.properties` is no bundle: there is no such language. */
const isBundle = (path: string): boolean => {
  const code = BUNDLE.exec(path)?.[1];
  return code !== undefined && LANGUAGES.of(code) !== undefined;
};

/**
 * Whether a setting of such a file is one after all: a file is no translation for standing in such a folder. Its value is
 * a real host's whole name, and no word for one.
 */
export const isHostInText = ({ host }: Pick<Setting, 'host'>): boolean =>
  host !== null && /[.:]/.test(host) && looksLikeHost(host);

/** Whether a file holds translations, by its path. */
export const isTranslation = (path: string, format: Format): boolean =>
  KINDS.has(format) && (FOLDER.test(path) || BY_LANGUAGE.test(path) || OF_LANGUAGE.test(path) || isBundle(path));

/** Tables of texts in programs name trademarks and web sites: a setting's key says what it is. */
const KEY_OF_SETTING =
  '(?:host|server|relay|smtp|mail|mta|hub|gateway|addr|domain|node|name|ur[il]|dsn|endpoint)[\\w.-]{0,60}';

/** Where a value begins in a text of a format in which it stands as it is; YAML has marks before it. */
const VALUES: Partial<Readonly<Record<Format, string>>> = {
  php: `${KEY_OF_SETTING}["'\\]]{0,2}\\s{0,40}(?:=>?|,)\\s{0,40}(?:(?:array\\s{0,9})?[[(]\\s{0,40})?["']`,
  javascript: `${KEY_OF_SETTING}["'\\]]{0,2}\\s{0,40}[:=]\\s{0,40}(?:\\[\\s{0,40})?["'\`]`,
  json: '[:,[]\\s{0,200}\\\\?"',
  xml: '(?:[>[]\\s{0,200}|=\\s{0,9}["\'])',
  yaml: '(?:(?::|[>|][-+\\d]{0,3}[ \\t]{0,9}\\r?\\n|^[ \\t]{0,80}-)\\s{1,200}|[[{](?:[^\\]}\\n]{0,200},)?\\s{0,200})(?:[&!]\\S{0,60}[ \\t]{1,9}){0,2}["\']?',
};

/** What may stand for a dot: an escape, or a sign of another script (https://www.unicode.org/reports/tr46/#Notation). */
const ESCAPED_DOT = '%2e|\\\\0?56|\\\\u\\{0{0,4}2e\\}|\\\\u002e|\\\\x2e|&#0{0,4}46;|&#x0{0,4}2e;|&period;';
const OTHER_DOT = '[\\u3002\\uff0e\\uff61]';
const NO_LABEL = '\\s"\'<>,.:;=()[\\]{}/|\\u3002\\uff0e\\uff61';
const LABEL = `[^${NO_LABEL}]{1,100}(?![^${NO_LABEL}])`;
const KEY_END = '["\'][ \\t]{0,9}[:=]|:\\s|[ \\t]{0,9}=';
const HOST_END = '\\.?(?:[\\s"\'<>,:;/|\\]\\\\]|$)';

const HOST = [
  `${LABEL}(?:\\.${LABEL}){1,9}(?!${KEY_END})(?=${HOST_END})`,
  `[^\\s"'<>]{1,100}(?:${ESCAPED_DOT})`,
  `[\\w-]{1,63}(?:${OTHER_DOT}[\\w-]{1,63}){1,9}`,
  '[\\da-f]{0,5}:[\\da-f]{0,4}:',
  '(?:\\d{8}|0x[\\da-f]{6})',
].join('|');
const BEFORE_HOST = '(?:[a-z][\\w+.-]{0,20}:(?:\\/\\/)?)?(?:[^\\s"\'@]{1,100}@)?\\[?';

/** Of each format, a value that begins with a name of several labels, or with an address in any spelling. */
const HOST_VALUES = new Map(
  Object.entries(VALUES).map(([format, value]) => [format, new RegExp(`${value}${BEFORE_HOST}(?:${HOST})`, 'im')]),
);

/** In programs a host may be put together, unless they are nothing but a table. */
const MAY_PUT_TOGETHER: ReadonlySet<Format> = new Set(['php', 'javascript']);

/** Whether a translation may hold a setting after all, see `isHostInText`. Most hold no host, and are long. */
export const mayHoldHost = (format: Format, text: string): boolean =>
  (MAY_PUT_TOGETHER.has(format) && !isTextTable(format, text)) || (HOST_VALUES.get(format)?.test(text) ?? true);
