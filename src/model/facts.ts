/** What a reader says of one file. Plain data; the same shape for every format and language. */
import type { SourceText } from '../text/source-text.ts';
import type { Argument, CallExpr, Chosen, Expr, Range } from './expr.ts';

/** The format or language that a reader reads. Names are the readers' file names in `src/read/`. */
export type Format =
  | 'dotenv'
  | 'yaml'
  | 'json'
  | 'ini'
  | 'properties'
  | 'toml'
  | 'xml'
  | 'hcl'
  | 'bicep'
  | 'puppet'
  | 'dockerfile'
  | 'lines'
  | 'javascript'
  | 'php'
  | 'python'
  | 'ruby'
  | 'java'
  | 'kotlin'
  | 'scala'
  | 'groovy'
  | 'csharp'
  | 'go'
  | 'rust'
  | 'elixir'
  | 'perl'
  | 'plain'
  | 'bash'
  | 'powershell'
  | 'nix'
  | 'sql'
  | 'postfix'
  | 'table'
  | 'csv'
  | 'patch';

/** Programming languages. Scripts that set up other programs (bash, PowerShell) are configuration as much as programs. */
export const LANGUAGES = [
  'javascript',
  'php',
  'python',
  'ruby',
  'java',
  'kotlin',
  'scala',
  'groovy',
  'csharp',
  'go',
  'rust',
  'elixir',
  'perl',
  'plain',
] as const satisfies readonly Format[];

/** Languages of the JVM that say the class of each thing, and import each class by its name. */
export const TYPED_JVM: ReadonlySet<Format> = new Set(['java', 'kotlin', 'scala']);

/** The same, to ask whether a format is one. */
export const PROGRAMS: ReadonlySet<Format> = new Set(LANGUAGES);

export const SCRIPTS = ['bash', 'powershell'] as const satisfies readonly Format[];

export interface Facts {
  /** Relative to the scan root, with `/`. */
  readonly path: string;
  readonly format: Format;
  readonly source: SourceText;
  /** The root value of each document of a data file; empty for programs. */
  readonly documents: readonly Expr[];
  readonly program?: Program;
  /** Files within the file: a `main.cf: |` in a ConfigMap, a heredoc. Their ranges point into the same source. */
  readonly embedded?: readonly Facts[];
  /** The name under which an outer file, whose path `path` is, holds or writes this one. */
  readonly name?: string;
  /** What could not be read, for people. The rest was read all the same. */
  readonly problems?: readonly Problem[];
}

/** What stands wrong in a file. */
export interface Problem {
  readonly message: string;
  readonly offset: number;
  /** Something in the file was not read at all, and may be a relay. */
  readonly unread?: true;
}

/** An index into `Program.scopes`; 0 is the module itself. */
export type ScopeId = number;

export interface Scope {
  readonly id: ScopeId;
  readonly parent: ScopeId | undefined;
  readonly kind: 'module' | 'function' | 'class' | 'block';
  /** The function (index into `Program.functions`) or class (into `Program.classes`) whose scope this is. */
  readonly owner?: number;
}

/**
 * Where in the control flow something stands: one step for each branching construct around it within its function,
 * `<offset of the construct>:<arm>`. A place whose branch is a prefix of another's is always passed on the way there.
 */
export type Branch = readonly string[];

/** A name whose home no assignment says: `let host` without a value, Python's and PHP's `global host`. */
export interface NameHome {
  readonly name: string;
  /** Where the name is written. */
  readonly scope: ScopeId;
  /** The scope that it is a name of. */
  readonly home: ScopeId;
}

/** Gives a value to a name or a member: declarations, assignments, class fields, dictionary steps. */
export interface Assignment {
  /** A ref, or a member chain that starts at one (`this.host`, `options.host`, `config['mail']['host']`). */
  readonly target: Expr;
  readonly value: Expr;
  readonly scope: ScopeId;
  readonly branch: Branch;
  readonly range: Range;
  /** It declares a new name in its scope (`const x`, a class field, a parameter), shadowing outer ones. */
  readonly declares?: boolean;
}

export interface CallSite {
  readonly call: CallExpr;
  readonly scope: ScopeId;
  readonly branch: Branch;
}

export interface Parameter {
  /** How callers name it, and the name within, unless the parameter is destructured (then `name` is made up). */
  readonly name: string;
  readonly fallback?: Expr;
  /** The declared type as a ref/member chain. */
  readonly type?: Expr;
  /** Takes all further positional (`*args`, `...args`) or named (`**kwargs`) arguments. */
  readonly rest?: 'positional' | 'named';
  /** It is what the function is called on, the last of them: Kotlin's extension functions. */
  readonly receiver?: true;
}

/** What a function gives back at one place. */
export interface Returned {
  readonly value: Expr;
  /** Further results, of which Go has several. */
  readonly further?: readonly Expr[];
  readonly branch: Branch;
  /** The block that it stands in, whose names the function around does not see. */
  readonly scope: ScopeId;
  readonly range: Range;
}

