/** Names of settings, which programs hold as values just like the settings themselves. */
import type { EntryFact } from '../src/detect/entries.ts';

/** `SMTP_SERVER = "smtp_server"` is a constant for a key's name, `'smtp_host' => 'smtp_server'` a map of names. */
export function namesItself({ path, value }: EntryFact): boolean {
  const key = path.at(-1) ?? '';
  if (key === 'SMTP') return true;
  const literal = value.kind === 'text' ? value.value : undefined;
  if (literal === undefined || /[.:]/.test(literal) || literal === 'localhost') return false;
  return (
    /^[a-z]+([_-][a-z]+)*[_-](host|server|hostname|address|addr|url|relay)$|^(host|server|hostname|address)$/i.test(
      literal,
    ) || literal.toLowerCase() === key.toLowerCase()
  );
}
