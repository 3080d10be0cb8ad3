/** The words that a key is made of, however it joins them. */
import { remembered } from '../../src/detect/building.ts';

/** Longer keys are few. */
const LONG_KEY = 60;

/** Words of a key: `mail.smtpServer_host` is mail, smtp, server, host. */
export const wordsOf = (key: string): readonly string[] => (key.length > LONG_KEY ? partsOf(key) : knownParts(key));

const partsOf = (key: string): readonly string[] =>
  key
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    // Kentico's `CMSSMTPServer`
    .replace(/([A-Z]{2})(?=SMTP(?:[A-Z][a-z]|$))/g, '$1 ')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean);

/** The same few keys stand in a file, and in a tree, thousands of times. */
const knownParts = remembered(partsOf);