export interface FunctionDef {
  readonly name: string | undefined;
  /** Without the receiver (`self`, `$this`). */
  readonly params: readonly Parameter[];
  readonly scope: ScopeId;
  /** The class it is a method of. */
  readonly inClass?: number;
  readonly returns: readonly Returned[];
  readonly range: Range;
}

export interface ClassDef {
  /** The bare name; PHP and Java classes carry their namespace or package in `namespace`. */
  readonly name: string | undefined;
  readonly namespace?: string;
  /** Base classes, mixed-in modules and traits, interfaces: ref/member chains. */
  readonly bases: readonly Expr[];
  readonly scope: ScopeId;
  /** The section of the configuration that fills its fields (`@ConfigurationProperties("mail")`). */
  readonly section?: readonly string[];
  /** Method name → index into `Program.functions`. The constructor is always `constructor`. */
  readonly methods: ReadonlyMap<string, number>;
  readonly range: Range;
}

/** A local name that stands for (part of) another module. */
export interface Import {
  readonly local: string;
  /** As written: `nodemailer`, `./mailer`, `django.core.mail`, `PHPMailer\PHPMailer`, `net/smtp`. */
  readonly module: string;
  /** The name within the module; `*` the whole module, `default` its default export. */
  readonly name: string;
  readonly range: Range;
  /** Every public name of the module becomes a local name (`from settings import *`). `local` is then `*`. */
  readonly all?: boolean;
  /** Where it stands, when not at the top of the module. */
  readonly scope?: ScopeId;
}

/** A name that the module offers to others. Languages whose module scope is public leave this out. */
export interface Export {
  /** `default` for a default export or `module.exports =`; `*` for `export * from`. */
  readonly name: string;
  readonly value: Expr;
  /** Re-export: the module the name is taken from, `value` being a ref to the name there. */
  readonly from?: string;
  readonly range: Range;
}

/** A range of a source, and the role of all that stands in it. */
export interface RoleStretch {
  readonly range: Range;
  readonly role: 'dev' | 'test';
}

/** What a reader of a programming language makes of a file. Ranges and branches allow to follow the flow. */
export interface Program {
  readonly scopes: readonly Scope[];
  readonly assignments: readonly Assignment[];
  readonly homes?: readonly NameHome[];
  readonly calls: readonly CallSite[];
  readonly functions: readonly FunctionDef[];
  readonly classes: readonly ClassDef[];
  readonly imports: readonly Import[];
  readonly exports: readonly Export[];
  /** Offset of a branching construct → number of its arms, where one of them surely runs (`else`, `default`). */
  readonly exhaustive?: ReadonlyMap<number, number>;
  /** What the first arm of a branching construct with no more than two takes, by the construct's offset. */
  readonly conditions?: ReadonlyMap<number, Chosen>;
  /** What each arm of other branching constructs takes, by the construct's offset: of a `switch` its subject and a pattern. */
  readonly arms?: ReadonlyMap<number, readonly (readonly Chosen[])[]>;
  /** What runs in development or in tests only: `if (process.env.NODE_ENV === 'test') { … }`. */
  readonly roles?: readonly RoleStretch[];
  /** What fields of types are called in data files, by the field: `yaml:"at"`, `#[serde(rename = "at")]`, `@JsonProperty("at")`. */
  readonly dataKeys?: ReadonlyMap<string, readonly string[]>;
  /** `namespace App\Mail;`, `package com.acme;` */
  readonly namespace?: string;
  /** What the file itself gives to whoever loads it: PHP's `return [...]`, Python has none. */
  readonly returns: readonly Expr[];
}

/**
 * The argument named `name`, or else the positional one at `index` (named ones not counted). Where a list or mapping is
 * spread into the arguments, it is a member of that.
 */
export function argument(
  args: readonly Argument[],
  name: string | undefined,
  index: number | undefined,
): Expr | undefined {
  if (name !== undefined) {
    const named = args.find((argument) => argument.name === name);
    if (named) return named.value;
  }
  const positional = args.filter((argument) => argument.name === undefined && argument.spread !== 'named');
  const before = index === undefined ? -1 : positional.slice(0, index + 1).findIndex((argument) => argument.spread);
  if (index !== undefined && before < 0 && positional[index]) return positional[index]?.value;
  const mapping = name === undefined ? undefined : args.find(({ spread }) => spread === 'named');
  if (mapping && name !== undefined) return spreadMember(mapping, name);
  const list = before < 0 ? undefined : positional[before];
  return list && index !== undefined ? spreadMember(list, String(index - before)) : undefined;
}

const spreadMembers = new WeakMap<Argument, Map<string, Expr>>();

/** Made once, for expressions are known by their identity. */
function spreadMember(argument: Argument, key: string): Expr {
  const known = spreadMembers.get(argument) ?? new Map<string, Expr>();
  spreadMembers.set(argument, known);
  const { value } = argument;
  const made = known.get(key) ?? {
    kind: 'member',
    of: value,
    key: { kind: 'text', value: key, range: value.range },
    range: value.range,
  };
  known.set(key, made);
  return made;
}
