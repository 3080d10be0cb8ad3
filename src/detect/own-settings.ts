/** Settings that a project's policy names itself, for keys that no detector knows. */
import { type Detector, detector } from './detector.ts';
import { entry } from './matchers.ts';

/** One of them, as the policy has it. */
export interface OwnSetting {
  /** Globs on the path from the root. */
  readonly files: readonly string[];
  /** The end of the key path, its parts joined by dots. */
  readonly key: string;
}

/** Files of a detector are named by their base name unless the glob has a slash; a policy's globs always mean the path. */
const fromRoot = (glob: string): string => (glob.includes('/') ? glob : `./${glob}`);

export const ownFiles = (own: readonly OwnSetting[]): readonly string[] =>
  own.flatMap(({ files }) => files.map(fromRoot));

export const ownSettings = (own: readonly OwnSetting[]): readonly Detector[] =>
  own.map(({ files, key }) =>
    detector({
      id: 'own-setting',
      title: "The project's own setting",
      docs: 'https://www.npmjs.com/package/smtp-scan',
      layer: 'application',
      files: files.map(fromRoot),
      keywords: [],
      settings: [entry(key)],
      recognises: 'what the policy lists under settings',
    }),
  );
