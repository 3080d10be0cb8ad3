/** The register of report formats. */
import { checkstyle } from './checkstyle.ts';
import type { FormatName } from './format-names.ts';
import { github } from './github.ts';
import { githubSuggestions } from './github-suggestions.ts';
import { gitlab } from './gitlab.ts';
import { json } from './json.ts';
import { junit } from './junit.ts';
import { markdown } from './markdown.ts';
import { rdjson } from './rdjson.ts';
import { redacted } from './redact.ts';
import type { Report } from './report.ts';
import { sarif } from './sarif.ts';
import { text } from './text.ts';

export type { FormatName } from './format-names.ts';
export type { Report, ReportOptions, RuleInfo, SarifOptions } from './report.ts';

const safe =
  (report: Report): Report =>
  (result, options) =>
    report(redacted(result), options);

export const formats: Readonly<Record<FormatName, Report>> = {
  text: safe(text),
  json: safe(json),
  sarif: safe(sarif),
  github: safe(github),
  'github-suggestions': safe(githubSuggestions),
  gitlab: safe(gitlab),
  junit: safe(junit),
  checkstyle: safe(checkstyle),
  rdjson: safe(rdjson),
  markdown: safe(markdown),
};
