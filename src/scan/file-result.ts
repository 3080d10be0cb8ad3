import type { Asked } from '../evaluate/value.ts';
import type { Mention } from '../mentions/search.ts';
import type { LocalName } from '../model/local-name.ts';
import type { Diagnostic, Setting } from '../model/setting.ts';
import type { Installed } from './installed-files.ts';
import type { Work } from './work.ts';

/** What one file gives. */
export interface FileResult {
  readonly path: string;
  readonly settings: readonly Setting[];
  readonly diagnostics: readonly Diagnostic[];
  /** Names of services that the file defines: compose services, Kubernetes Services. */
  readonly localNames: readonly LocalName[];
  /** Functions whose parameters stayed open: only a caller in another file can say more. */
  readonly callees: readonly string[];
  /** Variables and keys that a file elsewhere may define. */
  readonly asked: readonly Asked[];
  /** The other files that its values led to, in the order in which they were asked for. */
  readonly followed?: readonly string[];
  /** The file was decoded and read, not merely looked at. */
  readonly read: boolean;
  /** A comment for this tool may stand in it. */
  readonly commented: boolean;
  /** How many of its settings are not among `settings`, for there are too many in the whole scan. */
  readonly leftOut?: number;
  /** Places that name one of the relays that were asked for, wherever they stand. */
  readonly mentions: readonly Mention[];
  /** A reader is for it, and it was not read to its end. */
  readonly unread?: true;
  /** What it took beyond its allowance, where it did. */
  readonly work?: Work;
  /** The scan had no work left for it. */
  readonly givenUp?: true;
  /** Values in it are encrypted. */
  readonly sealed?: true;
  /** What may be the paths of files that it takes variables from, as they are written. */
  readonly envFiles?: readonly string[];
  /** Files that it installs under names that tell what they are. */
  readonly installs?: readonly Installed[];
}

/** Of a file that says nothing, or of which nothing is known yet. */
export const nothingIn = (path: string): FileResult => ({
  path,
  settings: [],
  diagnostics: [],
  localNames: [],
  callees: [],
  asked: [],
  read: false,
  commented: false,
  mentions: [],
});
