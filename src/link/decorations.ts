/**
 * What plug-ins put on the instance of an application under a name, for all others to read as a member of it:
 * `fastify.decorate('settings', { … })`, then `fastify.settings.relay.host`. https://fastify.dev/docs/latest/Reference/Decorators/
 */
import type { EntryFact } from '../detect/entries.ts';
import { callsByName } from '../evaluate/call-index.ts';
import { atCall } from '../evaluate/places.ts';
import type { Asked } from '../evaluate/value.ts';
import { type Expr, memberUnder } from '../model/expr.ts';
import type { Facts } from '../model/facts.ts';
import { oncePer, oncePerPath } from '../model/once.ts';

const DECORATING = ['decorate', 'decorateRequest', 'decorateReply'];

/** Words of which one stands in each file that puts something on an instance. */
export const DECORATION_WORDS: readonly string[] = DECORATING;

const decorationsIn = oncePer((facts: Facts): readonly EntryFact[] =>
  facts.format === 'javascript'
    ? DECORATING.flatMap((name) => callsByName(facts).get(name) ?? []).flatMap((site) => {
        const [name, value] = site.call.args.map((argument) => argument.value);
        return name?.kind === 'text' && value
          ? [{ path: [name.value], keyRange: name.range, value, siblings: [], place: atCall(facts, site) }]
          : [];
      })
    : [],
);

/** What is asked of such a name, as a member of what was put there. */
export const decorationsFor = (facts: Facts, { space, path: [first, ...rest] }: Asked): readonly EntryFact[] =>
  space !== 'config' || first === undefined
    ? []
    : decorationsIn(facts)
        .filter(({ path: [name] }) => name === first)
        .map((one) => ({ ...one, path: [first, ...rest], value: memberOf(one.value, rest) }));

/** Made once, as all made expressions are. */
const memberOf = oncePerPath((value: Expr, path) => memberUnder(value, path, value.range));
