/**
 * How a name stands in a text: as a word, a call, a key, or in an import. A look at the letters around it, made before anything
 * is parsed, so that of the files that hold a common word those are asked that can say something.
 */
import { oncePer } from '../model/once.ts';
import { literalSearch } from '../select/literal-search.ts';

/**
 * `word` anywhere · `key` what is given a value · `set` what an assignment or a call gives one · `call` with arguments
 * in parentheses, `command` with or without these · `host` a call with what looks like a host among its arguments,
 * `domain` with what looks like one of a domain · `import` in a line that loads, includes, extends or makes something.
 */
export type Standing = 'word' | 'key' | 'set' | 'call' | 'command' | 'host' | 'domain' | 'import';

/** Characters behind a name, and before it on its line, that are looked at. */
const MOST_BEHIND = 400;
const MOST_BEFORE = 200;
/** Places of a name in one file that are looked at; in a file with more it may stand in any way. */
const MOST_PLACES = 2_000;

/** `host:`, `"host" :`, `'host' =>`, `host =`, `mail.host`, `[mail]`, `mail {`, `<host>`, `host="`. */
const KEY = /^["'`]?[ \t]*(?:=(?!=)|:(?!:)|[.[{>\]])/;
/** `["HOST"] =`, `{HOST} ||=`, `.HOST ??=`, `("HOST", …`, `'HOST=…`, `{"HOST": …`, `'HOST' => …`. */
const SET = /^["'`]?[ \t]*[\]})]?[ \t]*(?:\|\||\?\?|\/\/|:)?=(?![=>~])|^["'`][ \t]*(?:,|=>|:(?!:))/;
/** In JSON a key is a whole text. */
const JSON_KEY = /^"\s*:/;
const CALL = /^\s*\(\s*[^\s)]/;
/** With parentheses, or without: Ruby, Perl, shell. */
const COMMAND = new RegExp(`${CALL.source}|^[ \\t]+["'$:@\\w]`);
/** A quoted text with a dot in it. */
const HOST = /^(?:\s*\(|[ \t])[^;)]{0,300}["'`][^"'`\s]{0,100}\w\.\w/;
/** With two: `accounts.id` and `view.php` are no names of hosts. */
const DOMAIN = /^(?:\s*\(|[ \t])[^;)]{0,300}["'`][^"'`\s/]{0,60}\w\.[\w-]{1,63}\.\w/;
/** What stands on the line before the name of a file or class that is loaded, included, extended or made. */
const IMPORTING =
  /^\s*(?:import|from|use|using|require\w*|include\w*|load|source|\.)[\s(]|\b(?:require\w*|import|include\w*|load\w*|from)\s*\(?\s*["'`][^"'`]*$|\b(?:extends|new)\s+[\w.:\\]*$/;

/** What stands on the line before the name of a function that is declared. */
const DECLARING = /(?:^|\s)(?:def|function\*?|func|fun|fn|sub|proc)\s+(?:\([^()]*\)\s*|[\w.]+\.)?$/;

const BEHIND = { key: KEY, set: SET, call: CALL, command: COMMAND, host: HOST, domain: DOMAIN } as const;

/** Names in one file that are looked at each; in a file with more, a table of very many, they may stand in any way. */
const MOST_STANDING = 1_000;

/** So many names are looked for one by one; of more, those that stand there at all are found first. */
const FEW = 16;

/** A search's tables take longer to make than a chunk of files to search; all jobs of a round have the same list. */
const searchOf = oncePer(literalSearch);

/**
 * What stands in some bytes: a function that gives those of the names that do, in their order. The same name may be asked for
 * in several searches.
 */
export function namesHeldIn(
  bytes: Buffer,
): (sought: { readonly names: readonly string[]; readonly standing: Standing }) => readonly string[] {
  const known = new Map<string, boolean>();
  return ({ names, standing }) => {
    // The search does not tell capitals from small letters.
    const found = names.length <= FEW ? names : searchOf(names)(bytes).flatMap((index) => names[index] ?? []);
    if (found.length > MOST_STANDING) return found;
    return found.filter((name) => {
      const id = `${standing} ${name}`;
      const stands = known.get(id) ?? standsAs(bytes, name, standing);
      known.set(id, stands);
      return stands;
    });
  };
}

/** Whether a name stands so in some bytes. */
export function standsAs(bytes: Buffer, name: string, standing: Standing): boolean {
  if (standing === 'word') return bytes.includes(name);
  const pattern =
    standing === 'key' && bytes[0] === BRACE ? JSON_KEY : BEHIND[standing === 'import' ? 'key' : standing];
  const isCall = standing === 'call' || standing === 'command' || standing === 'host' || standing === 'domain';
  let places = 0;
  for (let at = bytes.indexOf(name); at >= 0; at = bytes.indexOf(name, at + name.length)) {
    places += 1;
    if (places > MOST_PLACES) return true;
    const end = at + name.length;
    if (isLetter(bytes[at - 1]) || isLetter(bytes[end])) continue;
    const stands = standing === 'import' ? isImported(bytes, at, end) : pattern.test(behind(bytes, end));
    if (stands && !(isCall && DECLARING.test(lineBefore(bytes, at)))) return true;
  }
  return false;
}

const behind = (bytes: Buffer, end: number): string => bytes.toString('latin1', end, end + MOST_BEHIND);

function lineBefore(bytes: Buffer, at: number): string {
  const before = bytes.toString('latin1', Math.max(0, at - MOST_BEFORE), at);
  return before.slice(before.lastIndexOf('\n') + 1);
}

const isImported = (bytes: Buffer, at: number, end: number): boolean =>
  bytes[end] !== HYPHEN && IMPORTING.test(lineBefore(bytes, at));

const HYPHEN = 45;
const BRACE = 123;

/** Of a name: letters, digits, underscore. */
const isLetter = (byte: number | undefined): boolean =>
  byte !== undefined &&
  (byte === 95 || (byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122));
