/** An error that the user can mend: what is wrong, where, and what to do. Printed without a stack; exit code 2. */
export class UserError extends Error {}
