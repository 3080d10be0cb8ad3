/**
 * Languages that no grammar at hand reads, by their endings: how each writes comments, texts, assignments and names of
 * arguments. That is enough to follow a host from where it is written to the call that takes it.
 */

export interface Dialect {
  /** What begins a comment that ends with its line. */
  readonly lineComments: readonly string[];
  readonly blockComments: readonly (readonly [open: string, close: string])[];
  /** Signs that texts stand between. Three of one in a row begin a text over several lines. */
  readonly quotes: string;
  /** A quote within a text is written twice, and a backslash is itself. */
  readonly isDoubled?: true;
  /** What begins an expression within a text: `\(`, `${`; or a name alone: `$`. */
  readonly holes?: readonly string[];
  /** `[[ … ]]` is a text. */
  readonly hasLongBrackets?: true;
  /** Two texts beside each other are one. */
  readonly joinsNeighbours?: true;
  /** Gives a value to a name; other operators do not. */
  readonly assigning: readonly string[];
  /** Puts texts together. */
  readonly concat: readonly string[];
  /** Stands between the name of an argument, or a key, and its value. */
  readonly naming: readonly string[];
  /** A dot is part of a name, and no member. */
  readonly hasDottedNames?: true;
  /** Blocks stand in braces; elsewhere what runs under which condition is not known. */
  readonly hasBraces: boolean;
  /** A function is written as `type name(parameters) {`. */
  readonly hasBareFunctions?: true;
  /** The function that runs another file, whose names are then seen. */
  readonly runsFile?: string;
  /** The word before a module whose names are then seen. */
  readonly opensModule?: string;
  /** What a function does last is what it gives back, without a word for it. */
  readonly givesLastValue?: true;
  /** `f{ … }` and `f"…"` are calls. */
  readonly callsWithoutParentheses?: true;
  /** `a..b()` is something done to `a`. https://dart.dev/language/operators#cascade-notation */
  readonly hasCascades?: true;
  /** Classes have members of their own, which are called by their bare names within. */
  readonly hasClasses?: true;
  /** A constructor is called `init`, and parameters have names for callers besides their own. */
  readonly hasInit?: true;
  /** A member ends with its line. */
  readonly endsWithLine?: true;
  /** Bodies are indented, arguments stand beside their function, and `|>` hands one on. */
  readonly isIndented?: true;
  /** What a function of one value does is what it gives back. */
  readonly givesOnlyValue?: true;
  /** `#define NAME value` */
  readonly hasMacros?: true;
}

const SLASHES = { lineComments: ['//'], blockComments: [['/*', '*/']] } as const;

/** https://en.cppreference.com/w/cpp/language/lexical */
const c: Dialect = {
  ...SLASHES,
  quotes: '"',
  joinsNeighbours: true,
  assigning: ['='],
  concat: ['+'],
  naming: ['='],
  hasBraces: true,
  hasBareFunctions: true,
  hasClasses: true,
  hasMacros: true,
};

/** https://dart.dev/language */
const dart: Dialect = {
  ...SLASHES,
  quotes: '"\'',
  holes: ['${', '$'],
  joinsNeighbours: true,
  assigning: ['=', '??='],
  concat: ['+'],
  naming: [':'],
  hasBraces: true,
  hasBareFunctions: true,
  hasClasses: true,
  hasCascades: true,
};

/** https://docs.swift.org/swift-book/documentation/the-swift-programming-language/lexicalstructure */
const swift: Dialect = {
  ...SLASHES,
  quotes: '"',
  holes: ['\\('],
  assigning: ['='],
  concat: ['+'],
  naming: [':'],
  hasBraces: true,
  hasClasses: true,
  hasInit: true,
  endsWithLine: true,
  givesOnlyValue: true,
};

/** https://www.lua.org/manual/5.4/manual.html#3 */
const lua: Dialect = {
  lineComments: ['--'],
  blockComments: [['--[[', ']]']],
  quotes: '"\'',
  hasLongBrackets: true,
  assigning: ['='],
  concat: ['..'],
  naming: ['='],
  hasBraces: false,
  callsWithoutParentheses: true,
};

/** https://cran.r-project.org/doc/manuals/r-release/R-lang.html */
const r: Dialect = {
  lineComments: ['#'],
  blockComments: [],
  quotes: '"\'',
  assigning: ['<-', '<<-', '='],
  concat: [],
  naming: ['='],
  hasBraces: true,
  runsFile: 'source',
  givesLastValue: true,
  hasDottedNames: true,
};

/** https://docs.julialang.org/en/v1/ */
const julia: Dialect = {
  lineComments: ['#'],
  blockComments: [['#=', '=#']],
  quotes: '"',
  holes: ['$(', '$'],
  assigning: ['='],
  concat: ['*'],
  naming: ['=', '=>'],
  hasBraces: false,
};

/** https://nim-lang.org/docs/manual.html */
const nim: Dialect = {
  lineComments: ['#'],
  blockComments: [['#[', ']#']],
  quotes: '"',
  assigning: ['='],
  concat: ['&'],
  naming: ['=', ':'],
  hasBraces: false,
  callsWithoutParentheses: true,
};

/** https://learn.microsoft.com/dotnet/fsharp/language-reference/ */
const fsharp: Dialect = {
  lineComments: ['//'],
  blockComments: [['(*', '*)']],
  quotes: '"',
  assigning: ['=', '<-'],
  concat: ['+'],
  naming: ['='],
  hasBraces: false,
  isIndented: true,
  opensModule: 'open',
};

/** https://docwiki.embarcadero.com/RADStudio/en/Fundamental_Syntactic_Elements_(Delphi) */
const pascal: Dialect = {
  lineComments: ['//'],
  blockComments: [
    ['{', '}'],
    ['(*', '*)'],
  ],
  quotes: "'",
  isDoubled: true,
  assigning: [':=', '='],
  concat: ['+'],
  naming: [':='],
  hasBraces: false,
};

/** https://docs.vala.dev, https://dlang.org/spec/lex.html, https://haxe.org/manual/: C's family, without its macros. */
const braces: Dialect = { ...c, quotes: '"\'', naming: [':', '='], concat: ['+', '~'] };

/** https://cfdocs.org/script */
const cfscript: Dialect = {
  ...SLASHES,
  quotes: '"\'',
  isDoubled: true,
  assigning: ['='],
  concat: ['&'],
  naming: ['=', ':'],
  hasBraces: true,
};

const BY_ENDING: Readonly<Record<string, Dialect>> = {
  c,
  h: c,
  cc: c,
  cpp: c,
  cxx: c,
  hpp: c,
  hh: c,
  ino: c,
  dart,
  swift,
  lua,
  r,
  rmd: r,
  qmd: r,
  jl: julia,
  nim,
  fs: fsharp,
  fsx: fsharp,
  pas: pascal,
  dpr: pascal,
  lpr: pascal,
  vala: braces,
  d: braces,
  hx: braces,
  as: braces,
  cfc: cfscript,
  cfs: cfscript,
};

/** The dialect of a file; C's where its name says nothing. */
export const dialectOf = (path: string): Dialect => BY_ENDING[path.slice(path.lastIndexOf('.') + 1).toLowerCase()] ?? c;

/** Endings of files in these languages. */
export const ENDINGS = Object.keys(BY_ENDING);
