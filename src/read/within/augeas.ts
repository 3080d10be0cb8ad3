/**
 * What commands of Augeas set in a file, as the lines of that file: `set relayhost h` below `/files/etc/postfix/main.cf`, in
 * Puppet's `augeas`, Salt's `augeas.change` and Ansible's module. https://augeas.net/docs/references/lenses/
 */
import { type Entry, type Expr, type TextExpr, textOf } from '../../model/expr.ts';
import type { SourceText } from '../../text/source-text.ts';
import { text } from '../reader.ts';
import { relative } from './script-files.ts';
import { sliceOf } from './templated.ts';
import type { WrittenFile } from './written-by-scripts.ts';
import { asWritten, together } from './written-texts.ts';

const CHANGES = /^(?:changes|commands?)$/;
const CONTEXT = /^(?:context|path|file)$/;
const SET =
  /^\s*set\s+(?:\/files)?(?<folder>\/[\w./-]+\/)?(?<key>[A-Za-z][\w.-]*)\s+(?<quote>["']?)(?<value>\S[^\n]*?)\k<quote>\s*$/d;

/** More commands set up no mail. */
const MOST = 200;

export function* setByAugeas(entries: readonly Entry[], { text: source }: SourceText): Generator<WrittenFile> {
  const changes = entries.find(({ key }) => CHANGES.test(key))?.value;
  if (!changes) return;
  const context = textOf(entries.find(({ key }) => CONTEXT.test(key))?.value) ?? '';
  for (const one of (changes.kind === 'list' ? changes.items : [changes]).slice(0, MOST))
    yield* setBy(one, context, source);
}

function* setBy(change: Expr, context: string, source: string): Generator<WrittenFile> {
  const written = asWritten(change, source);
  const found = written && SET.exec(written.value);
  const { key, value } = found?.indices?.groups ?? {};
  const path = found?.groups?.folder ?? context;
  if (!written || !found || !key || !value || path === '') return;
  const said: TextExpr = sliceOf(written, value[0], value[1]);
  const content = together([text(`${found.groups?.key} = `, sliceOf(written, ...key).range), said], '', said.range);
  yield { name: relative(path.replace(/^\/files/, '').replace(/\/$/, '')), content };
}
