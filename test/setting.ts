/** What a setting is before a test says more of it: an environment variable that nothing is known of. */
import type { Location, Setting } from '../src/model/setting.ts';

export const plainSetting: Omit<Setting, keyof Location> = {
  host: null,
  port: null,
  transport: 'unknown',
  authenticated: false,
  secret: false,
  insecure: false,
  detector: 'environment',
  key: 'SMTP_HOST',
  ref: null,
  source: 'literal',
  role: 'runtime',
  layer: 'application',
  route: 'relay',
  certainty: 'certain',
  trail: [],
};
