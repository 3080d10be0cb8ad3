/** Options that a system takes by assignment, made elsewhere: `ActionMailer::Base.smtp_settings = MAIL_OPTIONS`. */

import { atAssignment } from '../evaluate/places.ts';
import { isPossible } from '../evaluate/texts.ts';
import type { Place, Value } from '../evaluate/value.ts';
import type { Expr } from '../model/expr.ts';
import { wordsOfName } from '../select/needs.ts';
import { inPrograms, type Matcher, type Tools } from './detector.ts';
import { hasOption, optionOf } from './matchers.ts';

export interface AssignedOptionsSpec {
  /** Last names of the targets. */
  readonly to: readonly string[];
  /** Names of the options. */
  readonly host: string;
  readonly port?: string;
  readonly user?: string;
  readonly password?: string;
}

/** Whether nothing says what the options hold: `Setting.smtp`, a row of a table. */
const isOpen = (value: Expr, place: Place, tools: Tools): boolean =>
  value.kind !== 'unknown' && !tools.evaluate(value, place).some((one) => isFilled(one) || isPossible(one));

const isFilled = (value: Value): boolean =>
  value.kind === 'structure' && value.expr.kind === 'object' && value.expr.entries.length > 0;

/** Assignments of anything but an object in place, which `entry` finds. */
export function assignedOptions(spec: AssignedOptionsSpec): Matcher {
  return inPrograms(spec.to.map(wordsOfName), function* (facts, tools) {
    for (const assignment of facts.program?.assignments ?? []) {
      const { target, value } = assignment;
      const name = target.kind === 'member' && target.key.kind === 'text' ? target.key.value : '';
      if (!spec.to.includes(name) || value.kind === 'object') continue;
      const place = atAssignment(facts, assignment);
      const option = (key: string | undefined): Expr | undefined =>
        key !== undefined && hasOption(value, key, place, tools) ? optionOf(value, key) : undefined;
      const host = option(spec.host) ?? (isOpen(value, place, tools) ? optionOf(value, spec.host) : undefined);
      if (host)
        yield {
          host,
          place,
          key: `${name}.${spec.host}`,
          anchor: value.range,
          port: option(spec.port),
          user: option(spec.user),
          password: option(spec.password),
        };
    }
  });
}
