/** Which of several relays a name says: `smtp_host_2`, `MailServer1`, `SMTP_HOST_BACKUP`, `smtpServerSecondary`. */

/** The words that say it, as an expression. */
export const RANK_WORDS = 'primary|secondary|tertiary|backup|fallback|failover|alternate';

const AT_END = new RegExp(`[_.-]?(?:\\d{1,2}|${RANK_WORDS})$`, 'i');

/** The name without it; undefined where there is none. */
export function withoutRank(name: string): string | undefined {
  const found = AT_END.exec(name);
  return found && found.index > 2 ? name.slice(0, found.index) : undefined;
}
