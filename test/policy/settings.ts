import type { Setting } from '../../src/model/setting.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import type { Policy } from '../../src/policy/policy.ts';
import { plainSetting } from '../setting.ts';

/** A setting as a detector would give it: one host text on line 3 of an env file. */
export function setting(host: string | null, rest: Partial<Setting> = {}): Setting {
  const line = rest.line ?? 3;
  const place = { path: 'app/.env', line, column: 11, endLine: line, endColumn: 11 + (host?.length ?? 4) };
  return { ...plainSetting, ...place, host, ...rest };
}

export function policy(text: string): Policy {
  const { policy: loaded, problems } = loadPolicy(text, '.smtp-scan.yml');
  if (!loaded) throw new Error(problems.map(({ message }) => message).join('\n'));
  return loaded;
}

export const context = {
  localNames: ['mailer', 'mail'].map((name) => ({ name, role: 'runtime' as const, units: [''], files: [] })),
  today: '2027-01-15',
} as const;
