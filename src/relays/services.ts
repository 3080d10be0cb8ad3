/** Names that stand for a relay in nodemailer's `service` option. The table is nodemailer's own (`npm run generate`). */
import services from './services.json' with { type: 'json' };

export interface Service {
  readonly host: string;
  readonly port: number | null;
  readonly secure: boolean;
}

/** nodemailer compares names so: lib/well-known/index.js. */
const normal = (name: string): string => name.replace(/[^a-zA-Z0-9.-]/g, '').toLowerCase();

const byName = new Map(services.flatMap((service) => service.names.map((name) => [normal(name), service] as const)));

/** The relay that a service name, or the domain of a mail address, stands for; undefined for an unknown one, which nodemailer ignores. */
export function serviceOf(name: string): Service | undefined {
  const key = normal(name.split('@').at(-1) ?? '');
  const found = byName.get(key);
  return found?.host ? { host: found.host, port: found.port, secure: found.secure } : undefined;
}
