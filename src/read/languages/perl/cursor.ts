/** A place in Perl's tokens. */
import type { TokenCursor } from '../../token-cursor.ts';
import type { PerlToken } from './tokens.ts';

export {
  closingOf,
  closingsOf,
  DEEPEST,
  endOf,
  isNext,
  isOpening,
  peek,
  skipped,
  startOf,
  take,
} from '../../token-cursor.ts';

export type Cursor = TokenCursor<PerlToken>;
