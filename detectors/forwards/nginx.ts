/** nginx's stream module: connections that it hands on as they are. */
import { grouped } from '../../src/detect/building.ts';
import { type Match, type Matcher, needing } from '../../src/detect/detector.ts';
import type { Hop } from '../../src/evaluate/value.ts';
import type { Range } from '../../src/model/expr.ts';
import type { Facts } from '../../src/model/facts.ts';
import { forwardTo } from './forward-match.ts';

interface Word {
  readonly text: string;
  readonly at: Range;
}

/** A directive with its words, and those in its braces. */
interface Directive {
  readonly words: readonly Word[];
  readonly inner: Directive[];
}

const TOKEN = /#[^\n]*|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|[{};]|(?:\$\{\w*\}|[^\s{};#"'])+/g;

/** The directives of a file; braces that do not fit are passed over. */
function directivesOf(text: string): readonly Directive[] {
  const root: Directive[] = [];
  const open: Directive[][] = [root];
  let words: Word[] = [];
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    if (token.startsWith('#')) continue;
    if (token === '}') open.length = Math.max(1, open.length - 1);
    else if (token === ';' || token === '{') {
      const directive: Directive = { words, inner: [] };
      if (words.length > 0) open.at(-1)?.push(directive);
      if (token === '{') open.push(directive.inner);
    } else {
      const quoted = /^["']/.test(token) ? 1 : 0;
      words.push({
        text: token.slice(quoted, token.length - quoted),
        at: { start: index + quoted, end: index + token.length - quoted },
      });
      continue;
    }
    words = [];
  }
  return root;
}

const nameOf = ({ words: [name] }: Directive): string => name?.text ?? '';

/** Directives of a name, in the blocks that may hold them: the file itself, `stream`. */
const blocksOf = (directives: readonly Directive[], name: string): readonly Directive[] =>
  directives.flatMap((one) => [
    ...(nameOf(one) === name ? [one] : []),
    ...(nameOf(one) === 'stream' ? blocksOf(one.inner, name) : []),
  ]);

const wordsUnder = ({ inner }: Directive, name: string): readonly Word[] =>
  inner.flatMap((one) => (nameOf(one) === name ? one.words.slice(1, 2) : []));

interface Target {
  readonly name: string;
  readonly at: Range;
  /** The words that lead to it, from `proxy_pass` on. */
  readonly via?: readonly Word[];
}

/** What the file defines, by the name or variable that stands for it. */
interface Named {
  readonly upstreams: ReadonlyMap<string, readonly Directive[]>;
  readonly maps: ReadonlyMap<string, readonly Directive[]>;
}

/** What a word of `proxy_pass` stands for: an address, an upstream's servers, what a `map` or `set` gives a variable. */
function targetsOf(word: Word, named: Named, server: Directive, depth = 0): readonly Target[] {
  if (depth > 2 || word.text.includes('://')) return [];
  const variable = /^\$(\w+)$/.exec(word.text)?.[1];
  if (variable !== undefined) {
    const mapped = (named.maps.get(word.text) ?? []).flatMap(({ inner }) =>
      inner.flatMap(({ words }) => words.slice(1, 2)),
    );
    const set = server.inner
      .filter((one) => nameOf(one) === 'set' && one.words[1]?.text === word.text)
      .flatMap(({ words }) => words.slice(2, 3));
    return [...mapped, ...set].flatMap((one) =>
      targetsOf(one, named, server, depth + 1).map((target) => ({
        ...target,
        name: target.name || variable,
        via: [word, ...(target.via ?? [])],
      })),
    );
  }
  const [upstream] = named.upstreams.get(word.text) ?? [];
  if (!upstream) return [{ name: '', at: word.at }];
  return wordsUnder(upstream, 'server').map(({ at }) => ({ name: word.text, at, via: [word] }));
}

const hopOf =
  (facts: Facts) =>
  ({ at, text }: Word): Hop => ({ facts, range: at, kind: 'defined', name: text });

function* streamsOf(facts: Facts): Generator<Match> {
  const directives = directivesOf(facts.source.text);
  const named: Named = {
    upstreams: grouped(blocksOf(directives, 'upstream'), ({ words }) => words[1]?.text ?? ''),
    maps: grouped(blocksOf(directives, 'map'), ({ words }) => words[2]?.text ?? ''),
  };
  for (const server of blocksOf(directives, 'server')) {
    const listens = wordsUnder(server, 'listen').map(({ text }) => text);
    const toOwnServer = wordsUnder(server, 'proxy_protocol').some(({ text }) => text === 'on');
    for (const word of wordsUnder(server, 'proxy_pass'))
      for (const { name, at, via } of targetsOf(word, named, server))
        yield* forwardTo(
          facts,
          { key: name === '' ? 'proxy_pass' : `${name}.server`, at, ...(via ? { via: via.map(hopOf(facts)) } : {}) },
          { names: [name], listens, toOwnServer },
        );
  }
}

/** `stream { server { listen 25; proxy_pass h:587; } }`. https://nginx.org/en/docs/stream/ngx_stream_proxy_module.html */
export const nginx: Matcher = needing([/\bproxy_pass[ \t]/], streamsOf);
