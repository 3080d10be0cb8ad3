/** Evidence as SARIF: findings stand at the lines of the logs and headers that show them. */
import { rules } from '../rules/index.ts';
import { HOMEPAGE } from '../rules/pages.ts';
import type { TraceReport } from './hops.ts';
import { redacted } from './redact.ts';
import { sarif } from './sarif.ts';

export function hopsSarif(report: TraceReport, version: string): string {
  const { trace, findings } = report;
  return sarif(
    redacted({
      root: '.',
      settings: [],
      findings,
      diagnostics: trace.diagnostics,
      policy: report.policy,
      judges: report.judges,
      statistics: { files: trace.files.length, read: trace.files.length },
      complete: report.complete,
    }),
    { version, rules, homepage: HOMEPAGE },
  );
}
