/**
 * Names that a repository's own deployment defines: mail handed to them stays inside. A name holds for the deployment unit
 * that defines it and for nothing else: elsewhere it is what the network says.
 */
import path from 'node:path';
import { type Expr, type ObjectExpr, textOf, valueAt } from '../model/expr.ts';
import type { Facts, Format } from '../model/facts.ts';
import type { LocalName } from '../model/local-name.ts';
import { roleOf } from '../select/role.ts';
import { filesOfService, itemsOf } from './service-files.ts';

/** Whether a file is worth reading for the names of its services alone: one of them seems to be for mail. */
export const mayNameServices = (format: Format, text: string): boolean =>
  format === 'yaml' &&
  /^services:|^kind:[ \t]*["']?Service\b/m.test(text) &&
  /smtp|mail|relay|postfix|exim/i.test(text);

/** Compose services with their aliases, container and host names; Kubernetes Services with and without namespace. */
export function localNamesOf(facts: Facts): readonly LocalName[] {
  if (facts.format !== 'yaml') return [];
  const role = roleOf(facts.path);
  return facts.documents.flatMap((document) => {
    if (document.kind !== 'object') return [];
    const named = [composeNames(document, facts.path), serviceNames(document, facts.path)];
    return named.flatMap(({ names, units, files }) =>
      names.map((one) => ({ ...one, name: one.name.toLowerCase(), role, units, files })),
    );
  });
}

interface Named {
  readonly names: readonly Pick<LocalName, 'name' | 'holds'>[];
  readonly units: readonly string[];
  readonly files: readonly string[];
}

const NOTHING: Named = { names: [], units: [], files: [] };

const folderOf = (file: string): string => {
  const folder = path.posix.dirname(file);
  return folder === '.' ? '' : folder;
};

/** A path of a compose file, relative to the root; undefined for what is not within it. */
function within(file: string, written: string): string | undefined {
  if (!/^\.{0,2}(\/|$)|^[\w.-]/.test(written) || written.includes('://') || written.startsWith('/')) return undefined;
  const target = path.posix.join(folderOf(file), written).replace(/\/+$/, '');
  return target === '..' || target.startsWith('../') ? undefined : target === '.' ? '' : target;
}

/** A unit is the compose file's folder, the folders that its services are built from, and the env files that they take. */
function composeNames(document: ObjectExpr, file: string): Named {
  const services = valueAt(document, 'services');
  if (services?.kind !== 'object') return NOTHING;
  const all = services.entries.map((entry) => entry.value).filter((service) => service.kind === 'object');
  const elsewhere = new Set(all.flatMap(namesElsewhere));
  const names = services.entries.flatMap(({ key, value }) => {
    if (!['image', 'build', 'extends', 'environment', 'command'].some((one) => valueAt(value, one))) return [];
    const own = ['container_name', 'hostname'].flatMap((one) => textOf(valueAt(value, one)) ?? []);
    const holds = heldBy(value, document, file);
    return [key, ...own, ...aliasesOf(valueAt(value, 'networks'))].map((name) => ({ name, holds }));
  });
  const built = all.flatMap((service) => {
    const build = valueAt(service, 'build');
    return within(file, textOf(build) ?? textOf(valueAt(build, 'context')) ?? '/') ?? [];
  });
  const files = all.flatMap(filesOfService).flatMap((one) => within(file, one) ?? []);
  return {
    names: names.filter(({ name }) => isPrivate(name) && !elsewhere.has(name)),
    units: [...new Set([folderOf(file), ...built])],
    files,
  };
}

/** What a service mounts, is configured with, and is built from. */
function heldBy(service: Expr, document: ObjectExpr, file: string): readonly string[] {
  const mounted = itemsOf(valueAt(service, 'volumes')).map(
    (one) => textOf(valueAt(one, 'source')) ?? textOf(one)?.split(':')[0],
  );
  const configured = itemsOf(valueAt(service, 'configs')).map((one) =>
    textOf(valueAt(document, 'configs', textOf(one) ?? textOf(valueAt(one, 'source')) ?? '', 'file')),
  );
  const build = valueAt(service, 'build');
  const written = [...mounted, ...configured, textOf(build) ?? textOf(valueAt(build, 'context'))];
  return written.flatMap((one) => (one === undefined ? [] : (within(file, one) ?? [])));
}

/** `extra_hosts` and `external_links` give a name to what is no service of the file. */
function namesElsewhere(service: Expr): readonly string[] {
  const hosts = valueAt(service, 'extra_hosts');
  const given = hosts?.kind === 'object' ? hosts.entries.map((entry) => entry.key) : itemsOf(hosts).map(textOf);
  const links = itemsOf(valueAt(service, 'external_links')).map((link) => textOf(link)?.split(':').at(-1));
  return [...given.map((one) => one?.split(/[:=]/)[0]), ...links].flatMap((name) => name ?? []);
}

/**
 * A service may be called like a host of the internet, and a program outside of its network would reach that: so a name
 * counts only without a domain, or under one that is nobody's (RFC 6761, RFC 8375, RFC 9476 and what ICANN does not delegate).
 */
const isPrivate = (name: string): boolean =>
  !name.includes('.') ||
  /\.(local|internal|lan|home\.arpa|localdomain|localhost|test|docker|private|corp|home)$/i.test(name);

function aliasesOf(networks: Expr | undefined): readonly string[] {
  if (networks?.kind !== 'object') return [];
  return networks.entries.flatMap((network) =>
    itemsOf(valueAt(network.value, 'aliases')).flatMap((one) => textOf(one) ?? []),
  );
}

/** One without a selector stands for addresses that somebody else gives it, and `ExternalName` for a host elsewhere. */
function serviceNames(document: ObjectExpr, file: string): Named {
  const spec = valueAt(document, 'spec');
  if (
    textOf(valueAt(document, 'kind')) !== 'Service' ||
    valueAt(spec, 'externalName') ||
    valueAt(spec, 'selector')?.kind !== 'object'
  )
    return NOTHING;
  const name = textOf(valueAt(document, 'metadata', 'name'));
  const namespace = textOf(valueAt(document, 'metadata', 'namespace'));
  if (!name) return NOTHING;
  // Top-level domains have letters only, so that such a name could be somebody's.
  const short = namespace !== undefined && !/^[a-z]+$/i.test(namespace) ? [`${name}.${namespace}`] : [];
  return { names: [name, ...short].map((one) => ({ name: one })), units: [manifestsAround(file)], files: [] };
}

const DEPLOYING = new Set(
  'deploy deployment deployments k8s kubernetes kube helm charts manifests infra infrastructure ops gitops kustomize clusters'.split(
    ' ',
  ),
);

/** A chart, or the outermost folder that is called after what manifests are for. */
function manifestsAround(file: string): string {
  const steps = folderOf(file).split('/');
  const templates = steps.lastIndexOf('templates');
  if (templates > 0) return steps.slice(0, templates).join('/');
  const outermost = steps.findIndex((step) => DEPLOYING.has(step.toLowerCase()));
  return outermost < 0 ? folderOf(file) : steps.slice(0, outermost + 1).join('/');
}
