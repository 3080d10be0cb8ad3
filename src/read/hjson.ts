/** HJSON and JSON5, tolerantly: unquoted keys and values, optional commas, all comments. https://hjson.github.io/syntax.html */
import type { Entry, Expr } from '../model/expr.ts';
import { object, range, text, unknown } from './reader.ts';
import { templated } from './templated.ts';

const MAX_DEPTH = 150;

export function readHjson(content: string): Expr {
  let at = 0;

  const blank = /(?:[\s,]|#[^\r\n]*|\/\/[^\r\n]*|\/\*[\s\S]*?(?:\*\/|$))*/y;
  const skip = (): void => {
    blank.lastIndex = at;
    at += blank.exec(content)?.[0].length ?? 0;
  };

  const value = (depth: number): Expr => {
    skip();
    const start = at;
    if (depth > MAX_DEPTH) return unknown(range(at, at), 'nested too deeply');
    if (content[at] === '{') return members(start, depth, true);
    if (content[at] === '[') return items(start, depth);
    const quoted = /(['"])((?:(?!\1)[^\\]|\\[\s\S])*)\1/y;
    quoted.lastIndex = at;
    const found = quoted.exec(content);
    if (found) {
      at += found[0].length;
      return templated(text(found[2] ?? '', range(start + 1, at - 1)));
    }
    const plain = /[^\r\n]*/y;
    plain.lastIndex = at;
    const line = (plain.exec(content)?.[0] ?? '').replace(/\s*(?:#|\/\/).*$/, '');
    const bare = /^(?:true|false|null|-?\d[\w.]*)(?=\s*[,}\]]|\s*$)/.exec(line)?.[0] ?? line.replace(/\s*[,}\]]*\s*$/, '');
    at += Math.max(bare.length, 1);
    return /^null$/.test(bare) ? unknown(range(start, start + bare.length), 'null') : templated(text(bare, range(start, start + bare.length)));
  };

  const items = (start: number, depth: number): Expr => {
    at += 1;
    const found: Expr[] = [];
    for (skip(); at < content.length && content[at] !== ']'; skip()) found.push(value(depth + 1));
    at += 1;
    return { kind: 'list', items: found, range: range(start, Math.min(at, content.length)) };
  };

  const members = (start: number, depth: number, braced: boolean): Expr => {
    if (braced) at += 1;
    const entries: Entry[] = [];
    for (skip(); at < content.length && content[at] !== '}'; skip()) {
      const key = /(['"]?)([^'":\s,{}[\]]+)\1\s*:/y;
      key.lastIndex = at;
      const found = key.exec(content);
      if (!found?.[2]) {
        at += 1;
        continue;
      }
      const keyAt = at + (found[1] ?? '').length;
      at += found[0].length;
      entries.push({ key: found[2], keyRange: range(keyAt, keyAt + found[2].length), value: value(depth + 1) });
    }
    at += 1;
    return object(entries, range(start, Math.min(at, content.length)));
  };

  skip();
  return content[at] === '{' || content[at] === '[' ? value(0) : members(at, 0, false);
}
