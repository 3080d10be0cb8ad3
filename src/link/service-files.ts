/**
 * The files of variables that compose services take: they are the variables of those services, and what another service's
 * `${X}` is filled in with comes from `.env` and the shell. https://docs.docker.com/compose/how-tos/environment-variables/variable-interpolation/
 */
import path from 'node:path';
import { type Expr, type ObjectExpr, textOf, valueAt } from '../model/expr.ts';
import type { Facts } from '../model/facts.ts';
import { oncePer } from '../model/once.ts';

/** The one or more items of a key that takes a list or a single value. */
export const itemsOf = (expr: Expr | undefined): readonly Expr[] =>
  expr?.kind === 'list' ? expr.items : expr === undefined ? [] : [expr];

/** The paths of a service's `env_file`, as they are written: `a.env`, `[a.env, { path: b.env }]`. */
export const filesOfService = (service: Expr): readonly string[] =>
  itemsOf(valueAt(service, 'env_file')).flatMap((one) => textOf(one) ?? textOf(valueAt(one, 'path')) ?? []);

/** A service with its files' paths from the root on. */
interface Service {
  readonly name: string;
  readonly written: string;
  readonly files: readonly string[];
}

const servicesOf = oncePer((facts: Facts): readonly Service[] => {
  const objects = facts.documents.filter((document): document is ObjectExpr => document.kind === 'object');
  return objects.flatMap((document) => {
    const services = valueAt(document, 'services');
    return (services?.kind === 'object' ? services.entries : []).map(({ key, value }) => ({
      name: key,
      written: facts.source.text.slice(value.range.start, value.range.end),
      files: filesOfService(value).map((file) => path.posix.join(path.posix.dirname(facts.path), file)),
    }));
  });
});

const isCompose = (facts: Facts): boolean => facts.format === 'yaml' && servicesOf(facts).length > 0;

/**
 * Whether an entry of one compose file is a variable of a container: what `${X}` of another is filled in with is none of those.
 * A file that has the same service may be laid over the other one. https://docs.docker.com/compose/how-tos/multiple-compose-files/merge/
 */
export const isOfContainer = (from: Facts, facts: Facts, keys: readonly string[]): boolean =>
  from !== facts &&
  isCompose(from) &&
  isCompose(facts) &&
  (keys.at(-2) === 'environment' || keys[0]?.startsWith('x-') === true) &&
  !servicesOf(from).some(({ name }) => keys[0] === 'services' && name === keys[1]);

/** Whether services of a compose file take the file of variables, and none of them is one that asks for the variable. */
export function isOfOtherServices(from: Facts, file: string, name: string): boolean {
  if (from.format !== 'yaml' || path.posix.basename(file) === '.env') return false;
  const taking = servicesOf(from).filter(({ files }) => files.includes(file));
  return (
    taking.length > 0 && !taking.some(({ written }) => written.includes(`$${name}`) || written.includes(`\${${name}`))
  );
}
