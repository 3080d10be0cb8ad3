/** Files in which a change does not last, or reaches nothing. */
import { formatOf } from '../select/formats.ts';
import type { Obstacle } from './obstacles.ts';
import type { OpenFile } from './open-file.ts';

/** What programs write at the head of what they make. https://go.dev/s/generatedcode, https://buck.build (@generated) */
const MARKS: readonly RegExp[] = [
  /@generated\b/,
  /\b(?:auto(?:matically)?[- ]?generated|generated automatically)\b/i,
  /\b(?:this file|file) (?:is|was|has been) generated\b/i,
  /\bmanaged by (?:ansible|puppet|chef|salt|terraform)\b|\bansible managed\b/i,
];

/** People write it, too, over defaults that a newer version brings anew. */
const HANDS_OFF = /\bdo not (?:edit|modify|change)\b/i;

/** A mark further down speaks of something else. */
const HEAD_LINES = 12;

/** Caches and outputs by their paths. */
const PLACES: readonly RegExp[] = [
  // php artisan config:cache
  /(^|\/)bootstrap\/cache\/config\.php$/,
  // bin/console cache:warmup
  /(^|\/)var\/cache\//,
  // composer dump-env
  /(^|\/)\.env\.local\.php$/,
  /(^|\/)(?:\.next|\.nuxt|\.output|_site|htmlcov)\//,
];

/** What makes the file one that is not to be changed itself. */
export function copyOf({ path, source }: OpenFile): Obstacle | undefined {
  if (PLACES.some((place) => place.test(path))) return 'generated';
  if (formatOf(path) === 'sql') return 'database';
  const { end } = source.lineBounds(Math.min(HEAD_LINES, source.lineCount));
  const head = source.text.slice(0, Math.min(end, 4000));
  if (MARKS.some((mark) => mark.test(head))) return 'generated';
  return HANDS_OFF.test(head) ? 'hands-off' : undefined;
}
