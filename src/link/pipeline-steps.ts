/**
 * What callers give a step of Jenkins' shared libraries: `notifyByMail(relay: 'h', port: 25)` is `args.relay` of
 * `def call(Map args)` in `vars/notifyByMail.groovy`. https://www.jenkins.io/doc/book/pipeline/shared-libraries/#defining-custom-steps
 */
import { atCall } from '../evaluate/places.ts';
import type { Asked } from '../evaluate/value.ts';
import { argument, type Facts } from '../model/facts.ts';
import type { Named } from './entries-by-key.ts';

const STEP = /(?:^|\/)vars\/(?<name>[A-Za-z]\w{0,100})\.groovy$/;
const CALL = /^[ \t]*(?:def|void|String|boolean)[ \t]+call[ \t]*\((?<params>[^)]{0,500})\)/m;
const PARAMETER = /^\s*(?<type>[A-Z][\w.<>, ]{0,60}\s|def\s)?\s*(?<name>[a-z]\w*)\s*(?:=|$)/;

/** What those who call a step are asked: a key of its map, or a parameter by its position; undefined of all else. */
export function askedOfStep(facts: Facts, { space, path: [first = '', key, further] }: Asked): Asked | undefined {
  const name = STEP.exec(facts.path)?.groups?.name;
  if (name === undefined || (space !== 'env' && space !== 'config') || further !== undefined) return undefined;
  const params = (CALL.exec(facts.source.text)?.groups?.params ?? '')
    .split(',')
    .map((one) => PARAMETER.exec(one)?.groups);
  const index = params.findIndex((one) => one?.name === first);
  if (index < 0) return undefined;
  if (key === undefined) return { space: 'step', path: [name, `${index}`] };
  return /^Map\b/.test(params[index]?.type ?? 'Map') ? { space: 'step', path: [name, key] } : undefined;
}

/** What the calls of a step in a file give it, each a choice of its own. */
export const givenToStep = (facts: Facts, { path: [name = '', asked = ''] }: Asked): readonly Named[] =>
  (facts.program?.calls ?? []).flatMap((site): readonly Named[] => {
    const { callee, args, range } = site.call;
    if (callee.kind !== 'ref' || callee.name !== name) return [];
    const value = /^\d+$/.test(asked) ? argument(args, '', Number(asked)) : argument(args, asked, undefined);
    return value
      ? [
          {
            path: [asked],
            keyRange: value.range,
            value,
            siblings: [],
            place: atCall(facts, site),
            item: `call at ${range.start}`,
          },
        ]
      : [];
  });
