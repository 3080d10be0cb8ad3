/**
 * Files of variables that kustomize makes a ConfigMap or Secret of: `configMapGenerator: [{ name: mail, envs: [mail.env] }]`.
 * https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/configmapgenerator/
 */
import path from 'node:path';
import { rememberedIn } from '../model/remembered.ts';
import type { Root } from '../walk/root.ts';
import { isFileInside } from './files.ts';
import { kustomizationIn } from './kustomizations.ts';
import { foldersAround } from './units.ts';

interface Generated {
  /** What is generated. */
  readonly name: string;
  readonly files: readonly string[];
}

const generatedIn = rememberedIn((root: Root, folder): readonly Generated[] =>
  generatorsOf(kustomizationIn(root, folder) ?? '').map(({ name, files }) => ({
    name,
    files: files.map((file) => path.posix.join(folder, file)),
  })),
);

/** The items of both generators that name files of variables. */
function generatorsOf(text: string): readonly Generated[] {
  const blocks = text.matchAll(/^(?:configMap|secret)Generator:[^\n]*\n(?<items>(?:[ \t-][^\n]*\n|\n)*)/gm);
  return [...blocks].flatMap(({ groups }) =>
    (groups?.items ?? '').split(/^[ \t]*-[ \t]+(?=\w+:)/m).flatMap((item) => {
      const name = /^[ \t]*name:[ \t]*["']?([\w.-]+)/m.exec(item)?.[1];
      const envs = /^[ \t]*envs?:(?<value>[^\n]*(?:\n[ \t]*-[^\n]*)*)/m.exec(item)?.groups?.value ?? '';
      const files = [...envs.matchAll(/[\w./-]*\w/g)].map(([file]) => file);
      return name === undefined ? [] : [{ name, files }];
    }),
  );
}

/** The files of variables behind a ConfigMap or Secret that a manifest names, from its folder up. */
export const filesOfGenerated = (root: Root, from: string, name: string): readonly string[] =>
  foldersAround(from)
    .flatMap((folder) => generatedIn(root, folder))
    .filter((one) => one.name === name)
    .flatMap(({ files }) => files)
    .filter((file) => !file.startsWith('..') && isFileInside(root, file));
