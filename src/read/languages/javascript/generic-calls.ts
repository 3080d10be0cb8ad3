/**
 * A guard against a cost that doubles with each level: when calls with type arguments (`f<T>(g<T>(…`) are nested and
 * something within is no TypeScript, Babel tries every one of them again as comparisons. 15 levels take 2 seconds.
 */

/** Hand-written code stays below 5; 8 levels take 20 ms. */
const MAX_NESTING = 8;

const TOKEN =
  /"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?|\/\/.*|\/\*[\s\S]*?(?:\*\/|$)|(=>\s*\()|(>\s*(?:\(|`[^`]*\$\{))|([({])|[)}]/g;

/** Whether calls with type arguments are nested deeper than the parser can be trusted with. One pass over the text. */
export function nestsTypeArguments(code: string): boolean {
  const open: boolean[] = [];
  let nesting = 0;
  for (const [token, arrow, generic, bracket] of code.matchAll(TOKEN)) {
    if (generic !== undefined) {
      open.push(true);
      nesting += 1;
      if (nesting > MAX_NESTING) return true;
    } else if (arrow !== undefined || bracket !== undefined) open.push(false);
    else if ((token === ')' || token === '}') && open.pop()) nesting -= 1;
  }
  return false;
}
