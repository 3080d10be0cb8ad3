/** sSMTP says that it sent a mail, and not through which relay. */
import type { Journal } from '../model.ts';
import type { LogReader } from './reader.ts';

export function ssmtp(journal: Journal): LogReader {
  let told = false;
  return {
    format: 'ssmtp',
    programs: ['ssmtp'],
    owns: () => false,
    read(line, context) {
      if (told || !line.text.startsWith('Sent mail for ')) return;
      told = true;
      journal.problem('sSMTP does not log the relay: its lines prove no way', context.placeOf(line));
    },
  };
}
