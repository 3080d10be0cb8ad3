/**
 * Flux fills `${name}` in the manifests below a folder with the keys of a ConfigMap or Secret, or with values written in place.
 * https://fluxcd.io/flux/components/kustomize/kustomizations/#post-build-variable-substitution
 */
import path from 'node:path';
import { rememberedIn } from '../model/remembered.ts';
import type { Root } from '../walk/root.ts';
import { isFileInside, textOf } from './files.ts';
import { kustomizationIn } from './kustomizations.ts';
import { foldersAround } from './units.ts';

/** Files of a folder that are looked through, and how large they may be. */
const MOST_FILES = 60;
const LARGEST = 256 * 1024;

/** How deep one kustomization may name another. */
const DEEPEST = 6;
const MOST_FOLDERS = 100;

interface Substituting {
  /** The names of the ConfigMaps and Secrets that values come from. */
  readonly sources: ReadonlySet<string>;
  /** The folder whose manifests are filled in, relative to the root. */
  readonly folder: string;
}

/** The folders that the Kustomizations of Flux in a folder fill in. */
const substitutingIn = rememberedIn((root: Root, folder): readonly Substituting[] =>
  filesOf(root, folder).flatMap((file) => substitutingBy(textOf(root, file, LARGEST))),
);

function filesOf(root: Root, folder: string): readonly string[] {
  try {
    return root
      .list(path.join(root.folder, folder))
      .map(({ name }) => name)
      .filter((name) => /\.ya?ml$/i.test(name))
      .sort()
      .slice(0, MOST_FILES)
      .map((name) => path.posix.join(folder, name))
      .filter((file) => isFileInside(root, file));
  } catch {
    return []; // it is no folder
  }
}

const substitutingBy = (text: string): readonly Substituting[] =>
  text
    .split(/^---.*$/m)
    .filter((document) => document.includes('substituteFrom:'))
    .flatMap((document) => {
      const to = valueIn(document, 'path');
      const from = document.slice(document.indexOf('substituteFrom:'));
      const sources = new Set([...from.matchAll(/\bname:[ \t]*["']?([\w.-]+)/g)].flatMap(([, name]) => name ?? []));
      return to === undefined ? [] : [{ sources, folder: normalized(to) }];
    });

const valueIn = (text: string, key: string): string | undefined =>
  new RegExp(`^[ \\t]*${key}:[ \\t]*["']?([^\\s"'#]+)`, 'm').exec(text)?.[1];

/** A path of a Kustomization starts at the root of the repository. */
const normalized = (written: string): string => {
  const plain = path.posix.normalize(written).replace(/^\/+|\/+$/g, '');
  return plain === '.' ? '' : plain;
};

/** The folder itself and those that its kustomization takes manifests from. */
const withResources = (root: Root, folder: string): readonly string[] => {
  const found = new Set([folder]);
  let next = [folder];
  for (let depth = 0; depth < DEEPEST && next.length > 0 && found.size < MOST_FOLDERS; depth += 1) {
    const named = next.flatMap((one) => resourcesOf(root, one)).filter((one) => !found.has(one));
    for (const one of named) found.add(one);
    next = named;
  }
  return [...found];
};

function resourcesOf(root: Root, folder: string): readonly string[] {
  const text = kustomizationIn(root, folder);
  if (text === undefined) return [];
  const items = [...text.matchAll(/^[ \t]*-[ \t]+["']?(?<item>(?:\.\.?\/|[\w-])[\w./-]*)["']?[ \t]*$/gm)];
  const lists = [...text.matchAll(/^(?:resources|bases|components):[ \t]*\[(?<items>[^\]\n]*)\]/gm)];
  const inLists = lists.flatMap(({ groups }) => (groups?.items ?? '').split(',').map((item) => item.trim()));
  return [
    ...items.map(({ groups }) => groups?.item ?? ''),
    ...inLists.map((item) => item.replace(/["']/g, '')),
  ].flatMap((written) => {
    const to = path.posix.join(folder, written).replace(/\/$/, '');
    return written === '' || to.startsWith('..') || /\.ya?ml$/i.test(to) ? [] : [to];
  });
}

/** The folders in whose manifests the keys of a ConfigMap or Secret are filled in; undefined when nothing says so. */
export function filledFrom(root: Root, file: string, name: string): readonly string[] | undefined {
  const folders = foldersAround(file)
    .flatMap((folder) => substitutingIn(root, folder))
    .filter(({ sources }) => sources.has(name))
    .flatMap(({ folder }) => withResources(root, folder));
  return folders.length > 0 ? [...new Set(folders)] : undefined;
}

/** The folders that a Kustomization with values in place fills in. */
export const filledInPlace = (root: Root, written: string): readonly string[] =>
  withResources(root, normalized(written));
