/** Languages and formats that share their functions. */
export const JVM = ['java', 'kotlin', 'scala', 'groovy'] as const;
export const DOTNET = ['csharp', 'powershell'] as const;

/** Files that a template engine fills in; what it does is read as calls. */
export const FILLED = [
  'lines',
  'postfix',
  'table',
  'yaml',
  'json',
  'ini',
  'toml',
  'xml',
  'properties',
  'dotenv',
] as const;
