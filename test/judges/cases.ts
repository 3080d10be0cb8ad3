/** The configurations under fixtures/judges: what mail the program is given, and which relays it and the scan must name. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { isProgram, type Program } from './programs.ts';

export interface Relay {
  readonly host: string;
  /** As the program uses it. */
  readonly port: number;
  /** The name's MX hosts are meant, not the name's own address. */
  readonly mx?: boolean;
}

export interface JudgedCase {
  /** `<program>/<case>` */
  readonly name: string;
  readonly program: Program;
  readonly folder: string;
  readonly ask: {
    /** For a server: sender and recipient of each mail. */
    readonly mails?: readonly (readonly [string, string])[];
    /** For a program that is called: its words. */
    readonly commands?: readonly (readonly string[])[];
  };
  readonly expected: {
    /** `at`: the places of the texts that name it, `<path>:<line>`. */
    readonly relays: readonly (Relay & { readonly at: string | readonly string[] })[];
    /** Domains whose mail goes to their own MX hosts: no relay decides. */
    readonly direct?: readonly string[];
  };
}

const root = fileURLToPath(new URL('../../fixtures/judges/', import.meta.url));

const foldersIn = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))
    .sort();

const json = (file: string) => JSON.parse(readFileSync(file, 'utf8'));

export const cases: readonly JudgedCase[] = foldersIn(root).flatMap((program) => {
  if (!isProgram(program)) throw new Error(`fixtures/judges/${program}: programs.ts knows no such program`);
  return foldersIn(path.join(root, program)).map((name) => {
    const folder = path.join(root, program, name);
    return {
      name: `${program}/${name}`,
      program,
      folder,
      ask: json(path.join(folder, 'ask.json')),
      expected: json(path.join(folder, 'expected.json')),
    };
  });
});
