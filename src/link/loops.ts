/** What `item` is in a file that a task of Ansible writes for each of a list. */
import { type EntryFact, entriesOf } from '../detect/entries.ts';
import type { Asked } from '../evaluate/value.ts';
import type { Facts } from '../model/facts.ts';
import { object } from '../read/reader.ts';
import { loopOf, memberOfItem, nameOfItem } from '../read/within/loops.ts';
import { isWithinLines } from './embedded-lines.ts';

/** Whether a name is that of an item, in a playbook: its own word, or what a task calls it. */
export const isLoopItem = ({ source: { text } }: Facts, { path: [first = ''] }: Asked): boolean =>
  first === 'item' ||
  (text.includes('loop_var') && new RegExp(`\\bloop_var:[ \\t]*["']?${first.replace(/\W/g, '')}\\b`).test(text));

/** The member that is asked of `item`, by the loop of the task that writes the file within the playbook. */
export function itemsOfLoops(
  within: Facts,
  playbook: Facts,
  { path: [name = '', ...members] }: Asked,
): readonly EntryFact[] {
  return entriesOf(playbook).flatMap((entry) => {
    const task = object(entry.siblings, entry.value.range);
    const loop = /^(?:loop|with_\w+)$/.test(entry.path.at(-1) ?? '') ? loopOf(task, playbook.source.text) : undefined;
    const starts = entry.siblings.map(({ keyRange }) => keyRange.start);
    const ends = entry.siblings.map(({ value }) => value.range.end);
    const at = { start: Math.min(...starts), end: Math.max(...ends) };
    const value = loop && memberOfItem(loop, members, loop.of.range);
    return value && nameOfItem(task) === name && isWithinLines(within, playbook, at) ? [{ ...entry, value }] : [];
  });
}
