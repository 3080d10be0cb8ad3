/** Whether to colour: https://no-color.org, FORCE_COLOR, and only for terminals otherwise. */
export function wantsColor(when: string | undefined, stream: { readonly isTTY?: boolean }): boolean {
  if (when === 'always') return true;
  if (when === 'never') return false;
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== '' && FORCE_COLOR !== '0') return true;
  return stream.isTTY === true && TERM !== 'dumb';
}
