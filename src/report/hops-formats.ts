/** The register of formats for evidence. */
import type { TraceReport } from './hops.ts';
import { hopsJson } from './hops-json.ts';
import { type HopsTextOptions, hopsText } from './hops-text.ts';

export interface HopsOptions extends HopsTextOptions {
  readonly version: string;
}

export type HopsFormat = 'text' | 'json';

export const hopsFormats: Readonly<
  Record<HopsFormat, (report: TraceReport, options: HopsOptions) => string | Promise<string>>
> = {
  text: hopsText,
  json: (report, { version }) => hopsJson(report, version),
};
