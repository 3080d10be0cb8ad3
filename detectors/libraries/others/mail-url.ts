/** URLs that mail is handed over by. https://www.iana.org/assignments/uri-schemes: smtp is provisional, and everywhere. */
import type { Expr } from '../../../src/model/expr.ts';

/** Whether a text, or what it begins with, is such a URL. */
export function isMailUrl(value: Expr | undefined): boolean {
  const first = value?.kind === 'join' ? value.parts[0] : value;
  return first?.kind === 'text' && /^smtps?:\/\//i.test(first.value);
}
