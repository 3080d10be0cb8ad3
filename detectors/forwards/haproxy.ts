/** HAProxy's sections with servers, and who hands connections to them. */
import { grow } from '../../src/detect/building.ts';
import { type Match, type Matcher, needing } from '../../src/detect/detector.ts';
import type { Range } from '../../src/model/expr.ts';
import type { Facts } from '../../src/model/facts.ts';
import { forwardTo } from './forward-match.ts';

interface Section {
  readonly name: string;
  readonly listens: readonly string[];
  readonly servers: readonly { readonly at: Range; readonly options: string }[];
  /** The backends that it hands connections to. */
  readonly uses: readonly string[];
  readonly isWeb: boolean;
}

const SECTION =
  /^[ \t]*(?<kind>listen|frontend|backend|defaults|global|mailers|peers|resolvers|userlist)\b[ \t]*(?<name>[^\s#]*)/;
const LINE = /^[ \t]*(?<word>bind|server|mode|use_backend|default_backend)[ \t]+(?<rest>[^\r\n#]+)/;

function sectionsOf(text: string): readonly Section[] {
  const sections: {
    name: string;
    listens: string[];
    servers: { at: Range; options: string }[];
    uses: string[];
    isWeb: boolean;
  }[] = [];
  for (const { 0: line, index } of text.matchAll(/[^\r\n]+/g)) {
    const head = SECTION.exec(line)?.groups;
    if (head) sections.push({ name: head.name ?? '', listens: [], servers: [], uses: [], isWeb: false });
    const current = sections.at(-1);
    const { word, rest = '' } = LINE.exec(line)?.groups ?? {};
    const [first = '', second = ''] = rest.trim().split(/[ \t]+/);
    if (!current || word === undefined || head) continue;
    if (word === 'bind') current.listens.push(...first.split(','));
    else if (word === 'mode') current.isWeb = first === 'http';
    else if (word === 'server' && second !== '') {
      const start = index + line.indexOf(second, line.indexOf(first, line.indexOf(word) + word.length) + first.length);
      current.servers.push({ at: { start, end: start + second.length }, options: rest });
    } else current.uses.push(first);
  }
  return sections;
}

function* serversOf(facts: Facts): Generator<Match> {
  const sections = sectionsOf(facts.source.text);
  const usersOf = new Map<string, Section[]>();
  for (const section of sections) for (const name of new Set(section.uses)) grow(usersOf, name, [section]);
  for (const section of sections) {
    if (section.isWeb) continue;
    const users = usersOf.get(section.name) ?? [];
    const forward = {
      names: [section.name, ...users.map(({ name }) => name)],
      listens: [...section.listens, ...users.flatMap(({ listens }) => listens)],
    };
    for (const { at, options } of section.servers)
      yield* forwardTo(
        facts,
        { key: `${section.name}.server`, at },
        { ...forward, toOwnServer: /\bsend-proxy/.test(options) },
      );
  }
}

/** `listen smtp-out`, `bind 127.0.0.1:25`, `server h h:587`. https://docs.haproxy.org/3.0/configuration.html#4 */
export const haproxy: Matcher = needing([/^[ \t]*server[ \t]+\S+[ \t]+\S/m], serversOf);
