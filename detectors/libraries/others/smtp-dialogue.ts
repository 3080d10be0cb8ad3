/** Whether a program speaks SMTP itself, by what stands in its file. */

/**
 * What a client says to hand over a message, in any case (RFC 5321, sections 2.4 and 3.3); who only asks for a mailbox leaves
 * DATA out.
 */
export const handsOver = (text: string): boolean =>
  /(?:\b|\\n)(?:HELO|EHLO)\b/i.test(text) &&
  /(?:\b|\\n)MAIL FROM\b/i.test(text) &&
  /(?:["'`]|\\n)DATA\b|["'`]data(?:\\[rn]|["'`]\s*[,.)])/.test(text);
