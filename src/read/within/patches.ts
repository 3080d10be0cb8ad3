/** Files as a patch leaves them, as far as it shows them: what it adds, and the lines around that. diff(1), "Unified Format" */

import type { TextExpr } from '../../model/expr.ts';
import { roleOf } from '../../select/role.ts';
import { SPEAKS_OF_MAIL } from '../../text/mail-words.ts';
import { range, text } from '../reader.ts';
import { together } from './written-texts.ts';

export interface PatchedFile {
  readonly name: string;
  readonly content: TextExpr;
}

/** `+++ b/config/mail.yml`, perhaps with a time behind a tab. */
const HEADER = /^\+\+\+ (?:[ab]\/|\.\/)?(?<name>[^\t\r\n]+)/;
/** What stands between the files of a patch. */
const BETWEEN = /^(?:--- |diff |Index: |index |-- $)/;
const MTA_OR_SUBMISSION = /mta|587/i;

/** The files that a patch adds lines to which may say something of mail; those of tests and samples are left to these. */
export function* patchedFiles(patch: string): Generator<PatchedFile> {
  let name: string | undefined;
  let lines: TextExpr[] = [];
  let adds = false;
  const whole = (): readonly PatchedFile[] => {
    const [first] = lines;
    if (name === undefined || !first || !adds || roleOf(name) !== 'runtime') return [];
    const content = together(lines, '\n', first.range);
    return SPEAKS_OF_MAIL.test(content.value) || MTA_OR_SUBMISSION.test(content.value) ? [{ name, content }] : [];
  };
  for (const { 0: line, index } of patch.matchAll(/[^\n]+|(?<=\n)(?=\n)/g)) {
    const header = HEADER.exec(line)?.groups?.name;
    if (header !== undefined || BETWEEN.test(line)) {
      yield* whole();
      [name, lines, adds] = [header?.trim(), [], false];
    } else if (name !== undefined && !/^[-\\]/.test(line)) {
      // Between two hunks lines are missing.
      const shown = line.startsWith('@@') ? '' : line.slice(1).replace(/\r$/, '');
      lines.push(text(shown, range(index + 1, index + 1 + shown.length)));
      adds ||= line.startsWith('+');
    }
  }
  yield* whole();
}

/** Whether a line of a patch is one that it adds. */
export const isAdded = (line: string): boolean => line.startsWith('+');
