/** transport(5): `transport:nexthop`. */

import { either, join, sliceOf } from '../../src/detect/building.ts';
import type { Expr } from '../../src/model/expr.ts';

/** Transports that deliver on this machine or nowhere, or into a filter; their next hop is no relay. */
const NOT_OUTSIDE =
  /^(lmtp|local|virtual|error|retry|discard|pipe|uucp|bsmtp|fax|hylafax|ifmail|maildrop|cyrus|dovecot|procmail|mailman|mailman3|mlmmj|sympa|sympafilter|vacation|autoreply|spamassassin|spamd|smtp-?amavis|amavis|amavisfeed|dspam|majordomo|schleuder|maildirs?|scalemail\S*|zarafa|kopano|proxymap)$/i;

/** A filter of the same machine, which gives mail back. */
export const OF_THE_MACHINE = /^[\w.-]*:?(?:\[?(?:127\.|localhost\b|::1\])|inet:|unix:|[\w.-]*$)/;

/** Kinds of values that may come to a transport and its next hop together. */
const COMPUTED: ReadonlySet<Expr['kind']> = new Set(['env', 'member']);

/** The next hop that a value names, without its transport; undefined when mail does not go to a host through it. */
export function nexthopOf(value: Expr): Expr | undefined {
  if (value.kind === 'either') {
    const options = value.options.flatMap((option) => nexthopOf(option) ?? []);
    return options.length === value.options.length ? { ...value, options } : options[0] && either(options, value.range);
  }
  const first = value.kind === 'join' ? value.parts[0] : value;
  if (first?.kind !== 'text') return COMPUTED.has(value.kind) ? value : undefined;
  const head = /^\s*([\w.-]*):\s*/.exec(first.value);
  if (!head || NOT_OUTSIDE.test(head[1] ?? '') || /^(unix|inet|\/)/.test(first.value.slice(head[0].length)))
    return undefined;
  const rest = sliceOf(first, head[0].length, first.value.length);
  if (value.kind !== 'join') return rest.value.trim() === '' ? undefined : rest;
  const parts = [...(rest.value === '' ? [] : [rest]), ...value.parts.slice(1)];
  return join(parts, { start: rest.range.start, end: value.range.end });
}
