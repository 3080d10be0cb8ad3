/** Where the tool and its rules are documented. A test compares it with package.json and with the headings of docs/rules.md. */

export const HOMEPAGE = 'https://github.com/smtp-scan/smtp-scan';

/** The page about a rule, at its heading. */
export const rulePage = (id: string): string => `${HOMEPAGE}/blob/main/docs/rules.md#${id}`;
