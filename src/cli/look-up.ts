/** `--resolve` and `--dns-server`: the names of policy, settings and evidence looked up. */
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { type LookedUp, lookUp, policyNames } from '../evidence/resolve.ts';
import type { Policy } from '../policy/policy.ts';
import { UserError } from './errors.ts';

/** @returns undefined when nothing is to be looked up. */
export async function lookedUp(
  asked: boolean,
  server: string | undefined,
  policy: Policy | undefined,
  names: readonly string[],
): Promise<LookedUp | undefined> {
  if (!asked && server === undefined) return undefined;
  return lookUp([...policyNames(policy), ...names], server === undefined ? undefined : await serverOf(server));
}

/** An address, or a name, with or without a port. @throws UserError when it is neither. */
async function serverOf(text: string): Promise<string> {
  const found = /^(?:\[([^\]]+)\]|([^:]+)|([\da-f:]+))(?::(\d{1,5}))?$/i.exec(text);
  const host = isIP(text) > 0 ? text : (found?.[1] ?? found?.[2] ?? found?.[3]);
  const port = isIP(text) > 0 ? undefined : found?.[4];
  if (host === undefined || (port !== undefined && (Number(port) < 1 || Number(port) > 65535)))
    throw new UserError(`--dns-server takes HOST or HOST:PORT, not '${text}'`);
  const address = isIP(host) > 0 ? host : await addressOf(host);
  const shown = isIP(address) === 6 ? `[${address}]` : address;
  return port === undefined ? shown : `${shown}:${port}`;
}

async function addressOf(host: string): Promise<string> {
  try {
    return (await lookup(host)).address;
  } catch {
    throw new UserError(`--dns-server: ${host} has no address`);
  }
}
