/** The names of the report formats, apart from the code that writes them: help must not load it. */
export const formats = [
  'text',
  'json',
  'sarif',
  'github',
  'github-suggestions',
  'gitlab',
  'junit',
  'checkstyle',
  'rdjson',
  'markdown',
] as const;

export type FormatName = (typeof formats)[number];
