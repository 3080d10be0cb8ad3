/** What the names of files say: which detectors want them whatever they hold, and as what they are read. */

import type { Detector } from '../detect/detector.ts';
import { type OwnSetting, ownFiles } from '../detect/own-settings.ts';
import type { Format } from '../model/facts.ts';
import { canRead } from '../read/index.ts';
import { canWriteFiles } from '../read/within/written.ts';
import { fileMatcher, mentionOf } from '../select/file-names.ts';
import { formatOf } from '../select/formats.ts';

export interface Names {
  /** The detectors that a file is one of by its name. */
  detectorsFor(file: string): readonly Detector[];
  /** As what a file is read; undefined when its name says nothing. */
  formatFor(file: string): Format | undefined;
  /** As what a file within a file is read. */
  formatWithin(name: string): Format | undefined;
  /** The caller knows what a file is. */
  say(file: string, format: Format): void;
  isSaid(file: string): boolean;
  /** Whether a text seems to write a file that a detector wants by its name. */
  mayWrite(format: Format, text: string, bytes: Buffer): boolean;
}

/** @param own what the policy adds to the detectors; its files are read somehow, whatever they are called */
export function createNames(detectors: readonly Detector[], own: readonly OwnSetting[]): Names {
  const named = detectors.filter((detector) => detector.files);
  const globs = named.flatMap((detector) => detector.files ?? []);
  const isNamed = fileMatcher(globs);
  const isOwn = fileMatcher(ownFiles(own));
  const namesFile = mentionOf(globs);
  const formats = new Map<string, Format | undefined>();
  const said = new Set<string>();

  const detectorsFor = (file: string): readonly Detector[] =>
    isNamed(file) ? named.filter((detector) => fileMatcher(detector.files ?? [])(file)) : [];

  /** A detector's own file name says more than the ending: `main.cf`, `remotes`. */
  const ofDetector = (file: string): Format | undefined =>
    detectorsFor(file).find((detector) => detector.format)?.format;

  return {
    detectorsFor,
    formatFor(file) {
      if (!formats.has(file))
        formats.set(file, ofDetector(file) ?? formatOf(file) ?? (isOwn(file) ? 'lines' : undefined));
      return formats.get(file);
    },
    formatWithin(name) {
      const format = ofDetector(name) ?? formatOf(name);
      return format && canRead(format) ? format : undefined;
    },
    say(file, format) {
      formats.set(file, format);
      said.add(file);
    },
    isSaid: (file) => said.has(file),
    mayWrite: (format, text, bytes) =>
      format === 'patch' ||
      (canWriteFiles(format) && ((WRITES.test(text) && namesFile(text, bytes)) || SENDS_BODY.test(text))),
  };
}

/** Here-documents, redirections, `tee`, `sed -i`, blocks of YAML, `content:` and `text =` of tools that lay files. */
const WRITES =
  /<<|\bbinaryData\b|(?:>|\btee\b)\s*["']?[\w.$/{}-]*\/|\bsed\b|\b(?:contents?|line|block|repl|replace|text)["']?\s*[:=]|[|>][-+]?\s*$/m;

/** A request about mail whose body may name the relay: `curl https://…/v1/email -d '{"host": …}'`. */
const SENDS_BODY = /(?:smtp|mail)[^\n]{0,300}['"]\s{0,20}\{\s{0,20}\\?"[^{}]{0,300}?(?:host|server)/i;
