/** The register of formats for evidence. */
import type { TraceReport } from './hops.ts';
import { hopsCsv } from './hops-csv.ts';
import { hopsHtml } from './hops-html.ts';
import { hopsJson } from './hops-json.ts';
import { hopsMarkdown } from './hops-markdown.ts';
import { hopsSarif } from './hops-sarif.ts';
import { type HopsTextOptions, hopsText } from './hops-text.ts';

export interface HopsOptions extends HopsTextOptions {
  readonly version: string;
}

export type HopsFormat = 'text' | 'json' | 'sarif' | 'markdown' | 'html' | 'csv';

export const hopsFormats: Readonly<Record<HopsFormat, (report: TraceReport, options: HopsOptions) => string>> = {
  text: hopsText,
  json: (report, { version }) => hopsJson(report, version),
  sarif: (report, { version }) => hopsSarif(report, version),
  markdown: hopsMarkdown,
  html: hopsHtml,
  csv: hopsCsv,
};
