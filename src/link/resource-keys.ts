/** Keys of Kubernetes' ConfigMaps and Secrets, wherever a manifest, a generator or a patch of kustomize gives them. */
import type { EntryFact } from '../detect/entries.ts';
import type { Asked } from '../evaluate/value.ts';
import { textOf, valueAt } from '../model/expr.ts';
import type { Facts } from '../model/facts.ts';
import { fold } from './asked-names.ts';
import { isWithinLines } from './embedded-lines.ts';
import { byLastKey } from './entries-by-key.ts';
import { documentAround } from './for-whom.ts';

/** Keys of the ConfigMap or Secret of the name. */
export function keysOfResource(facts: Facts, { path: [resource = '', key = ''] }: Asked): readonly EntryFact[] {
  const named = (byLastKey(facts).get(fold(key)) ?? []).filter((found) => found.path.at(-1) === key);
  return [
    ...named.filter(
      (found) => isOfResource(found) && textOf(valueAt(documentAround(facts, found), 'metadata', 'name')) === resource,
    ),
    ...named.filter((found) => isGenerated(found, resource)),
    ...patchesOf(facts, resource).flatMap((patch) =>
      (byLastKey(patch).get(fold(key)) ?? []).filter((found) => found.path.at(-1) === key && isOfResource(found)),
    ),
  ];
}

const isOfResource = ({ path: { length, 0: first = '' } }: EntryFact): boolean =>
  length === 2 && /^(data|stringData|binaryData)$/.test(first);

/** `configMapGenerator: [{ name: mail, literals: [key=value] }]`. https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/configmapgenerator/ */
const isGenerated = ({ path, around = [] }: EntryFact, resource: string): boolean =>
  /^(configMap|secret)Generator$/.test(path[0] ?? '') &&
  path.at(-2) === 'literals' &&
  textOf(around[0]?.find((one) => one.key === 'name')?.value) === resource;

/** The operations on a resource that a kustomization holds: `target: { name: mail }` beside `patch: |`. */
function patchesOf(facts: Facts, resource: string): readonly Facts[] {
  const patches = (byLastKey(facts).get('patch') ?? []).filter(
    ({ path, siblings }) =>
      path[0] === 'patches' &&
      textOf(valueAt(siblings.find((one) => one.key === 'target')?.value, 'name')) === resource,
  );
  return (facts.embedded ?? []).filter((one) => patches.some(({ value }) => isWithinLines(one, facts, value.range)));
}
