/** Programs of other languages that a script holds as words of its commands. */
import type { TextExpr } from '../../model/expr.ts';
import { decoded } from '../lower-text.ts';
import { text } from '../reader.ts';
import { isComment, SHELL } from './shell-texts.ts';
import { together } from './written-texts.ts';

/** `python3 -c "…"`, `php -r '…'`, `node -e`, `rails runner "…"`: a program as a word of a command. */
const INLINE =
  /(?<![.\w-])(?:(?<interpreter>python[\d.]*|php|ruby|node|perl)(?:[ \t]+-[\w:=,.-]+){0,4}?[ \t]+(?:-c|-r|-e|-E|--eval)|(?<rails>(?:gitlab-)?rails)[ \t]+(?:r|runner))[ \t]+(?:"(?<double>(?:[^"\\]|\\[\s\S]){1,4000})"|'(?<single>[^']{1,4000})')/dg;

const PROGRAM_ENDINGS: Readonly<Record<string, string>> = { php: 'php', ruby: 'rb', node: 'js', perl: 'pl' };

/** A program within a script. */
interface InlineProgram {
  /** Of the files of its language. */
  readonly ending: string;
  readonly code: TextExpr;
}

/** The programs that a script gives to an interpreter as words. */
export function* inlinePrograms(content: string): Generator<InlineProgram> {
  for (const found of content.matchAll(INLINE)) {
    const { interpreter, double } = found.groups ?? {};
    const [start, end] = found.indices?.groups?.double ?? found.indices?.groups?.single ?? [0, 0];
    if (isComment(content, found.index)) continue;
    const code = decoded(content, { start, end }, double === undefined ? undefined : SHELL);
    const ending = interpreter === undefined ? 'rb' : (PROGRAM_ENDINGS[interpreter] ?? 'py');
    const opening = ending === 'php' ? [text('<?php ', { start, end: start })] : [];
    yield { ending, code: together([...opening, code], '', code.range) };
  }
}
