/** Interface texts: they speak of mail servers in every language, and rarely decide anything. */
import type { Format } from '../model/facts.ts';
import type { Setting } from '../model/setting.ts';
import { looksLikeHost } from '../relays/host.ts';

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
