/** The examples of the documentation: fenced blocks and inline code. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { project } from '../bundle.ts';

export const pages: readonly string[] = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(path.join(project, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

export interface Block {
  readonly page: string;
  readonly line: number;
  readonly language: string;
  readonly text: string;
}

export const textOf = (page: string): string => readFileSync(path.join(project, page), 'utf8');

const FENCED = /^```(\w*)\n([\s\S]*?)^```$/gm;

export const blocks: readonly Block[] = pages.flatMap((page) => {
  const text = textOf(page);
  return [...text.matchAll(FENCED)].map(({ 1: language = '', 2: body = '', index }) => ({
    page,
    line: text.slice(0, index).split('\n').length,
    language,
    text: body,
  }));
});

/** Code within sentences; a line break in it is a space. */
export const inlineCode: readonly { readonly page: string; readonly code: string }[] = pages.flatMap((page) =>
  [
    ...textOf(page)
      .replace(FENCED, '')
      .matchAll(/(?<!`)`([^`]+)`(?!`)/g),
  ].map(({ 1: code = '' }) => ({
    page,
    code: code.replace(/\s*\n\s*/g, ' '),
  })),
);

/** What a block is, by its language and its keys. */
export function kindOf({ language, text }: Block): string {
  if (language !== 'yaml') return language;
  if (/^jobs:/m.test(text)) return /^ {4}uses:/m.test(text) ? 'caller' : 'workflow';
  if (/^(approved|legacy|local|settings|unreadable|exceptions|extends|unresolved):/m.test(text)) return 'policy';
  return 'recipe';
}

export const blocksOf = (kind: string): readonly Block[] => blocks.filter((block) => kindOf(block) === kind);
