import { getSystemErrorMap } from 'node:util';

/** An error that the user can mend: what is wrong, where, and what to do. Printed without a stack; exit code 2. */
export class UserError extends Error {}

/** What the system said, on one line: `no space left on device`, without its code, call and path. */
export function systemReason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const known = 'errno' in error && typeof error.errno === 'number' && getSystemErrorMap().get(error.errno)?.[1];
  return known || (error.message.split('\n', 1)[0] ?? '');
}
