/** Interface texts: they speak of mail servers in every language and decide nothing. */
import type { Format } from '../model/facts.ts';

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

/** Whether a file holds translations, by its path. */
export const isTranslation = (path: string, format: Format): boolean =>
  KINDS.has(format) && (FOLDER.test(path) || BY_LANGUAGE.test(path));
