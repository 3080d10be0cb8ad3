/** The small repositories under fixtures/linking: what the scan is to find in each, and how the real library is run. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Transport } from '../../src/model/setting.ts';

export interface LinkingCase {
  /** `<library>/<case>` */
  readonly name: string;
  readonly library: string;
  readonly folder: string;
  readonly run: { readonly command: readonly string[]; readonly env: Readonly<Record<string, string>> };
  readonly expected: {
    /** What the program sends through as it is run. */
    readonly relays: readonly ExpectedRelay[];
    /** Other hosts that other circumstances may choose. */
    readonly also?: readonly Named[];
  };
}

interface Named {
  readonly host: string;
  /** `<path>:<line>` of the text that names the host. */
  readonly at: string;
}

export interface ExpectedRelay extends Named {
  /** Null where the library's own default decides. */
  readonly port: number | null;
  readonly transport: Transport;
  /** Places that the trail passes, in this order. */
  readonly trail?: readonly string[];
}

const root = fileURLToPath(new URL('../../fixtures/linking/', import.meta.url));

const foldersIn = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))
    .sort();

const json = (file: string) => JSON.parse(readFileSync(file, 'utf8'));

export const cases: readonly LinkingCase[] = foldersIn(root).flatMap((library) =>
  foldersIn(path.join(root, library)).map((name) => {
    const folder = path.join(root, library, name);
    return {
      name: `${library}/${name}`,
      library,
      folder,
      run: json(path.join(folder, 'run.json')),
      expected: json(path.join(folder, 'expected.json')),
    };
  }),
);
