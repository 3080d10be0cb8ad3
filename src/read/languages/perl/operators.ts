/** Perl's operators, those that bind least first. https://perldoc.perl.org/perlop#Operator-Precedence-and-Associativity */
const LEVELS: Readonly<Record<string, number>> = Object.fromEntries(
  [
    ['or', 'xor'],
    ['and'],
    ['=', '||=', '//=', '&&=', '.=', '+=', '-=', '*=', '/=', '**='],
    ['?'],
    ['..', '...'],
    ['||', '//'],
    ['&&'],
    ['|', '^'],
    ['&'],
    ['==', '!=', '<=>', 'eq', 'ne', 'cmp', '~'],
    ['<', '>', '<=', '>=', 'lt', 'gt', 'le', 'ge'],
    ['<<', '>>'],
    ['+', '-', '.'],
    ['*', '/', '%', 'x'],
    ['=~', '!~'],
    ['**'],
  ].flatMap((words, level) => words.map((word) => [word, level + 1] as const)),
);
export const ASSIGNING = LEVELS['='] ?? 0;

/** How tightly an operator binds; 0 when it is none. */
export const levelOf = (word: string): number => (Object.hasOwn(LEVELS, word) ? (LEVELS[word] ?? 0) : 0);
