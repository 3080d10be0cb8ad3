/** The kustomization of a folder, as a text. https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/ */
import path from 'node:path';
import type { Root } from '../walk/root.ts';
import { isFileInside, textOf } from './files.ts';

const NAMES = ['kustomization.yaml', 'kustomization.yml'];

/** None that people write is larger. */
const LARGEST = 256 * 1024;

/** Whether a file is one. */
export const isKustomization = (file: string): boolean => NAMES.includes(path.posix.basename(file));

/** The text of a folder's kustomization; undefined where it has none. */
export function kustomizationIn(root: Root, folder: string): string | undefined {
  const file = NAMES.map((name) => path.posix.join(folder, name)).find((one) => isFileInside(root, one));
  return file === undefined ? undefined : textOf(root, file, LARGEST);
}
