/** How programs come to values that stand elsewhere: look-ups, a file a language, and the calls around them. */
import type { CallRules } from '../../src/evaluate/calls.ts';
import type { Lookup } from '../../src/evaluate/lookup.ts';
import { collections } from './collections.ts';
import { configurations } from './configurations.ts';
import { handingOn } from './handing-on.ts';
import { dotnet } from './lookups/dotnet.ts';
import { elixir } from './lookups/elixir.ts';
import { go } from './lookups/go.ts';
import { javascript } from './lookups/javascript.ts';
import { jvm } from './lookups/jvm.ts';
import { others } from './lookups/others.ts';
import { php } from './lookups/php.ts';
import { python } from './lookups/python.ts';
import { ruby } from './lookups/ruby.ts';
import { rust } from './lookups/rust.ts';
import { standards } from './standards.ts';
import { texts } from './texts.ts';
import { urls } from './urls.ts';

/** Where several fit a call, the first one counts. */
export const lookups: readonly Lookup[] = [
  ...javascript,
  ...php,
  ...python,
  ...ruby,
  ...jvm,
  ...dotnet,
  ...go,
  ...rust,
  ...elixir,
  ...others,
];

export const callRules: CallRules = {
  ...handingOn,
  ...configurations,
  ...collections,
  ...standards,
  ...texts,
  ...urls,
};
