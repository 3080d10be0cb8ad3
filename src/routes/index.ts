/** The register of the document's formats; each is loaded when it is asked for. */
import type { RoutesDocument } from './document.ts';
import type { LinkTo } from './links.ts';

export type RoutesFormat = 'markdown' | 'html' | 'json' | 'csv';

export type WriteRoutes = (document: RoutesDocument, linkTo: LinkTo) => string;

export const routesFormats: Readonly<Record<RoutesFormat, () => Promise<WriteRoutes>>> = {
  markdown: async () => (await import('./markdown.ts')).markdown,
  html: async () => (await import('./html/page.ts')).htmlDocument,
  json: async () => (await import('./json.ts')).json,
  csv: async () => (await import('./csv.ts')).csv,
};

/** By the ends of files' names, without the dot. */
const ENDS: Readonly<Record<string, RoutesFormat>> = {
  md: 'markdown',
  markdown: 'markdown',
  html: 'html',
  htm: 'html',
  json: 'json',
  csv: 'csv',
};

/** The format that a file of this name holds; undefined when its name does not say. */
export const formatOfFile = (file: string): RoutesFormat | undefined =>
  ENDS[/\.(\w+)$/.exec(file)?.[1]?.toLowerCase() ?? ''];
