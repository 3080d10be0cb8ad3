/** What fails in the tool itself ends no scan, and never passes for "nothing found". */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { detectors } from '../../detectors/index.ts';
import { callRules, lookups } from '../../detectors/spaces/index.ts';
import { judgeAll } from '../../src/cli/judge-all.ts';
import { main } from '../../src/cli/main.ts';
import type { Detector } from '../../src/detect/detector.ts';
import * as reading from '../../src/read/index.ts';
import { createMemory } from '../../src/scan/memory.ts';
import { createScanner } from '../../src/scan/scan-file.ts';
import { rootOf } from '../../src/walk/root.ts';
import { temporaryFolder } from '../repository.ts';

const root = temporaryFolder();
writeFileSync(path.join(root, '.env'), 'SMTP_HOST=smtp.acme.example\n');
afterEach(() => vi.restoreAllMocks());
vi.mock('../../src/read/index.ts', { spy: true });

const thrown = (): never => {
  throw new Error('too deep');
};
const failing: Detector = {
  ...{ id: 'failing', title: 'Fails', docs: 'https://smtp.example/', layer: 'application' },
  ...{ keywords: [], recognises: 'nothing', settings: [thrown] },
};

const judged = async (of: readonly Detector[]) => {
  const { settings, diagnostics } = await createScanner({
    root: rootOf(root),
    detectors: of,
    lookups,
    calls: callRules,
  }).scan('.env');
  const nothing = { files: new Set<string>(), results: new Map() };
  const collected = {
    root: rootOf(root),
    seen: () => ({ scanned: nothing, searched: nothing, memory: createMemory() }),
    settings,
    diagnostics,
    localNames: [],
    mentions: [],
    unread: new Set<string>(),
    commented: [],
    ignored: new Set<string>(),
    statistics: COUNTS,
    steps: {},
  };
  return judgeAll(collected, undefined, { partial: false, own: new Set() });
};

const COUNTS = { files: 1, read: 1 };

describe('a scan in which something failed', () => {
  it('keeps what other detectors found, and is not complete', async () => {
    const { settings, diagnostics, complete } = await judged([...detectors, failing]);
    expect(settings.map((setting) => setting.host)).toEqual(['smtp.acme.example']);
    expect(diagnostics.map((one) => one.message)).toEqual([
      'detector failing failed on this file (too deep); its settings are missing',
    ]);
    expect(complete).toBe(false);
    expect((await judged(detectors)).complete).toBe(true);
  });

  it('is not complete when a file could not be read', async () => {
    vi.mocked(reading.read).mockRejectedValue(new Error('no such grammar'));
    const { settings, diagnostics, complete } = await judged(detectors);
    expect(settings).toEqual([]);
    expect(diagnostics).toEqual([{ path: '.env', message: 'could not be read: no such grammar', failed: true }]);
    expect(complete).toBe(false);
  });

  it('ends with 2, whatever the format', async () => {
    vi.mocked(reading.read).mockRejectedValue(new Error('no such grammar'));
    vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    for (const format of ['text', 'json', 'sarif', 'github'])
      expect(await main([root, '--format', format, '--jobs', '1'])).toBe(2);
  });
});

describe('help', () => {
  it.each([['--help'], ['scan', '--help'], ['help'], ['help', 'scan']])('%s %s', async (...args) => {
    const out = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    expect(await main(args.filter(Boolean))).toBe(0);
    expect(out.mock.calls.join('')).toContain('Exit codes: 0 nothing to report, 1 findings, 2 it could not do');
  });

  it('is no help where a path is meant', async () => {
    vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    expect(await main(['--', '--help'])).toBe(2);
  });
});
