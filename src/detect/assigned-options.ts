/** Options that a system takes by assignment, made elsewhere: `ActionMailer::Base.smtp_settings = MAIL_OPTIONS`. */

import { atAssignment } from '../evaluate/places.ts';
import type { Expr } from '../model/expr.ts';
import { wordsOfName } from '../select/needs.ts';
import { inPrograms, type Matcher } from './detector.ts';
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
      const host = option(spec.host);
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
