/** Here-documents in the text of any file: scripts, Dockerfiles, scripts inside manifests. */
import type { TextExpr } from '../../model/expr.ts';

export interface Heredoc {
  /** The command's line, which names the file that is written. */
  readonly head: string;
  /** What of it stands before the mark. */
  readonly command: string;
  readonly body: TextExpr;
  /** The word that ends it stands in quotes: the shell takes the body as it is. */
  readonly verbatim: boolean;
  /** The margin that all lines of the body have. */
  readonly indent: number;
}

/** Each may reach to the file's end, so their number is bounded. */
const MOST = 100;

export function* heredocsOf(text: string): Generator<Heredoc> {
  let left = MOST;
  for (const found of text.matchAll(/^([^\r\n]{0,300}?)<<-?[ \t]*(\\?["']?)([A-Za-z_]\w*)\b([^\r\n]*)\r?\n/gm)) {
    left -= 1;
    if (left < 0) return;
    const start = found.index + found[0].length;
    const stop = new RegExp(`^[ \\t]*${found[3] ?? ''}[ \\t]*\\r?$`, 'gm');
    stop.lastIndex = start;
    const end = stop.exec(text)?.index;
    if (end === undefined) continue;
    const value = text.slice(start, end);
    const indents = Array.from(value.matchAll(/^([ \t]*)[^\s]/gm), (line) => line[1]?.length ?? 0);
    yield {
      head: `${found[1] ?? ''}${(found[4] ?? '').replace(/^["']/, ' ')}`,
      command: found[1] ?? '',
      verbatim: found[2] !== '',
      body: { kind: 'text', value, range: { start, end } },
      indent: indents.reduce((least, one) => Math.min(least, one), indents[0] ?? 0),
    };
  }
}
