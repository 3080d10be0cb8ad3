/** The register of the map's formats; each is loaded when it is asked for. */
import type { MergedMap } from './map.ts';

export type MergeFormat = 'markdown' | 'html' | 'json';

export type WriteMap = (map: MergedMap) => string;

export const mergeFormats: Readonly<Record<MergeFormat, () => Promise<WriteMap>>> = {
  markdown: async () => (await import('./markdown.ts')).markdown,
  html: async () => (await import('./html/page.ts')).htmlMap,
  json: async () => (await import('./json.ts')).json,
};
