/** Scans one file of the given text with all detectors, as a scan does. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { detectors } from '../../detectors/index.ts';
import { callRules, lookups } from '../../detectors/spaces/index.ts';
import type { Setting } from '../../src/model/setting.ts';
import { createScanner } from '../../src/scan/scan-file.ts';
import { rootOf } from '../../src/walk/root.ts';

export async function scanText(file: string, text: string): Promise<readonly Setting[]> {
  const root = mkdtempSync(path.join(tmpdir(), 'smtp-scan-'));
  try {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
    const { settings, diagnostics } = await createScanner({
      root: rootOf(root),
      detectors,
      lookups,
      calls: callRules,
    }).scan(file);
    if (diagnostics.length > 0) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
    return settings;
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** `line:column host:port route`, in order; `port` and a route other than `relay` only where there is one. */
export async function hostsIn(file: string, text: string): Promise<string[]> {
  const settings = await scanText(file, text);
  const lines = text.split(/\r\n|\n/);
  for (const { line, column, endColumn, host } of settings) {
    const written = lines[line - 1]?.slice(column - 1, endColumn - 1).toLowerCase();
    if (host !== null && written !== host)
      throw new Error(`${host} is not what stands at ${line}:${column}, but ${written}`);
  }
  return [...settings]
    .sort((a, b) => a.line - b.line || a.column - b.column)
    .map(
      ({ line, column, host, port, route, ref }) =>
        `${line}:${column} ${host ?? `?${ref ?? ''}`}${port === null ? '' : `:${port}`}${route === 'relay' ? '' : ` ${route}`}`,
    );
}
