/** What stands inside ERB's tags and `$(…)`: a variable, and what stands in for it. */

import { chainInRuby } from './template-chains.ts';
import { type Inner, quoted, saidIn } from './template-values.ts';

/** `<%= ENV['X'] || 'd' %>`, `<%= ENV.fetch('X', 'd') %>`. */
export const erb: Inner = (inner) => {
  const found =
    /\bENV(?:\.fetch\(|\[)\s*['"](\w+)['"]\s*\]?\s*(?:,\s*['"]([^'"]*)['"]|\)?\s*(?:\|\||\{)\s*['"]([^'"]*)['"])?/.exec(
      inner,
    );
  if (found?.[1]) return { name: found[1], ...quoted(found[2] ?? found[3], inner) };
  // Puppet's and Chef's templates are given their values as instance variables, and the node's attributes.
  const given = chainInRuby(inner.trim());
  return given ?? (inner.startsWith('=') ? saidIn(inner.replace('=', ' ')) : undefined);
};

/**
 * `$(NAME)`: Kubernetes and Azure Pipelines; `$(env:NAME:-d)`: keycloak-config-cli, whose import files are filled in by Commons
 * Text. https://github.com/adorsys/keycloak-config-cli#variable-substitution
 */
export const environmentName: Inner = (inner) => {
  const found = ENVIRONMENT_NAME.exec(inner);
  const [from, to] = found?.indices?.groups?.fallback ?? [0, 0];
  const name = found?.groups?.name;
  return name === undefined ? undefined : { name, ...(to > from ? { fallback: { from, to } } : {}) };
};

const NAME = '[A-Za-z_][A-Za-z0-9_]*';
const ENVIRONMENT_NAME = new RegExp(
  `^(?:(?:env|sys|const):)?(?<name>${NAME}(?:\\.${NAME})*)(?::-(?<fallback>[^()]*))?$`,
  'd',
);
