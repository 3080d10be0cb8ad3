/** What a function takes. */
import type { Expr, RefExpr } from '../../../model/expr.ts';
import type { Parameter } from '../../../model/facts.ts';
import { ref } from '../../lower.ts';
import { range } from '../../reader.ts';
import { peek } from '../../token-cursor.ts';
import type { Context } from './context.ts';
import { expression } from './expressions.ts';
import { ASSIGNING } from './operators.ts';
import type { PlainToken } from './tokens.ts';

interface Parameters {
  readonly params: readonly Parameter[];
  /** Those that are fields, too: `this.host`. */
  readonly fields: readonly RefExpr[];
  /** What a parameter is called within, where callers call it otherwise. */
  readonly aliases: readonly { readonly local: RefExpr; readonly label: string }[];
}

export const NO_PARAMETERS: Parameters = { params: [], fields: [], aliases: [] };
/** Names in parentheses that are no types of parameters, or none whose members the program declares. */
const NO_PARAMETER_TYPE =
  /^(?:const|final|required|this|super|struct|var|covariant|unsigned|inout|std|_|[Ss]tring|QString|[Ii]nt\d*|UInt\d*|u?int\d+_t|size_t|char|bool|Bool|double|Double|float|long|short|auto|num|dynamic|void)$/;

/**
 * The names in parentheses, the last before a type, a value or a comma, with the values that they have when none is given;
 * the cursor is left behind them.
 */
export function parametersOf(context: Context, close: number): Parameters {
  const { cursor, dialect } = context;
  const params: Parameter[] = [];
  const fields: RefExpr[] = [];
  const aliases: { readonly local: RefExpr; readonly label: string }[] = [];
  let names: PlainToken[] = [];
  let behind: PlainToken | undefined;
  let fallback: Expr | undefined;
  let isOver = false;
  const end = (): void => {
    const name = names.at(-1);
    if (name) {
      const local = ref(name.word, range(name.start, name.end));
      const before = names.at(-2);
      const label = dialect.hasInit && before && before.word !== '_' ? before.word : undefined;
      if (label !== undefined) aliases.push({ local, label });
      if (before?.word === 'this') fields.push(local);
      const typed = dialect.hasClasses ? (behind ?? (dialect.hasInit ? undefined : before)) : undefined;
      const type =
        typed && !NO_PARAMETER_TYPE.test(typed.word) ? ref(typed.word, range(typed.start, typed.end)) : undefined;
      params.push({ name: label ?? name.word, ...(fallback ? { fallback } : {}), ...(type ? { type } : {}) });
    }
    names = [];
    behind = fallback = undefined;
    isOver = false;
  };
  cursor.at += 1;
  while (cursor.at < close) {
    const token = peek(cursor);
    cursor.at += 1;
    if (token?.word === ',' || token?.word === '}') end();
    else if (token?.word === '=') fallback = expression(context, ASSIGNING + 1);
    else if (token?.word === ':') isOver = true;
    else if (token?.kind === 'name' && !fallback) {
      if (!isOver) names.push(token);
      else behind ??= token;
    }
  }
  end();
  cursor.at = Math.min(close + 1, cursor.tokens.length);
  return { params, fields, aliases };
}
