/** Names that a repository's own deployment defines: mail handed to them stays inside. */
import type { Expr, ObjectExpr } from '../model/expr.ts';
import type { Facts, Format } from '../model/facts.ts';

const get = (object: Expr | undefined, key: string): Expr | undefined =>
  object?.kind === 'object' ? object.entries.findLast((entry) => entry.key === key)?.value : undefined;

const textOf = (expr: Expr | undefined): string | undefined => (expr?.kind === 'text' ? expr.value : undefined);

/** Whether a file is worth reading for the names of its services alone: one of them seems to be for mail. */
export const mayNameServices = (format: Format, text: string): boolean =>
  format === 'yaml' &&
  /^services:|^kind:[ \t]*["']?Service\b/m.test(text) &&
  /smtp|mail|relay|postfix|exim/i.test(text);

/** Compose services with their aliases, container and host names; Kubernetes Services with and without namespace. */
export function localNamesOf(facts: Facts): readonly string[] {
  if (facts.format !== 'yaml') return [];
  return facts.documents.flatMap((document) =>
    document.kind === 'object' ? [...composeNames(document), ...serviceNames(document)] : [],
  );
}

function composeNames(document: ObjectExpr): readonly string[] {
  const services = get(document, 'services');
  if (services?.kind !== 'object') return [];
  return services.entries.flatMap((service) => {
    if (service.value.kind !== 'object') return [];
    if (!['image', 'build', 'extends', 'environment', 'command'].some((key) => get(service.value, key))) return [];
    const own = ['container_name', 'hostname'].flatMap((key) => textOf(get(service.value, key)) ?? []);
    return [service.key, ...own, ...aliasesOf(get(service.value, 'networks'))];
  });
}

function aliasesOf(networks: Expr | undefined): readonly string[] {
  if (networks?.kind !== 'object') return [];
  return networks.entries.flatMap((network) => {
    const aliases = get(network.value, 'aliases');
    return aliases?.kind === 'list' ? aliases.items.flatMap((item) => textOf(item) ?? []) : [];
  });
}

function serviceNames(document: ObjectExpr): readonly string[] {
  if (textOf(get(document, 'kind')) !== 'Service' || textOf(get(get(document, 'spec'), 'type')) === 'ExternalName')
    return [];
  const name = textOf(get(get(document, 'metadata'), 'name'));
  const namespace = textOf(get(get(document, 'metadata'), 'namespace'));
  if (!name) return [];
  return namespace
    ? [name, `${name}.${namespace}`, `${name}.${namespace}.svc`, `${name}.${namespace}.svc.cluster.local`]
    : [name];
}
