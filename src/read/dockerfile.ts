/** Dockerfiles: what ENV and ARG set, and the text of each RUN. https://docs.docker.com/reference/dockerfile/ */
import type { Entry, Expr } from '../model/expr.ts';
import { object, range, type Reader, text } from './reader.ts';
import { templated } from './templated.ts';

/** An instruction with its continuation lines. */
const INSTRUCTION = /^[ \t]*([A-Za-z]+)[ \t]+((?:[^\\\r\n]|\\[ \t]*(?:\r\n|[\r\n])(?:[ \t]*#[^\r\n]*(?:\r\n|[\r\n]))*|\\.)*)/gm;
const PAIR = /([A-Za-z_][\w.-]*)=("(?:[^"\\]|\\[\s\S])*"|'[^']*'|(?:[^\s\\"']|\\.)*)/g;

export const readDockerfile: Reader = async ({ path, source }) => {
  const variables: Entry[] = [];
  const args: Entry[] = [];
  const runs: Expr[] = [];
  for (const found of source.text.matchAll(INSTRUCTION)) {
    const instruction = (found[1] ?? '').toUpperCase();
    const body = found[2] ?? '';
    const at = found.index + found[0].length - body.length;
    if (instruction === 'ENV') variables.push(...pairs(body, at, true));
    else if (instruction === 'ARG') args.push(...pairs(body, at, false));
    else if (instruction === 'RUN') runs.push(text(body, range(at, at + body.length)));
  }
  const whole = range(0, source.text.length);
  const entry = (key: string, value: Expr): Entry => ({ key, keyRange: range(0, 0), value });
  const documents = [object([entry('ENV', object(variables, whole)), entry('ARG', object(args, whole)), entry('RUN', { kind: 'list', items: runs, range: whole })], whole)];
  return { path, format: 'dockerfile', source, documents };
};

function pairs(body: string, at: number, oldForm: boolean): Entry[] {
  const old = oldForm ? /^([A-Za-z_][\w.-]*)[ \t]+([^=\s][^\r\n]*)$/.exec(body) : null;
  if (old?.[1] && old[2] !== undefined && !/^[\w.-]+=/.test(body)) {
    const from = at + body.length - old[2].length;
    return [{ key: old[1], keyRange: range(at, at + old[1].length), value: unquoted(old[2].trim(), from) }];
  }
  return [...body.matchAll(PAIR)].map((found) => {
    const key = found[1] ?? '';
    const keyAt = at + found.index;
    return { key, keyRange: range(keyAt, keyAt + key.length), value: unquoted(found[2] ?? '', keyAt + key.length + 1) };
  });
}

function unquoted(raw: string, at: number): Expr {
  const inner = /^(["'])([\s\S]*)\1$/.exec(raw)?.[2];
  const start = inner === undefined ? at : at + 1;
  const value = inner ?? raw;
  return templated(text(value, range(start, start + value.length)));
}
