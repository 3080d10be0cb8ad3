/** What reports for a terminal share: signs, colours, and the page that their parts stand on. */
import { styleText } from 'node:util';
import type { Level } from '../model/finding.ts';
import type { Verdict } from '../model/setting.ts';
import { visible } from './escape.ts';
import type { ReportOptions } from './report.ts';

export type Style = Extract<Parameters<typeof styleText>[0], string>;
export type Paint = (style: Style | Style[], text: string) => string;

export const painter =
  (color: boolean): Paint =>
  (style, words) =>
    color && words !== '' ? styleText(style, words, { validateStream: false }) : words;

export interface Page {
  readonly paint: Paint;
  readonly options: ReportOptions;
  readonly judged: boolean;
}

export const SIGNS: Readonly<Record<Level, { readonly sign: string; readonly style: Style }>> = {
  error: { sign: '✖', style: 'red' },
  warning: { sign: '▲', style: 'yellow' },
  note: { sign: '●', style: 'blue' },
};

export const QUIET_SIGNS: Readonly<Record<Verdict, { readonly sign: string; readonly style: Style }>> = {
  approved: { sign: '✔', style: 'green' },
  local: { sign: '○', style: 'gray' },
  placeholder: { sign: '○', style: 'gray' },
  unresolved: { sign: '?', style: 'blue' },
  legacy: { sign: '◆', style: 'yellow' },
  unapproved: { sign: '◆', style: 'cyan' },
};

/** ` → smtp-relay.corp.example`, behind what is to change. */
export const changeWords = (replacement: string | undefined, { paint }: Page): string =>
  replacement === undefined ? '' : `  ${paint('gray', '→')} ${paint('green', visible(replacement))}`;
