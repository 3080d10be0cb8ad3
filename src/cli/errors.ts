/** An error that the user can mend: what is wrong, where, and what to do. Printed without a stack; exit code 2. */
export class UserError extends Error {}

/** What the system said, on one line: `no space left on device`, without its code, call and path. */
export function systemReason(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return (/^E[A-Z0-9]+: ([^,]+)/.exec(message)?.[1] ?? message).split('\n', 1)[0] ?? message;
}
