/**
 * Relays that stand in what Postfix asks others: the answer that a query of SQL gives, the form that results of LDAP get
 * (mysql_table(5), ldap_table(5)); and in the actions of checks (header_checks(5)).
 */
import { sliceOf, templated } from '../../src/detect/building.ts';
import type { Entry, Expr, TextExpr } from '../../src/model/expr.ts';
import { nexthopOf, OF_THE_MACHINE } from './nexthop.ts';
import { tablePaths } from './tables.ts';

/** Types of tables that are asked as a file says. */
const ASKED = /^(?:proxy:)?(?:mysql|pgsql|sqlite|ldap|memcache):(?<path>\/?\S+\.?\w*)$/;

/** The files that say how the tables are asked that a parameter lists. */
export const askedPaths = (value: Expr): readonly string[] => tablePaths(value, ASKED);

const FILTER = /^(?:\/|\S)[^\n]{0,1000}?[ \t]FILTER[ \t]+(?<answer>\S+)[ \t]*\r?$/dgm;

/** `/pattern/ FILTER transport:nexthop`, to a host outside. */
export const filterRows = (whole: TextExpr): Entry[] =>
  answersOf(whole, FILTER)
    .filter(({ value }) => !OF_THE_MACHINE.test(value))
    .flatMap((answer) => entryOf('FILTER', nexthopOf(answer)));

/** A text within a query, and what LDAP's results are put into; of what a query puts together nothing is known. */
const QUERY = /^[ \t]*query[ \t]*=[ \t]*select[ \t]+'(?<answer>[^'%\s\n]{3,200})'/dgim;
const RESULT = /^[ \t]*result_format[ \t]*=[ \t]*(?<answer>[^\s%]+)[ \t]*\r?$/dgm;

/** The relays that the answers of such a file name; `isHost` where an answer is a host without a transport. */
export const answersIn =
  (isHost: boolean) =>
  (whole: TextExpr): Entry[] =>
    [QUERY, RESULT].flatMap((pattern) =>
      answersOf(whole, pattern)
        .filter(({ value }) => /\[[^\][]+\]|\w\.\w/.test(value))
        .flatMap((answer) => entryOf('result', isHost ? templated(answer) : nexthopOf(answer))),
    );

const answersOf = (whole: TextExpr, pattern: RegExp): readonly TextExpr[] =>
  [...whole.value.matchAll(pattern)].flatMap(({ indices }) => {
    const at = indices?.groups?.answer;
    return at ? [sliceOf(whole, at[0], at[1])] : [];
  });

const entryOf = (key: string, value: Expr | undefined): Entry[] =>
  value ? [{ key, keyRange: value.range, value }] : [];
