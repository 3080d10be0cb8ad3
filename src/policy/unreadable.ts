/** What the policy lets stay unread. */
import type { Diagnostic } from '../model/setting.ts';
import { compilePaths } from './match.ts';
import type { Unreadable } from './policy.ts';

/** The diagnostics, of which those about files that the policy accepts as unreadable leave the scan complete, and say so. */
export function accepted(diagnostics: readonly Diagnostic[], unreadable: readonly Unreadable[]): readonly Diagnostic[] {
  const all = unreadable.map(({ paths, reason }) => ({ means: compilePaths(paths), reason }));
  return diagnostics.map((diagnostic) => {
    const reason = diagnostic.failed && all.find(({ means }) => means(diagnostic.path))?.reason;
    if (!reason) return diagnostic;
    const { failed: _, ...known } = diagnostic;
    return { ...known, message: `${known.message} (the policy accepts that: ${reason})` };
  });
}
