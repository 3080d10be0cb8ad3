/** Who calls a function, as far as a search for its name has found them. */
import { isShort } from '../evaluate/call-index.ts';
import type { Facts } from '../model/facts.ts';
import { shownName } from '../text/shown.ts';
import { OF_RELAYS } from './asked-names.ts';
import { MOST_CALLERS, MOST_ON_THE_WAY } from './callers.ts';
import { areApart } from './definers.ts';
import { isWithoutEnding } from './files.ts';
import type { Reach } from './reach.ts';

/** Characters from which on a program is taken for many that were put into one file. */
const BUNDLE = 200_000;

/** The files that call a function of `from` by its name: those that a search found, and any that are loaded. */
export function callersFrom(reach: Reach, from: Facts, name: string): readonly Facts[] {
  const { start, known, callees, cut } = reach;
  const isOwn = from.path === start.path;
  const isCrowded = known?.crowded.has(name) ?? false;
  // On the way through another file a name that so many have says nothing of who calls; nor do those of a bundle.
  const isFollowed = !isShort(name) && !isCrowded && start.source.text.length < BUNDLE;
  if (isOwn || isFollowed) callees.add(name);
  if (isOwn && isCrowded)
    cut.add(`more than ${MOST_CALLERS} files may call ${shownName(name)}; not all of them are followed`);
  return isOwn || isFollowed ? callersOf(reach, from, name) : [];
}

/** Whether some of those that call a function of `from` are not asked. */
export const passesOver = (reach: Reach, from: Facts, name: string): boolean =>
  isMany(reach, from, name) &&
  (reach.known?.onTheWay.get(name)?.length ?? 0) < (reach.known?.callers.get(name)?.length ?? 0);

/** Away from the use many files that say the name are not asked: it is a common one. */
const isMany = ({ known, start }: Reach, from: Facts, name: string): boolean =>
  (known?.callers.get(name)?.length ?? 0) > MOST_ON_THE_WAY && from.path !== start.path && !OF_RELAYS.test(name);

function callersOf(reach: Reach, from: Facts, name: string): readonly Facts[] {
  const { known } = reach;
  const many = isMany(reach, from, name);
  const using = many ? [] : reach.loaded().filter(({ path, program }) => path !== from.path && program);
  const asked = (many ? known?.onTheWay : known?.callers)?.get(name) ?? [];
  // What a file without an ending is shows when it is read.
  const calling = asked
    .filter((file) => file !== from.path)
    .flatMap((file) => reach.get(file) ?? [])
    .filter(({ path, format }) => format === from.format || !isWithoutEnding(path));
  return [...new Set([...using, ...calling])].filter(({ format }) => !areApart(format, from.format));
}
