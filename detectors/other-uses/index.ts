/** What else mail hosts are for: not relays, and what only these uses read is none. */
import type { Detector } from '../../src/detect/detector.ts';
import links from './links.ts';
import mailboxes from './mailboxes.ts';

export const otherUses: readonly Detector[] = [mailboxes, links];
