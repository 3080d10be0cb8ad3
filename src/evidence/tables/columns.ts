/** A row of a table, by the names of its columns: tables of one kind differ in which they have, and in their order. */
import type { Journal, Place } from '../model.ts';

export interface Row {
  /** The value, or an empty text. Names are lower case with `-` between words. */
  get(name: string): string;
  readonly place: Place;
}

export interface TableReader {
  /** `exchange-send` */
  readonly format: string;
  /** Whether these are its columns. */
  fits(columns: ReadonlySet<string>, logType: string): boolean;
  read(row: Row): void;
}

export type MakeTableReader = (journal: Journal, timeOf: (text: string) => number | null) => TableReader;

/** `date_time_utc`, `Event target IP address` and `#Fields: date-time` as `date-time-utc`, … */
export const columnName = (text: string): string =>
  text
    .replace(/^#Fields:\s*/i, '')
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, '-');

/** The addresses of a list that `;` separates. */
export const listOf = (text: string): readonly string[] =>
  text
    .split(';', 2000)
    .map((one) => one.trim())
    .filter((one) => one !== '');
