/** Which names are members of a class. */
import type { TokenCursor } from '../../token-cursor.ts';
import type { PlainToken } from '../plain/tokens.ts';
import { keyword } from './context.ts';

const DECLARES =
  /^(?:public|private|protected|friend|shared|shadows|overrides|overridable|notoverridable|mustoverride|overloads|partial|readonly|writeonly|withevents|default|async|dim|const|property|sub|function)$/;
/** What has lines of its own up to its `End`. */
const OPENS = /^(?:sub|function|operator|class|structure|module|interface|enum)$/;
const CLOSES = /^(?:sub|function|operator|class|structure|module|interface|enum|property|get|set)$/;

/** The names that the lines from here to the end of the class declare, without those of what stands in its functions. */
export function membersHere(cursor: TokenCursor<PlainToken>): ReadonlySet<string> {
  const found = new Set<string>();
  const { tokens } = cursor;
  /** The kinds of the blocks that are open. */
  const open: string[] = [];
  for (let at = cursor.at; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (!token?.isFirst) continue;
    if (keyword(token) === 'end') {
      const kind = keyword(tokens[at + 1]);
      if (!CLOSES.test(kind)) continue;
      const last = open.lastIndexOf(kind);
      if (last < 0 && kind !== 'property' && kind !== 'get' && kind !== 'set') return found;
      if (last >= 0) open.length = last;
      continue;
    }
    const member = open.length === 0 ? memberAt(tokens, at) : blockAt(tokens, at);
    if (member.name !== undefined) found.add(member.name);
    if (member.opens !== undefined) open.push(member.opens);
  }
  return found;
}

interface Member {
  readonly name?: string | undefined;
  readonly opens?: string | undefined;
}

/** What the line that begins here declares, and the block that it opens. */
function memberAt(tokens: readonly PlainToken[], from: number): Member {
  let at = from;
  let isAbstract = false;
  let kind = '';
  while (DECLARES.test(keyword(tokens[at]))) {
    kind = keyword(tokens[at]);
    isAbstract ||= kind === 'mustoverride';
    at += 1;
    if (/^(?:property|sub|function)$/.test(kind)) break;
  }
  const word = keyword(tokens[at]);
  if (OPENS.test(word)) return { opens: word };
  if (at === from || tokens[at]?.kind !== 'name') return {};
  const opens = OPENS.test(kind) && !isAbstract ? kind : undefined;
  return { name: tokens[at]?.word, opens };
}

/** Within a function or another class only what begins and ends there counts. */
function blockAt(tokens: readonly PlainToken[], from: number): Member {
  const { opens } = memberAt(tokens, from);
  return opens === undefined ? {} : { opens };
}
