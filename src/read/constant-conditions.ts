/** Conditions on constants that a file gives a value once: `const VIA_PARTNER = false; … if (VIA_PARTNER)`. */

/** Texts longer than this are generated; their conditions are not looked at. */
const MAX_TEXT = 400_000;

/** What may stand before the name that a line declares. */
const WORDS = [
  // JavaScript, Kotlin, Scala, Rust, PHP, shells
  ...['export', 'const', 'let', 'var', 'val', 'my', 'our', 'local', 'readonly', 'declare', 'pub'],
  // Java, C#
  ...['public', 'private', 'protected', 'internal', 'static', 'final', 'bool', 'boolean', 'string', 'int', 'char'],
  // Rust's texts, names of classes
  ...['&str', String.raw`[A-Z]\w*`],
].join('|');
const LITERAL = String.raw`true|false|True|False|nil|null|None|[01]|"[^"\\\n]{0,80}"|'[^'\\\n]{0,80}'`;
const TYPE = String.raw`:[ \t]*[\w&'<>][\w&' <>]{0,39}`;
const END = String.raw`(?=[ \t]*(?:[;,)#]|\/\/|\r?$))`;
const ASSIGNED = new RegExp(
  String.raw`^[ \t]*(?<words>(?:(?:${WORDS})[ \t]+){0,6})[$@]?(?<name>[A-Za-z_]\w*)[ \t]*(?:${TYPE})?[ \t]*(?<operator>[-+*/|&?%.]{0,2})=(?![=>~])[ \t]*(?<value>(?:${LITERAL})${END})?`,
  'gm',
);
const DEFINED = /\bdefine[ \t]*\([ \t]*(['"])(?<name>[A-Z]\w*)\1[ \t]*,[ \t]*(?<value>true|false|[01])[ \t]*\)/gi;
/** Any other way to change a name. */
const CHANGED = /(?<![\w.>"'])[$@]?(?<name>[A-Za-z_]\w*)[ \t]*(?:[-+*/|&?%.]{1,2}=(?!=)|=(?![=>~])|\+\+|--|<-)/g;

const CONSTANT_WORDS = /\b(const|final|val|readonly|static|constant)\b/;
const CONSTANT_NAME = /^_*[A-Z][A-Z0-9_]+$/;

let last: { readonly text: string; readonly constants: ReadonlyMap<string, string> } | undefined;

/** The constants of a text, and their values as written. The text that is being read is asked about many times. */
function constantsOf(text: string): ReadonlyMap<string, string> {
  if (last?.text === text) return last.constants;
  const constants = new Map<string, string>();
  if (text.length <= MAX_TEXT) {
    const changes = new Map<string, number>();
    for (const { groups } of text.matchAll(CHANGED))
      changes.set(groups?.name ?? '', (changes.get(groups?.name ?? '') ?? 0) + 1);
    for (const { groups } of text.matchAll(ASSIGNED)) {
      const { words = '', name = '', operator = '', value } = groups ?? {};
      const isConstant = CONSTANT_WORDS.test(words) || CONSTANT_NAME.test(name);
      if (value !== undefined && operator === '' && isConstant && (changes.get(name) ?? 0) <= 1)
        constants.set(name, value);
    }
    for (const { groups } of text.matchAll(DEFINED)) constants.set(groups?.name ?? '', groups?.value ?? '');
  }
  last = { text, constants };
  return constants;
}

const NAME = String.raw`(?:self::)?[$@]?(?<name>[A-Za-z_]\w*)`;
const PLAIN = new RegExp(String.raw`^(?<not>!|not\s+)?\s*${NAME}$`);
const COMPARED = new RegExp(
  String.raw`^${NAME}\s*(?<operator>===?|!==?|is not|is)\s*(?<value>true|false|True|False|[01]|"[^"\\]*"|'[^'\\]*')$`,
);

/** Whether a condition, as the source writes it, always or never holds; undefined when that depends on something. */
export function constantTruth(text: string, condition: string): boolean | undefined {
  const written =
    condition.length > 200
      ? ''
      : condition
          .trim()
          .replace(/^\(([^()]*)\)$/, '$1')
          .trim();
  const plain = PLAIN.exec(written)?.groups;
  if (plain) {
    const truth = truthOf(constantsOf(text).get(plain.name ?? ''));
    return truth === undefined || plain.not === undefined ? truth : !truth;
  }
  const compared = COMPARED.exec(written)?.groups;
  const value = compared && constantsOf(text).get(compared.name ?? '');
  if (!compared || value === undefined || compared.value === undefined) return undefined;
  const isSame = bare(value) === bare(compared.value);
  return /^(!|is not)/.test(compared.operator ?? '') ? !isSame : isSame;
}

const bare = (value: string): string => value.replace(/^["']|["']$/g, '').toLowerCase();

function truthOf(value: string | undefined): boolean | undefined {
  if (value === undefined || /^["']/.test(value)) return undefined;
  return /^(true|1)$/i.test(value);
}
