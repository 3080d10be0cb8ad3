/** Uses of mail that more values lead to than are followed: where an old relay is still named, it may be one of them. */
import { MAX_VALUES } from '../evaluate/context.ts';
import type { Finding, JudgedSetting } from '../model/finding.ts';
import type { Diagnostic } from '../model/setting.ts';

const TOO_MANY = `not read to its end: more values lead here than the ${MAX_VALUES} that are followed, and a legacy relay may be among the others`;

/** @param findings those of the mentions among them: a document or comment that names the relay gives it to nobody */
export function cutUses(settings: readonly JudgedSetting[], findings: readonly Finding[]): readonly Diagnostic[] {
  if (!findings.some(({ rule, level }) => rule === 'legacy-mention' && level !== 'note')) return [];
  return settings
    .filter(({ isCut, role }) => isCut && role === 'runtime')
    .map(({ path, line }) => ({ path, line, message: TOO_MANY, failed: true }));
}
