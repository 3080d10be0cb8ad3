/** For whom a definition holds: the program, service, workload or folder that it is written for. */
import path from 'node:path';
import type { EntryFact } from '../detect/entries.ts';
import { type Expr, type ObjectExpr, textOf, valueAt } from '../model/expr.ts';
import { type Facts, PROGRAMS } from '../model/facts.ts';
import type { Root } from '../walk/root.ts';
import { isKustomization } from './kustomizations.ts';
import { filledFrom, filledInPlace } from './substitutions.ts';
import type { ForWhom } from './units.ts';

/** The compose service or the Kubernetes workload around an entry. */
export function forWhom(root: Root, facts: Facts, found: EntryFact): ForWhom {
  const { path: keys } = found;
  if (facts.program && PROGRAMS.has(facts.format)) return { inProgram: true };
  if (isOfMagento(facts.path, keys)) return { inProgram: true };
  // Modules and machines of NixOS are one configuration.
  if (facts.format === 'nix') return { fills: [''] };
  if (facts.format !== 'yaml') return {};
  // A kustomization changes what it takes from other folders.
  if (isKustomization(facts.path)) return { fills: filledInPlace(root, path.posix.dirname(facts.path)) };
  const document = documentAround(facts, found);
  if (document?.kind !== 'object') return {};
  const filled = filledBy(root, facts.path, document, keys);
  if (filled) return filled;
  if (keys[0] === 'services' && keys.length > 2) return composeService(facts, document, keys[1] ?? '');
  const workload = textOf(valueAt(document, 'kind')) && textOf(valueAt(document, 'metadata', 'name'));
  return workload !== undefined && keys.includes('containers') ? { service: workload } : {};
}

/**
 * Defaults of a module of Magento, which are merged with those of all others.
 * https://developer.adobe.com/commerce/php/development/configuration/
 */
const isOfMagento = (file: string, [root, scope]: readonly string[]): boolean =>
  root === 'config' && scope === 'default' && /(^|\/)etc\/config\.xml$/.test(file);

/** What a ConfigMap or Secret holds for Flux to fill in, or its Kustomization itself. */
function filledBy(root: Root, file: string, document: ObjectExpr, keys: readonly string[]): ForWhom | undefined {
  const kind = textOf(valueAt(document, 'kind'));
  const name = textOf(valueAt(document, 'metadata', 'name'));
  if (kind === 'Application' || kind === 'ApplicationSet' || kind === 'HelmRelease') {
    const fills = chartsOf(document, kind);
    return fills && { fills };
  }
  const to = textOf(valueAt(document, 'spec', 'path'));
  const isHeld = (kind === 'ConfigMap' || kind === 'Secret') && name !== undefined;
  const inPlace = to !== undefined && keys.at(-2) === 'substitute' ? filledInPlace(root, to) : undefined;
  const fills = isHeld ? filledFrom(root, file, name) : inPlace;
  // What stands in place and what its ConfigMaps hold is filled in together.
  return fills && { fills, together: path.posix.dirname(file) };
}

/**
 * The folders of the charts that Argo CD or Flux installs with values of its own, from the repository's root on.
 * https://argo-cd.readthedocs.io/en/stable/user-guide/helm/, https://fluxcd.io/flux/components/helm/helmreleases/#chart-template
 */
function chartsOf(document: ObjectExpr, kind: string): readonly string[] | undefined {
  const spec = valueAt(document, 'spec');
  const application = kind === 'ApplicationSet' ? valueAt(spec, 'template', 'spec') : spec;
  const sources = valueAt(application, 'sources');
  const paths =
    kind === 'HelmRelease'
      ? [valueAt(spec, 'chart', 'spec', 'chart')]
      : [application, ...(sources?.kind === 'list' ? sources.items : [])].flatMap((one) => [
          valueAt(one, 'source', 'path'),
          valueAt(one, 'path'),
        ]);
  const folders = paths.flatMap((one) => {
    const written = textOf(one);
    return written?.includes('/') ? [path.posix.normalize(written).replace(/^\/+|\/+$/g, '')] : [];
  });
  return folders.length > 0 ? folders : undefined;
}

/** https://docs.docker.com/reference/compose-file/build/: a folder, or one under `context`, relative to the file. */
function composeService(facts: Facts, document: ObjectExpr, service: string): ForWhom {
  const build = valueAt(document, 'services', service, 'build');
  const context = textOf(build) ?? textOf(valueAt(build, 'context'));
  if (context === undefined) return { service };
  const builds = path.posix.normalize(path.posix.join(path.posix.dirname(facts.path), context)).replace(/\/$/, '');
  return { service, builds: builds === '.' ? '' : builds };
}

/** The document of a file in which an entry stands. */
export const documentAround = (facts: Facts, { keyRange }: EntryFact): Expr | undefined =>
  facts.documents.find(({ range }) => range.start <= keyRange.start && keyRange.end <= range.end);
