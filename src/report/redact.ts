/**
 * The last line of defence: detectors keep no secrets, but a reference, key or message may hold a URL. Whatever stands
 * before the `@` of a URL's authority goes, in all that a report may show.
 */
import type { Fix, ScanResult } from '../model/finding.ts';

/** A password may hold `/` and `@` itself, so up to the last `@` of the word; bounded to stay linear. */
const CREDENTIALS = /:\/\/[^\s"'<>`]{1,400}@/g;

const redact = (text: string): string => text.replace(CREDENTIALS, '://***@');

/** A line with something taken out would be no suggestion, so it is not made at all. */
const withoutSecretLines = ({ edits, lines }: Fix): Fix =>
  lines?.texts.every((text) => redact(text) === text) ? { edits, lines } : { edits };

/** The result without credentials in any text but paths. */
export function redacted(result: ScanResult): ScanResult {
  return {
    ...result,
    settings: result.settings.map((setting) => ({
      ...setting,
      key: redact(setting.key),
      ref: setting.ref === null ? null : redact(setting.ref),
      trail: setting.trail.map((step) => ({ ...step, note: redact(step.note) })),
    })),
    findings: result.findings.map((finding) => ({
      ...finding,
      message: redact(finding.message),
      ...(finding.fix ? { fix: withoutSecretLines(finding.fix) } : {}),
      ...(finding.suppressed
        ? { suppressed: { ...finding.suppressed, reason: redact(finding.suppressed.reason) } }
        : {}),
    })),
    diagnostics: result.diagnostics.map((diagnostic) => ({ ...diagnostic, message: redact(diagnostic.message) })),
  };
}
