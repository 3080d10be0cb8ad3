/** What Symfony's container gives to a parameter, by its attribute. https://symfony.com/doc/current/service_container/autowiring.html */
import type { Expr } from '../../../model/expr.ts';
import { field, type Lowering } from '../../lower.ts';
import { type Node, parts, rangeOf } from '../../tree-sitter.ts';
import { templated } from '../../within/templated.ts';

/** `#[Autowire('%mailer.host%')]`, `#[Autowire(param: 'mailer.host')]`, `#[Autowire(env: 'SMTP_HOST')]`. */
export function autowired(attributes: Node | null, to: Lowering): Expr | undefined {
  const all = attributes ? parts(attributes).flatMap((group) => parts(group)) : [];
  const one = all.find((attribute) => /(^|\\)Autowire$/.test(to.textOf(parts(attribute)[0] ?? attribute)));
  const list = one && field(one, 'parameters');
  const [given] = list ? parts(list) : [];
  if (!given) return undefined;
  const label = field(given, 'name');
  const written = parts(given).at(-1);
  const value = written && to.expr(written);
  if (value?.kind !== 'text') return undefined;
  const name = label ? to.textOf(label) : 'value';
  if (name === 'value') return templated(value);
  // Processors stand before the name: `env: 'int:SMTP_PORT'`.
  return /^(env|param)$/.test(name)
    ? { kind: 'env', name: value.value.replace(/^.*:/, ''), range: rangeOf(given) }
    : undefined;
}
