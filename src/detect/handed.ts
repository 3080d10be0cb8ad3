/** Where variables are handed to a program: what is around them is called after the program, not after what they say. */

const HANDS_VARIABLES = /^(?:env|environment|environments|environment_vars?|env_vars?|variables)$/i;

/** The keys that say what an entry is part of: of a container called `web` or `imap` every variable may be mail's. */
export const withinHanded = (keys: readonly string[]): readonly string[] =>
  keys.slice(keys.findLastIndex((key) => HANDS_VARIABLES.test(key)) + 1);
