/** The map as data; schema/merge.schema.json describes it, and `--since` reads it. Keys are only ever added within a schemaVersion. */
import { jsonText } from '../report/escape.ts';
import type { MergedMap } from './map.ts';

export const json = (map: MergedMap): string => jsonText({ schemaVersion: 1, ...map });
