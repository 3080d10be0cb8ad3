/** What a file is that a script writes: by its path, by what a variable holds, by what the script does with it afterwards. */

/** A path without what leads to it from anywhere: `~/`, `/`, a variable. */
export const relative = (name: string): string => name.replace(/^(~|\$\{?\w+\}?)?\/+/, '');

/** A path as written, without what says nothing of it; undefined where it cannot be told. */
export type FileNames = (file: string | undefined) => string | undefined;

const ASSIGNMENT = /^[ \t]*(?:(?:export|local|readonly|declare)[ \t]+)?(\w+)=["']?([^\s"';]+)/gm;

/** Files of variables that a pipeline names. https://docs.github.com/actions/reference/workflow-commands, https://circleci.com/docs/env-vars/ */
const PIPELINE_FILES: ReadonlyMap<string, string> = new Map([
  ['GITHUB_ENV', 'github.env'],
  ['BASH_ENV', 'bash-env.sh'],
]);

/** The names of the files of a script. What it asks of the script's text is found once, when first asked. */
export function fileNames(script: string): FileNames {
  let values: ReadonlyMap<string, string> | undefined;
  let uses: ReadonlyMap<string, string> | undefined;
  const valueAt = (variable: string): string | undefined => {
    values ??= firstOf(script.matchAll(ASSIGNMENT), ([, name = '', value = '']) => [name, value]);
    return values.get(variable);
  };
  const pathOf: FileNames = (file) => {
    const variable = /^\$\{?(\w+)\}?$/.exec(file ?? '')?.[1];
    if (variable === undefined) return file && relative(file);
    const known = PIPELINE_FILES.get(variable);
    if (known !== undefined) return known;
    const value = valueAt(variable);
    return value !== undefined && !value.startsWith('$(') ? relative(value) : undefined;
  };
  return (file) => {
    const name = pathOf(file);
    if (file === undefined || (name !== undefined && !TEMPORARY.test(name))) return name;
    uses ??= usesOf(script);
    const use = uses.get(asToken(file));
    return use === undefined ? name : (pathOf(use) ?? name);
  };
}

/** A file that is not where a program looks for it: `/tmp/rc`, `main.cf.new`, `.env.$$`. */
const TEMPORARY = /^(?:var\/)?tmp\/|[.~](?:new|tmp|temp)\b|\$\$$|~$/;

const asToken = (file: string): string => file.replace(/^\$\{(\w+)\}/, '$$$1');

const WORD = String.raw`["']?([^\s"'|;&<>()]+)["']?`;

/** `install -m 600 "$rc" /etc/msmtprc`, `mv main.cf.new /etc/postfix/main.cf` */
const MOVED = new RegExp(
  String.raw`(?<![\w./-])(?:install|mv|cp)[ \t](?:[^\n|;&]{0,120}[ \t])?${WORD}[ \t]+${WORD}[ \t]*(?=$|[|;&)])`,
  'gm',
);

/** Programs that are told where their configuration lies, and what it is called elsewhere: msmtp(1), ssmtp(8), exim(8), esmtp(1). */
const CONFIGURED: readonly (readonly [RegExp, string])[] = [
  [new RegExp(String.raw`(?<![\w.-])msmtp(?:[ \t][^\n|;&]{0,120}?)?[ \t](?:-C|--file)[= \t]*${WORD}`, 'g'), 'msmtprc'],
  [new RegExp(String.raw`(?<![\w.-])ssmtp(?:[ \t][^\n|;&]{0,120}?)?[ \t]-C[ \t]*${WORD}`, 'g'), 'ssmtp.conf'],
  [new RegExp(String.raw`(?<![\w.-])exim4?(?:[ \t][^\n|;&]{0,120}?)?[ \t]-C[ \t]*${WORD}`, 'g'), 'exim4.conf'],
  [new RegExp(String.raw`(?<![\w.-])esmtp(?:[ \t][^\n|;&]{0,120}?)?[ \t]-C[ \t]*${WORD}`, 'g'), 'esmtprc'],
  [new RegExp(String.raw`\bMAILRC=${WORD}`, 'g'), 'mail.rc'],
];

/** What files become later on, by the words that the script names them by. */
const usesOf = (script: string): ReadonlyMap<string, string> =>
  new Map([
    ...firstOf(script.matchAll(MOVED), ([, from = '', to = '']) => [asToken(from), to]),
    ...CONFIGURED.flatMap(([pattern, name]) =>
      [...script.matchAll(pattern)].map(([, file = '']) => [asToken(file), name] as const),
    ),
  ]);

/** Of what is found for a key the first. */
const firstOf = (
  found: Iterable<RegExpMatchArray>,
  entry: (found: RegExpMatchArray) => readonly [string, string],
): ReadonlyMap<string, string> => new Map([...found].reverse().map(entry));
